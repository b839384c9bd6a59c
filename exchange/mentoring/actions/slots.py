"""Rows of office hours to write on, reached through the actor only; strangers find nothing."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select

from exchange.kernel.clock import now
from exchange.kernel.db import db, record
from exchange.kernel.rulings import NotFound
from exchange.mentoring.events.hours import HoursNews
from exchange.mentoring.models import DaysAway, OfficeSlot
from exchange.mentoring.policy.hours import SlotFacts, may_view
from exchange.people.actor import Actor
from exchange.people.models import Account


def lock_slot(actor: Actor, slot_id: int) -> tuple[OfficeSlot, SlotFacts]:
    """It, and what the rules ask of it; whoever changes it does so one after the other."""
    row = db.session.scalar(select(OfficeSlot).where(OfficeSlot.id == slot_id).with_for_update())
    if row is None:
        raise NotFound
    facts = facts_of(row)
    if not may_view(actor, facts):
        raise NotFound
    return row, facts


def facts_of(row: OfficeSlot) -> SlotFacts:
    """What the rules ask of a slot."""
    return SlotFacts(
        mentor_id=row.mentor_id,
        member_id=row.member_id,
        is_withdrawn=row.withdrawn_at is not None,
        has_begun=row.starts_at <= now(),
        is_kept=is_kept_by(db.session.get_one(Account, row.mentor_id)),
    )


def is_kept_by(mentor: Account) -> bool:
    """Whether this person is a mentor, and active."""
    is_active = mentor.admitted_at is not None and mentor.suspended_at is None
    return bool(mentor.is_mentor and mentor.confirmed_at and is_active)


def lock_person(account_id: int) -> Account:
    """Whatever is counted for one person is counted one after the other."""
    found = select(Account).where(Account.id == account_id)
    return db.session.scalars(found.with_for_update(key_share=True)).one()


def is_away_on(row: OfficeSlot, zone: str, away: list[DaysAway]) -> bool:
    """Whether it stands on a day, in the mentor's zone, on which they are away."""
    day: date = row.starts_at.astimezone(ZoneInfo(zone)).date()
    return any(one.first_day <= day <= one.last_day for one in away)


def tell(row: OfficeSlot, what: str, *, mentor: bool, count: int | None = None) -> None:
    """One of the two, once it is committed; nobody where nobody has booked it."""
    to_id = row.mentor_id if mentor else row.member_id
    if to_id is not None:
        record(HoursNews(row.id, to_id, mentor, what, count or row.edit_version))
