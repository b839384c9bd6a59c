"""What all tables of drafts share, in whichever feature: rows that a form fills until it is sent.

`table` has the columns of a draft in the forum but for those that say for which place a text is.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select

from exchange.forum.writing import OpenForm, Written
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotFound, Refused
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.text.wording import lazy as _l

MOST_DRAFTS = 50  # of one person, in one table


def one_at_a_time(actor: Actor) -> None:
    """A form that is sent while it is kept leaves no draft behind, whichever comes first."""
    account = select(Account.id).where(Account.id == actor.id)
    db.session.execute(account.with_for_update(key_share=True))


def draft_of(table: Any, here: ColumnElement[bool], written: Written, form: OpenForm) -> Any:
    """What the same form kept before, or began from unless another window has saved that since;
    else the same words, kept by another window. None: it is a text of its own."""
    own = select(table).where(here, table.saved_by == form.id)
    began = select(table).where(here, _began_from(table, form))
    same = select(table).where(here, table.title == written.title, table.source == written.body)
    found = (db.session.scalars(one).first() for one in (own, began, same))
    return next((one for one in found if one is not None), None)


def fill(draft: Any, written: Written, form: OpenForm) -> None:
    """With what is written by now."""
    draft.title, draft.source, draft.lang = written.title, written.body, written.lang
    draft.choices, draft.version = dict(written.choices), draft.version + 1
    draft.saved_by, draft.saved_at = form.id, now()
    db.session.add(draft)
    db.session.flush()


def refuse_too_many(table: Any, actor: Actor) -> None:
    """Before another one is kept."""
    kept = select(func.count(table.id)).where(table.account_id == actor.id)
    if (db.session.scalar(kept) or 0) >= MOST_DRAFTS:
        raise Refused("body", _l("You have as many drafts as there is room for: discard one."))


def forget_sent(table: Any, actor: Actor, form: OpenForm) -> None:
    """What this form kept, or began from, is sent: in the transaction that sends it."""
    with transaction(actor) as actor:
        one_at_a_time(actor)
        is_its_own = or_(table.saved_by == form.id, _began_from(table, form))
        db.session.execute(delete(table).where(table.account_id == actor.id, is_its_own))


def take_out(table: Any, actor: Actor, draft_id: int) -> Any:
    """One's own, gone with this transaction; NotFound for those of others."""
    mine = (table.id == draft_id) & (table.account_id == actor.id)
    draft = db.session.scalar(select(table).where(mine))
    if draft is None:
        raise NotFound
    db.session.delete(draft)
    return draft


def forget_before(table: Any, moment: datetime) -> None:
    """Those to which nobody has come back since."""
    with transaction(None):
        db.session.execute(delete(table).where(table.saved_at < moment))


def _began_from(table: Any, form: OpenForm) -> ColumnElement[bool]:
    return and_(table.id == form.draft_id, table.version == form.version)
