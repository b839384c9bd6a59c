"""Watching threads and categories: one's own wish, which nobody else sees; so no event."""

from datetime import datetime

from sqlalchemy import delete, exists, literal, select, update

from exchange.forum.models import Category, CategoryWatch, Post, Thread, Watch, WatchSwitch
from exchange.forum.policy import may_enter, may_watch, visible_to
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
        anew = row.on_conflict_do_update(
            index_elements=["account_id", "thread_id"],
            set_={"watched_at": row.excluded.watched_at, "ended_at": None},
            where=Watch.ended_at.is_not(None),
        )
        db.session.execute(anew)


def unwatch(actor: Actor, thread_id: int) -> None:
    """Hear no more of it, until the button is pressed again: to reply is not enough."""
    with transaction(actor) as actor:
        stop_watching(actor.id, thread_id)


def stop_watching(account_id: int, thread_id: int) -> None:
    """The same for whoever holds the link of such a mail."""
    with transaction(None):
        db.session.execute(
            update(Watch)
            .where(
                Watch.account_id == account_id,
                Watch.thread_id == thread_id,
                Watch.ended_at.is_(None),
            )
            .values(ended_at=now())
        )


def watch_category(actor: Actor, category_id: int) -> None:
    """Hear of new threads from now on; once is as good as twice."""
    with transaction(actor) as actor:
        category = db.session.get(Category, category_id)
        if category is None or not may_enter(actor, category.id, category.is_room):
            raise NotFound
        require(may_watch(actor))
        row = upsert(CategoryWatch).values(
            account_id=actor.id, category_id=category_id, watched_at=now()
        )
        db.session.execute(row.on_conflict_do_nothing())


def unwatch_category(actor: Actor, category_id: int) -> None:
    """Hear no more of its threads; those that one watches oneself stay so."""
    with transaction(actor) as actor:
        stop_watching_category(actor.id, category_id)


def stop_watching_category(account_id: int, category_id: int) -> None:
    """The same for whoever holds the link of such a mail."""
    with transaction(None):
        db.session.execute(
            delete(CategoryWatch).where(
                CategoryWatch.account_id == account_id, CategoryWatch.category_id == category_id
            )
        )


def watch_written(actor: Actor, thread_id: int) -> None:
    """In the transaction of whoever writes in a thread: they watch it, unless they
    have switched that off or ended the watching of this one."""
    watch_as_taking_part(actor.id, thread_id, now())


def watch_as_taking_part(account_id: int, thread_id: int, moment: datetime) -> None:
    """The same for whoever takes part from this moment on in another way than by writing."""
    since = literal(moment, UtcTime())
    mine = select(Account.id, literal(thread_id), since).where(
        Account.id == account_id, ~exists().where(WatchSwitch.account_id == account_id)
    )
    row = upsert(Watch).from_select(["account_id", "thread_id", "watched_at"], mine)
    db.session.execute(row.on_conflict_do_nothing())


def take_part_no_more(account_id: int, thread_id: int, moment: datetime) -> None:
    """What was begun for them at that moment ends; not what they chose themselves before or after,
    nor where they have written."""
    has_written = exists().where(
        Post.thread_id == thread_id, Post.author_id == account_id, Post.deleted_at.is_(None)
    )
    begun = (
        Watch.account_id == account_id,
        Watch.thread_id == thread_id,
        Watch.watched_at == moment,
        Watch.ended_at.is_(None),
    )
    db.session.execute(delete(Watch).where(*begun, ~has_written))


def switch_watching_on(actor: Actor) -> None:
    """Watch what one writes in from now on."""
    with transaction(actor) as actor:
        db.session.execute(delete(WatchSwitch).where(WatchSwitch.account_id == actor.id))


def switch_watching_off(actor: Actor) -> None:
    """No more; what is watched already stays so."""
    with transaction(actor) as actor:
        row = upsert(WatchSwitch).values(account_id=actor.id, switched_off_at=now())
        db.session.execute(row.on_conflict_do_nothing())
