"""What people do in the forum: one verb a file, each one transaction and one event."""

from exchange.forum.actions.accept import accept_answer, withdraw_acceptance
from exchange.forum.actions.announce import announce, change_announcement
from exchange.forum.actions.ask import start_thread
from exchange.forum.actions.attach import attach_files
from exchange.forum.actions.bookmarks import (
    bookmark_post,
    change_bookmark,
    remind_of_bookmarks,
    remove_bookmark,
)
from exchange.forum.actions.confirm import confirm_announcement, remind_readers
from exchange.forum.actions.delete import delete_post, restore_post
from exchange.forum.actions.drafts import (
    discard_draft,
    forget_draft_of,
    forget_drafts_before,
    keep_draft,
)
from exchange.forum.actions.duplicate import close_as_duplicate, reopen_thread
from exchange.forum.actions.edit import edit_post
from exchange.forum.actions.helpful import find_helpful, take_back_helpful
from exchange.forum.actions.hide import hide_post, hold_thread_of, show_post
from exchange.forum.actions.homes import follow_countries, take_threads_home
from exchange.forum.actions.kind import change_kind
from exchange.forum.actions.lock import lock_thread, unlock_thread
from exchange.forum.actions.merge import merge_thread
from exchange.forum.actions.move import move_branch, move_reply, move_thread
from exchange.forum.actions.pin import pin_thread, unpin_thread
from exchange.forum.actions.put_away import put_announcement_away
from exchange.forum.actions.read import mark_all_read, note_reading
from exchange.forum.actions.reply import post_reply
from exchange.forum.actions.rooms import (
    change_category,
    invite_guest,
    make_category,
    take_back_invitation,
)
from exchange.forum.actions.split import NewThread, split_branch
from exchange.forum.actions.subjects import add_subject, take_subject_away
from exchange.forum.actions.watch import (
    stop_watching,
    stop_watching_category,
    switch_watching_off,
    switch_watching_on,
    unwatch,
    unwatch_category,
    watch,
    watch_category,
)

__all__ = [
    "NewThread",
    "accept_answer",
    "add_subject",
    "announce",
    "attach_files",
    "bookmark_post",
    "change_announcement",
    "change_bookmark",
    "change_category",
    "change_kind",
    "close_as_duplicate",
    "confirm_announcement",
    "delete_post",
    "discard_draft",
    "edit_post",
    "find_helpful",
    "follow_countries",
    "forget_draft_of",
    "forget_drafts_before",
    "hide_post",
    "hold_thread_of",
    "invite_guest",
    "keep_draft",
    "lock_thread",
    "make_category",
    "mark_all_read",
    "merge_thread",
    "move_branch",
    "move_reply",
    "move_thread",
    "note_reading",
    "pin_thread",
    "post_reply",
    "put_announcement_away",
    "remind_of_bookmarks",
    "remind_readers",
    "remove_bookmark",
    "reopen_thread",
    "restore_post",
    "show_post",
    "split_branch",
    "start_thread",
    "stop_watching",
    "stop_watching_category",
    "switch_watching_off",
    "switch_watching_on",
    "take_back_helpful",
    "take_back_invitation",
    "take_subject_away",
    "take_threads_home",
    "unlock_thread",
    "unpin_thread",
    "unwatch",
    "unwatch_category",
    "watch",
    "watch_category",
    "withdraw_acceptance",
]
