"""Threads that a moderator is about to lock or unlock."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum.models import Thread
from exchange.forum.policy import may_moderate_in
from exchange.forum.queries.heads import ThreadHead, thread_head
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import require
from exchange.people.actor import Actor


class LockedThread(NamedTuple):
    """Whether a thread takes replies."""

    id: int
    locked_at: datetime | None
    category_id: int
    in_room: bool


_LOCKS = Reading(
    LockedThread,
    select(Thread.id, Thread.locked_at, Thread.category_id, Thread.in_room).where(
        Thread.id.in_(bindparam("ids", expanding=True))
    ),
)


def thread_to_lock(actor: Actor, thread_id: int) -> ThreadHead:
    thread = thread_head(actor, thread_id)
    require(may_moderate_in(actor, thread))
    return thread


def threads_to_lock(actor: Actor, ids: Sequence[int]) -> Sequence[LockedThread]:
    """Of the threads on a page that the reader has before them, those in which they moderate; who
    moderates nowhere costs no question."""
    if not (actor.is_moderator or actor.moderated_rooms):
        return ()
    return [one for one in _LOCKS.all(ids=list(ids)) if may_moderate_in(actor, one)]
