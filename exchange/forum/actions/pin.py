from datetime import datetime

from sqlalchemy import func, select

from exchange.forum.actions.grafts import get_seen
from exchange.forum.events import ThreadPinned
from exchange.forum.models import Thread
from exchange.forum.moving import Seen
from exchange.forum.pinning import AT_ONCE, WHERE, is_pinned_today
from exchange.forum.policy import may_moderate
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Refused, require
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


def pin_thread(actor: Actor, where: str, until: datetime | None, seen: Seen) -> Thread:
    """Let a thread stand above the others in its category, or everywhere. Stale if another
    moderator has changed it since it was seen."""
    with transaction(actor) as actor:
        thread, _ = get_seen(actor, seen)
        if where not in WHERE:
            raise Refused("where", _l("Please choose one of the list."))
        if where == "everywhere":
            require(may_moderate(actor))  # who moderates a room pins there
        _must_have_room(thread, where)
        return _stand(actor, thread, where, until)


def unpin_thread(actor: Actor, seen: Seen) -> Thread:
    """It stands among the others again."""
    with transaction(actor) as actor:
        thread, _ = get_seen(actor, seen)
        return _stand(actor, thread, None, None)


def _stand(actor: Actor, thread: Thread, where: str | None, until: datetime | None) -> Thread:
    thread.pinned_where, thread.pinned_until = where, until
    thread.edit_version += 1
    record(ThreadPinned(thread.id, thread.category_id, actor.id))
    return thread


def _must_have_room(thread: Thread, where: str) -> None:
    pinned = select(func.count()).where(
        Thread.pinned_where == where,
        is_pinned_today(),
        Thread.hidden_at.is_(None),
        Thread.deleted_at.is_(None),
        Thread.id != thread.id,
    )
    if where == "category":
        pinned = pinned.where(Thread.category_id == thread.category_id)
    if (db.session.scalar(pinned) or 0) >= AT_ONCE:
        raise Refused(
            "where", _l("Five threads are pinned there already: unpin one of them first.")
        )
