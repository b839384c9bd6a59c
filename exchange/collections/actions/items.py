from collections.abc import Sequence

from sqlalchemy import Select, delete, select

from exchange.collections.actions.rows import get_row, tell
from exchange.collections.models import Collection, CollectionItem
from exchange.collections.policy import may_keep
from exchange.collections.queries.page import MOST
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotFound, Refused, require
from exchange.library.models import Experience
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


def add_to_collection(actor: Actor, collection_id: int, number: int, *, note: str) -> None:
    """At its end. What is in it already stays at its place and gets this note."""
    with transaction(actor) as actor:
        row = _own(actor, collection_id)
        if db.session.scalar(_published(number)) is None:
            raise NotFound
        items = _items(row)
        held = next((item for item in items if item.number == number), None)
        if held is not None:
            held.note = note
        elif len(items) >= MOST:
            raise Refused("collection", _l("This collection is full: begin another one."))
        else:
            last = max((item.position for item in items), default=0)
            db.session.add(
                CollectionItem(collection_id=row.id, number=number, position=last + 1, note=note)
            )
        _touch(actor, row)


def move_to(actor: Actor, collection_id: int, number: int, place: int) -> None:
    """To the place, from 1 on, among those that are shown: a repeat changes nothing. What is not
    shown keeps where it stands."""
    with transaction(actor) as actor:
        row = _own(actor, collection_id)
        shown = _shown(_items(row))
        moved = next((item for item in shown if item.number == number), None)
        if moved is None:
            raise NotFound
        slots = [item.position for item in shown]
        others = [item for item in shown if item is not moved]
        others.insert(max(min(place, len(shown)), 1) - 1, moved)
        for item, position in zip(others, slots, strict=True):
            item.position = position
        _touch(actor, row)


def take_out(actor: Actor, collection_id: int, number: int) -> None:
    """It stays in the library."""
    with transaction(actor) as actor:
        row = _own(actor, collection_id)
        held = (CollectionItem.collection_id == row.id) & (CollectionItem.number == number)
        db.session.execute(delete(CollectionItem).where(held))
        _touch(actor, row)


def _own(actor: Actor, collection_id: int) -> Collection:
    row = get_row(actor, collection_id)
    require(may_keep(actor, row))
    return row


def _items(row: Collection) -> Sequence[CollectionItem]:
    mine = select(CollectionItem).where(CollectionItem.collection_id == row.id)
    return db.session.scalars(mine.order_by(CollectionItem.position, CollectionItem.number)).all()


def _shown(items: Sequence[CollectionItem]) -> Sequence[CollectionItem]:
    numbers = [item.number for item in items]
    public = select(Experience.number).where(
        Experience.number.in_(numbers), Experience.state == "published"
    )
    found = set(db.session.scalars(public))
    return [item for item in items if item.number in found]


def _published(number: int) -> Select[int]:
    return select(Experience.id).where(Experience.number == number, Experience.state == "published")


def _touch(actor: Actor, row: Collection) -> None:
    row.edited_at = now()
    tell(actor, row)
