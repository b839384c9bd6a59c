"""What a person has not read yet: marks for pages that are the same for everyone."""

from collections.abc import Sequence, Set
from datetime import datetime
from typing import NamedTuple, Protocol, TypeVar

from sqlalchemy import ScalarSelect, bindparam, func, select, union_all

from exchange.forum.marks import (
    IS_OLDER_THAN_PLACE,
    OF_CATEGORY,
    READ_UP_TO,
    SEEN,
    Key,
    is_unread,
    is_unread_post,
    join_marks,
)
from exchange.forum.models import Category, CategoryRead, Post, Thread
from exchange.forum.policy import PostFacts, categories_entered_by, may_read_post
from exchange.forum.queries.heads import ThreadHead, thread_head
from exchange.forum.queries.places import page_of
from exchange.kernel.reading import Reading
from exchange.people.actor import GUEST, Actor
from exchange.people.models import Account


class Listed(Protocol):
    """A thread as its row in a list has it."""

    @property
    def id(self) -> int: ...
    @property
    def category_id(self) -> int: ...
    @property
    def last_post_at(self) -> datetime: ...


class Written(PostFacts, Protocol):
    """A post as a page of its thread has it."""

    @property
    def id(self) -> int: ...
    @property
    def posted_at(self) -> datetime: ...


T = TypeVar("T", bound=Listed)


class _Unread(NamedTuple):
    id: int


class _First(NamedTuple):
    id: int
    path: bytes


# Those of the threads `:ids` with something that the person `:me` has not read.
UNREAD = join_marks(select(Thread.id)).where(
    Thread.id.in_(bindparam("ids", expanding=True)), is_unread()
)
_UNREAD = Reading(_Unread, UNREAD)
_FIRST = Reading(
    _First,
    join_marks(select(Post.id, Post.path).join(Thread, Thread.id == Post.thread_id))
    .where(Post.thread_id == bindparam("thread_id"), is_unread_post())
    .order_by(Post.posted_at)
    .limit(1),
)


def floor_of_unread(eyes: Actor) -> ScalarSelect[datetime]:
    """A moment before which nothing is unread to `:me`: where the walk through a list may end.

    Of each category with something since its mark, the mark; with none there is no such moment.
    What is written in rooms of others moves nothing.
    """
    moved = select(Thread.id).where(
        Thread.category_id == Category.id, Thread.last_post_at > OF_CATEGORY
    )
    mine = (CategoryRead.account_id == bindparam("me")) & (CategoryRead.category_id == Category.id)
    of_categories = (
        select(func.min(OF_CATEGORY).label("moment"))
        .select_from(Category)
        .join(Account, Account.id == bindparam("me"))
        .outerjoin(CategoryRead, mine)
        .where(
            categories_entered_by(eyes), moved.correlate(Category, CategoryRead, Account).exists()
        )
    )
    # A thread that a moderator put there since may have been silent for longer.
    of_threads = join_marks(select(func.min(READ_UP_TO)).select_from(Thread)).where(
        Thread.placed_at.is_not(None), IS_OLDER_THAN_PLACE, Thread.last_post_at > READ_UP_TO
    )
    floors = union_all(of_categories, of_threads).subquery()
    return select(func.min(floors.c.moment)).scalar_subquery()


def unread_among(actor: Actor, threads: Sequence[T]) -> Sequence[T]:
    """Of these threads, those with something that the actor has not read."""
    if not actor.is_signed_in or not threads:
        return ()
    ids = [thread.id for thread in threads]
    return still_unread(actor, threads, {row.id for row in _UNREAD.all(me=actor.id, ids=ids)})


def still_unread(actor: Actor, threads: Sequence[T], found: Set[int]) -> Sequence[T]:
    """Of these threads, those found unread that were not opened a moment ago."""
    return [t for t in threads if t.id in found and not was_just_read(actor, t)]


def was_just_read(actor: Actor, thread: Listed) -> bool:
    """In this process, and not written yet: else the list would still call it unread when its
    reader comes back from it."""
    seen = SEEN.noted(Key(actor.id, thread.category_id, thread.id))
    return seen is not None and seen.is_whole and seen.until >= thread.last_post_at


def new_among(
    actor: Actor, thread: ThreadHead, posts: Sequence[Written], mark: datetime | None
) -> Sequence[int]:
    """Of these posts, in their order, those by others since the mark. None where the whole thread
    is new: then there is nothing to tell apart."""
    if mark is None or (thread.started_at > mark and thread.author_id != actor.id):
        return ()
    return [
        post.id
        for post in posts
        if post.posted_at > mark
        and post.author_id != actor.id
        and may_read_post(GUEST, post)  # what only moderators see is news to nobody
    ]


def first_unread(actor: Actor, thread_id: int) -> tuple[ThreadHead, int, int | None]:
    """A thread, the page of the oldest post that the actor has not read, and its id; page 1 and
    None if there is no such post. The oldest, not the first in reading order: what comes after it
    in time stays unread until it was opened too."""
    thread = thread_head(actor, thread_id)
    first = _FIRST.first(me=actor.id, thread_id=thread_id)
    if first is None:
        return thread, 1, None
    return thread, page_of(thread.id, thread.post_count, first.path), first.id
