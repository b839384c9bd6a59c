"""A published experience as a list shows it: its columns, and some of them by their ids."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, select

from exchange.kernel.reading import Reading
from exchange.library.codes import code_of, path_of
from exchange.library.models import Experience, ExperienceCountry
from exchange.library.queries.titles import JOINED, ORIGINAL, TOLD, title_of
from exchange.people.models import Organisation
from exchange.text.dates import month_year
from exchange.text.languages import reads_alike


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


LINE = (
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


class _Place(NamedTuple):
    experience_id: int
    country: str


def _among(column: Any) -> ColumnElement[bool]:
    among: ColumnElement[bool] = column.in_(bindparam("ids", expanding=True))
    return among


LINES = Reading(ExperienceLine, LINE.where(_among(Experience.id)))
_PLACES = Reading(
    _Place,
    select(ExperienceCountry.experience_id, ExperienceCountry.country)
    .where(_among(ExperienceCountry.experience_id))
    .order_by(ExperienceCountry.country),
)


def lines_of(ids: Sequence[int], told_in: str = ORIGINAL) -> Sequence[ExperienceLine]:
    """In the order of the ids; without what is published no more."""
    found = {row.id: row for row in LINES.all(ids=list(ids), told_in=told_in)} if ids else {}
    return [found[one] for one in ids if one in found]


def countries_of(ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in _PLACES.all(ids=list(ids)) if ids else ():
        found[row.experience_id].append(row.country)
    return found
