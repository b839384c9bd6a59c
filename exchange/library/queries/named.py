"""Published records by their numbers: how they are called, and which versions they are."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.library.models import Experience
from exchange.library.queries.page import ExperiencePage


class NamedRecord(NamedTuple):
    """The version of a record that everyone reads, by its title in its own language."""

    number: int
    id: int
    title: str
    lang: str


NAMED = Reading(
    NamedRecord,
    select(Experience.number, Experience.id, Experience.title, Experience.lang).where(
        Experience.number.in_(bindparam("numbers", expanding=True)),
        Experience.state == "published",
    ),
)


def named_records(numbers: Iterable[int]) -> Mapping[int, NamedRecord]:
    """Public. Those that are published, by number; nothing is asked for none."""
    wanted = sorted(set(numbers))
    return {row.number: row for row in NAMED.all(numbers=wanted)} if wanted else {}


def related_named(page: ExperiencePage) -> Mapping[int, NamedRecord]:
    """Those that a record names, as far as everyone reads them."""
    return named_records(one.number for one in page.body.related)
