"""What the two of a talk see of it, and all of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Integer, bindparam, or_, select

from exchange.kernel.clock import now
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.mentoring.models import OfficeNote, OfficeSlot
from exchange.mentoring.policy.hours import (
    SlotFacts,
    is_of,
    may_book_another,
    may_learn_it_is_gone,
    may_view,
)
from exchange.mentoring.queries.hours import OffersPage, Sought, offers_page
from exchange.mentoring.queries.slots import MOST, SlotRow, facts_of, slot_rows
from exchange.people.actor import Actor
from exchange.people.models import Account

PAST = timedelta(days=90)  # how long one's own are listed
_ME = bindparam("me", type_=Integer)
_IS_MINE = or_(OfficeSlot.mentor_id == _ME, OfficeSlot.member_id == _ME)
_ONE = Reading(SlotRow, slot_rows().where(OfficeSlot.id == bindparam("slot_id")))
_OWN = Reading(
    SlotRow, slot_rows().where(_IS_MINE, OfficeSlot.starts_at > bindparam("since")).limit(2 * MOST)
)


class NoteRow(NamedTuple):
    """What one of the two wrote down."""

    id: int
    by_id: int
    by: str
    body: str
    lang: str
    written_at: datetime
    asked_by_id: int | None
    agreed_at: datetime | None
    edit_version: int


_NOTES = Reading(
    NoteRow,
    select(
        OfficeNote.id,
        OfficeNote.by_id,
        Account.name.label("by"),
        OfficeNote.body,
        OfficeNote.lang,
        OfficeNote.written_at,
        OfficeNote.asked_by_id,
        OfficeNote.agreed_at,
        OfficeNote.edit_version,
    )
    .join(Account, Account.id == OfficeNote.by_id)
    .where(OfficeNote.slot_id == bindparam("slot_id"))
    .order_by(OfficeNote.id),
)


@dataclass(frozen=True, slots=True)
class SlotPage:
    """All that the page of one time shows; of a booked one, strangers see that it is booked."""

    row: SlotRow
    facts: SlotFacts
    is_mine: bool
    notes: Sequence[NoteRow]
    others: OffersPage | None = None  # for whoever had booked it, where it is withdrawn

    def note_of(self, actor: Actor) -> NoteRow | None:
        return next((note for note in self.notes if note.by_id == actor.id), None)


def slot_page(actor: Actor, slot_id: int) -> SlotPage:
    """NotFound for whom it does not concern."""
    row = _ONE.first(slot_id=slot_id)
    if row is None:
        raise NotFound
    facts = facts_of(row)
    if not may_view(actor, facts):
        raise NotFound
    mine = is_of(actor, facts)
    talked = mine and facts.has_begun and facts.member_id is not None
    notes = _NOTES.all(slot_id=slot_id) if talked else ()
    others = _others(actor, row) if may_book_another(actor, facts) else None
    return SlotPage(row, facts, mine, notes, others)


def _others(actor: Actor, row: SlotRow) -> OffersPage:
    """What can be booked instead: other times of its mentor, else those of all."""
    of_mentor = offers_page(actor, Sought(mentor=row.mentor_id))
    return of_mentor if of_mentor.days else offers_page(actor, Sought())


@dataclass(frozen=True, slots=True)
class GonePage:
    """A free time that was withdrawn while somebody looked at it, and what else they can book."""

    row: SlotRow
    others: OffersPage


def gone_page(actor: Actor, slot_id: int) -> GonePage:
    """NotFound for whom it never concerned, as if it had never been there."""
    row = _ONE.first(slot_id=slot_id)
    if row is None or not may_learn_it_is_gone(actor, facts_of(row)):
        raise NotFound
    return GonePage(row, _others(actor, row))


@dataclass(frozen=True, slots=True)
class OwnHours:
    """All that /office-hours/mine shows."""

    booked: Sequence[SlotRow]  # by the actor, to come
    offered: Sequence[SlotRow]  # by the actor, to come, booked by others or not
    withdrawn: Sequence[SlotRow]  # of what was booked and lies ahead
    past: Sequence[SlotRow]  # talks that were, with those that were withdrawn; the newest first


def own_hours(actor: Actor) -> OwnHours:
    """What a person has booked and offered, and what was lately."""
    moment = now()
    rows = _OWN.all(me=actor.id, since=moment - PAST)
    ahead = [row for row in rows if row.starts_at > moment]
    coming = [row for row in ahead if row.withdrawn_at is None]
    past = [row for row in rows if row.starts_at <= moment and row.member_id is not None]
    return OwnHours(
        booked=[row for row in coming if row.member_id == actor.id],
        offered=[row for row in coming if row.mentor_id == actor.id],
        withdrawn=[row for row in ahead if row.withdrawn_at and row.member_id is not None],
        past=past[::-1],
    )


def talk_to_tell_of(slot_id: int) -> SlotRow | None:
    """For a mail to one of the two; who they are was asked before."""
    return _ONE.first(slot_id=slot_id)
