"""Lists of threads: dense rows, in one of a few orders, paged by where the last page ended."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    TextClause,
    and_,
    bindparam,
    false,
    select,
    text,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from exchange.forum.duplicates import SHOWN_STATE, is_no_duplicate
from exchange.forum.marks import is_unread, join_marks
from exchange.forum.models import Post, Thread, ThreadTag, Watch
from exchange.forum.models.words import FOR_MENTORS
from exchange.forum.narrowing import Narrowing
from exchange.forum.pinning import MOST_PINNED, is_pinned_in, is_unpinned_in, stand_in
from exchange.forum.policy import visible_to
from exchange.forum.queries.askers import homes
from exchange.forum.queries.categories import CategoryRow, category_list
from exchange.forum.queries.unread import floor_of_unread, was_just_read
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.validity import kept
from exchange.people.actor import Actor
from exchange.people.models import Account, Organisation

PAGE_SIZE = 30
FRONT_SIZE = 5
OWN = ("unread", "mine", "watched")  # states of a list that differ from person to person
STATES = ("waiting", "mentor", *OWN)
MOST_MARKS = 2**31 - 1
END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"([0-9]{1,17})-([0-9]{1,10})")


class ThreadRow(NamedTuple):
    """One line of a list of threads."""

    id: int
    category_id: int
    kind: str
    title: str
    lang: str
    state: str
    reply_count: int
    helpful_count: int
    started_at: datetime
    last_post_at: datetime
    locked_at: datetime | None
    hidden_at: datetime | None
    is_sample: bool
    is_pinned: bool  # stands above the others in this list
    author: str
    organisation: str | None
    country: str | None

    @property
    def is_duplicate(self) -> bool:
        return self.state == "duplicate"

    @property
    def is_waiting(self) -> bool:
        return self.kind == "question" and self.state == "waiting"


@dataclass(frozen=True, slots=True, eq=False)
class ThreadList:
    """A page of a list with the categories; `older` is the cursor of the next page."""

    threads: Sequence[ThreadRow]
    older: str | None
    categories: Sequence[CategoryRow]

    def category(self, category_id: int) -> CategoryRow:
        return next(one for one in self.categories if one.id == category_id)


_author = aliased(Account)


def _rows(*, is_pinned: bool = False) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Thread.id,
            Thread.category_id,
            Thread.kind,
            Thread.title,
            Thread.lang,
            SHOWN_STATE,
            Thread.reply_count,
            Thread.helpful_count,
            Thread.started_at,
            Thread.last_post_at,
            Thread.locked_at,
            Thread.hidden_at,
            Thread.is_sample,
            (true() if is_pinned else false()).label("is_pinned"),
            _author.name.label("author"),
            Organisation.name.label("organisation"),
            Thread.country,
        )
        .join(_author, _author.id == Thread.author_id)
        .outerjoin(Organisation, Organisation.id == _author.organisation_id)
    )


_ORDERS: Mapping[str, InstrumentedAttribute[Any]] = {
    "active": Thread.last_post_at,
    "newest": Thread.started_at,
    "oldest": Thread.started_at,
    "helpful": Thread.helpful_count,
}
_EQUAL: Mapping[str, ColumnElement[bool]] = {
    "category": Thread.category_id == bindparam("category"),
    "lang": Thread.lang == bindparam("lang"),
    "country": Thread.country == bindparam("country"),
    "organisation": Thread.organisation_id == bindparam("organisation"),
}

_QUESTIONS: Mapping[str, ColumnElement[bool] | TextClause] = {
    "waiting": and_(Thread.state == "waiting", Thread.kind == "question"),
    "mentor": text(FOR_MENTORS.format("thread.")),  # as its index says it
}


@built_once
def _list(eyes: Actor, filters: frozenset[str], order: str) -> Reading[ThreadRow]:
    """One constant statement for every combination of filters and order."""
    return Reading(ThreadRow, _selected(eyes, filters, order))


@built_once
def _first_page(eyes: Actor, filters: frozenset[str], order: str) -> Reading[ThreadRow]:
    """The same with what is pinned there."""
    return _with_pinned(eyes, filters, _selected(eyes, filters, order))


def _with_pinned(
    eyes: Actor, filters: frozenset[str], others: Select[*tuple[Any, ...]]
) -> Reading[ThreadRow]:
    """In one statement; each part comes in an order of its own, so ask `_pinned_first`. Those that
    are pinned are not sorted here: else PostgreSQL would walk down all threads by their time."""
    pinned = _rows(is_pinned=True).where(is_pinned_in(filters), visible_to(eyes))
    parts = (part.subquery() for part in (pinned.limit(MOST_PINNED), others))
    return Reading(ThreadRow, union_all(*(select(*part.c) for part in parts)))


def _pinned_first(found: Sequence[ThreadRow]) -> tuple[list[ThreadRow], list[ThreadRow]]:
    pinned = [thread for thread in found if thread.is_pinned]
    pinned.sort(key=lambda thread: (thread.last_post_at, thread.id), reverse=True)
    others = [thread for thread in found if not thread.is_pinned]
    return pinned, others


def _rows_by_index(filters: frozenset[str]) -> Select[*tuple[Any, ...]]:
    """SQLite takes the index of all threads for as good as that of the few."""
    hint = "INDEXED BY ix_thread_started_at_id_for_mentors"
    return _rows().with_hint(Thread, hint, "sqlite") if "mentor" in filters else _rows()


def _selected(eyes: Actor, filters: frozenset[str], order: str) -> Select[*tuple[Any, ...]]:
    where: list[ColumnElement[bool] | TextClause] = [visible_to(eyes)]
    where += [_EQUAL[name] for name in sorted(filters & _EQUAL.keys())]
    if stand_in(filters, order) or "unpinned" in filters:
        where.append(is_unpinned_in(filters))
    for name in filters & _QUESTIONS.keys():
        where += [_QUESTIONS[name], Thread.locked_at.is_(None)]  # so no duplicates either
    if "tag" in filters:
        tagged = select(ThreadTag.thread_id).where(ThreadTag.tag_id == bindparam("tag"))
        where.append(Thread.id.in_(tagged))
    column = _ORDERS[order]
    here = tuple_(column, Thread.id)
    cursor = tuple_(bindparam("start", type_=column.type), bindparam("thread_id"))
    where.append(here > cursor if order == "oldest" else here < cursor)
    key = (column.desc(), Thread.id.desc())
    if order == "oldest":
        key = (column.asc(), Thread.id.asc())
    rows = _rows_by_index(filters)
    if "unread" in filters:
        rows = join_marks(rows)
        where += [Thread.last_post_at > floor_of_unread(eyes), is_unread()]
    if "mine" in filters:  # whoever began a thread wrote its opening post
        own = select(Post.thread_id).where(
            Post.author_id == bindparam("me"), Post.deleted_at.is_(None)
        )
        where.append(Thread.id.in_(own))
    if "watched" in filters:
        watched = select(Watch.thread_id).where(
            Watch.account_id == bindparam("me"), Watch.ended_at.is_(None)
        )
        where.append(Thread.id.in_(watched))
    return rows.where(and_(*where)).order_by(*key).limit(bindparam("most"))


def thread_list(
    actor: Actor,
    asked: Narrowing,
    *,
    category: int | None = None,
    tag: int | None = None,
    cursor: str | None = None,
) -> ThreadList:
    """The threads that the actor may see, narrowed; from `cursor` on, as a former page gave it."""
    given = {"category": category, "tag": tag, "lang": asked.lang, "country": asked.country}
    if asked.organisation:
        home = homes().find(asked.organisation)
        if home is None or asked.country not in ("", home.country):
            return ThreadList((), None, category_list(actor))
        # With its country: the index of that knows the organisation too.
        given |= {"country": home.country, "organisation": home.id}
    narrowed = tuple((name, value) for name, value in given.items() if value)
    if asked.state in OWN:
        page = _read(actor.eyes, asked, (*narrowed, ("me", actor.id)), cursor)
        if asked.state == "unread":
            page = replace(page, threads=[t for t in page.threads if not was_just_read(actor, t)])
        return page
    return _page(actor.eyes, asked, narrowed, cursor)


Narrowed = tuple[tuple[str, object], ...]


@kept("threads", when=lambda _, asked, _narrowed, cursor: cursor is None and asked.is_single)
def _page(eyes: Actor, asked: Narrowing, narrowed: Narrowed, cursor: str | None) -> ThreadList:
    return _read(eyes, asked, narrowed, cursor)


def _read(eyes: Actor, asked: Narrowing, narrowed: Narrowed, cursor: str | None) -> ThreadList:
    order, values = asked.sorted_by, dict(narrowed)
    start, thread_id = _start(cursor, order)
    filters = frozenset(values) | ({asked.state} if asked.state else set())
    begins = start == END_OF_TIME and stand_in(filters, order)
    reading = (_first_page if begins else _list)(eyes, filters, order)
    read = reading.all(start=start, thread_id=thread_id, most=PAGE_SIZE + 1, **values)
    pinned, found = _pinned_first(read)
    shown = found[:PAGE_SIZE]
    older = _cursor(shown[-1], order) if len(found) > PAGE_SIZE else None
    return ThreadList([*pinned, *shown], older, category_list(eyes))


class FrontLists(NamedTuple):
    """The threads of the front page, none of them twice."""

    pinned: Sequence[ThreadRow]
    waiting: Sequence[ThreadRow]
    answered: Sequence[ThreadRow]


def front_lists(eyes: Actor) -> FrontLists:
    """What is pinned everywhere, the questions that wait, and what was answered last."""
    start, thread_id = _start(None, "oldest")
    waiting = _list(eyes, frozenset({"waiting", "unpinned"}), "oldest")
    pinned, answered = _pinned_first(_answered(eyes).all(most=FRONT_SIZE))
    found = waiting.all(start=start, thread_id=thread_id, most=FRONT_SIZE)
    return FrontLists(pinned, found, answered)


@built_once
def _answered(eyes: Actor) -> Reading[ThreadRow]:
    nowhere: frozenset[str] = frozenset()
    answered = Thread.state.in_(("answered", "accepted")) & (Thread.kind == "question")
    where = answered, is_no_duplicate(), is_unpinned_in(nowhere), visible_to(eyes)
    by_time = _rows().where(*where)
    by_time = by_time.order_by(Thread.last_post_at.desc(), Thread.id.desc())
    return _with_pinned(eyes, nowhere, by_time.limit(bindparam("most")))


def _start(cursor: str | None, order: str) -> tuple[datetime | int, int]:
    given = _CURSOR.fullmatch(cursor or "")
    if order == "helpful":
        is_known = given and int(given[1]) < MOST_MARKS
        return (int(given[1]), int(given[2])) if given and is_known else (MOST_MARKS, 0)
    if given:
        seconds, micros = divmod(int(given[1]), 1_000_000)
        if seconds < END_OF_TIME.timestamp():
            moment = datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros)
            return moment, int(given[2])
    return (datetime.fromtimestamp(0, UTC) if order == "oldest" else END_OF_TIME), 0


def _cursor(row: ThreadRow, order: str) -> str:
    if order == "helpful":
        return f"{row.helpful_count}-{row.id}"
    moment = row.last_post_at if order == "active" else row.started_at
    micros = int(moment.timestamp()) * 1_000_000 + moment.microsecond
    return f"{micros}-{row.id}"
