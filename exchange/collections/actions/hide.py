from exchange.collections.actions.rows import get_row, tell
from exchange.collections.policy import may_hide, may_show
from exchange.kernel.clock import now
from exchange.kernel.db import transaction
from exchange.kernel.rulings import require
from exchange.people.actor import Actor


def hide_collection(actor: Actor, collection_id: int, *, reason: str) -> None:
    """Moderators and whoever gathered it still see it, with the reason."""
    with transaction(actor) as actor:
        row = get_row(actor, collection_id)
        require(may_hide(actor, row))
        tell(actor, row)
        row.hidden_at, row.hidden_by_id, row.hidden_reason = now(), actor.id, reason


def show_collection(actor: Actor, collection_id: int) -> None:
    """Undo the hiding."""
    with transaction(actor) as actor:
        row = get_row(actor, collection_id)
        require(may_show(actor, row))
        row.hidden_at, row.hidden_by_id, row.hidden_reason = None, None, ""
        tell(actor, row)
