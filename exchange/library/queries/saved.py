"""What somebody has saved: lists that they want to be told of."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.library.models import Experience, ExperienceAuthor, SavedSearch
from exchange.library.narrowing import Narrowed, saved_as
from exchange.library.queries.catalogue import Catalogue, catalogue
from exchange.library.words import found_by
from exchange.people.actor import Actor
from exchange.tags.queries import slugs_now


class SavedRow(NamedTuple):
    """One saved list."""

    id: int
    name: str
    asked: str

    @property
    def narrowed(self) -> Narrowed:
        return saved_as(self.asked)


class _Asked(NamedTuple):
    asked: str


class _Version(NamedTuple):
    id: int


class _Person(NamedTuple):
    id: int


_SAVED = Reading(
    SavedRow,
    select(SavedSearch.id, SavedSearch.name, SavedSearch.asked)
    .where(SavedSearch.account_id == bindparam("me"))
    .order_by(SavedSearch.id.desc()),
)
_ASKED = Reading(_Asked, select(SavedSearch.asked).distinct())
_BEFORE = Reading(  # versions of the same record that everyone could read once
    _Version,
    select(Experience.id).where(
        Experience.number
        == select(Experience.number).where(Experience.id == bindparam("it")).scalar_subquery(),
        Experience.id != bindparam("it"),
        Experience.published_at.is_not(None),
    ),
)
_CREDITED = Reading(
    _Person,
    select(ExperienceAuthor.account_id.label("id")).where(
        ExperienceAuthor.experience_id == bindparam("it")
    ),
)


def saved_searches(actor: Actor) -> Sequence[SavedRow]:
    """The actor's own, the latest first."""
    return _SAVED.all(me=actor.id)


def fitting(experience_id: int) -> Sequence[str]:
    """What is saved and fits a record that was not there before; each list is looked at once,
    however many people saved it."""
    known = catalogue()
    place = known.places.get(experience_id)
    if place is None or _BEFORE.first(it=experience_id):
        return ()
    asked = [row.asked for row in _ASKED.all()]
    bit = 1 << place
    return [one for one in asked if _fits(known, experience_id, bit, _as_of_now(saved_as(one)))]


def _as_of_now(narrowed: Narrowed) -> Narrowed:
    """A theme that was merged since means the other one."""
    return narrowed.but(theme=slugs_now([narrowed.theme])[0]) if narrowed.theme else narrowed


def _fits(known: Catalogue, experience_id: int, bit: int, narrowed: Narrowed) -> bool:
    if not known.narrowed(narrowed.chosen(), bit):
        return False
    found = found_by(narrowed.q)
    return found is None or experience_id in found


def credited_in(experience_id: int) -> Sequence[int]:
    """Nobody is told of their own words."""
    return [person.id for person in _CREDITED.all(it=experience_id)]
