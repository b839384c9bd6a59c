"""What coordinators of mentoring see: all open questions, each mentor's load, what is short."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from exchange.forum.models import Thread, ThreadTag
from exchange.kernel.clock import now
from exchange.kernel.paging import Pages
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.rulings import NotFound, require
from exchange.mentoring.models import Question
from exchange.mentoring.policy.clock import is_past_promise_in_sql
from exchange.mentoring.policy.desk import is_open_for, may_see_all_questions
from exchange.mentoring.queries.counting import counted
from exchange.mentoring.queries.lines import QUESTIONS, QuestionLine, lines_of
from exchange.mentoring.queries.samples import are_samples_counted, is_counted
from exchange.people.actor import Actor
from exchange.tags.models import Tag

_Query = Select[*tuple[Any, ...]]
PAGE_SIZE = 30
STATES = ("free", "late", "stopped", "given_up")


@dataclass(frozen=True, slots=True)
class Sought:
    """Which of the open questions; None for what is left open."""

    state: str | None = None
    theme: str | None = None  # a slug
    lang: str | None = None

    def chosen(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}


class StateCount(NamedTuple):
    """How many open questions there are, in all and in each state; one may be in several."""

    all: int
    free: int
    late: int
    stopped: int
    given_up: int


@dataclass(frozen=True, slots=True)
class AllQuestions:
    """All that mentoring/all_questions.html shows."""

    lines: Sequence[QuestionLine]
    counts: StateCount
    pages: Pages
    now: datetime
    are_samples: bool  # all of them


def _conditions() -> Mapping[str, ColumnElement[bool]]:
    # Whoever took it after that was found; whoever had it before let the time pass.
    nobody_since = or_(Question.mentor_id.is_(None), Question.taken_at <= Question.given_up_at)
    return {
        "free": Question.mentor_id.is_(None),
        "late": is_past_promise_in_sql(),
        "stopped": Question.stopped_at.is_not(None),
        "given_up": and_(Question.given_up_at.is_not(None), nobody_since),
    }


def _narrowed(query: _Query, eyes: Actor, has_theme: bool, has_lang: bool) -> _Query:
    query = query.where(is_open_for(eyes), is_counted())
    if has_lang:
        query = query.where(Thread.lang == bindparam("lang"))
    if has_theme:
        about = exists().where(
            ThreadTag.thread_id == Thread.id,
            ThreadTag.tag_id == Tag.id,
            Tag.slug == bindparam("theme"),
        )
        query = query.where(about)
    return query


@built_once
def _all(eyes: Actor, state: str | None, has_theme: bool, has_lang: bool) -> Reading[QuestionLine]:
    chosen = _narrowed(QUESTIONS, eyes, has_theme, has_lang)
    if state:
        chosen = chosen.where(_conditions()[state])
    chosen = chosen.limit(PAGE_SIZE).offset(bindparam("skip"))
    return Reading(QuestionLine, lines_of(bindparam("me"), chosen))


@built_once
def _counts(eyes: Actor, has_theme: bool, has_lang: bool) -> Reading[StateCount]:
    of_state = _conditions()
    columns = [func.count().label("all"), *(counted(of_state[one]).label(one) for one in STATES)]
    joined = select(*columns).select_from(Question).join(Thread, Thread.id == Question.thread_id)
    return Reading(StateCount, _narrowed(joined, eyes, has_theme, has_lang))


def all_questions(actor: Actor, sought: Sought, number: int) -> AllQuestions:
    """Every open question that the coordinator may read, by its promise; NotFound past the last
    page. Three statements."""
    require(may_see_all_questions(actor))
    moment, samples = now(), are_samples_counted()
    narrow: dict[str, Any] = {"samples": samples, **sought.chosen()}
    narrow.pop("state", None)
    has = (sought.theme is not None, sought.lang is not None)
    totals = _counts(actor.eyes, *has).first(now=moment, **narrow) or StateCount(0, 0, 0, 0, 0)
    total = getattr(totals, sought.state) if sought.state else totals.all
    pages = Pages(number, PAGE_SIZE, total)
    if number > pages.last:
        raise NotFound
    late = {"now": moment} if sought.state == "late" else {}
    lines = _all(actor.eyes, sought.state, *has).all(
        me=actor.id, skip=pages.offset, **late, **narrow
    )
    return AllQuestions(lines, totals, pages, moment, samples)
