"""What members and moderators do: one verb a file, each one transaction."""

from exchange.moderation.actions.decide import decide_case
from exchange.moderation.actions.duplicate import (
    close_as_duplicate_with_reason,
    reopen_with_reason,
)
from exchange.moderation.actions.flag import flag_post
from exchange.moderation.actions.hide import hide_with_reason
from exchange.moderation.actions.lock import lock_with_reason, unlock_with_reason
from exchange.moderation.actions.log import Why
from exchange.moderation.actions.moving import (
    merge_with_reason,
    move_post_with_reason,
    move_thread_with_reason,
    split_with_reason,
)
from exchange.moderation.actions.revert import revert_post
from exchange.moderation.actions.selection import change_threads
from exchange.moderation.actions.show import show_again
from exchange.moderation.actions.standing import (
    change_kind_with_reason,
    pin_with_reason,
    unpin_with_reason,
)
from exchange.moderation.actions.subjects import (
    add_subject_with_reason,
    change_subject_logged,
    make_subject_logged,
    merge_subjects_with_reason,
    take_subject_away_with_reason,
)

__all__ = [
    "Why",
    "add_subject_with_reason",
    "change_kind_with_reason",
    "change_subject_logged",
    "change_threads",
    "close_as_duplicate_with_reason",
    "decide_case",
    "flag_post",
    "hide_with_reason",
    "lock_with_reason",
    "make_subject_logged",
    "merge_subjects_with_reason",
    "merge_with_reason",
    "move_post_with_reason",
    "move_thread_with_reason",
    "pin_with_reason",
    "reopen_with_reason",
    "revert_post",
    "show_again",
    "split_with_reason",
    "take_subject_away_with_reason",
    "unlock_with_reason",
    "unpin_with_reason",
]
