from exchange.forum.actions.rows import get_thread
from exchange.forum.events import ThreadLocked
from exchange.forum.policy import may_moderate_in
from exchange.kernel.clock import now
from exchange.kernel.db import record, transaction
from exchange.kernel.rulings import NotAllowed, require
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


def lock_thread(actor: Actor, thread_id: int) -> None:
    """Take no more replies."""
    with transaction(actor) as actor:
        thread = get_thread(actor, thread_id)
        require(may_moderate_in(actor, thread))
        if thread.locked_at is None:
            thread.locked_at = now()
            record(ThreadLocked(thread.id, thread.category_id, actor.id))


def unlock_thread(actor: Actor, thread_id: int) -> None:
    """Take replies again."""
    with transaction(actor) as actor:
        thread = get_thread(actor, thread_id)
        require(may_moderate_in(actor, thread))
        if thread.duplicate_of_id is not None:
            raise NotAllowed(_l("This thread is closed as a duplicate: reopen it instead."))
        if thread.locked_at is not None:
            thread.locked_at = None
            record(ThreadLocked(thread.id, thread.category_id, actor.id))
