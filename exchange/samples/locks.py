"""Sample threads that take no more replies, each with the moderator's reason."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from exchange.forum.models import Thread
from exchange.kernel.db import db, transaction
from exchange.moderation.actions import lock_with_reason
from exchange.moderation.models import LogEntry
from exchange.people.actor import Actor
from exchange.samples.talk import File
from exchange.samples.threads import Written

_AFTERWARDS = timedelta(hours=30)  # when a moderator had read the last post


def load_locks(
    files: Sequence[File], people: Mapping[str, Actor], written: Written, moment: datetime
) -> None:
    """Lock the threads whose files give a reason."""
    for file in files:
        if "locked" not in file:
            continue
        thread_id = written.threads[file["key"]]
        with transaction(None):
            lock_with_reason(
                people["moderator"], thread_id, reason=file["locked"], lang=file["lang"]
            )
            thread = db.session.get_one(Thread, thread_id)
            entry = db.session.scalars(
                select(LogEntry).where(LogEntry.thread_id == thread_id)
            ).one()
            at = min(thread.last_post_at + _AFTERWARDS, moment)
            thread.locked_at = entry.logged_at = at
