"""What people had read of posts that a moderator moves: it goes along, so that nothing becomes new
or read by being moved. Called in the transaction that moves them, while the threads are locked.

A mark says "all up to then" of one thread. So where threads are put together the older of the two
marks holds for whoever had not read all that came: what was read may be shown as new once more,
nothing counts as read that was not shown.
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, delete, or_, select

from exchange.forum.grafting import Written
from exchange.forum.marks import READ_UP_TO
from exchange.forum.models import CategoryRead, Thread, ThreadRead
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


def readers_of(*thread_ids: int) -> Collection[int]:
    """Who has a mark there; all others have read nothing since they joined, wherever it stands."""
    return {one.id for thread in thread_ids for one in _READERS.all(thread_id=thread)}


def marks_in(thread_id: int, readers: Collection[int]) -> Marks:
    rows = _MARKS.all(thread_id=thread_id, ids=sorted(readers))
    return {row.account_id: row.read_at for row in rows}


def joined_marks(there: Marks, here: Marks, moved: Sequence[Written]) -> Marks:
    """Of each reader, after these posts came from a thread marked as `there` to one as `here`."""
    by_time = sorted(moved, key=lambda one: one.posted_at)
    times = [one.posted_at for one in by_time]
    joined: dict[int, datetime] = {}
    for reader, mark in here.items():
        unread = by_time[bisect_right(times, there[reader]) :]
        oldest = next((one.posted_at for one in unread if one.author_id != reader), mark)
        joined[reader] = mark if oldest > mark else oldest - _JUST_BEFORE
    return joined


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
