from sqlalchemy import select

from exchange.forum.models import Post, Thread
from exchange.forum.moving import Seen
from exchange.kernel.db import db
from exchange.kernel.rulings import NotFound, Stale


def opening_of(seen: Seen) -> int:
    """Of a thread that stands; Stale where another moderator has merged it."""
    thread = db.session.get(Thread, seen.thread_id)
    if thread is None:
        raise NotFound
    if thread.merged_into_id is not None:
        raise Stale
    opening = select(Post.id).where(Post.thread_id == thread.id, Post.parent_id.is_(None))
    return db.session.scalars(opening).one()
