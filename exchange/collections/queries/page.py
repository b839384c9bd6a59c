"""One collection with the records in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.collections.models import Collection, CollectionItem
from exchange.collections.policy import may_see, may_see_by_link
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.library.codes import code_of, path_of
from exchange.library.models import Experience
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.text.languages import reads_alike

MOST = 100  # records of one collection


class CollectionRow(NamedTuple):
    """A collection and who gathered it."""

    id: int
    owner_id: int
    title: str
    description: str
    lang: str
    audience: str
    token: str
    edited_at: datetime
    edit_version: int
    hidden_at: datetime | None
    hidden_reason: str
    owner: str
    is_sample: bool


class ItemRow(NamedTuple):
    """A published record in it; `id` is that of the version."""

    id: int
    number: int
    lang: str
    title: str
    summary: str
    english_title: str
    english_summary: str
    note: str
    is_sample: bool
    moved_at: datetime  # or since when its authors and subjects are called as they are

    @property
    def code(self) -> str:
        return code_of(self.number)

    @property
    def path(self) -> str:
        return path_of(self.number, self.title)

    def needs_english(self, reads: Sequence[str]) -> bool:
        has_english = self.lang != "en" and bool(self.english_title)
        return has_english and not any(reads_alike(self.lang, one) for one in reads)


_COLLECTION = select(
    Collection.id,
    Collection.owner_id,
    Collection.title,
    Collection.description,
    Collection.lang,
    Collection.audience,
    Collection.token,
    Collection.edited_at,
    Collection.edit_version,
    Collection.hidden_at,
    Collection.hidden_reason,
    Account.name.label("owner"),
    Account.is_sample,
).join(Account, Account.id == Collection.owner_id)
_ONE = Reading(CollectionRow, _COLLECTION.where(Collection.id == bindparam("collection_id")))
_SHARED = Reading(CollectionRow, _COLLECTION.where(Collection.token == bindparam("token")))
_ITEMS = Reading(
    ItemRow,
    select(
        Experience.id,
        Experience.number,
        Experience.lang,
        Experience.title,
        Experience.summary,
        Experience.english_title,
        Experience.english_summary,
        CollectionItem.note,
        Experience.is_sample,
        Experience.moved_at,
    )
    .join(CollectionItem, CollectionItem.number == Experience.number)
    .where(
        CollectionItem.collection_id == bindparam("collection_id"),
        Experience.state == "published",
    )
    .order_by(CollectionItem.position, Experience.number)
    .limit(MOST),
)


@dataclass(frozen=True, slots=True)
class CollectionPage:
    """All that the page of a collection shows."""

    row: CollectionRow
    items: Sequence[ItemRow]


def get_collection(actor: Actor, collection_id: int) -> CollectionRow:
    """NotFound for what is not for the actor."""
    row = _ONE.first(collection_id=collection_id)
    if row is None or not may_see(actor, row):
        raise NotFound
    return row


def collection_page(actor: Actor, collection_id: int) -> CollectionPage:
    """By its number."""
    row = get_collection(actor, collection_id)
    return CollectionPage(row, _ITEMS.all(collection_id=row.id))


def page_for_paper(collection_id: int) -> CollectionPage:
    """For the worker, whoever has asked: it was looked at then whether they may."""
    row = _ONE.first(collection_id=collection_id)
    if row is None:
        raise NotFound
    return CollectionPage(row, _ITEMS.all(collection_id=row.id))


def shared_collection(token: str) -> CollectionPage:
    """By its secret address, whoever has it."""
    row = _SHARED.first(token=token)
    if row is None or not may_see_by_link(row):
        raise NotFound
    return CollectionPage(row, _ITEMS.all(collection_id=row.id))
