"""Where duplicates led before they were led on: the log knows."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from exchange.forum.models import Thread
from exchange.kernel.db import db
from exchange.moderation.models import LogEntry


def led_on_from(thread_id: int) -> Collection[int]:
    """Of the threads that lead where this one does, those that a moderator closed as a duplicate of
    it, or of one of those, or of what is merged into either."""
    named = _closed_as_of(thread_id)
    found, nearest = set[int](), {thread_id}
    while nearest:
        nearest = {one for one, of in named.items() if of in nearest} - found - {thread_id}
        found |= nearest
    return found


def _closed_as_of(thread_id: int) -> dict[int, int]:
    """What leads where this thread does, and which thread was named when it was closed."""
    end = select(Thread.duplicate_of_id).where(Thread.id == thread_id).scalar_subquery()
    led = select(Thread.id).where(Thread.duplicate_of_id == end)
    last = select(func.max(LogEntry.id)).where(
        LogEntry.thread_id.in_(led), LogEntry.what == "duplicate"
    )
    named = aliased(Thread)
    found = (
        select(LogEntry.thread_id, func.coalesce(named.merged_into_id, named.id))
        .join(named, named.id == LogEntry.from_thread_id)
        .where(LogEntry.id.in_(last.group_by(LogEntry.thread_id)))
    )
    return {one: of for one, of in db.session.execute(found) if one is not None}
