"""What people had read of posts that a moderator moves: it goes along, so that nothing becomes new
or read by being moved. Called in the transaction that moves them, while the threads are locked.

A mark says "all up to then" of one thread. So where threads are put together it goes up to the
oldest post that a reader has not read: what they have read after that is shown as new once more,
nothing counts as read that was not shown.
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple

from sqlalchemy import bindparam, delete, or_, select

from exchange.forum.grafting import Written
from exchange.forum.marks import READ_UP_TO
from exchange.forum.models import CategoryRead, Post, Thread, ThreadRead
from exchange.kernel.clock import now
from exchange.kernel.db import db, upsert
from exchange.kernel.reading import Reading
from exchange.people.models import Account

Marks = Mapping[int, datetime]
_JUST_BEFORE = timedelta(microseconds=1)


class _Person(NamedTuple):
    id: int


class _Mark(NamedTuple):
    account_id: int
    read_at: datetime


_HERE = (
    select(Account.id)
    .join(Thread, Thread.id == bindparam("thread_id"))
    .outerjoin(
        CategoryRead,
        (CategoryRead.account_id == Account.id) & (CategoryRead.category_id == Thread.category_id),
    )
    .outerjoin(
        ThreadRead, (ThreadRead.account_id == Account.id) & (ThreadRead.thread_id == Thread.id)
    )
)
_READERS = Reading(
    _Person, _HERE.where(or_(CategoryRead.read_at.is_not(None), ThreadRead.read_at.is_not(None)))
)
_MARKS = Reading(
    _Mark,
    _HERE.with_only_columns(Account.id.label("account_id"), READ_UP_TO.label("read_at")).where(
        Account.id.in_(bindparam("ids", expanding=True))
    ),
)

_WRITTEN = Reading(
    Written,
    select(Post.author_id, Post.posted_at).where(Post.thread_id == bindparam("thread_id")),
)


def readers_of(*thread_ids: int) -> Collection[int]:
    """Who has a mark there; all others have read nothing since they joined, wherever it stands."""
    return {one.id for thread in thread_ids for one in _READERS.all(thread_id=thread)}


def marks_in(thread_id: int, readers: Collection[int]) -> Marks:
    rows = _MARKS.all(thread_id=thread_id, ids=sorted(readers))
    return {row.account_id: row.read_at for row in rows}


def written_in(thread_id: int) -> Sequence[Written]:
    return _WRITTEN.all(thread_id=thread_id)


def joined_marks(
    there: Marks, here: Marks, moved: Sequence[Written], standing: Sequence[Written]
) -> Marks:
    """Of each reader, where posts `moved` from a thread marked as `there` to those `standing` in
    one marked as `here`: up to just before the oldest that they have not read."""
    both = (_ByTime(moved), _ByTime(standing))
    joined: dict[int, datetime] = {}
    for reader, mark in here.items():
        marks = (there[reader], mark)
        unread = [
            oldest
            for posts, read_at in zip(both, marks, strict=True)
            if (oldest := posts.first_since(read_at, reader))
        ]
        whole = max(mark, *(posts.times[-1] for posts in both if posts.times))
        joined[reader] = min(unread) - _JUST_BEFORE if unread else whole
    return joined


class _ByTime:
    """Posts in the order in which they were written."""

    def __init__(self, posts: Sequence[Written]) -> None:
        self._posts = sorted(posts, key=lambda one: one.posted_at)
        self.times = [one.posted_at for one in self._posts]

    def first_since(self, mark: datetime, reader: int) -> datetime | None:
        """The oldest that is news to this reader."""
        since = islice(self._posts, bisect_right(self.times, mark), None)
        return next((one.posted_at for one in since if one.author_id != reader), None)


def place_with(thread: Thread, marks: Marks) -> None:
    """From now on these marks hold for the thread, and older ones of its category do not."""
    thread.placed_at = now()
    db.session.flush()
    db.session.execute(delete(ThreadRead).where(ThreadRead.thread_id == thread.id))
    rows = [
        {"account_id": reader, "thread_id": thread.id, "read_at": mark}
        for reader, mark in sorted(marks.items())
    ]
    if rows:
        db.session.connection().execute(upsert(ThreadRead), rows)


def forget_marks_in(thread_id: int) -> None:
    """Nothing stands there any more."""
    db.session.execute(delete(ThreadRead).where(ThreadRead.thread_id == thread_id))
