"""What the library's pages show: one query a page, all of it."""

from exchange.library.queries.latest import LatestExperiences, latest_experiences
from exchange.library.queries.lists import (
    Counts,
    ExperienceLine,
    ExperienceList,
    experience_list,
    newest_experiences,
    subjects_by_slug,
)
from exchange.library.queries.on_map import Group, MapPage, map_page, spot_of
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
    working_copy,
    working_copy_of,
)
from exchange.library.queries.related import related
from exchange.library.queries.saved import SavedRow, credited_in, fitting, saved_searches
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
    "Counts",
    "ExperienceLine",
    "ExperienceList",
    "ExperiencePage",
    "ExperienceRow",
    "Group",
    "GrownRow",
    "LatestExperiences",
    "MadeRow",
    "MapPage",
    "OrganisationChoice",
    "SavedRow",
    "WorkLine",
    "answer_to_turn",
    "credited_in",
    "drafts_of",
    "experience_list",
    "experience_page",
    "experiences_by_tag",
    "fitting",
    "grown_out_of",
    "latest_experiences",
    "lead_choices",
    "made_from",
    "map_page",
    "newest_experiences",
    "related",
    "saved_searches",
    "spot_of",
    "subjects_by_slug",
    "waiting_for_readers",
    "working_copy",
    "working_copy_of",
]
