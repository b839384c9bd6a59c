from exchange.forum.actions.grafts import get_seen
from exchange.forum.actions.rows import settle
from exchange.forum.events import AcceptanceWithdrawn, KindChanged
from exchange.forum.models import Thread
from exchange.forum.moving import Seen
from exchange.forum.policy import may_change_kind
from exchange.kernel.db import record, transaction
from exchange.kernel.rulings import require
from exchange.people.actor import Actor

OTHER = {"question": "discussion", "discussion": "question"}


def change_kind(actor: Actor, seen: Seen) -> Thread:
    """Make a question a discussion, or the other way round. An accepted answer is one no more:
    its acceptance is withdrawn. Stale if another moderator has changed the thread since."""
    with transaction(actor) as actor:
        thread, _ = get_seen(actor, seen)
        require(may_change_kind(actor, thread))
        post_id = thread.accepted_post_id
        thread.kind = OTHER[thread.kind]
        thread.accepted_post_id = thread.accepted_at = thread.accepted_by_id = None
        thread.edit_version += 1
        settle(thread)
        if post_id is not None:
            record(AcceptanceWithdrawn(thread.id, thread.category_id, post_id, actor.id))
        record(KindChanged(thread.id, thread.category_id, thread.kind, actor.id))
        return thread
