"""The worker asks, each person at once about all that is due. A machine that stood for a year asks
each of them once, the longest due first; of one answer it asks once only."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select

from exchange.forum.models import Thread
from exchange.kernel.clock import in_milliseconds, now
from exchange.kernel.db import db, record, transaction
from exchange.mentoring.events.following import FollowUpsDue
from exchange.mentoring.models import FollowUp
from exchange.mentoring.policy.following import holds_for
from exchange.people.queries import get_actor

AT_ONCE = 200  # threads of one person in one transaction; the others an hour later


def ask_what_came_of_it() -> None:
    """Whoever has something due, each in a transaction of its own."""
    moment = now()
    for asker_id in _askers(moment):
        _ask(asker_id, moment)


def _askers(moment: datetime) -> Sequence[int]:
    with transaction(None):
        due = (
            select(Thread.author_id)
            .join(FollowUp, FollowUp.thread_id == Thread.id)
            .where(FollowUp.asked_at.is_(None), FollowUp.due_at <= moment)
            .group_by(Thread.author_id)
            .order_by(func.min(FollowUp.due_at), Thread.author_id)
        )
        return db.session.scalars(due).all()


def _ask(asker_id: int, moment: datetime) -> None:
    """What makes no sense any more is dropped: of something hidden, of a thread that they may not
    read, and of people who are suspended, nothing is asked later either."""
    with transaction(None):
        due = _due(asker_id, moment)
        asked = _to_be_asked(asker_id, due)
        for row in due:
            if row in asked:
                row.asked_at = moment
        dropped = [row.id for row in due if row not in asked]
        if dropped:
            db.session.execute(delete(FollowUp).where(FollowUp.id.in_(dropped)))
        if asked:
            ids, threads = [row.id for row in asked], [row.thread_id for row in asked]
            record(FollowUpsDue(asker_id, in_milliseconds(moment), ids, threads))


def _due(asker_id: int, moment: datetime) -> Sequence[FollowUp]:
    """All that is due in the threads that have waited longest: what is about one answer is never
    parted, else it would be asked about twice."""
    is_due = FollowUp.asked_at.is_(None) & (FollowUp.due_at <= moment)
    threads = (
        select(FollowUp.thread_id)
        .join(Thread, Thread.id == FollowUp.thread_id)
        .where(Thread.author_id == asker_id, is_due)
        .group_by(FollowUp.thread_id)
        .order_by(func.min(FollowUp.due_at), FollowUp.thread_id)
        .limit(AT_ONCE)
    )
    due = (
        select(FollowUp)
        .where(FollowUp.thread_id.in_(threads), is_due)
        .order_by(FollowUp.due_at, FollowUp.id)
        .with_for_update(skip_locked=True)  # another worker has those
    )
    return db.session.scalars(due).all()


def _to_be_asked(asker_id: int, due: Sequence[FollowUp]) -> Sequence[FollowUp]:
    """Of two about one answer the later one, for the earlier time has passed."""
    asker = get_actor(asker_id)
    if not due or not asker.may_write:
        return ()
    holds = select(FollowUp.id).join(Thread, Thread.id == FollowUp.thread_id)
    holds = holds.where(FollowUp.id.in_([row.id for row in due]), holds_for(asker))
    ids = set(db.session.scalars(holds))
    newest = {row.thread_id: row for row in due if row.id in ids}
    return [row for row in due if newest.get(row.thread_id) is row]
