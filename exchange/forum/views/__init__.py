"""Routes of the forum."""

from exchange.forum.views.announcing import announce, change_announcement
from exchange.forum.views.blueprint import forum
from exchange.forum.views.bookmarks import bookmark, change_bookmark, show_bookmarks
from exchange.forum.views.confirming import confirm, remind, show_readers
from exchange.forum.views.deleting import delete, restore
from exchange.forum.views.drafts import discard_draft, keep_question, show_drafts
from exchange.forum.views.mentioning import find_people
from exchange.forum.views.printing import print_thread
from exchange.forum.views.reading import show_history, show_post, show_thread, show_threads
from exchange.forum.views.rooms import edit_category, invite, new_category
from exchange.forum.views.verbs import accept, find_helpful
from exchange.forum.views.writing import ask, edit, reply

__all__ = [
    "accept",
    "announce",
    "ask",
    "bookmark",
    "change_announcement",
    "change_bookmark",
    "confirm",
    "delete",
    "discard_draft",
    "edit",
    "edit_category",
    "find_helpful",
    "find_people",
    "forum",
    "invite",
    "keep_question",
    "new_category",
    "print_thread",
    "remind",
    "reply",
    "restore",
    "show_bookmarks",
    "show_drafts",
    "show_history",
    "show_post",
    "show_readers",
    "show_thread",
    "show_threads",
]
