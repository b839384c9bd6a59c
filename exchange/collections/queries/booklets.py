"""Which PDFs of a collection are made, or being made, and whether they are of what is in it now."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.collections.models import CollectionBooklet
from exchange.collections.queries.page import CollectionPage
from exchange.kernel.clock import now
from exchange.kernel.db import PageVersion
from exchange.kernel.reading import Reading
from exchange.library.actions.paper import LOOK as OF_RECORDS

LOOK = 1  # raised when the sheet or the template of a booklet changes
MOST = 30  # records in one: paper that somebody carries, and a minute of work
AGAIN = timedelta(minutes=5)  # one whose worker died may be asked for again


class BookletRow(NamedTuple):
    """A PDF of a collection: made, failed, or waiting for the worker."""

    form: str
    key: str
    stamp: str
    bytes: int | None
    asked_at: datetime
    made_at: datetime | None
    failed_at: datetime | None

    @property
    def is_waited_for(self) -> bool:
        is_open = self.made_at is None and self.failed_at is None
        return is_open and self.asked_at > now() - AGAIN


class BookletToMake(NamedTuple):
    """What the worker is to put on paper."""

    collection_id: int
    lang: str
    form: str
    made_at: datetime | None


class _Token(NamedTuple):
    name: str
    token: str


_OF_COLLECTION = Reading(
    BookletRow,
    select(
        CollectionBooklet.form,
        CollectionBooklet.key,
        CollectionBooklet.stamp,
        CollectionBooklet.bytes,
        CollectionBooklet.asked_at,
        CollectionBooklet.made_at,
        CollectionBooklet.failed_at,
    ).where(
        CollectionBooklet.collection_id == bindparam("collection_id"),
        CollectionBooklet.lang == bindparam("lang"),
    ),
)
_TO_MAKE = Reading(
    BookletToMake,
    select(
        CollectionBooklet.collection_id,
        CollectionBooklet.lang,
        CollectionBooklet.form,
        CollectionBooklet.made_at,
    ).where(
        CollectionBooklet.id == bindparam("booklet_id"),
        CollectionBooklet.collection_id.is_not(None),
    ),
)
_TOKENS = Reading(
    _Token,
    select(PageVersion.name, PageVersion.token)
    .where(PageVersion.name.in_(bindparam("names", expanding=True)))
    .order_by(PageVersion.name),
)


def stamp_of(page: CollectionPage) -> str:
    """Another one as soon as its words, its order or one of its records change, in any language."""
    row = page.row
    names = [f"experience {one.number}" for one in page.items]
    tokens = _TOKENS.all(names=names) if names else []
    said = (row.title, row.description, row.lang, row.owner, row.audience)
    items = [(one.id, one.note, one.moved_at) for one in page.items]
    told = repr((LOOK, OF_RECORDS, said, items, [tuple(token) for token in tokens]))
    return sha256(told.encode()).hexdigest()[:32]


class Booklets(NamedTuple):
    """By form, those of what is in it now; and whether one was made before it changed."""

    now: Mapping[str, BookletRow]
    is_outdated: bool


def booklets_of(page: CollectionPage, lang: str) -> Booklets:
    stamp = stamp_of(page)
    found = _OF_COLLECTION.all(collection_id=page.row.id, lang=lang)
    current = {row.form: row for row in found if row.stamp == stamp}
    return Booklets(current, any(row.made_at and row.form not in current for row in found))


def booklet_to_make(booklet_id: int) -> BookletToMake | None:
    return _TO_MAKE.first(booklet_id=booklet_id)
