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
from exchange.forum.actions.merge import merge_thread
from exchange.forum.actions.move import move_branch, move_reply, move_thread
from exchange.forum.actions.read import mark_all_read, note_reading
from exchange.forum.actions.reply import post_reply
from exchange.forum.actions.split import NewThread, split_branch

__all__ = [
    "MOST_DRAFTS",
    "NewThread",
    "accept_answer",
    "delete_post",
    "discard_draft",
    "edit_post",
    "find_helpful",
    "forget_draft_of",
    "forget_drafts_before",
    "hide_post",
    "keep_draft",
    "lock_thread",
    "mark_all_read",
    "merge_thread",
    "move_branch",
    "move_reply",
    "move_thread",
    "note_reading",
    "post_reply",
    "restore_post",
    "show_post",
    "split_branch",
    "start_thread",
    "take_back_helpful",
    "unlock_thread",
    "withdraw_acceptance",
]
