from sqlalchemy import delete, func, select

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction, upsert
from exchange.kernel.rulings import NotAllowed, require
from exchange.people.actor import Actor
from exchange.people.models import Ignored
from exchange.people.policy import may_ignore
from exchange.people.queries import person_seen_by
from exchange.text.wording import lazy as _l

MOST_IGNORED = 500  # by one person


def ignore(actor: Actor, account_id: int) -> None:
    """Fold what somebody writes, for the actor alone; twice is once."""
    with transaction(actor) as actor:
        require(may_ignore(actor, person_seen_by(actor, account_id)))
        mine = select(func.count()).where(Ignored.account_id == actor.id)
        if (db.session.scalar(mine) or 0) >= MOST_IGNORED:
            raise NotAllowed(_l("You ignore as many people as there is room for."))
        row = upsert(Ignored).values(account_id=actor.id, ignored_id=account_id, ignored_at=now())
        db.session.execute(row.on_conflict_do_nothing())


def ignore_no_longer(actor: Actor, account_id: int) -> None:
    """Also somebody whose profile is not to be seen any more; whoever was not ignored stays so."""
    with transaction(actor) as actor:
        mine = (Ignored.account_id == actor.id) & (Ignored.ignored_id == account_id)
        db.session.execute(delete(Ignored).where(mine))
