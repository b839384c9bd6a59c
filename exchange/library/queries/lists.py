"""Lists of published experiences: the latest first, narrowed, paged by where the last one ended."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, exists, select, tuple_

from exchange.kernel.db import UtcTime
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.validity import kept
from exchange.library.codes import code_of, path_of
from exchange.library.models import Experience, ExperienceCountry, ExperienceTag
from exchange.library.queries.titles import JOINED, ORIGINAL, TOLD, title_of
from exchange.people.models import Organisation
from exchange.tags.models import Tag
from exchange.tags.queries import TagRow
from exchange.text.dates import month_year
from exchange.text.languages import reads_alike

PAGE_SIZE = 20
FRONT_SIZE = 4
END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"([0-9]{1,17})-([0-9]{1,10})")


class ExperienceLine(NamedTuple):
    """One published experience in a list."""

    id: int
    number: int
    version: int
    kind: str
    lang: str
    title: str
    summary: str
    english_title: str
    english_summary: str
    level: str
    maturity: str
    start_year: int | None
    start_month: int | None
    published_at: datetime
    is_sample: bool
    lead: str | None
    origin_thread_id: int | None
    told_title: str | None
    told_lang: str | None
    told_digest: str | None

    @property
    def told(self) -> tuple[str, str]:
        """The title in the language of the page, if it can be had, and its language."""
        return title_of(self)

    @property
    def code(self) -> str:
        return code_of(self.number)

    @property
    def path(self) -> str:
        return path_of(self.number, self.title)

    @property
    def start(self) -> str:
        if not self.start_year or not self.start_month:
            return ""
        return month_year(date(self.start_year, self.start_month, 1))

    def needs_english(self, reads: Sequence[str]) -> bool:
        has_english = self.lang != "en" and bool(self.english_title)
        return has_english and not any(reads_alike(self.lang, one) for one in reads)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list is narrowed to; None for what is left open."""

    country: str | None = None
    theme: str | None = None  # a slug
    lang: str | None = None
    level: str | None = None

    def chosen(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class ExperienceList:
    """A page of the list with what it can be narrowed to; `older` is the cursor of the next."""

    rows: Sequence[ExperienceLine]
    older: str | None
    countries: Mapping[int, Sequence[str]]  # by experience
    themes: Mapping[int, Sequence[TagRow]]
    used_countries: Sequence[str]
    used_languages: Sequence[str]


_LINE = (
    select(
        Experience.id,
        Experience.number,
        Experience.version,
        Experience.kind,
        Experience.lang,
        Experience.title,
        Experience.summary,
        Experience.english_title,
        Experience.english_summary,
        Experience.level,
        Experience.maturity,
        Experience.start_year,
        Experience.start_month,
        Experience.published_at,
        Experience.is_sample,
        Organisation.name.label("lead"),
        Experience.origin_thread_id,
        *TOLD,
    )
    .outerjoin(Organisation, Organisation.id == Experience.lead_id)
    .outerjoin(*JOINED)
    .where(Experience.state == "published")
)


@built_once
def _list(filters: frozenset[str]) -> Reading[ExperienceLine]:
    """One constant statement for every combination of filters."""
    where: list[ColumnElement[bool]] = [_FILTERS[name] for name in sorted(filters)]
    here = tuple_(Experience.published_at, Experience.id)
    where.append(here < tuple_(bindparam("moment", type_=UtcTime()), bindparam("last_id")))
    newest_first = _LINE.where(*where).order_by(
        Experience.published_at.desc(), Experience.id.desc()
    )
    return Reading(ExperienceLine, newest_first.limit(bindparam("most")))


_FILTERS: Mapping[str, ColumnElement[bool]] = {
    "country": exists().where(
        ExperienceCountry.experience_id == Experience.id,
        ExperienceCountry.country == bindparam("country"),
    ),
    "theme": exists().where(
        ExperienceTag.experience_id == Experience.id,
        ExperienceTag.tag_id == Tag.id,
        Tag.slug == bindparam("theme"),
    ),
    "lang": Experience.lang == bindparam("lang"),
    "level": Experience.level == bindparam("level"),
}


class _Place(NamedTuple):
    experience_id: int
    country: str


class _Theme(NamedTuple):
    experience_id: int
    id: int
    slug: str
    names: dict[str, str]
    is_theme: bool


class _Used(NamedTuple):
    what: str


def _among(column: Any) -> ColumnElement[bool]:
    among: ColumnElement[bool] = column.in_(bindparam("ids", expanding=True))
    return among


_PLACES = Reading(
    _Place,
    select(ExperienceCountry.experience_id, ExperienceCountry.country)
    .where(_among(ExperienceCountry.experience_id))
    .order_by(ExperienceCountry.country),
)
_THEMES = Reading(
    _Theme,
    select(ExperienceTag.experience_id, Tag.id, Tag.slug, Tag.names, Tag.is_theme)
    .join(Tag, Tag.id == ExperienceTag.tag_id)
    .where(_among(ExperienceTag.experience_id))
    .order_by(Tag.slug),
)
_published = Experience.state == "published"
_used_countries: Select[*tuple[Any, ...]] = select(ExperienceCountry.country.label("what")).join(
    Experience, Experience.id == ExperienceCountry.experience_id
)
_USED = Reading(  # codes of countries are upper case, of languages lower: one query for both
    _Used,
    _used_countries.where(_published)
    .union(select(Experience.lang.label("what")).where(_published))
    .subquery()
    .select(),
)


def experience_list(
    narrowed: Narrowed | None = None, cursor: str | None = None, told_in: str = ORIGINAL
) -> ExperienceList:
    """Published experiences, narrowed; from `cursor` on, as a former page gave it. Public."""
    chosen = narrowed.chosen() if narrowed else {}
    moment, last_id = _start(cursor)
    reading = _list(frozenset(chosen))
    found = reading.all(
        moment=moment, last_id=last_id, most=PAGE_SIZE + 1, told_in=told_in, **chosen
    )
    rows = found[:PAGE_SIZE]
    used = sorted(row.what for row in _USED.all())
    return ExperienceList(
        rows=rows,
        older=_cursor(rows[-1]) if len(found) > PAGE_SIZE else None,
        countries=countries_of([row.id for row in rows]),
        themes=_themes_of([row.id for row in rows]),
        used_countries=[code for code in used if code[:1] < "a"],
        used_languages=[code for code in used if code[:1] >= "a"],
    )


def published_before(
    moment: datetime | None, last_id: int, most: int, lang: str | None = None
) -> Sequence[ExperienceLine]:
    """The latest of those published before another one, or of all. Public."""
    chosen = {"lang": lang} if lang else {}
    reading = _list(frozenset(chosen))
    start = {"moment": moment or END_OF_TIME, "last_id": last_id, "told_in": ORIGINAL}
    return reading.all(most=most, **start, **chosen)


@kept("front")
def newest_experiences(told_in: str) -> Sequence[ExperienceLine]:
    """For the front page. Public."""
    start = {"moment": END_OF_TIME, "last_id": 0, "told_in": told_in}
    return _list(frozenset()).all(most=FRONT_SIZE, **start)


def countries_of(ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in _PLACES.all(ids=list(ids)) if ids else ():
        found[row.experience_id].append(row.country)
    return found


def _themes_of(ids: Sequence[int]) -> Mapping[int, Sequence[TagRow]]:
    found: dict[int, list[TagRow]] = defaultdict(list)
    for row in _THEMES.all(ids=list(ids)) if ids else ():
        found[row.experience_id].append(TagRow(row.id, row.slug, row.names, row.is_theme))
    return found


def _start(cursor: str | None) -> tuple[datetime, int]:
    if cursor and (given := _CURSOR.fullmatch(cursor)):
        seconds, micros = divmod(int(given[1]), 1_000_000)
        if seconds < END_OF_TIME.timestamp():
            return datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros), int(given[2])
    return END_OF_TIME, 0


def _cursor(row: ExperienceLine) -> str:
    moment = row.published_at
    return f"{int(moment.timestamp()) * 1_000_000 + moment.microsecond}-{row.id}"
