"""The deliveries that were given up."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from exchange.kernel.db import Delivery, OutboxEntry
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import require
from exchange.notifications.policy import may_see_deliveries
from exchange.people.actor import Actor


class DeadDelivery(NamedTuple):
    """An event that one subscriber could not be told of."""

    id: int
    subscriber: str
    attempts: int
    dead_at: datetime
    last_error: str
    name: str
    created_at: datetime


_DEAD = Reading(
    DeadDelivery,
    select(
        Delivery.id,
        Delivery.subscriber,
        Delivery.attempts,
        Delivery.dead_at,
        Delivery.last_error,
        OutboxEntry.name,
        OutboxEntry.created_at,
    )
    .join(OutboxEntry, OutboxEntry.id == Delivery.outbox_entry_id)
    .where(Delivery.dead_at.is_not(None))
    .order_by(Delivery.dead_at.desc(), Delivery.id.desc())
    .limit(100),
)


def dead_deliveries(actor: Actor) -> Sequence[DeadDelivery]:
    """The hundred given up last."""
    require(may_see_deliveries(actor))
    return _DEAD.all()
