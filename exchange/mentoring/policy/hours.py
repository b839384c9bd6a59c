"""Who may offer, see, book and write down what in office hours. Pure: no queries, no request."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam

from exchange.forum.policy import may_write
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.mentoring.models import OfficeSlot
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l

REMINDED = timedelta(hours=24)  # the two, before it begins
MOST_BOOKED = 3  # coming talks of one member
BOOKED_MEANWHILE = _l("Somebody else has booked this time meanwhile. Please choose another one.")


@dataclass(frozen=True, slots=True)
class SlotFacts:
    """What the rules ask of a time that is, or was, offered."""

    mentor_id: int
    member_id: int | None
    is_withdrawn: bool
    has_begun: bool
    is_kept: bool  # its mentor is still one, and active


def may_see_hours(actor: Actor) -> Ruling:
    if actor.state in ("active", "suspended"):
        return ALLOWED
    return denied(_l("Office hours are for members: you see them once you are let in."))


def is_of(actor: Actor, facts: SlotFacts) -> bool:
    """One of the two."""
    return actor.is_signed_in and actor.id in (facts.mentor_id, facts.member_id)


def is_near() -> ColumnElement[bool]:
    """Ahead, and so soon that the two are reminded, in SQL; `nearness` fills what it asks for."""
    begins = OfficeSlot.starts_at
    return and_(begins > bindparam("now"), begins <= bindparam("reminded_until"))


def nearness(moment: datetime) -> dict[str, datetime]:
    """What `is_near` means at this moment."""
    return {"now": moment, "reminded_until": moment + REMINDED}


def is_offered(facts: SlotFacts) -> bool:
    """To members, booked or not."""
    return facts.is_kept and not facts.is_withdrawn and not facts.has_begun


def may_view(actor: Actor, facts: SlotFacts) -> bool:
    return is_of(actor, facts) or (bool(may_see_hours(actor)) and is_offered(facts))


def may_learn_it_is_gone(actor: Actor, facts: SlotFacts) -> bool:
    """Members could see and book it, until its mentor withdrew it."""
    was_free = facts.is_withdrawn and facts.member_id is None and not facts.has_begun
    return bool(may_see_hours(actor)) and was_free


def may_book_another(actor: Actor, facts: SlotFacts) -> bool:
    """They had booked it, and its mentor withdrew it."""
    was_theirs = facts.is_withdrawn and actor.is_signed_in and actor.id == facts.member_id
    return was_theirs and bool(may_see_hours(actor))


def may_offer(actor: Actor) -> Ruling:
    """The role counts, not the rank: an admin who is no mentor offers no hours."""
    if not (ruling := may_write(actor)):
        return ruling
    return ALLOWED if actor.is_mentor else denied(_l("Mentors offer office hours."))


def may_book(actor: Actor, facts: SlotFacts) -> Ruling:
    if not (ruling := may_write(actor)):
        return ruling
    if actor.id == facts.mentor_id:
        return denied(_l("Nobody books their own office hours."))
    if not is_offered(facts):
        return denied(_l("This time is not offered any more."))
    return denied(BOOKED_MEANWHILE) if facts.member_id else ALLOWED


def may_cancel(actor: Actor, facts: SlotFacts) -> Ruling:
    """Suspended people too: who cannot come should be able to say so."""
    if actor.id != facts.member_id:
        return denied(_l("Only whoever booked it cancels it."))
    if facts.is_withdrawn or facts.has_begun:
        return denied(_l("It has begun, or was withdrawn: there is nothing to cancel."))
    return ALLOWED


def may_change(actor: Actor, facts: SlotFacts) -> Ruling:
    """Move it, withdraw it."""
    if actor.id != facts.mentor_id:
        return denied(_l("Only its mentor changes it."))
    if facts.is_withdrawn or facts.has_begun:
        return denied(_l("It has begun, or was withdrawn: nothing can be changed."))
    return may_write(actor)


def may_note(actor: Actor, facts: SlotFacts) -> Ruling:
    """Once they talk, and ever after."""
    if not is_of(actor, facts) or facts.member_id is None or facts.is_withdrawn:
        return denied(_l("The mentor and whoever booked it write notes."))
    if not facts.has_begun:
        return denied(_l("Notes can be written once it has begun."))
    return may_write(actor)
