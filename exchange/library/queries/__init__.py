"""What the library's pages show: one query a page, all of it."""

from exchange.library.queries.exported import Export, export
from exchange.library.queries.harvested import (
    Harvest,
    HarvestedRow,
    Stretch,
    first_moved_at,
    harvest,
    harvested_countries,
    harvested_record,
)
from exchange.library.queries.latest import LatestExperiences, latest_experiences
from exchange.library.queries.lines import ExperienceLine
from exchange.library.queries.lists import (
    Counts,
    ExperienceList,
    experience_list,
    newest_experiences,
    subjects_by_slug,
)
from exchange.library.queries.mapped import blocks_of_experiences, mapped_experiences
from exchange.library.queries.named import related_named
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
    public_page,
    version_of,
    working_copy,
    working_copy_of,
)
from exchange.library.queries.papers import paper_to_make, papers_of
from exchange.library.queries.pictures import pictures_to_show
from exchange.library.queries.related import related
from exchange.library.queries.remarks import (
    RemarkRow,
    comments_of,
    open_remarks,
    remark_to_answer,
    text_last_read,
)
from exchange.library.queries.saved import SavedRow, credited_in, fitting, saved_searches
from exchange.library.queries.subjects import experiences_by_tag
from exchange.library.queries.versions import ExperienceRow
from exchange.library.queries.withdrawn import withdrawn_version
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
    "Export",
    "Group",
    "GrownRow",
    "Harvest",
    "HarvestedRow",
    "LatestExperiences",
    "MadeRow",
    "MapPage",
    "OrganisationChoice",
    "RemarkRow",
    "SavedRow",
    "Stretch",
    "WorkLine",
    "answer_to_turn",
    "blocks_of_experiences",
    "comments_of",
    "credited_in",
    "drafts_of",
    "experience_list",
    "experience_page",
    "experiences_by_tag",
    "export",
    "first_moved_at",
    "fitting",
    "grown_out_of",
    "harvest",
    "harvested_countries",
    "harvested_record",
    "latest_experiences",
    "lead_choices",
    "made_from",
    "map_page",
    "mapped_experiences",
    "newest_experiences",
    "open_remarks",
    "paper_to_make",
    "papers_of",
    "pictures_to_show",
    "public_page",
    "related",
    "related_named",
    "remark_to_answer",
    "saved_searches",
    "spot_of",
    "subjects_by_slug",
    "text_last_read",
    "version_of",
    "waiting_for_readers",
    "withdrawn_version",
    "working_copy",
    "working_copy_of",
]
