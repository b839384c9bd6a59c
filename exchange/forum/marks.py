"""What a person has read: noted while pages are shown, written a moment later, a few rows each.

A category's row says that all posted in it up to then is read; a thread's row says more of one
thread, and goes when its whole category has caught up. Who has neither joined lately: what was
posted before is read. Statements that ask for `READ_UP_TO` must `join_marks`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from exchange.forum.models import CategoryRead, Post, Thread, ThreadRead
from exchange.forum.policy import readable_by, stands
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction, upsert
from exchange.kernel.later import Later
from exchange.people.actor import GUEST
from exchange.people.models import Account

SETTLING = timedelta(seconds=10)  # a post may be dated before the commit that shows it
_ME: BindParameter[int] = bindparam("me")

OF_CATEGORY = func.coalesce(CategoryRead.read_at, Account.joined_at)
# Who read all of a category had not seen what a moderator put there after.
IS_OLDER_THAN_PLACE: ColumnElement[bool] = Thread.placed_at >= OF_CATEGORY
_AT_LEAST = case((IS_OLDER_THAN_PLACE, Account.joined_at), else_=OF_CATEGORY)
READ_UP_TO: ColumnElement[datetime] = case(
    (ThreadRead.read_at > _AT_LEAST, ThreadRead.read_at), else_=_AT_LEAST
)


def join_marks(
    statement: Select[*tuple[Any, ...]], who: ColumnElement[int] | InstrumentedAttribute[int] = _ME
) -> Select[*tuple[Any, ...]]:
    """The marks of a person, `:me` unless told otherwise, joined to a statement about threads."""
    of_category = and_(
        CategoryRead.account_id == who, CategoryRead.category_id == Thread.category_id
    )
    of_thread = and_(ThreadRead.account_id == who, ThreadRead.thread_id == Thread.id)
    return (
        statement.join(Account, Account.id == who)
        .outerjoin(CategoryRead, of_category)
        .outerjoin(ThreadRead, of_thread)
    )


def is_unread_post() -> ColumnElement[bool]:
    """Posted by another since, and there to be read by everyone."""
    return and_(Post.posted_at > READ_UP_TO, Post.author_id != _ME, readable_by(GUEST))


def is_unread() -> ColumnElement[bool]:
    """Threads with such a post; what only moderators see is news to nobody. Who may enter their
    category, the statement asks."""
    found = exists().where(Post.thread_id == Thread.id, is_unread_post())
    return and_(Thread.last_post_at > READ_UP_TO, stands(), found)


class Key(NamedTuple):
    """Who read, and where."""

    account_id: int
    category_id: int
    thread_id: int


class Seen(NamedTuple):
    """What a reader had before their eyes."""

    until: datetime  # the newest post of the thread as it was then
    posts: frozenset[int]
    is_whole: bool  # the thread had no other page


def _join(old: Seen, new: Seen) -> Seen:
    latest = max(old, new, key=lambda seen: seen.until)
    return Seen(latest.until, old.posts | new.posts, latest.is_whole)


def _write(notes: Mapping[Key, Seen]) -> None:
    """All that was noted, and the categories that have caught up by it."""
    with transaction(None):
        known = _that_stand(notes)
        rows = [
            {
                "account_id": key.account_id,
                "thread_id": key.thread_id,
                "read_at": seen.until if seen.is_whole else _up_to_the_next(key, seen),
            }
            for key, seen in known.items()
        ]
        _advance(ThreadRead, "thread_id", rows)
        places = sorted({(key.account_id, key.category_id) for key in known})
        caught_up = [place for place in places if _has_caught_up(*place)]
        set_categories(caught_up, now() - SETTLING)


SEEN: Later[Key, Seen] = Later("what was read", _join, _write)


def _that_stand(notes: Mapping[Key, Seen]) -> Mapping[Key, Seen]:
    """Without people and threads that have gone meanwhile."""
    people, threads = {key.account_id for key in notes}, {key.thread_id for key in notes}
    here = set(db.session.scalars(select(Account.id).where(Account.id.in_(people))))
    places = select(Thread.id, Thread.category_id).where(Thread.id.in_(threads))
    of = {row.id: row.category_id for row in db.session.execute(places)}
    return {
        key._replace(category_id=of[key.thread_id]): seen
        for key, seen in notes.items()
        if key.account_id in here and key.thread_id in of
    }


def _up_to_the_next(key: Key, seen: Seen) -> datetime:
    """Just before the oldest post that stands on a page which was not opened."""
    statement = join_marks(select(Post.posted_at).join(Thread, Thread.id == Post.thread_id)).where(
        Post.thread_id == key.thread_id,
        Post.id.not_in(seen.posts),
        Post.posted_at <= seen.until,
        is_unread_post(),
    )
    oldest = statement.order_by(Post.posted_at).limit(1)
    found: datetime | None = db.session.scalar(oldest, {"me": key.account_id})
    return found - timedelta(microseconds=1) if found else seen.until


def _has_caught_up(account_id: int, category_id: int) -> bool:
    # From the oldest on: what a faithful reader has left unread stands first.
    unread = join_marks(select(Thread.id)).where(Thread.category_id == category_id, is_unread())
    waits = unread.where(Thread.last_post_at > OF_CATEGORY)
    oldest = waits.order_by(Thread.last_post_at).limit(1)
    placed = unread.where(IS_OLDER_THAN_PLACE).limit(1)
    return not any(db.session.scalar(asked, {"me": account_id}) for asked in (oldest, placed))


def set_categories(places: Sequence[tuple[int, int]], read_at: datetime) -> None:
    """For these (account, category) all posted up to then is read; call it in a transaction."""
    rows = [{"account_id": a, "category_id": c, "read_at": read_at} for a, c in places]
    _advance(CategoryRead, "category_id", rows)
    for account_id, category_id in places:
        is_told = or_(Thread.placed_at.is_(None), Thread.placed_at < read_at)
        inside = select(Thread.id).where(Thread.category_id == category_id, is_told)
        db.session.execute(
            delete(ThreadRead).where(
                ThreadRead.account_id == account_id,
                ThreadRead.read_at <= read_at,
                ThreadRead.thread_id.in_(inside),
            )
        )


def _advance(
    table: type[CategoryRead | ThreadRead], place: str, rows: Sequence[dict[str, Any]]
) -> None:
    """Never back: another process may have written later ones meanwhile."""
    if not rows:
        return
    # In one order, so that two processes never wait for each other.
    row = upsert(table).values(sorted(rows, key=lambda one: (one["account_id"], one[place])))
    db.session.execute(
        row.on_conflict_do_update(
            index_elements=["account_id", place],
            set_={"read_at": row.excluded.read_at},
            where=table.read_at < row.excluded.read_at,
        )
    )
