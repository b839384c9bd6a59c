"""Lists of collections: those for everybody, and one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, literal_column, select

from exchange.collections.models import Collection
from exchange.kernel.reading import Reading
from exchange.people.actor import Actor
from exchange.people.models import Account

PAGE_SIZE = 30
MOST = 100  # of one person
END = 2**53


class CollectionLine(NamedTuple):
    """One collection in a list."""

    id: int
    title: str
    description: str
    lang: str
    audience: str
    hidden_at: object
    owner: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class CollectionList:
    """A page of the public list; `older` is where the next one begins."""

    rows: Sequence[CollectionLine]
    older: int | None


_LINE = select(
    Collection.id,
    Collection.title,
    Collection.description,
    Collection.lang,
    Collection.audience,
    Collection.hidden_at,
    Account.name.label("owner"),
    Account.is_sample,
).join(Account, Account.id == Collection.owner_id)
# Written out, else no database would know the index of these for fit.
_listed = (Collection.audience == literal_column("'public'")) & Collection.hidden_at.is_(None)
_PUBLIC = Reading(
    CollectionLine,
    _LINE.where(_listed, Collection.id < bindparam("before"))
    .order_by(Collection.id.desc())
    .limit(PAGE_SIZE + 1),
)
_OWN = Reading(
    CollectionLine,
    _LINE.where(Collection.owner_id == bindparam("me")).order_by(Collection.id.desc()).limit(MOST),
)
_OF_PERSON = Reading(
    CollectionLine,
    _LINE.where(_listed, Collection.owner_id == bindparam("owner_id"))
    .order_by(Collection.id.desc())
    .limit(MOST),
)


def public_collections(before: int | None = None) -> CollectionList:
    """The newest first; from one on, as a former page gave it. Public."""
    found = _PUBLIC.all(before=before or END)
    rows = found[:PAGE_SIZE]
    return CollectionList(rows, rows[-1].id if len(found) > PAGE_SIZE else None)


def own_collections(actor: Actor) -> Sequence[CollectionLine]:
    """All that the actor has gathered."""
    return _OWN.all(me=actor.id)


def collections_of(owner_id: int) -> Sequence[CollectionLine]:
    """What everybody sees of one person's. Public."""
    return _OF_PERSON.all(owner_id=owner_id)
