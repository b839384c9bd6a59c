"""What the forum does to threads and posts stands in the log in the same moment."""

from sqlalchemy import select

from exchange.forum.events import PostHidden, ThreadLocked
from exchange.forum.models import Post, Thread
from exchange.kernel.db import db
from exchange.kernel.outbox import inside
from exchange.moderation.models import LogEntry


@inside(ThreadLocked)
def note_lock(happened: ThreadLocked) -> None:
    """Whoever locked or unlocked a thread; our own actions have said so already, and why."""
    found = select(Thread.locked_at, Thread.author_id).where(Thread.id == happened.thread_id)
    thread = db.session.execute(found).one()
    told = select(LogEntry.what).where(
        LogEntry.thread_id == happened.thread_id, LogEntry.what.in_(("locked", "unlocked"))
    )
    what = "locked" if thread.locked_at else "unlocked"
    if db.session.scalar(told.order_by(LogEntry.id.desc()).limit(1)) == what:
        return
    db.session.add(
        LogEntry(
            by_id=happened.by_id,
            what=what,
            thread_id=happened.thread_id,
            person_id=thread.author_id,
        )
    )


@inside(PostHidden)
def note_hiding(happened: PostHidden) -> None:
    """Whoever hid a post or shows it again; our own actions have said so already, and why."""
    told = select(LogEntry.what).where(
        LogEntry.post_id == happened.post_id, LogEntry.what.in_(("hidden", "shown"))
    )
    what = "hidden" if happened.is_hidden else "shown"
    if db.session.scalar(told.order_by(LogEntry.id.desc()).limit(1)) == what:
        return
    author_id = db.session.scalar(select(Post.author_id).where(Post.id == happened.post_id))
    db.session.add(
        LogEntry(
            by_id=happened.by_id,
            what=what,
            thread_id=happened.thread_id,
            post_id=happened.post_id,
            person_id=author_id,
        )
    )
