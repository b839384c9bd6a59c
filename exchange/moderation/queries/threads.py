"""Threads that a moderator is about to lock or unlock."""

from exchange.forum.policy import may_moderate_in
from exchange.forum.queries.heads import ThreadHead, thread_head
from exchange.kernel.rulings import require
from exchange.people.actor import Actor


def thread_to_lock(actor: Actor, thread_id: int) -> ThreadHead:
    thread = thread_head(actor, thread_id)
    require(may_moderate_in(actor, thread))
    return thread
