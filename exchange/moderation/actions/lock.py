from exchange.forum import actions as forum
from exchange.forum.actions.rows import get_thread
from exchange.forum.policy import may_moderate_in
from exchange.kernel.db import transaction
from exchange.kernel.rulings import require
from exchange.moderation.actions.log import Why, log
from exchange.people.actor import Actor


def lock_with_reason(actor: Actor, thread_id: int, *, reason: str, lang: str) -> None:
    """Take no more replies; a thread that is locked already stays as it is."""
    with transaction(actor) as actor:
        thread = get_thread(actor, thread_id)
        require(may_moderate_in(actor, thread))
        if thread.locked_at is None:
            log(actor, "locked", thread, Why(reason, lang))
            forum.lock_thread(actor, thread_id)


def unlock_with_reason(actor: Actor, thread_id: int, *, reason: str, lang: str) -> None:
    """Take replies again."""
    with transaction(actor) as actor:
        thread = get_thread(actor, thread_id)
        require(may_moderate_in(actor, thread))
        if thread.locked_at is not None:
            log(actor, "unlocked", thread, Why(reason, lang))
            forum.unlock_thread(actor, thread_id)
