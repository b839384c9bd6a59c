"""Who may say that a record is still true. Pure: no queries, no request."""

from exchange.forum.policy import may_write
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.library.policy import Facts
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


def may_confirm(actor: Actor, facts: Facts) -> Ruling:
    if not (ruling := may_write(actor)):
        return ruling
    if facts.state != "published":
        return denied(_l("This experience is not published."))
    if actor.id in facts.authors or facts.lead_id in actor.edits:
        return ALLOWED
    return denied(_l("Its authors and the editors of its organisation say whether it is true."))
