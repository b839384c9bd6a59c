from collections.abc import Collection

from sqlalchemy import delete

from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import require
from exchange.people.actions.rows import get_account
from exchange.people.actor import Actor
from exchange.people.events import ExpertiseChanged
from exchange.people.models import Expertise
from exchange.people.policy import may_say_expertise


def set_expertise(actor: Actor, tag_ids: Collection[int]) -> None:
    """Say which themes the actor knows, instead of those said before."""
    with transaction(actor) as actor:
        require(may_say_expertise(actor))
        mine = get_account(actor.id).id  # locked: of two at once the later holds
        db.session.execute(delete(Expertise).where(Expertise.account_id == mine))
        db.session.add_all(Expertise(account_id=mine, tag_id=one) for one in set(tag_ids))
        record(ExpertiseChanged(mine))
