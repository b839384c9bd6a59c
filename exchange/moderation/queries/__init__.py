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
from exchange.moderation.queries.log import LogPage, LogRow, log_page
from exchange.moderation.queries.posts import (
    PostToJudge,
    post_to_flag,
    post_to_hide,
    post_to_show,
)
from exchange.moderation.queries.reverting import RevertPage, revert_page
from exchange.moderation.queries.threads import LockedThread, thread_to_lock, threads_to_lock

__all__ = [
    "CaseCard",
    "DecisionPage",
    "DecisionRow",
    "LockedThread",
    "LogPage",
    "LogRow",
    "PostToJudge",
    "QueuePage",
    "RevertPage",
    "case_page",
    "count_open_cases",
    "decision_for",
    "decision_page",
    "last_decision_about",
    "log_page",
    "post_to_flag",
    "post_to_hide",
    "post_to_show",
    "queue_page",
    "revert_page",
    "shown_again_after",
    "thread_to_lock",
    "threads_to_lock",
]
