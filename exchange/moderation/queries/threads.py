"""Threads that a moderator is about to lock or unlock."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum.models import Thread
from exchange.forum.policy import may_moderate
from exchange.forum.queries.heads import ThreadHead, thread_head
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import require
from exchange.people.actor import Actor


class LockedThread(NamedTuple):
    """Whether a thread takes replies."""

    id: int
    locked_at: datetime | None


_LOCKS = Reading(
    LockedThread,
    select(Thread.id, Thread.locked_at).where(Thread.id.in_(bindparam("ids", expanding=True))),
)


def thread_to_lock(actor: Actor, thread_id: int) -> ThreadHead:
    require(may_moderate(actor))
    return thread_head(actor, thread_id)


def threads_to_lock(ids: Sequence[int]) -> Sequence[LockedThread]:
    """Of the threads on a page that the reader has before them, which are locked."""
    return _LOCKS.all(ids=list(ids))
