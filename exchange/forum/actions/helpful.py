from sqlalchemy import delete, func, select

from exchange.forum.actions.rows import get_post
from exchange.forum.events import HelpfulChanged
from exchange.forum.models import Helpful, Post, Thread
from exchange.forum.policy import may_find_helpful
from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction, upsert
from exchange.kernel.rulings import require
from exchange.people.actor import Actor


def find_helpful(actor: Actor, post_id: int) -> None:
    """Mark a post as helpful; once is as good as twice."""
    with transaction(actor) as actor:
        thread, post = get_post(actor, post_id)
        require(may_find_helpful(actor, post))
        mark = upsert(Helpful).values(post_id=post.id, account_id=actor.id, marked_at=now())
        db.session.execute(mark.on_conflict_do_nothing())
        _count(thread, post)
        record(HelpfulChanged(thread.id, post.id, actor.id))


def take_back_helpful(actor: Actor, post_id: int) -> None:
    """Not helpful after all."""
    with transaction(actor) as actor:
        thread, post = get_post(actor, post_id)
        require(may_find_helpful(actor, post))
        mine = (Helpful.post_id == post.id) & (Helpful.account_id == actor.id)
        db.session.execute(delete(Helpful).where(mine))
        _count(thread, post)
        record(HelpfulChanged(thread.id, post.id, actor.id))


def _count(thread: Thread, post: Post) -> None:
    # Under the thread's lock, so that no mark slips in between.
    marks = select(func.count()).where(Helpful.post_id == post.id)
    counted, post.helpful_count = post.helpful_count, db.session.execute(marks).scalar_one()
    if post.hidden_at is None:  # else `settle` counts it, once it is shown again
        thread.helpful_count += post.helpful_count - counted
