"""Who is asked to confirm an announcement, who has, and who has not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select

from exchange.forum.announcing import may_name_readers, may_remind_readers, was_just_reminded
from exchange.forum.models import Acknowledgement, Announcement, Category, Thread
from exchange.forum.policy import stands
from exchange.forum.queries.announcements import AnnouncementRow, terms_of
from exchange.forum.queries.heads import ThreadHead, thread_head
from exchange.forum.rooms import let_into_room
from exchange.kernel.clock import now
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.rulings import NotFound, require
from exchange.people.actor import Actor
from exchange.people.models import Account, Organisation

PAGE_SIZE = 50
AT_ONCE = 200  # who are reminded in one transaction


class Counts(NamedTuple):
    """Of those who are asked."""

    asked: int
    confirmed: int


class ReaderRow(NamedTuple):
    """One of those who are asked."""

    id: int
    name: str
    organisation: str | None
    confirmed_at: datetime | None


class _Person(NamedTuple):
    id: int


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """All that forum/readers.html shows; `more` is the cursor of the next page."""

    thread: ThreadHead
    announcement: AnnouncementRow
    counts: Counts
    readers: Sequence[ReaderRow]
    more: int | None
    may_remind: bool
    was_just_reminded: bool


def is_asked_to_confirm() -> ColumnElement[bool]:
    """`is_asked`, said in SQL of an Account, a Thread and its Category; a test holds them equal."""
    return and_(
        Account.confirmed_at.is_not(None),
        Account.admitted_at.is_not(None),
        Account.suspended_at.is_(None),
        Account.id != Thread.author_id,
        or_(Category.is_room.is_(False), let_into_room()),
    )


def _asked(*columns: Any) -> Select[*tuple[Any, ...]]:
    its_own = and_(Acknowledgement.thread_id == Thread.id, Acknowledgement.account_id == Account.id)
    return (
        select(*columns)
        .select_from(Thread)
        .join(Category, Category.id == Thread.category_id)
        .join(Account, is_asked_to_confirm())
        .outerjoin(Acknowledgement, its_own)
        .where(Thread.id == bindparam("thread_id"))
    )


_COUNTS = Reading(
    Counts,
    _asked(
        func.count(Account.id).label("asked"),
        func.count(Acknowledgement.account_id).label("confirmed"),
    ),
)


@built_once
def _page(have_confirmed: bool) -> Reading[ReaderRow]:
    columns = (Account.id, Account.name, Organisation.name.label("organisation"))
    rows = _asked(*columns, Acknowledgement.confirmed_at)
    rows = rows.outerjoin(Organisation, Organisation.id == Account.organisation_id)
    done = Acknowledgement.account_id.is_not(None)
    which = done if have_confirmed else ~done
    return Reading(
        ReaderRow,
        rows.where(which, Account.id > bindparam("after"))
        .order_by(Account.id)
        .limit(PAGE_SIZE + 1),
    )


_TO_REMIND = Reading(
    _Person,
    _asked(Account.id)
    .join(Announcement, Announcement.thread_id == Thread.id)
    .where(
        Acknowledgement.account_id.is_(None),
        Announcement.asks.is_(True),
        Thread.kind == "announcement",
        stands(),
        Account.id > bindparam("after"),
    )
    .order_by(Account.id)
    .limit(AT_ONCE),
)


def count_readers(thread_id: int) -> Counts:
    return _COUNTS.first(thread_id=thread_id) or Counts(0, 0)


def to_remind(thread_id: int, after: int) -> Sequence[int]:
    """The next of those who have not confirmed it; none where it is hidden or asks no more."""
    return [row.id for row in _TO_REMIND.all(thread_id=thread_id, after=after)]


def reader_page(
    actor: Actor, thread_id: int, *, have_confirmed: bool, after: int | None
) -> ReaderPage:
    """For those only who may announce there."""
    thread = thread_head(actor, thread_id)
    require(may_name_readers(actor, thread))
    announcement = terms_of(thread_id)
    if not announcement.asks or after is None:
        raise NotFound
    found = _page(have_confirmed).all(thread_id=thread_id, after=after)
    return ReaderPage(
        thread=thread,
        announcement=announcement,
        counts=count_readers(thread_id),
        readers=found[:PAGE_SIZE],
        more=found[PAGE_SIZE - 1].id if len(found) > PAGE_SIZE else None,
        may_remind=bool(may_remind_readers(actor, thread)),
        was_just_reminded=was_just_reminded(announcement.reminded_at, now()),
    )
