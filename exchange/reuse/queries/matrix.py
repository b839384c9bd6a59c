"""From where to where experience has gone: confirmed reuse of published records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, select

from exchange.kernel.reading import Reading
from exchange.kernel.validity import kept
from exchange.library.codes import path_of
from exchange.library.models import Experience, ExperienceCountry
from exchange.people.models import Organisation
from exchange.reuse.models import Reuse
from exchange.reuse.vocabulary import IN_FIGURES
from exchange.text.dates import month_year

NEWEST, AMONG = 12, 200  # stories that are shown, and looked at for that


class Story(NamedTuple):
    """A confirmed reuse and its record."""

    id: int
    number: int
    title: str
    title_lang: str
    state: str
    country: str
    changed: str
    result: str
    lang: str
    organisation: str
    is_sample: bool
    since_year: int
    since_month: int

    @property
    def since(self) -> str:
        """Month and year in the reader's language."""
        return month_year(date(self.since_year, self.since_month, 1))

    @property
    def path(self) -> str:
        return path_of(self.number, self.title)


class _Cell(NamedTuple):
    from_country: str
    to_country: str
    uses: int


class _Total(NamedTuple):
    state: str
    country: str
    uses: int


class _Counted(NamedTuple):
    organisations: int
    records: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """All that /experiences/reuse shows."""

    cells: Mapping[tuple[str, str], int]
    rows: Sequence[str]  # where it was learned
    columns: Sequence[str]  # where it is used
    used_in: Mapping[str, int]  # by country/territory: each reuse once
    states: Mapping[str, int]
    organisations: int
    records: int
    stories: Sequence[Story]

    @property
    def total(self) -> int:
        return sum(self.states.values())

    def row_sum(self, country: str) -> int:
        return sum(self.cells.get((country, other), 0) for other in self.columns)


def _confirmed(columns: Sequence[Any]) -> Select[*tuple[Any, ...]]:
    its_record = and_(Experience.number == Reuse.number, Experience.state == "published")
    return (
        select(*columns)
        .select_from(Reuse)
        .join(Experience, its_record)
        .where(Reuse.confirmed_at.is_not(None))
    )


_CELLS = Reading(
    _Cell,
    _confirmed(
        (
            ExperienceCountry.country.label("from_country"),
            Reuse.confirmed_country.label("to_country"),
            func.count().label("uses"),
        )
    )
    .join(ExperienceCountry, ExperienceCountry.experience_id == Experience.id)
    .group_by(ExperienceCountry.country, Reuse.confirmed_country),
)
_TOTALS = Reading(
    _Total,
    _confirmed(
        (
            Reuse.confirmed_state.label("state"),
            Reuse.confirmed_country.label("country"),
            func.count().label("uses"),
        )
    ).group_by(Reuse.confirmed_state, Reuse.confirmed_country),
)
_COUNTED = Reading(
    _Counted,
    _confirmed(
        (
            func.count(Reuse.organisation_id.distinct()).label("organisations"),
            func.count(Reuse.number.distinct()).label("records"),
        )
    ),
)
# Few of them are withdrawn: first the newest by their index, then those that may be shown.
_newest = (
    select(Reuse.id)
    .where(Reuse.confirmed_at.is_not(None))
    .order_by(Reuse.confirmed_at.desc(), Reuse.id.desc())
    .limit(AMONG)
    .subquery()
)
_STORIES = Reading(
    Story,
    _confirmed(
        (
            Reuse.id,
            Reuse.number,
            Experience.title,
            Experience.lang.label("title_lang"),
            Reuse.confirmed_state.label("state"),
            Reuse.confirmed_country.label("country"),
            Reuse.confirmed_changed.label("changed"),
            Reuse.confirmed_result.label("result"),
            Reuse.confirmed_lang.label("lang"),
            Organisation.name.label("organisation"),
            Organisation.is_sample,
            Reuse.since_year,
            Reuse.since_month,
        )
    )
    .join(Organisation, Organisation.id == Reuse.organisation_id)
    .where(Reuse.id.in_(_newest.select()))
    .order_by(Reuse.confirmed_at.desc(), Reuse.id.desc())
    .limit(NEWEST),
)


@kept("experiences")
def reuse_matrix() -> Matrix:
    """All confirmed reuse, counted. Public."""
    cells = {(cell.from_country, cell.to_country): cell.uses for cell in _CELLS.all()}
    totals, counted = _TOTALS.all(), _COUNTED.first()
    columns = sorted({total.country for total in totals})
    return Matrix(
        cells=cells,
        rows=sorted({country for country, _ in cells}),
        columns=columns,
        used_in={one: sum(t.uses for t in totals if t.country == one) for one in columns},
        states={one: sum(t.uses for t in totals if t.state == one) for one in IN_FIGURES},
        organisations=counted.organisations if counted else 0,
        records=counted.records if counted else 0,
        stories=_STORIES.all(),
    )
