"""A list of experiences as a file: narrowed as its page is, with what the page has no room for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.library.models import Experience
from exchange.library.narrowing import Narrowed
from exchange.library.queries.latest import authors_of
from exchange.library.queries.lines import ExperienceLine, countries_of
from exchange.library.queries.lists import experiences_from
from exchange.library.queries.subjects import themes_of
from exchange.tags.queries import TagRow

MOST = 5_000  # in one file


class Besides(NamedTuple):
    """What a line of the list does not show."""

    id: int
    scope: str
    place: str
    licence: str
    pictures: Sequence[Mapping[str, Any]] | None  # as its body keeps them


@dataclass(frozen=True, slots=True)
class Export:
    """The records of one file; `older` is the cursor of the next."""

    rows: Sequence[ExperienceLine]
    older: str | None
    besides: Mapping[int, Besides]  # by experience, as are the others
    countries: Mapping[int, Sequence[str]]
    themes: Mapping[int, Sequence[TagRow]]
    authors: Mapping[int, Sequence[str]]

    @property
    def names_kosovo(self) -> bool:
        return any("XK" in codes for codes in self.countries.values())


_BESIDES = Reading(
    Besides,
    select(
        Experience.id,
        Experience.scope,
        Experience.place,
        Experience.licence,
        Experience.body["pictures"].label("pictures"),
    ).where(Experience.id.in_(bindparam("ids", expanding=True))),
)


def export(narrowed: Narrowed, cursor: str | None) -> Export:
    """Public. The number of statements is the same, however many there are."""
    rows, older = experiences_from(narrowed, cursor, MOST)
    ids = [row.id for row in rows]
    besides = {row.id: row for row in _BESIDES.all(ids=ids)} if ids else {}
    return Export(rows, older, besides, countries_of(ids), themes_of(ids), authors_of(ids))
