"""What collections put on the pages of others: a record, the library, a person, the own menu."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.collections.policy import may_begin
from exchange.collections.queries import CollectionLine, collections_of, own_collections
from exchange.kernel.slots import fills
from exchange.library.queries import ExperiencePage
from exchange.people.actor import Actor
from exchange.web.addresses import current_code


class Record(NamedTuple):
    """The record that may be added, on a page in this language."""

    lang: str
    code: str


class OfPerson(NamedTuple):
    """What one person has gathered; all of it on one's own page."""

    lang: str
    is_mine: bool
    rows: Sequence[CollectionLine]


@fills("experience.rail", "collections/rail.html", remembered=True)
def way_into_a_collection(actor: Actor, pages: Sequence[ExperiencePage]) -> Mapping[int, Record]:
    """Beside a record, for members."""
    if not may_begin(actor):
        return {}
    public = [page.row for page in pages if page.row.state == "published"]
    return {row.id: Record(current_code(), row.code) for row in public}


@fills("library.rail", "collections/library_rail.html", remembered=True)
def way_to_collections(_actor: Actor, places: Sequence[int]) -> Mapping[int, str]:
    """Beside the list of experiences."""
    return dict.fromkeys(places, current_code())


@fills("person.posts", "collections/of_person.html")
def of_person(actor: Actor, people: Sequence[int]) -> Mapping[int, OfPerson]:
    """On a person's page."""
    found: dict[int, OfPerson] = {}
    for person in people:
        is_mine = actor.id == person
        rows = own_collections(actor) if is_mine else collections_of(person)
        if rows:
            found[person] = OfPerson(current_code(), is_mine, rows)
    return found


@fills("menu", "collections/menu.html", remembered=True)
def menu(_actor: Actor, ids: Sequence[int]) -> Mapping[int, str]:
    """In the own menu. Asks no query."""
    return dict.fromkeys(ids, current_code())
