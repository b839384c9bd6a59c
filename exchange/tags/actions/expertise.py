from collections.abc import Iterable

from sqlalchemy import delete

from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import require
from exchange.people.actions.rows import get_account
from exchange.people.actor import Actor
from exchange.people.events import ExpertiseChanged
from exchange.people.models import Expertise
from exchange.people.policy import may_say_expertise
from exchange.tags.actions.rows import ids_of


def set_expertise(actor: Actor, themes: Iterable[str]) -> None:
    """Say which themes the actor knows, by their slugs, instead of those said before."""
    with transaction(actor) as actor:
        require(may_say_expertise(actor))
        known = ids_of(themes, themes_only=True)  # first: whoever merges two of them has them so
        mine = get_account(actor.id).id  # locked: of two at once the later holds
        db.session.execute(delete(Expertise).where(Expertise.account_id == mine))
        db.session.add_all(Expertise(account_id=mine, tag_id=one) for one in known)
        record(ExpertiseChanged(mine))
