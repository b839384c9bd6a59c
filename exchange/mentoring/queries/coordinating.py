"""What coordinators of mentoring see: all open questions, each mentor's load, what is short."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    select,
)

from exchange.forum.models import Thread, ThreadTag
from exchange.kernel.clock import now
from exchange.kernel.paging import Pages
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.rulings import NotFound, require
from exchange.library.readings import IS_ACTIVE
from exchange.mentoring.models import DaysAway, MentorProfile, Proposal, Question
from exchange.mentoring.models.who import USUALLY_OPEN
from exchange.mentoring.policy.desk import is_open_for, may_see_all_questions
from exchange.mentoring.queries.lines import BY_PROMISE, QuestionLine, question_lines
from exchange.people.actor import Actor
from exchange.people.models import Account, Expertise
from exchange.tags.models import Tag
from exchange.tags.queries import TagRow, tag_list
from exchange.text.countries import sort_key
from exchange.text.languages import BY_CODE, reads_alike

_Query = Select[*tuple[Any, ...]]
PAGE_SIZE = 30
SEASON = timedelta(days=90)
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


class MentorLoad(NamedTuple):
    """How much one mentor has; private to coordinators."""

    id: int
    name: str
    is_sample: bool
    reads: list[str]
    most_open: int
    open: int
    late: int
    asked: int
    answered: int  # in the last season
    themes: int
    away_until: date | None

    @property
    def is_full(self) -> bool:
        return self.open >= self.most_open


class Shortage(NamedTuple):
    """A theme or a language: what waits, and who could answer."""

    key: str
    open: int
    free: int  # nobody has it
    late: int
    mentors: int  # who know it, or read it
    able: int  # of these, with room for one more and not away

    @property
    def is_short(self) -> bool:
        return self.free > self.able


@dataclass(frozen=True, slots=True)
class Bottlenecks:
    """All that mentoring/bottlenecks.html shows."""

    themes: Sequence[Shortage]
    names: Mapping[str, TagRow]  # of the themes, by slug
    languages: Sequence[Shortage]


def _is_late() -> ColumnElement[bool]:
    promised = and_(Question.days.is_not(None), Question.stopped_at.is_(None))
    return and_(promised, Question.due_at < bindparam("now"))


def _conditions() -> Mapping[str, ColumnElement[bool]]:
    return {
        "free": Question.mentor_id.is_(None),
        "late": _is_late(),
        "stopped": Question.stopped_at.is_not(None),
        "given_up": Question.given_up_at.is_not(None),
    }


def _counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _narrowed(query: _Query, eyes: Actor, has_theme: bool, has_lang: bool) -> _Query:
    query = query.where(is_open_for(eyes))
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
    lines = _narrowed(question_lines(bindparam("me")), eyes, has_theme, has_lang)
    if state:
        lines = lines.where(_conditions()[state])
    lines = lines.order_by(*BY_PROMISE).limit(PAGE_SIZE).offset(bindparam("skip"))
    return Reading(QuestionLine, lines)


@built_once
def _counts(eyes: Actor, has_theme: bool, has_lang: bool) -> Reading[StateCount]:
    of_state = _conditions()
    columns = [func.count().label("all"), *(_counted(of_state[one]).label(one) for one in STATES)]
    joined = select(*columns).select_from(Question).join(Thread, Thread.id == Question.thread_id)
    return Reading(StateCount, _narrowed(joined, eyes, has_theme, has_lang))


def all_questions(actor: Actor, sought: Sought, number: int) -> AllQuestions:
    """Every open question that the coordinator may read, by its promise; NotFound past the last
    page. Two statements."""
    require(may_see_all_questions(actor))
    moment = now()
    narrow = {name: value for name, value in sought.chosen().items() if name != "state"}
    has = (sought.theme is not None, sought.lang is not None)
    counted = _counts(actor.eyes, *has).first(now=moment, **narrow) or StateCount(0, 0, 0, 0, 0)
    total = getattr(counted, sought.state) if sought.state else counted.all
    pages = Pages(number, PAGE_SIZE, total)
    if number > pages.last:
        raise NotFound
    late = {"now": moment} if sought.state == "late" else {}
    lines = _all(actor.eyes, sought.state, *has).all(
        me=actor.id, skip=pages.offset, **late, **narrow
    )
    return AllQuestions(lines, counted, pages, moment)


def _of_mentor(model: Any, *conditions: ColumnElement[bool]) -> Any:
    counted = select(func.count()).select_from(model).where(*conditions)
    return counted.correlate(Account).scalar_subquery()


_HAS = and_(Question.mentor_id == Account.id, Question.ended_at.is_(None))
_LOADS = Reading(
    MentorLoad,
    select(
        Account.id,
        Account.name,
        Account.is_sample,
        Account.reads,
        func.coalesce(MentorProfile.most_open, USUALLY_OPEN).label("most_open"),
        _of_mentor(Question, _HAS).label("open"),
        _of_mentor(Question, _HAS, _is_late()).label("late"),
        _of_mentor(
            Proposal,
            Proposal.account_id == Account.id,
            Proposal.answer == "",
            exists().where(
                Question.thread_id == Proposal.thread_id,
                Question.ended_at.is_(None),
                Question.mentor_id.is_(None),
            ),
        ).label("asked"),
        _of_mentor(
            Question,
            Question.mentor_id == Account.id,
            Question.answered_at >= bindparam("since"),
        ).label("answered"),
        _of_mentor(Expertise, Expertise.account_id == Account.id).label("themes"),
        select(func.max(DaysAway.last_day))
        .where(
            DaysAway.account_id == Account.id,
            DaysAway.first_day <= bindparam("today"),
            DaysAway.last_day >= bindparam("today"),
        )
        .correlate(Account)
        .scalar_subquery()
        .label("away_until"),
    )
    .outerjoin(MentorProfile, MentorProfile.account_id == Account.id)
    .where(Account.is_mentor.is_(True), *IS_ACTIVE),
)


def mentor_loads(actor: Actor, lang: str) -> Sequence[MentorLoad]:
    """Each active mentor, those with most first. One statement."""
    require(may_see_all_questions(actor))
    moment = now()
    found = _LOADS.all(now=moment, since=moment - SEASON, today=moment.date())
    return sorted(found, key=lambda one: (-one.open, sort_key(one.name, lang), one.id))


class _Open(NamedTuple):
    key: str
    open: int
    free: int
    late: int


class _Knows(NamedTuple):
    account_id: int
    slug: str


def _open_by(key: Any, query: _Query, eyes: Actor) -> Reading[_Open]:
    free, late = Question.mentor_id.is_(None), _is_late()
    columns = (
        key.label("key"),
        func.count().label("open"),
        _counted(free).label("free"),
        _counted(late).label("late"),
    )
    return Reading(_Open, query.with_only_columns(*columns).where(is_open_for(eyes)).group_by(key))


@built_once
def _by_language(eyes: Actor) -> Reading[_Open]:
    query = select(Thread.lang).select_from(Question).join(Thread, Thread.id == Question.thread_id)
    return _open_by(Thread.lang, query, eyes)


@built_once
def _by_theme(eyes: Actor) -> Reading[_Open]:
    query = (
        select(Tag.slug)
        .select_from(Question)
        .join(Thread, Thread.id == Question.thread_id)
        .join(ThreadTag, ThreadTag.thread_id == Thread.id)
        .join(Tag, Tag.id == ThreadTag.tag_id)
    )
    return _open_by(Tag.slug, query, eyes)


_KNOWN = Reading(
    _Knows, select(Expertise.account_id, Tag.slug).join(Tag, Tag.id == Expertise.tag_id)
)


def bottlenecks(actor: Actor, lang: str) -> Bottlenecks:
    """What is short of mentors, the shortest first. Five statements, whatever there is."""
    loads = {one.id: one for one in mentor_loads(actor, lang)}
    moment = now()
    known: dict[str, list[MentorLoad]] = {}
    for row in _KNOWN.all():
        if row.account_id in loads:
            known.setdefault(row.slug, []).append(loads[row.account_id])
    themes = _by_theme(actor.eyes).all(now=moment)
    languages = _by_language(actor.eyes).all(now=moment)
    reading = {
        code: [one for one in loads.values() if any(reads_alike(code, r) for r in one.reads)]
        for code in BY_CODE
    }
    return Bottlenecks(
        themes=_shortages(themes, known),
        names={tag.slug: tag for tag in tag_list(lang)},
        languages=_shortages(languages, reading),
    )


def _shortages(
    rows: Sequence[_Open], known: Mapping[str, Sequence[MentorLoad]]
) -> Sequence[Shortage]:
    made = []
    for row in rows:
        who = known.get(row.key, ())
        able = sum(not one.is_full and one.away_until is None for one in who)
        made.append(Shortage(row.key, row.open, row.free, row.late, len(who), able))
    return sorted(made, key=lambda one: (one.able - one.free, -one.open, one.key))
