"""What the library's pages show: one query a page, all of it."""

from exchange.library.queries.latest import LatestExperiences, latest_experiences
from exchange.library.queries.lists import (
    ExperienceLine,
    ExperienceList,
    Narrowed,
    experience_list,
    newest_experiences,
)
from exchange.library.queries.origin import (
    AnswerToTurn,
    GrownRow,
    MadeRow,
    answer_to_turn,
    grown_out_of,
    made_from,
)
from exchange.library.queries.page import (
    ExperiencePage,
    experience_page,
    version_of,
    withdrawn_version,
    working_copy,
    working_copy_of,
)
from exchange.library.queries.papers import paper_to_make, papers_of
from exchange.library.queries.remarks import (
    RemarkRow,
    comments_of,
    remark_to_answer,
    text_last_read,
)
from exchange.library.queries.subjects import experiences_by_tag
from exchange.library.queries.versions import ExperienceRow
from exchange.library.queries.work import (
    OrganisationChoice,
    WorkLine,
    drafts_of,
    lead_choices,
    waiting_for_readers,
)

__all__ = [
    "AnswerToTurn",
    "ExperienceLine",
    "ExperienceList",
    "ExperiencePage",
    "ExperienceRow",
    "GrownRow",
    "LatestExperiences",
    "MadeRow",
    "Narrowed",
    "OrganisationChoice",
    "RemarkRow",
    "WorkLine",
    "answer_to_turn",
    "comments_of",
    "drafts_of",
    "experience_list",
    "experience_page",
    "experiences_by_tag",
    "grown_out_of",
    "latest_experiences",
    "lead_choices",
    "made_from",
    "newest_experiences",
    "paper_to_make",
    "papers_of",
    "remark_to_answer",
    "text_last_read",
    "version_of",
    "waiting_for_readers",
    "withdrawn_version",
    "working_copy",
    "working_copy_of",
]
