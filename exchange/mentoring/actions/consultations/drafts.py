"""What somebody types in confidence is kept until it is sent, as in the forum: in a table of its
own, for whoever types it alone."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, or_, select

from exchange.forum.writing import OpenForm, Written
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotFound, Refused, require
from exchange.kernel.submissions import was_sent
from exchange.mentoring.actions.consultations.attach import attach_to_draft
from exchange.mentoring.models import PrivateConsultation, PrivateDraft, PrivateNote
from exchange.mentoring.policy.consultations import may_add_note, may_ask
from exchange.mentoring.queries.consultations.page import read_around
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.text.mentions import as_typed
from exchange.text.wording import lazy as _l

MOST_DRAFTS = 50  # of one person


def keep_draft(actor: Actor, consultation_id: int | None, written: Written, form: OpenForm) -> bool:
    """Keep a question (None), or a note to others in a consultation, that is not ready; False where
    its form has sent it meanwhile.

    It takes the place of what the same form kept before, or of the draft that the form began
    from, unless another window has saved that since: then both are kept, each on its own.
    """
    with transaction(actor) as actor:
        _require_place(actor, consultation_id)
        _one_at_a_time(actor)
        if was_sent(str(actor.id), form.id) and _is_sent(actor, written):
            return False
        its = _draft_of(actor, consultation_id, form) or _same(actor, consultation_id, written)
        draft = its or _new(actor, consultation_id)
        draft.title, draft.source, draft.lang = written.title, written.body, written.lang
        draft.choices, draft.version = dict(written.choices), draft.version + 1
        draft.saved_by, draft.saved_at = form.id, now()
        db.session.add(draft)
        db.session.flush()
        attach_to_draft(actor, draft, written.files)
        return True


def forget_draft_of(actor: Actor, form: OpenForm) -> None:
    """What this form kept, or began from, is sent: called in the transaction that does so."""
    with transaction(actor) as actor:
        _one_at_a_time(actor)
        is_its_own = or_(PrivateDraft.saved_by == form.id, _began_from(form))
        mine = PrivateDraft.account_id == actor.id
        db.session.execute(delete(PrivateDraft).where(mine, is_its_own))


def discard_draft(actor: Actor, draft_id: int) -> int | None:
    """Its author wants it no more; gives the consultation it was for."""
    with transaction(actor) as actor:
        mine = (PrivateDraft.id == draft_id) & (PrivateDraft.account_id == actor.id)
        draft = db.session.scalar(select(PrivateDraft).where(mine))
        if draft is None:
            raise NotFound
        db.session.delete(draft)
        return draft.consultation_id


def forget_drafts_before(moment: datetime) -> None:
    """Those to which nobody has come back since."""
    with transaction(None):
        db.session.execute(delete(PrivateDraft).where(PrivateDraft.saved_at < moment))


def _require_place(actor: Actor, consultation_id: int | None) -> None:
    """Whoever may ask, or write in it; until this is kept it is not deleted."""
    if consultation_id is None:
        require(may_ask(actor))
        return
    its = select(PrivateConsultation.id).where(PrivateConsultation.id == consultation_id)
    db.session.execute(its.with_for_update(read=True, key_share=True))
    require(may_add_note(actor, read_around(actor, consultation_id).facts))


def _one_at_a_time(actor: Actor) -> None:
    """A form that is sent while it is kept leaves no draft behind, whichever comes first."""
    account = select(Account.id).where(Account.id == actor.id)
    db.session.execute(account.with_for_update(key_share=True))


def _is_sent(actor: Actor, written: Written) -> bool:
    """Whoever goes back and writes on in a form that is sent has begun another text."""
    mine = select(PrivateNote.source).where(PrivateNote.author_id == actor.id)
    sent = db.session.scalars(mine.order_by(PrivateNote.id.desc()).limit(5))
    return as_typed(written.body) in map(as_typed, sent)


def _began_from(form: OpenForm) -> ColumnElement[bool]:
    return and_(PrivateDraft.id == form.draft_id, PrivateDraft.version == form.version)


def _at(actor: Actor, consultation_id: int | None) -> ColumnElement[bool]:
    return and_(
        PrivateDraft.account_id == actor.id,
        PrivateDraft.consultation_id == consultation_id,  # None becomes IS NULL
    )


def _draft_of(actor: Actor, consultation_id: int | None, form: OpenForm) -> PrivateDraft | None:
    here = select(PrivateDraft).where(_at(actor, consultation_id))
    own = db.session.scalar(here.where(PrivateDraft.saved_by == form.id))
    return own or db.session.scalar(here.where(_began_from(form)))


def _same(actor: Actor, consultation_id: int | None, written: Written) -> PrivateDraft | None:
    """The same words kept by another window are no second text."""
    same = and_(PrivateDraft.title == written.title, PrivateDraft.source == written.body)
    return db.session.scalars(select(PrivateDraft).where(_at(actor, consultation_id), same)).first()


def _new(actor: Actor, consultation_id: int | None) -> PrivateDraft:
    kept = select(func.count(PrivateDraft.id)).where(PrivateDraft.account_id == actor.id)
    if (db.session.scalar(kept) or 0) >= MOST_DRAFTS:
        raise Refused("body", _l("You have as many drafts as there is room for: discard one."))
    return PrivateDraft(account_id=actor.id, consultation_id=consultation_id, version=0)
