"""Which themes and languages are short of mentors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from exchange.forum.models import Thread, ThreadTag
from exchange.kernel.clock import now
from exchange.kernel.reading import Reading, built_once
from exchange.mentoring.models import Question
from exchange.mentoring.policy.clock import is_past_promise_in_sql
from exchange.mentoring.policy.desk import is_open_for
from exchange.mentoring.queries.counting import counted
from exchange.mentoring.queries.lines import OPEN_ONES
from exchange.mentoring.queries.loads import MentorLoad, mentor_loads
from exchange.mentoring.queries.samples import is_counted
from exchange.people.actor import Actor
from exchange.people.models import Expertise
from exchange.tags.models import Tag
from exchange.tags.queries import TagRow, tag_list
from exchange.text.languages import BY_CODE, reads_alike

_Query = Select[*tuple[Any, ...]]


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
    are_samples: bool  # all of the questions


class _Open(NamedTuple):
    key: str
    open: int
    free: int
    late: int


class _Knows(NamedTuple):
    account_id: int
    slug: str


def _open_by(key: Any, query: _Query, eyes: Actor) -> Reading[_Open]:
    free, late = Question.mentor_id.is_(None), is_past_promise_in_sql()
    columns = (
        key.label("key"),
        func.count().label("open"),
        counted(free).label("free"),
        counted(late).label("late"),
    )
    query = query.with_hint(Question, f"INDEXED BY {OPEN_ONES}", "sqlite")
    return Reading(
        _Open,
        query.with_only_columns(*columns).where(is_open_for(eyes), is_counted()).group_by(key),
    )


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
    """What is short of mentors, the shortest first. Six statements, whatever there is."""
    shown = mentor_loads(actor, lang)
    loads = {one.id: one for one in shown.mentors}
    given = {"now": now(), "samples": shown.are_samples}
    known: dict[str, list[MentorLoad]] = {}
    for row in _KNOWN.all():
        if row.account_id in loads:
            known.setdefault(row.slug, []).append(loads[row.account_id])
    themes = _by_theme(actor.eyes).all(**given)
    languages = _by_language(actor.eyes).all(**given)
    reading = {row.key: _who_read(row.key, shown.mentors) for row in languages}
    return Bottlenecks(
        themes=_shortages(themes, known),
        names={tag.slug: tag for tag in tag_list(lang)},
        languages=_shortages(languages, reading),
        are_samples=shown.are_samples,
    )


def _who_read(lang: str, mentors: Sequence[MentorLoad]) -> Sequence[MentorLoad]:
    alike = {code for code in BY_CODE if reads_alike(lang, code)}
    return [one for one in mentors if not alike.isdisjoint(one.reads)]


def _shortages(
    rows: Sequence[_Open], known: Mapping[str, Sequence[MentorLoad]]
) -> Sequence[Shortage]:
    made = []
    for row in rows:
        who = known.get(row.key, ())
        able = sum(not one.is_full and one.away_until is None for one in who)
        made.append(Shortage(row.key, row.open, row.free, row.late, len(who), able))
    return sorted(made, key=lambda one: (one.able - one.free, -one.open, one.key))
