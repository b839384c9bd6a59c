from sqlalchemy import delete, select

from exchange.forum.actions.rows import get_thread
from exchange.forum.announcing import (
    may_ask_again,
    may_confirm,
    may_remind_readers,
    was_just_reminded,
)
from exchange.forum.events import AskedAgain, ReadersReminded
from exchange.forum.models import Acknowledgement, Announcement, Thread
from exchange.forum.policy import visible_to
from exchange.forum.queries.readers import AT_ONCE
from exchange.kernel.clock import in_milliseconds, now
from exchange.kernel.db import db, record, transaction, upsert
from exchange.kernel.rulings import NotFound, require
from exchange.people.actor import Actor


def confirm_announcement(actor: Actor, thread_id: int) -> None:
    """Say that one has read it; twice is once. Nobody waits here for anybody: only the own row is
    written."""
    with transaction(actor) as actor:
        found = select(Thread, Announcement).join(Announcement, Announcement.thread_id == Thread.id)
        row = db.session.execute(found.where(Thread.id == thread_id, visible_to(actor))).first()
        if row is None:
            raise NotFound
        require(may_confirm(actor, row.Thread, row.Announcement))
        made = upsert(Acknowledgement).values(
            thread_id=thread_id, account_id=actor.id, confirmed_at=now()
        )
        db.session.execute(made.on_conflict_do_nothing())


def ask_again(actor: Actor, thread: Thread) -> None:
    """Whoever has confirmed an announcement has not confirmed what it says now; in the transaction
    that changes it. Each is told once."""
    row = db.session.get(Announcement, thread.id)
    if row is None:
        raise NotFound
    require(may_ask_again(actor, thread, row))
    gone = delete(Acknowledgement).where(Acknowledgement.thread_id == thread.id)
    people = sorted(db.session.scalars(gone.returning(Acknowledgement.account_id)))
    at = in_milliseconds(now())
    for first in range(0, len(people), AT_ONCE):
        record(AskedAgain(thread.id, actor.id, at, people[first : first + AT_ONCE]))


def remind_readers(actor: Actor, thread_id: int) -> bool:
    """Let those be reminded who have not confirmed it, at most once a week; whether they are."""
    with transaction(actor) as actor:
        thread = get_thread(actor, thread_id)
        row = db.session.get(Announcement, thread_id)
        if row is None or not row.asks:
            raise NotFound
        require(may_remind_readers(actor, thread))
        if was_just_reminded(row.reminded_at, now()):
            return False
        row.reminded_at = now()
        record(ReadersReminded(thread_id, actor.id, in_milliseconds(row.reminded_at)))
        return True
