"""Routes of moderation."""

from exchange.moderation.views.blueprint import moderation
from exchange.moderation.views.deciding import decide, show_case
from exchange.moderation.views.duplicates import close_as_duplicate, reopen
from exchange.moderation.views.flagging import flag
from exchange.moderation.views.hiding import hide, show
from exchange.moderation.views.locking import lock, unlock
from exchange.moderation.views.merging import merge, split
from exchange.moderation.views.moving import move_post, move_thread
from exchange.moderation.views.reading import show_decision, show_log, show_queue
from exchange.moderation.views.reverting import revert
from exchange.moderation.views.selecting import select_threads
from exchange.moderation.views.standing import change_kind, pin, unpin
from exchange.moderation.views.subjects import edit_subject, merge_subject, new_subject

__all__ = [
    "change_kind",
    "close_as_duplicate",
    "decide",
    "edit_subject",
    "flag",
    "hide",
    "lock",
    "merge",
    "merge_subject",
    "moderation",
    "move_post",
    "move_thread",
    "new_subject",
    "pin",
    "reopen",
    "revert",
    "select_threads",
    "show",
    "show_case",
    "show_decision",
    "show_log",
    "show_queue",
    "split",
    "unlock",
    "unpin",
]
