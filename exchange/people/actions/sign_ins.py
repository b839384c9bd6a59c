from sqlalchemy import select

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotFound
from exchange.people.actions.rows import end_sign_ins
from exchange.people.actor import Actor
from exchange.people.models import SignIn
from exchange.people.queries import hash_of


def end_sign_in(actor: Actor, sign_in_id: int) -> None:
    """End one of the own sign-ins; one that has ended stays so."""
    with transaction(actor) as actor:
        mine = (SignIn.id == sign_in_id) & (SignIn.account_id == actor.id)
        row = db.session.scalar(select(SignIn).where(mine))
        if row is None:
            raise NotFound
        row.ended_at = row.ended_at or now()


def end_other_sign_ins(actor: Actor) -> None:
    """End all the own sign-ins but this one."""
    with transaction(actor) as actor:
        end_sign_ins(actor.id, but=hash_of(actor.sign_in_key))
