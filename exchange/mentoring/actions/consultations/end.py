from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import require
from exchange.mentoring.actions.consultations.attach import drop_files_in
from exchange.mentoring.actions.consultations.rows import (
    get_consultation,
    tell_others,
    wait_anew,
)
from exchange.mentoring.policy.consultations import may_delete, may_end
from exchange.people.actor import Actor


def end_consultation(actor: Actor, consultation_id: int) -> None:
    """The asker has what they need: it is read still, and nobody writes in it. Twice is once."""
    with transaction(actor) as actor:
        row, found = get_consultation(actor, consultation_id)
        require(may_end(actor, found.facts))
        if row.ended_at is None:
            row.ended_at = now()
            tell_others(actor, found, "ended")


def reopen_consultation(actor: Actor, consultation_id: int) -> None:
    """The asker has something to add; its silence is counted from now. Twice is once."""
    with transaction(actor) as actor:
        row, found = get_consultation(actor, consultation_id)
        require(may_end(actor, found.facts))
        if row.ended_at is not None:
            row.ended_at, row.last_note_at = None, now()
            if not found.assigned:
                wait_anew(row, "reopened")
            tell_others(actor, found, "reopened")


def delete_consultation(actor: Actor, consultation_id: int) -> None:
    """All of it, for everybody, and for good; a thread that was made of it stays, and nothing
    leads from there to here."""
    with transaction(actor) as actor:
        row, found = get_consultation(actor, consultation_id)
        require(may_delete(actor, found.facts))
        # Whoever keeps a draft in it is done first: they take its files after it, as we do.
        db.session.refresh(row, with_for_update=True)
        drop_files_in(row.id)
        db.session.delete(row)
