from sqlalchemy import select

from exchange.forum.announcing import may_put_away
from exchange.forum.models import Announcement, PutAway, Thread
from exchange.forum.policy import visible_to
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction, upsert
from exchange.kernel.rulings import NotFound, require
from exchange.people.actor import Actor


def put_announcement_away(actor: Actor, thread_id: int) -> None:
    """See it on the own front page no more, for good; twice is once. Confirming it is another
    matter. Nobody waits here for anybody: only the own row is written."""
    with transaction(actor) as actor:
        found = select(Thread).join(Announcement, Announcement.thread_id == Thread.id)
        thread = db.session.scalar(found.where(Thread.id == thread_id, visible_to(actor)))
        if thread is None:
            raise NotFound
        require(may_put_away(actor, thread))
        made = upsert(PutAway).values(thread_id=thread_id, account_id=actor.id, put_away_at=now())
        db.session.execute(made.on_conflict_do_nothing())
