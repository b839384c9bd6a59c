from datetime import UTC, datetime

from sqlalchemy import select

from exchange.forum.models import Category
from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotFound, Stale, require
from exchange.mentoring.events.clock import PromiseSet
from exchange.mentoring.models import CategoryPromise
from exchange.mentoring.policy.clock import may_promise
from exchange.people.actor import Actor

_BEGINNING = datetime(2024, 1, 1, tzinfo=UTC)


def set_promise(actor: Actor, category_id: int, *, days: int | None, version: int) -> None:
    """Promise a mentor's answer within so many working days, or nothing; for questions that are
    asked from now on. Version 0 is read where nothing is promised."""
    with transaction(actor) as actor:
        require(may_promise(actor))
        _lock(category_id)
        row = db.session.get(CategoryPromise, category_id)
        if version != (row.edit_version if row else 0):
            raise Stale
        if days == (row.days if row else None):
            return
        if row is None:
            row = CategoryPromise(category_id=category_id)
            db.session.add(row)
            version = _first_version()
        if days is None:
            db.session.delete(row)
        else:
            row.days, row.by_id, row.set_at = days, actor.id, now()
            row.edit_version = version + 1
        record(PromiseSet(category_id, actor.id))


def _first_version() -> int:
    """Another one each time that a promise is switched on again: a form of before is too old."""
    return int((now() - _BEGINNING).total_seconds())


def _lock(category_id: int) -> None:
    """One after the other: the first promise has no row yet."""
    held = select(Category.id).where(Category.id == category_id)
    if db.session.scalar(held.with_for_update(key_share=True)) is None:
        raise NotFound
