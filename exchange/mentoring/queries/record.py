"""What one mentor has done for others: ever, and in each year. No rank, and nobody beside them.

Each thing is counted when it happened: an answer of December that worked in January is an answer
of the one year and worked in the other. Years are those of UTC.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    cast,
    distinct,
    extract,
    func,
    literal,
    select,
    union_all,
)

from exchange.forum.models import Post, Thread, ThreadTag
from exchange.forum.policy import stands, visible_to
from exchange.kernel.reading import Reading, built_once
from exchange.library.models import Experience, ExperienceAuthor
from exchange.library.policy import PUBLIC
from exchange.mentoring.models import FollowUp
from exchange.mentoring.policy.questions import is_from_confidence
from exchange.mentoring.queries.samples import is_counted_for
from exchange.mentoring.queries.told import is_last_told
from exchange.people.actor import Actor
from exchange.tags.models import Tag

_Query = Select[*tuple[Any, ...]]
_ME: BindParameter[int] = bindparam("mentor_id")


class Record(NamedTuple):
    """Questions of others that they answered, whose accepted answer is theirs, and of which the
    asker said that it worked; and experiences in which they are credited."""

    answered: int = 0
    accepted: int = 0
    worked: int = 0
    experiences: int = 0


@dataclass(frozen=True, slots=True)
class Year:
    """What stands in the certificate of a year."""

    record: Record
    languages: Sequence[str]
    themes: Sequence[str]  # slugs


class _Part(NamedTuple):
    """What is counted of which rows, by which moment."""

    rows: _Query
    counted: ColumnElement[int]
    moment: Any

    def ever(self) -> ColumnElement[int]:
        counted: ColumnElement[int] = self.rows.with_only_columns(self.counted).scalar_subquery()
        return counted

    def by_year(self, what: str) -> _Query:
        year = _year(self.moment)
        columns = (year.label("year"), literal(what).label("what"), self.counted.label("number"))
        return self.rows.with_only_columns(*columns).group_by(year)


def _year(moment: Any) -> ColumnElement[int]:
    return cast(extract("year", moment), Integer)


def _answers(seen: ColumnElement[bool]) -> _Query:
    """Their replies, as a mentor, to questions of others."""
    return (
        select(Post.thread_id)
        .join(Thread, Thread.id == Post.thread_id)
        .where(Post.parent_id.is_not(None), *_by_them(), *_asked(seen))
    )


def _by_them() -> Sequence[ColumnElement[bool]]:
    return (
        Post.author_id == _ME,
        Post.by_mentor.is_(True),
        Post.hidden_at.is_(None),
        Post.deleted_at.is_(None),
    )


def _asked(seen: ColumnElement[bool]) -> Sequence[ColumnElement[bool]]:
    return (Thread.kind == "question", Thread.author_id != _ME, seen, is_counted_for(_ME))


def _accepted(seen: ColumnElement[bool]) -> _Query:
    """By somebody else: where whoever asked is silent, a mentor may accept what they wrote."""
    rows = select(Thread.id).join(Post, Post.id == Thread.accepted_post_id)
    by_another = Thread.accepted_by_id.is_distinct_from(_ME)
    return rows.where(*_by_them(), *_asked(seen), by_another, ~is_from_confidence())


def _worked(seen: ColumnElement[bool]) -> _Query:
    rows = _accepted(seen).join(FollowUp, FollowUp.thread_id == Thread.id)
    return rows.where(FollowUp.outcome == "worked", is_last_told())


def _experiences() -> _Query:
    credited = select(Experience.number).join(
        ExperienceAuthor, ExperienceAuthor.experience_id == Experience.id
    )
    return credited.where(
        ExperienceAuthor.account_id == _ME,
        ExperienceAuthor.answer != "declined",
        Experience.state.in_(sorted(PUBLIC)),
    )


def _parts(seen: ColumnElement[bool]) -> Mapping[str, _Part]:
    return {
        "answered": _Part(_answers(seen), func.count(distinct(Post.thread_id)), Post.posted_at),
        "accepted": _Part(_accepted(seen), func.count(), Thread.accepted_at),
        "worked": _Part(_worked(seen), func.count(), FollowUp.answered_at),
        "experiences": _Part(
            _experiences(), func.count(distinct(Experience.number)), Experience.published_at
        ),
    }


@built_once
def _ever(eyes: Actor) -> Reading[Record]:
    counted = [part.ever().label(what) for what, part in _parts(visible_to(eyes)).items()]
    return Reading(Record, select(*counted))


def record_of(actor: Actor, mentor_id: int) -> Record:
    """In threads that the actor may read; ask first whether they may see the person. One
    statement."""
    return _ever(actor.eyes).first(mentor_id=mentor_id) or Record()


class _Counted(NamedTuple):
    year: int
    what: str
    number: int


class _Of(NamedTuple):
    year: int
    lang: str
    slug: str | None


_BY_YEAR = Reading(
    _Counted, union_all(*(part.by_year(what) for what, part in _parts(stands()).items()))
)
_ABOUT = Reading(
    _Of,
    _answers(stands())
    .outerjoin(ThreadTag, ThreadTag.thread_id == Thread.id)
    .outerjoin(Tag, and_(Tag.id == ThreadTag.tag_id, Tag.is_theme.is_(True)))
    .with_only_columns(
        _year(Post.posted_at).label("year"),
        Thread.lang,
        Tag.slug,
    )
    .distinct(),
)


def years_of(mentor_id: int) -> Mapping[int, Year]:
    """Those in which they answered somebody, whoever may read that. Two statements."""
    counts: dict[int, dict[str, int]] = {}
    for row in _BY_YEAR.all(mentor_id=mentor_id):
        counts.setdefault(row.year, {})[row.what] = row.number
    about: dict[int, list[_Of]] = {}
    for of in _ABOUT.all(mentor_id=mentor_id):
        about.setdefault(of.year, []).append(of)
    return {year: _told(counts[year], rows) for year, rows in sorted(about.items())}


def _told(counts: Mapping[str, int], rows: Sequence[_Of]) -> Year:
    return Year(
        record=Record(**counts),
        languages=sorted({row.lang for row in rows}),
        themes=sorted({row.slug for row in rows if row.slug}),
    )
