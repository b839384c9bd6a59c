"""What the pages of moderation show; each asks for the actor first."""

from exchange.moderation.queries.cases import (
    CaseCard,
    QueuePage,
    case_page,
    count_open_cases,
    queue_page,
)
from exchange.moderation.queries.decisions import (
    DecisionPage,
    DecisionRow,
    decision_for,
    decision_page,
    last_decision_about,
    shown_again_after,
)
from exchange.moderation.queries.duplicates import (
    Original,
    alike,
    find_original,
    look_for_original,
)
from exchange.moderation.queries.log import LogPage, LogRow, log_page
from exchange.moderation.queries.moving import (
    Looked,
    Place,
    ToMove,
    categories_for,
    find_place,
    kept_out_of,
    look_for_place,
    post_to_move,
    post_to_split,
    thread_to_move,
)
from exchange.moderation.queries.posts import (
    PostToJudge,
    post_to_flag,
    post_to_hide,
    post_to_show,
)
from exchange.moderation.queries.reverting import RevertPage, revert_page
from exchange.moderation.queries.selection import SelectedRow, selection
from exchange.moderation.queries.standing import (
    Standing,
    get_standing,
    standings,
    thread_to_change,
)
from exchange.moderation.queries.subjects import (
    SubjectToKeep,
    subject_to_keep,
    subjects_beside,
)
from exchange.moderation.queries.threads import thread_to_lock

__all__ = [
    "CaseCard",
    "DecisionPage",
    "DecisionRow",
    "LogPage",
    "LogRow",
    "Looked",
    "Original",
    "Place",
    "PostToJudge",
    "QueuePage",
    "RevertPage",
    "SelectedRow",
    "Standing",
    "SubjectToKeep",
    "ToMove",
    "alike",
    "case_page",
    "categories_for",
    "count_open_cases",
    "decision_for",
    "decision_page",
    "find_original",
    "find_place",
    "get_standing",
    "kept_out_of",
    "last_decision_about",
    "log_page",
    "look_for_original",
    "look_for_place",
    "post_to_flag",
    "post_to_hide",
    "post_to_move",
    "post_to_show",
    "post_to_split",
    "queue_page",
    "revert_page",
    "selection",
    "shown_again_after",
    "standings",
    "subject_to_keep",
    "subjects_beside",
    "thread_to_change",
    "thread_to_lock",
    "thread_to_move",
]
