"""What the two write down of their talk, and how it becomes a thread if both want it."""

from sqlalchemy import select

from exchange.forum.actions import keep_draft
from exchange.forum.queries import draft_list
from exchange.forum.writing import OpenForm, Place, Written
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound, Stale, require
from exchange.kernel.submissions import new_submission_id
from exchange.mentoring.actions.slots import lock_slot, tell
from exchange.mentoring.models import OfficeNote, OfficeSlot
from exchange.mentoring.policy.hours import is_of, may_note
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l

_AS = {"kind": "discussion"}  # it asks nothing: as a question it would wait for a mentor


def write_note(actor: Actor, slot_id: int, *, version: int, body: str, lang: str) -> None:
    """The own note; 0 is the version of one that is not there yet. What the other had agreed to
    were the words of before: they are asked anew."""
    with transaction(actor) as actor:
        row, facts = lock_slot(actor, slot_id)
        require(may_note(actor, facts))
        mine = OfficeNote.slot_id == row.id, OfficeNote.by_id == actor.id
        note = db.session.scalar(select(OfficeNote).where(*mine))
        if version != (note.edit_version if note else 0):
            raise Stale
        if note is None:
            note = OfficeNote(slot_id=row.id, by_id=actor.id, edit_version=0)
            db.session.add(note)
        elif (note.body, note.lang) != (body, lang):
            note.asked_by_id = note.agreed_at = None
        note.body, note.lang, note.written_at = body, lang, now()
        note.edit_version += 1


def _note(actor: Actor, slot_id: int, note_id: int) -> tuple[OfficeSlot, OfficeNote]:
    row, facts = lock_slot(actor, slot_id)
    found = OfficeNote.id == note_id, OfficeNote.slot_id == row.id
    note = db.session.scalar(select(OfficeNote).where(*found))
    if note is None or not is_of(actor, facts):
        raise NotFound
    require(may_note(actor, facts))
    return row, note


def ask_for_thread(actor: Actor, slot_id: int, note_id: int, *, version: int) -> None:
    """One of the two would like others to read it; the other is asked."""
    with transaction(actor) as actor:
        row, note = _note(actor, slot_id, note_id)
        if note.edit_version != version:
            raise Stale
        if note.asked_by_id is None:
            note.asked_by_id = actor.id
            tell(row, "asked", mentor=actor.id != row.mentor_id, count=_nth(note))


def _nth(note: OfficeNote) -> int:
    """Tells notes and their versions apart in what is told of one slot."""
    return note.id * 10_000 + note.edit_version


def answer_for_thread(
    actor: Actor, slot_id: int, note_id: int, *, version: int, agrees: bool
) -> None:
    """The other one agrees to these words, or does not: then it stays between the two."""
    with transaction(actor) as actor:
        row, note = _note(actor, slot_id, note_id)
        if note.edit_version != version:
            raise Stale
        if note.asked_by_id is None and not agrees:
            return  # twice is once
        if note.asked_by_id is None or note.asked_by_id == actor.id:
            raise NotAllowed(_l("The other of the two answers this."))
        if not agrees:
            note.asked_by_id = note.agreed_at = None
        elif note.agreed_at is None:
            note.agreed_at = now()
            tell(row, "agreed", mentor=actor.id != row.mentor_id, count=_nth(note))


def begin_thread(actor: Actor, slot_id: int, note_id: int) -> int:
    """Its author has it as a draft, to change and to post under their own name; gives its id."""
    with transaction(actor) as actor:
        _row, note = _note(actor, slot_id, note_id)
        if note.by_id != actor.id or note.agreed_at is None:
            raise NotAllowed(_l("Whoever wrote it begins the thread, once the other has agreed."))
        written = Written(title="", body=note.body, lang=note.lang, choices=_AS)
        keep_draft(actor, Place("ask"), written, OpenForm(new_submission_id()))
        return draft_list(actor)[0].id
