"""Watching threads: one's own wish, which nobody else sees; so no event."""

from sqlalchemy import delete, exists, literal, select

from exchange.forum.models import Thread, Watch, WatchSwitch
from exchange.forum.policy import may_watch, visible_to
from exchange.kernel.clock import now
from exchange.kernel.db import UtcTime, db, transaction, upsert
from exchange.kernel.rulings import NotFound, require
from exchange.people.actor import Actor
from exchange.people.models import Account


def watch(actor: Actor, thread_id: int) -> None:
    """Hear of new replies from now on; once is as good as twice."""
    with transaction(actor) as actor:
        found = select(Thread.id).where(Thread.id == thread_id, visible_to(actor))
        if db.session.scalar(found) is None:
            raise NotFound
        require(may_watch(actor))
        row = upsert(Watch).values(account_id=actor.id, thread_id=thread_id, watched_at=now())
        db.session.execute(row.on_conflict_do_nothing())


def unwatch(actor: Actor, thread_id: int) -> None:
    """Hear no more of it."""
    with transaction(actor) as actor:
        stop_watching(actor.id, thread_id)


def stop_watching(account_id: int, thread_id: int) -> None:
    """The same for whoever holds the link of such a mail."""
    with transaction(None):
        db.session.execute(
            delete(Watch).where(Watch.account_id == account_id, Watch.thread_id == thread_id)
        )


def watch_written(actor: Actor, thread_id: int) -> None:
    """In the transaction of whoever writes in a thread: they watch it, unless switched off."""
    moment = literal(now(), UtcTime())
    mine = select(Account.id, literal(thread_id), moment).where(
        Account.id == actor.id, ~exists().where(WatchSwitch.account_id == actor.id)
    )
    row = upsert(Watch).from_select(["account_id", "thread_id", "watched_at"], mine)
    db.session.execute(row.on_conflict_do_nothing())


def switch_watching_on(actor: Actor) -> None:
    """Watch what one writes in from now on."""
    with transaction(actor) as actor:
        db.session.execute(delete(WatchSwitch).where(WatchSwitch.account_id == actor.id))


def switch_watching_off(actor: Actor) -> None:
    """No more; what is watched already stays so."""
    with transaction(actor) as actor:
        row = upsert(WatchSwitch).values(account_id=actor.id, switched_off_at=now())
        db.session.execute(row.on_conflict_do_nothing())
