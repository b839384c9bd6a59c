"""Rows to write on, reached through the actor only; strangers find nothing."""

from sqlalchemy import select

from exchange.collections.events import CollectionChanged
from exchange.collections.models import Collection
from exchange.collections.policy import may_see
from exchange.kernel.db import db, record
from exchange.kernel.rulings import NotFound
from exchange.people.actor import Actor


def get_row(actor: Actor, collection_id: int) -> Collection:
    """Locked: one change at a time keeps the order of what is in it."""
    found = select(Collection).where(Collection.id == collection_id)
    row = db.session.scalar(found.with_for_update(key_share=True))
    if row is None or not may_see(actor, row):
        raise NotFound
    return row


def is_listed(row: Collection) -> bool:
    """Whether everybody sees it."""
    return row.audience == "public" and row.hidden_at is None


def tell(actor: Actor, row: Collection, *, was_listed: bool = False) -> None:
    """That it is another one now."""
    record(CollectionChanged(row.id, actor.id, was_listed or is_listed(row)))
