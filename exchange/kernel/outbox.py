"""Who hears of events: *inside* the transaction that made them, or *after* it by the worker."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, delete, or_, select, update

from exchange.kernel.clock import now
from exchange.kernel.db import After, Delivery, Event, OutboxEntry, db, transaction, wiring

log = logging.getLogger(__name__)
E = TypeVar("E", bound=Event)

LEASE = timedelta(seconds=60)  # to do what is done in the database
LONGEST_TALK = timedelta(minutes=2)  # to talk to the world, say to a mail server
_NEARLY = timedelta(seconds=10)  # a lease that lacks less need not be renewed
ATTEMPTS = 12  # then it is dead and shown to admins
LONGEST_PAUSE = timedelta(hours=1)


def inside(*kinds: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Run in the action's transaction, just before its commit: own rows only, no I/O, no events."""

    def subscribe(subscriber: Callable[[E], None]) -> Callable[[E], None]:
        for kind in kinds:
            _learn(kind)
            wiring.inside.setdefault(kind, []).append(subscriber)
        return subscriber

    return subscribe


def after(
    *kinds: type[E], talks: bool = False, home: str = ""
) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Run by the worker, at least once: be idempotent by a key.

    In a transaction of its own, unless it `talks` to the world: nobody waits for a mail server
    while holding the database. What waits is kept under the subscriber's name and module, or its
    `home` instead, where it may move to another.
    """

    def subscribe(subscriber: Callable[[E], None]) -> Callable[[E], None]:
        name = f"{home or subscriber.__module__.removeprefix('exchange.')}.{subscriber.__name__}"
        for kind in kinds:
            _learn(kind)
            wiring.after.setdefault(kind, {})[name] = After(subscriber, talks)
        return subscriber

    return subscribe


def _learn(kind: type[Event]) -> None:
    if not kind.stored_as:
        raise TypeError(f"{kind.__name__} needs a name to be stored as")
    wiring.kinds[kind.stored_as] = kind


class _Due(NamedTuple):
    id: int
    subscriber: str
    attempts: int
    lease_until: datetime
    name: str
    payload: dict[str, Any]


def deliver_due(most: int = 20) -> int:
    """Deliver what is due, each in a transaction of its own; the number that was claimed."""
    due = _claim(most)
    for delivery in due:
        _deliver(delivery)
    return len(due)


def _claim(most: int) -> list[_Due]:
    with transaction(None):
        moment = now()
        free = or_(Delivery.lease_until.is_(None), Delivery.lease_until < moment)
        ids = db.session.scalars(
            select(Delivery.id)
            .where(Delivery.run_at <= moment, Delivery.dead_at.is_(None), free)
            .order_by(Delivery.run_at, Delivery.id)
            .limit(most)
            .with_for_update(skip_locked=True)
        ).all()
        if not ids:
            return []
        claimed = update(Delivery).where(Delivery.id.in_(ids))
        db.session.execute(
            claimed.values(lease_until=moment + LEASE, attempts=Delivery.attempts + 1),
            execution_options={"synchronize_session": False},
        )
        rows = db.session.execute(
            select(
                Delivery.id,
                Delivery.subscriber,
                Delivery.attempts,
                Delivery.lease_until,
                OutboxEntry.name,
                OutboxEntry.payload,
            )
            .join(OutboxEntry, OutboxEntry.id == Delivery.outbox_entry_id)
            .where(Delivery.id.in_(ids))
            .order_by(Delivery.id)
        )
        return [_Due._make(row) for row in rows]


def _deliver(due: _Due) -> None:
    kind = wiring.kinds.get(due.name)
    subscriber = wiring.after.get(kind, {}).get(due.subscriber) if kind else None
    until = _renewed(due, talks=bool(subscriber and subscriber.talks))
    if until is None:
        return
    due = due._replace(lease_until=until)
    try:
        if kind is None or subscriber is None:
            raise LookupError(f"nobody here knows {due.name} for {due.subscriber}")
        if subscriber.talks:
            subscriber.hear(kind(**due.payload))
        with transaction(None):
            if not subscriber.talks:
                subscriber.hear(kind(**due.payload))
            db.session.execute(delete(Delivery).where(Delivery.id == due.id))
    except Exception as error:
        log.exception("Delivery %s of %s to %s failed", due.id, due.name, due.subscriber)
        _postpone(due, error)


def _renewed(due: _Due, *, talks: bool) -> datetime | None:
    """Until when it is ours: long enough for this one, however slow those before it were.

    None if they were so slow that another worker has it by now.
    """
    lease, moment = LONGEST_TALK if talks else LEASE, now()
    if due.lease_until - moment > lease - _NEARLY:
        return due.lease_until
    with transaction(None):
        return db.session.scalar(
            update(Delivery)
            .where(_is_ours(due))
            .values(lease_until=moment + lease)
            .returning(Delivery.lease_until)
        )


def _is_ours(due: _Due) -> ColumnElement[bool]:
    return (Delivery.id == due.id) & (Delivery.lease_until == due.lease_until)


def _postpone(due: _Due, error: Exception) -> None:
    pause = min(timedelta(seconds=2**due.attempts), LONGEST_PAUSE)
    gives_up: datetime | None = now() if due.attempts >= ATTEMPTS else None
    with transaction(None):
        db.session.execute(
            update(Delivery)
            .where(_is_ours(due))
            .values(
                run_at=now() + pause,
                lease_until=None,
                dead_at=gives_up,
                last_error=f"{type(error).__name__}: {error}"[:300],
            )
        )
