"""What somebody types in confidence is kept until it is sent, as in the forum: in a table of its
own, for whoever types it alone."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, select

from exchange.forum.actions.kept import (
    draft_of,
    fill,
    forget_before,
    forget_sent,
    one_at_a_time,
    refuse_too_many,
    take_out,
)
from exchange.forum.writing import OpenForm, Written
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import require
from exchange.kernel.submissions import was_sent
from exchange.mentoring.actions.consultations.attach import attach_to_draft
from exchange.mentoring.models import PrivateConsultation, PrivateDraft, PrivateNote
from exchange.mentoring.policy.consultations import may_add_note, may_ask
from exchange.mentoring.queries.consultations.page import read_around
from exchange.people.actor import Actor
from exchange.text.mentions import as_typed


def keep_draft(actor: Actor, consultation_id: int | None, written: Written, form: OpenForm) -> bool:
    """Keep a question (None), or a note to others in a consultation, that is not ready; False where
    its form has sent it meanwhile.

    It takes the place of what the same form kept before, or of the draft that the form began
    from, unless another window has saved that since: then both are kept, each on its own.
    """
    with transaction(actor) as actor:
        _require_place(actor, consultation_id)
        one_at_a_time(actor)
        if was_sent(str(actor.id), form.id) and _is_sent(actor, written):
            return False
        its = draft_of(PrivateDraft, _at(actor, consultation_id), written, form)
        draft = its or _new(actor, consultation_id)
        fill(draft, written, form)
        attach_to_draft(actor, draft, written.files)
        return True


def forget_draft_of(actor: Actor, form: OpenForm) -> None:
    """What this form kept, or began from, is sent: called in the transaction that does so."""
    forget_sent(PrivateDraft, actor, form)


def discard_draft(actor: Actor, draft_id: int) -> int | None:
    """Its author wants it no more; gives the consultation it was for."""
    with transaction(actor) as actor:
        its: int | None = take_out(PrivateDraft, actor, draft_id).consultation_id
        return its


def forget_drafts_before(moment: datetime) -> None:
    """Those to which nobody has come back since."""
    forget_before(PrivateDraft, moment)


def _require_place(actor: Actor, consultation_id: int | None) -> None:
    """Whoever may ask, or write in it; until this is kept it is not deleted."""
    if consultation_id is None:
        require(may_ask(actor))
        return
    its = select(PrivateConsultation.id).where(PrivateConsultation.id == consultation_id)
    db.session.execute(its.with_for_update(read=True, key_share=True))
    require(may_add_note(actor, read_around(actor, consultation_id).facts))


def _is_sent(actor: Actor, written: Written) -> bool:
    """Whoever goes back and writes on in a form that is sent has begun another text."""
    mine = select(PrivateNote.source).where(PrivateNote.author_id == actor.id)
    sent = db.session.scalars(mine.order_by(PrivateNote.id.desc()).limit(5))
    return as_typed(written.body) in map(as_typed, sent)


def _at(actor: Actor, consultation_id: int | None) -> ColumnElement[bool]:
    return and_(
        PrivateDraft.account_id == actor.id,
        PrivateDraft.consultation_id == consultation_id,  # None becomes IS NULL
    )


def _new(actor: Actor, consultation_id: int | None) -> PrivateDraft:
    refuse_too_many(PrivateDraft, actor)
    return PrivateDraft(account_id=actor.id, consultation_id=consultation_id, version=0)
