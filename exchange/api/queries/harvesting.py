"""The answers of the six verbs of OAI-PMH."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from exchange.api.oai import Question, Wrong, no_such_record, number_named, token_after
from exchange.library import queries as library
from exchange.library.queries import Harvest, HarvestedRow
from exchange.tags.queries import TagRow, tag_list

PAGE_SIZE = 100  # records in one answer


@dataclass(frozen=True, slots=True)
class Harvested:
    """One answer: some records, and where the list goes on."""

    harvest: Harvest
    token: str = ""

    def sets_of(self, row: HarvestedRow) -> Sequence[str]:
        countries = [f"country:{code}" for code in self.harvest.countries.get(row.id, ())]
        themes = [f"theme:{theme.slug}" for theme in self.harvest.themes.get(row.id, ())]
        return [*countries, *themes]


@dataclass(frozen=True, slots=True)
class Sets:
    """What records are filed under."""

    countries: Sequence[str]
    themes: Sequence[TagRow]


def list_records(question: Question) -> Harvested:
    """A page of a list; Wrong if there is nothing in it."""
    found = library.harvest(question.stretch, PAGE_SIZE + 1)
    rows = found.rows[:PAGE_SIZE]
    if not rows and not question.is_going_on:
        raise Wrong("noRecordsMatch", "There is no record like that.")
    if not rows:
        raise Wrong("badResumptionToken", "What this token went on with is no longer there.")
    shown = Harvest(rows, found.countries, found.themes, found.authors)
    return Harvested(shown, token_after(question, rows[-1]) if len(found.rows) > len(rows) else "")


def get_record(host: str, identifier: str) -> Harvested:
    found = library.harvested_record(number_named(host, identifier))
    if not found.rows:
        raise no_such_record()
    return Harvested(found)


def all_sets() -> Sets:
    return Sets(library.harvested_countries(), tag_list("en", themes_only=True))


def earliest() -> datetime:
    """Nothing that is told is older."""
    return library.first_moved_at() or datetime.fromisoformat("1970-01-01T00:00:00+00:00")
