"""What people do in the forum: one verb a file, each one transaction and one event."""

from exchange.forum.actions.accept import accept_answer, withdraw_acceptance
from exchange.forum.actions.ask import start_thread
from exchange.forum.actions.delete import delete_post, restore_post
from exchange.forum.actions.drafts import (
    MOST_DRAFTS,
    discard_draft,
    forget_draft_of,
    forget_drafts_before,
    keep_draft,
)
from exchange.forum.actions.edit import edit_post
from exchange.forum.actions.helpful import find_helpful, take_back_helpful
from exchange.forum.actions.hide import hide_post, show_post
from exchange.forum.actions.lock import lock_thread, unlock_thread
from exchange.forum.actions.read import mark_all_read, note_reading
from exchange.forum.actions.reply import post_reply
from exchange.forum.actions.rooms import (
    change_category,
    invite_guest,
    make_category,
    take_back_invitation,
)

__all__ = [
    "MOST_DRAFTS",
    "accept_answer",
    "change_category",
    "delete_post",
    "discard_draft",
    "edit_post",
    "find_helpful",
    "forget_draft_of",
    "forget_drafts_before",
    "hide_post",
    "invite_guest",
    "keep_draft",
    "lock_thread",
    "make_category",
    "mark_all_read",
    "note_reading",
    "post_reply",
    "restore_post",
    "show_post",
    "start_thread",
    "take_back_helpful",
    "take_back_invitation",
    "unlock_thread",
    "withdraw_acceptance",
]
