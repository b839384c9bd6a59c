"""Office hours for tests: a mentor offers a time, a member books it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import update

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.booking import book_slot
from exchange.mentoring.actions.hours import Told, offer_hours
from exchange.mentoring.models import OfficeNote, OfficeSlot
from exchange.mentoring.office_times import Offered
from exchange.people.actor import Actor
from tests.factories import a_mentor, a_person

PLACE, ABOUT = "https://meet.example.org/abc", "How we should count the votes of villages."


def in_days(n: int) -> date:
    return (now() + timedelta(days=n)).date()


def told(**changes: Any) -> Told:
    given = {"place": PLACE, "purpose": "For beginners.", "lang": "en", "languages": ("en", "lv")}
    return Told(**(given | changes))


def offered(**changes: Any) -> Offered:
    given = {"day": in_days(3), "at": time(10), "length": 60, "minutes": 20, "weeks": 1}
    return Offered(**(given | changes))


def some_slots(mentor: Actor | None = None, **changes: Any) -> list[int]:
    """Ids of the times of one offer."""
    words = {name: changes.pop(name) for name in ("place", "purpose") if name in changes}
    return offer_hours(mentor or a_mentor(), offered(**changes), told(**words))


def a_slot(mentor: Actor | None = None, **changes: Any) -> int:
    """One free time; gives its id."""
    return some_slots(mentor, **({"length": 20} | changes))[0]


def a_talk(mentor: Actor | None = None, member: Actor | None = None, **changes: Any) -> int:
    """One that is booked; gives its id."""
    made = a_slot(mentor, **changes)
    book_slot(member or a_person(), made, version=1, about=ABOUT, lang="en")
    return made


def the_slot(slot_id: int) -> OfficeSlot:
    with transaction(None):
        return db.session.get_one(OfficeSlot, slot_id)


def has_begun(slot_id: int, at: datetime | None = None) -> int:
    """It was yesterday."""
    moment = at or now() - timedelta(days=1)
    with transaction(None):
        found = update(OfficeSlot).where(OfficeSlot.id == slot_id)
        db.session.execute(found.values(starts_at=moment))
    return slot_id


def a_past_talk(mentor: Actor | None = None, member: Actor | None = None) -> int:
    return has_begun(a_talk(mentor, member, day=in_days(200)))


def note_of(slot_id: int, who: Actor) -> OfficeNote:
    with transaction(None):
        found = db.session.query(OfficeNote).filter_by(slot_id=slot_id, by_id=who.id)
        return found.one()
