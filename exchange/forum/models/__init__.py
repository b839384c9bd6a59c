"""Tables of the forum."""

from exchange.forum.models.announcements import Acknowledgement, Announcement, PutAway
from exchange.forum.models.bookmarks import Bookmark
from exchange.forum.models.drafts import PostDraft, PostDraftFile
from exchange.forum.models.files import PostFile
from exchange.forum.models.mentions import Mention
from exchange.forum.models.posts import Helpful, Post, PostRevision, Stretch
from exchange.forum.models.reading import CategoryRead, ThreadRead
from exchange.forum.models.rooms import CategoryGuest
from exchange.forum.models.threads import Category, Thread, ThreadTag
from exchange.forum.models.watching import CategoryWatch, Watch, WatchSwitch
from exchange.forum.models.words import LANGUAGE

__all__ = [
    "LANGUAGE",
    "Acknowledgement",
    "Announcement",
    "Bookmark",
    "Category",
    "CategoryGuest",
    "CategoryRead",
    "CategoryWatch",
    "Helpful",
    "Mention",
    "Post",
    "PostDraft",
    "PostDraftFile",
    "PostFile",
    "PostRevision",
    "PutAway",
    "Stretch",
    "Thread",
    "ThreadRead",
    "ThreadTag",
    "Watch",
    "WatchSwitch",
]
