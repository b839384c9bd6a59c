"""Lists of threads: dense rows, newest activity first, paged by where the last page ended."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, select, tuple_
from sqlalchemy.orm import aliased

from exchange.forum.marks import is_unread, join_marks
from exchange.forum.models import Post, Thread, ThreadTag
from exchange.forum.policy import visible_to
from exchange.forum.queries.categories import CategoryRow, category_list
from exchange.forum.queries.unread import floor_of_unread, was_just_read
from exchange.kernel.db import UtcTime
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.validity import kept
from exchange.people.actor import Actor
from exchange.people.models import Account, Organisation

PAGE_SIZE = 30
FRONT_SIZE = 5
OWN = ("unread", "mine")  # states of a list that differ from person to person
STATES = ("waiting", *OWN)
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
    started_at: datetime
    last_post_at: datetime
    locked_at: datetime | None
    hidden_at: datetime | None
    is_sample: bool
    author: str
    organisation: str | None
    country: str | None

    @property
    def is_waiting(self) -> bool:
        return self.kind == "question" and self.state == "waiting"


@dataclass(frozen=True, slots=True, eq=False)
class ThreadList:
    """A page of a list with the categories that its readers may enter; `older` is the cursor of
    the next page."""

    threads: Sequence[ThreadRow]
    older: str | None
    categories: Sequence[CategoryRow]

    def category(self, category_id: int) -> CategoryRow:
        return next(one for one in self.categories if one.id == category_id)


_author = aliased(Account)


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Thread.id,
            Thread.category_id,
            Thread.kind,
            Thread.title,
            Thread.lang,
            Thread.state,
            Thread.reply_count,
            Thread.started_at,
            Thread.last_post_at,
            Thread.locked_at,
            Thread.hidden_at,
            Thread.is_sample,
            _author.name.label("author"),
            Organisation.name.label("organisation"),
            Organisation.country,
        )
        .join(_author, _author.id == Thread.author_id)
        .outerjoin(Organisation, Organisation.id == _author.organisation_id)
    )


@built_once
def _list(eyes: Actor, filters: frozenset[str]) -> Reading[ThreadRow]:
    """One constant statement for every combination of filters."""
    # The oldest waiting question is on top: it has waited longest. Elsewhere the latest activity.
    waits = "waiting" in filters
    order = Thread.started_at if waits else Thread.last_post_at
    where = [visible_to(eyes)]
    if waits:
        where += [Thread.state == "waiting", Thread.kind == "question"]
    if "category" in filters:
        where.append(Thread.category_id == bindparam("category"))
    if "lang" in filters:
        where.append(Thread.lang == bindparam("lang"))
    if "tag" in filters:
        tagged = select(ThreadTag.thread_id).where(ThreadTag.tag_id == bindparam("tag"))
        where.append(Thread.id.in_(tagged))
    here = tuple_(order, Thread.id)
    cursor = tuple_(bindparam("moment", type_=UtcTime()), bindparam("thread_id"))
    where.append(here > cursor if waits else here < cursor)
    key = (order.asc(), Thread.id.asc()) if waits else (order.desc(), Thread.id.desc())
    rows = _rows()
    if "unread" in filters:
        rows = join_marks(rows)
        where += [Thread.last_post_at > floor_of_unread(eyes), is_unread()]
    if "mine" in filters:  # whoever began a thread wrote its opening post
        own = select(Post.thread_id).where(
            Post.author_id == bindparam("me"), Post.deleted_at.is_(None)
        )
        where.append(Thread.id.in_(own))
    return Reading(ThreadRow, rows.where(and_(*where)).order_by(*key).limit(bindparam("most")))


def thread_list(
    actor: Actor,
    *,
    state: str = "",
    category: int | None = None,
    lang: str | None = None,
    tag: int | None = None,
    cursor: str | None = None,
) -> ThreadList:
    """The threads that the actor may see, narrowed; from `cursor` on, as a former page gave it."""
    given = {"category": category, "lang": lang, "tag": tag}
    narrowed = tuple((name, value) for name, value in given.items() if value is not None)
    if state in OWN:
        page = _read(actor.eyes, state, (*narrowed, ("me", actor.id)), cursor)
        if state == "unread":
            page = replace(page, threads=[t for t in page.threads if not was_just_read(actor, t)])
        return page
    return _page(actor.eyes, state, narrowed, cursor)


Narrowed = tuple[tuple[str, object], ...]


@kept("threads", when=lambda *values: values[-1] is None)
def _page(eyes: Actor, state: str, narrowed: Narrowed, cursor: str | None) -> ThreadList:
    return _read(eyes, state, narrowed, cursor)


def _read(eyes: Actor, state: str, narrowed: Narrowed, cursor: str | None) -> ThreadList:
    waiting = state == "waiting"
    moment, thread_id = _start(cursor, waiting=waiting)
    values = dict(narrowed)
    reading = _list(eyes, frozenset(values) | ({state} if state else set()))
    found = reading.all(moment=moment, thread_id=thread_id, most=PAGE_SIZE + 1, **values)
    shown = found[:PAGE_SIZE]
    older = _cursor(shown[-1], waiting=waiting) if len(found) > PAGE_SIZE else None
    return ThreadList(shown, older, category_list(eyes))


def front_lists(eyes: Actor) -> tuple[Sequence[ThreadRow], Sequence[ThreadRow]]:
    """For the front page: the questions that wait, and what was answered last."""
    moment, thread_id = _start(None, waiting=True)
    waiting = _list(eyes, frozenset({"waiting"}))
    return (
        waiting.all(moment=moment, thread_id=thread_id, most=FRONT_SIZE),
        _answered(eyes).all(most=FRONT_SIZE),
    )


@built_once
def _answered(eyes: Actor) -> Reading[ThreadRow]:
    answered = Thread.state.in_(("answered", "accepted"))
    by_time = _rows().where(answered, Thread.kind == "question", visible_to(eyes))
    by_time = by_time.order_by(Thread.last_post_at.desc(), Thread.id.desc())
    return Reading(ThreadRow, by_time.limit(bindparam("most")))


def _start(cursor: str | None, *, waiting: bool) -> tuple[datetime, int]:
    if cursor and (given := _CURSOR.fullmatch(cursor)):
        seconds, micros = divmod(int(given[1]), 1_000_000)
        if seconds < END_OF_TIME.timestamp():
            moment = datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros)
            return moment, int(given[2])
    return (datetime.fromtimestamp(0, UTC) if waiting else END_OF_TIME), 0


def _cursor(row: ThreadRow, *, waiting: bool) -> str:
    moment = row.started_at if waiting else row.last_post_at
    micros = int(moment.timestamp()) * 1_000_000 + moment.microsecond
    return f"{micros}-{row.id}"
