"""Threads that a moderator is about to lock or unlock."""

from exchange.forum.policy import may_moderate
from exchange.forum.queries.heads import ThreadHead, thread_head
from exchange.kernel.rulings import require
from exchange.people.actor import Actor


def thread_to_lock(actor: Actor, thread_id: int) -> ThreadHead:
    require(may_moderate(actor))
    return thread_head(actor, thread_id)
