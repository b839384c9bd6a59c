"""Rows to write on, reached through the actor only; strangers find nothing."""

from sqlalchemy import select

from exchange.forum.actions.rows import get_thread
from exchange.forum.models import Thread
from exchange.kernel.db import db
from exchange.kernel.rulings import NotFound
from exchange.people.actor import Actor
from exchange.polls.models import Poll


def get_poll(actor: Actor, poll_id: int) -> tuple[Thread, Poll]:
    """A poll and its thread, the thread locked: one voter at a time is counted."""
    thread_id = db.session.scalar(select(Poll.thread_id).where(Poll.id == poll_id))
    if thread_id is None:
        raise NotFound
    thread = get_thread(actor, thread_id)
    poll = db.session.scalar(select(Poll).where(Poll.id == poll_id, Poll.thread_id == thread.id))
    if poll is None:  # taken away meanwhile
        raise NotFound
    return thread, poll
