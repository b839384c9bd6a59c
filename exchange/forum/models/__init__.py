"""Tables of the forum."""

from exchange.forum.models.drafts import PostDraft
from exchange.forum.models.posts import Helpful, Post, PostRevision, Stretch
from exchange.forum.models.reading import CategoryRead, ThreadRead
from exchange.forum.models.rooms import CategoryGuest
from exchange.forum.models.threads import Category, Thread, ThreadTag
from exchange.forum.models.words import LANGUAGE

__all__ = [
    "LANGUAGE",
    "Category",
    "CategoryGuest",
    "CategoryRead",
    "Helpful",
    "Post",
    "PostDraft",
    "PostRevision",
    "Stretch",
    "Thread",
    "ThreadRead",
    "ThreadTag",
]
