"""A member books a time, and says when they cannot come."""

from sqlalchemy import func, select

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import Refused, Stale, require
from exchange.mentoring.actions.slots import lock_person, lock_slot, tell
from exchange.mentoring.models import OfficeSlot
from exchange.mentoring.policy.hours import (
    BOOKED_MEANWHILE,
    MOST_BOOKED,
    REMINDED,
    is_offered,
    may_book,
    may_cancel,
)
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


def book_slot(actor: Actor, slot_id: int, *, version: int, about: str, lang: str) -> None:
    """Of two who book it at once, one has it and the other is told."""
    with transaction(actor) as actor:
        lock_person(actor.id)
        row, facts = lock_slot(actor, slot_id)
        if is_offered(facts) and facts.member_id == actor.id:
            raise Stale
        if is_offered(facts) and facts.member_id is not None:
            raise Refused("about", BOOKED_MEANWHILE)
        require(may_book(actor, facts))
        if row.edit_version != version:
            raise Stale
        _refuse_too_many(actor)
        row.member_id, row.about, row.about_lang, row.booked_at = actor.id, about, lang, now()
        row.reminded_at = now() if row.starts_at - now() < REMINDED else None
        row.edit_version = version + 1
        tell(row, "booked", mentor=True)


def _refuse_too_many(actor: Actor) -> None:
    coming = select(func.count(OfficeSlot.id)).where(
        OfficeSlot.member_id == actor.id,
        OfficeSlot.starts_at > now(),
        OfficeSlot.withdrawn_at.is_(None),
    )
    if (db.session.scalar(coming) or 0) >= MOST_BOOKED:
        raise Refused(
            "about",
            _l(
                "You have booked %(n)d coming times already: cancel one that you need less.",
                n=MOST_BOOKED,
            ),
        )


def cancel_booking(actor: Actor, slot_id: int) -> None:
    """Until it begins: somebody else can book it then."""
    with transaction(actor) as actor:
        row, facts = lock_slot(actor, slot_id)
        if is_offered(facts) and facts.member_id is None:
            return  # twice is once
        require(may_cancel(actor, facts))
        row.member_id, row.about, row.about_lang, row.booked_at = None, "", "", None
        row.reminded_at, row.edit_version = None, row.edit_version + 1
        tell(row, "cancelled", mentor=True)
