"""Figures of a period for coordinators of mentoring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Select, bindparam, select

from exchange.forum.models import Thread, ThreadTag
from exchange.forum.policy import visible_to
from exchange.kernel.clock import now
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.rulings import require
from exchange.mentoring.figures import Fate, Tally, Within, judged, soon, tallies, tally
from exchange.mentoring.models import Question
from exchange.mentoring.periods import Period
from exchange.mentoring.policy.desk import may_see_all_questions
from exchange.mentoring.queries.samples import are_samples_counted, is_counted
from exchange.mentoring.queries.told import last_outcome
from exchange.mentoring.survival import Fall, curve
from exchange.people.actor import Actor
from exchange.tags.models import Tag
from exchange.tags.queries import TagRow, tag_list

_Query = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which questions of the period; None for what is left open."""

    country: str | None = None  # of whoever asks
    theme: str | None = None  # a slug
    lang: str | None = None


Groups = Sequence[tuple[str, Tally]]


@dataclass(frozen=True, slots=True)
class Figures:
    """All that mentoring/figures.html shows, and its files; groups begin with the largest."""

    period: Period
    all: Tally
    longest: float  # that anybody has waited, in days
    falls: Sequence[Fall]
    soon: Sequence[Within]
    countries: Groups  # "" where it is not known
    themes: Groups
    languages: Groups
    months: Sequence[tuple[date, Tally]]  # each of the period
    names: Mapping[str, TagRow]  # of themes, by slug
    are_samples: bool = False  # all of the questions


class _Has(NamedTuple):
    """What is narrowed."""

    country: bool
    theme: bool
    lang: bool


class _About(NamedTuple):
    thread_id: int
    slug: str


_BEGUN = (Question.started_at >= bindparam("since"), Question.started_at < bindparam("until"))


def _of_period(query: _Query, eyes: Actor, has: _Has) -> _Query:
    """Questions that the coordinator may read; samples where there is nothing else. None of what
    was answered in confidence before it was published."""
    is_from_here = Question.is_from_confidence.is_(False)
    query = query.where(*_BEGUN, is_counted(), is_from_here, visible_to(eyes))
    if has.country:
        query = query.where(Thread.country == bindparam("country"))
    if has.lang:
        query = query.where(Thread.lang == bindparam("lang"))
    if has.theme:
        filed = select(ThreadTag.thread_id).join(Tag, Tag.id == ThreadTag.tag_id)
        query = query.where(Thread.id.in_(filed.where(Tag.slug == bindparam("theme"))))
    return query


@built_once
def _fates(eyes: Actor, has: _Has) -> Reading[Fate]:
    columns = select(
        Question.thread_id,
        Thread.country,
        Thread.lang,
        Question.started_at.label("asked_at"),
        Question.answered_at,
        Question.ended_at,
        Question.days,
        Question.due_at,
        Question.stopped_at,
        Thread.accepted_post_id.is_not(None).label("is_accepted"),
        last_outcome().label("outcome"),
    ).join(Thread, Thread.id == Question.thread_id)
    return Reading(Fate, _of_period(columns, eyes, has))


@built_once
def _themes(eyes: Actor, has: _Has) -> Reading[_About]:
    columns = (
        select(ThreadTag.thread_id, Tag.slug)
        .select_from(Question)
        .join(Thread, Thread.id == Question.thread_id)
        .join(ThreadTag, ThreadTag.thread_id == Thread.id)
        .join(Tag, Tag.id == ThreadTag.tag_id)
        .where(Tag.is_theme.is_(True), Tag.merged_into_id.is_(None))
    )
    return Reading(_About, _of_period(columns, eyes, has))


def figures(actor: Actor, period: Period, narrowing: Narrowing, lang: str) -> Figures:
    """Four statements, whatever there is; days are those of the coordinator."""
    require(may_see_all_questions(actor))
    since, until = period.moments(actor.timezone)
    chosen = {
        "country": narrowing.country,
        "theme": narrowing.theme,
        "lang": narrowing.lang,
    }
    values = {name: value for name, value in chosen.items() if value is not None}
    has = _Has(*(value is not None for value in chosen.values()))
    samples = are_samples_counted()
    asked = {"since": since, "until": until, "samples": samples, **values}
    fates = _fates(actor.eyes, has).all(**asked)
    about: dict[int, list[str]] = {}
    for row in _themes(actor.eyes, has).all(**asked):
        about.setdefault(row.thread_id, []).append(row.slug)
    told = _told(period, fates, about, zone=actor.timezone, lang=lang)
    return replace(told, are_samples=samples)


def _told(
    period: Period,
    fates: Sequence[Fate],
    about: Mapping[int, Sequence[str]],
    *,
    zone: str,
    lang: str,
) -> Figures:
    here, some = ZoneInfo(zone), judged(fates, now())
    waits = [one.wait for one in some]
    months = tallies(some, lambda one: (_month(one.asked_at, here),))
    return Figures(
        period=period,
        all=tally(some),
        longest=max((one.days for one in waits), default=0.0),
        falls=curve(waits),
        soon=soon(waits),
        countries=_largest(tallies(some, lambda one: (one.country or "",))),
        themes=_largest(tallies(some, lambda one: about.get(one.thread_id, ()))),
        languages=_largest(tallies(some, lambda one: (one.lang,))),
        months=[(month, months.get(month, Tally())) for month in period.months()],
        names={tag.slug: tag for tag in tag_list(lang)},
    )


def _month(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date().replace(day=1)


def _largest(groups: Mapping[str, Tally]) -> Groups:
    return sorted(groups.items(), key=lambda pair: (-pair[1].asked, pair[0]))
