"""Records as other libraries collect them: each once, by when it last came into sight or out of it.

A record is told as it is valid now. One whose valid version was withdrawn is told as gone for as
long as no version of it is valid, whatever older ones can still be read under their own addresses;
put back or published anew it is a record again. What was never public is in no such list. Samples
are never told of, nor that there are any, even where there is nothing else: what is invented
belongs into no other catalogue.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    exists,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased

from exchange.kernel.db import UtcTime
from exchange.kernel.reading import Reading, built_once
from exchange.library.models import Experience, ExperienceCountry, ExperienceTag
from exchange.library.queries.latest import authors_of
from exchange.library.queries.lines import countries_of
from exchange.library.queries.lists import END_OF_TIME
from exchange.library.queries.subjects import themes_of
from exchange.people.models import Organisation
from exchange.tags.models import Tag
from exchange.tags.queries import TagRow

BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


class HarvestedRow(NamedTuple):
    """The version by which a record is told, valid or withdrawn."""

    id: int
    number: int
    version: int
    state: str
    moved_at: datetime
    lang: str
    title: str
    summary: str
    english_title: str
    english_summary: str
    place: str
    licence: str
    published_at: datetime
    lead: str | None

    @property
    def is_gone(self) -> bool:
        return self.state != "published"


@dataclass(frozen=True, slots=True)
class Harvest:
    """Some records in the order of their last move, with what they are filed under."""

    rows: Sequence[HarvestedRow]
    countries: Mapping[int, Sequence[str]]  # by version
    themes: Mapping[int, Sequence[TagRow]]
    authors: Mapping[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is asked for: moved after (a moment, and the version last told) and before another."""

    moment: datetime = BEFORE_ALL
    last_id: int = 0
    before: datetime = END_OF_TIME
    kind: str = ""  # "country" or "theme"; "" for all
    of_kind: str = ""  # a code or slug; "" for all of the kind


class _Used(NamedTuple):
    country: str


_valid, _later = aliased(Experience), aliased(Experience)
_IS_VALID = Experience.state == "published"
_IS_GONE = and_(
    Experience.state == "withdrawn",
    Experience.published_at.is_not(None),
    ~exists().where(_valid.number == Experience.number, _valid.state == "published"),
    ~exists().where(
        _later.number == Experience.number,
        _later.state == "withdrawn",
        _later.published_at.is_not(None),
        tuple_(_later.moved_at, _later.id) > tuple_(Experience.moved_at, Experience.id),
    ),
)
_of_country = exists().where(ExperienceCountry.experience_id == Experience.id)
_of_theme = exists().where(ExperienceTag.experience_id == Experience.id)
_SETS: Mapping[tuple[str, bool], ColumnElement[bool]] = {
    ("country", False): _of_country,
    ("country", True): _of_country.where(ExperienceCountry.country == bindparam("of_kind")),
    ("theme", False): _of_theme,
    ("theme", True): _of_theme.where(
        ExperienceTag.tag_id == Tag.id, Tag.slug == bindparam("of_kind")
    ),
}
_OWN = HarvestedRow._fields[:-1]


def _told(*where: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    own = [getattr(Experience, name) for name in _OWN]
    return (
        select(*own, Organisation.name.label("lead"))
        .outerjoin(Organisation, Organisation.id == Experience.lead_id)
        .where(Experience.is_sample.is_(False), *where)
    )


@built_once
def _stretch(kind: str, is_one: bool) -> Reading[HarvestedRow]:
    """The valid and the gone, each found by its state and time, so many of each, then merged."""
    here = tuple_(Experience.moved_at, Experience.id)
    where = [
        here > tuple_(bindparam("moment", type_=UtcTime()), bindparam("last_id")),
        Experience.moved_at < bindparam("before", type_=UtcTime()),
        *([_SETS[kind, is_one]] if kind else []),
    ]
    first = [
        _told(state, *where)
        .order_by(Experience.moved_at, Experience.id)
        .limit(bindparam("most"))
        .subquery()
        for state in (_IS_VALID, _IS_GONE)
    ]
    both: CompoundSelect[Any] = union_all(*(one.select() for one in first))
    told = both.selected_columns
    return Reading(HarvestedRow, both.order_by(told.moved_at, told.id).limit(bindparam("most")))


_RECORD = Reading(
    HarvestedRow,
    _told(or_(_IS_VALID, _IS_GONE), Experience.number == bindparam("number")),
)
_USED = Reading(
    _Used,
    select(ExperienceCountry.country)
    .join(Experience, Experience.id == ExperienceCountry.experience_id)
    .where(Experience.is_sample.is_(False), or_(_IS_VALID, _IS_GONE))
    .distinct(),
)


def harvest(asked: Stretch, most: int) -> Harvest:
    """Public. The first of a stretch."""
    reading = _stretch(asked.kind, bool(asked.of_kind))
    values = {"moment": asked.moment, "last_id": asked.last_id, "before": asked.before}
    of_kind = {"of_kind": asked.of_kind} if asked.of_kind else {}
    return _whole(reading.all(**values, most=most, **of_kind))


def harvested_record(number: int) -> Harvest:
    """Public. One record, or none."""
    return _whole(_RECORD.all(number=number))


def first_moved_at() -> datetime | None:
    """Public. When the oldest of what is told came into sight or out of it."""
    rows = _stretch("", False).all(moment=BEFORE_ALL, last_id=0, before=END_OF_TIME, most=1)
    return rows[0].moved_at if rows else None


def harvested_countries() -> Sequence[str]:
    """Public. The codes of those from which there are records."""
    return sorted(row.country for row in _USED.all())


def _whole(rows: Sequence[HarvestedRow]) -> Harvest:
    ids = [row.id for row in rows]
    still = [row.id for row in rows if not row.is_gone]
    return Harvest(rows, countries_of(ids), themes_of(ids), authors_of(still))
