"""Rows to write on, reached through the actor only; strangers find nothing."""

from contextlib import suppress

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, select, update
from sqlalchemy.orm import InstrumentedAttribute

from exchange.forum.models import Category, Post, Thread
from exchange.forum.policy import found_by, visible_to
from exchange.kernel.db import db
from exchange.kernel.rulings import NotFound
from exchange.people.actor import Actor

_MOVES = 9  # of one post while somebody waits for its thread: never seen


class _MovedMeanwhile(Exception):
    """The post stands in another thread than a moment ago."""


def get_thread(actor: Actor, thread_id: int) -> Thread:
    """The thread, locked: one writer at a time draws its counters and paths."""
    return _lock(thread_id, visible_to(actor))


def _lock(thread_id: int, which: ColumnElement[bool]) -> Thread:
    thread = _lock_or_none(thread_id, which)
    if thread is None:
        raise NotFound
    return thread


def _lock_or_none(thread_id: int, which: ColumnElement[bool]) -> Thread | None:
    found = select(Thread).where(Thread.id == thread_id, which)
    # Readers' marks may still refer to the row meanwhile: NO KEY UPDATE on PostgreSQL. As it is
    # once it is ours, whatever was read of it before.
    held = found.with_for_update(key_share=True).execution_options(populate_existing=True)
    return db.session.scalar(held)


def get_post(actor: Actor, post_id: int) -> tuple[Thread, Post]:
    """A post and its thread, the thread locked. Hidden and deleted ones: ask the policy."""
    return _post_in(post_id, visible_to(actor))


def get_post_to_undo(actor: Actor, post_id: int) -> tuple[Thread, Post]:
    """As `get_post`, and in a thread that the actor has deleted as well."""
    return _post_in(post_id, found_by(actor))


def _post_in(post_id: int, which: ColumnElement[bool]) -> tuple[Thread, Post]:
    # A moderator may move the post while we wait for its thread: then it is written to where it
    # stands by then. The other thread is let go first: whoever moves posts holds one and waits for
    # the next in order of their ids, and would wait for us as we for them.
    for _ in range(_MOVES):
        thread_id = db.session.scalar(select(Post.thread_id).where(Post.id == post_id))
        if thread_id is None:
            raise NotFound
        with suppress(_MovedMeanwhile), db.session.begin_nested():
            thread = _lock_or_none(thread_id, which)
            here = select(Post).where(Post.id == post_id, Post.thread_id == thread_id)
            post = db.session.scalar(here)
            if post is None:
                raise _MovedMeanwhile
            if thread is None:
                raise NotFound
            return thread, post
    raise NotFound


def count_in_category(thread: Thread, change: int) -> None:
    """The thread came into the lists, 1, or went from them, -1."""
    db.session.execute(
        update(Category)
        .where(Category.id == thread.category_id)
        .values(thread_count=Category.thread_count + change)
    )


def marks_in(thread_id: int | InstrumentedAttribute[int]) -> ScalarSelect[int]:
    """How often somebody found a post of this thread helpful that can be read."""
    read = (Post.hidden_at.is_(None)) & Post.deleted_at.is_(None)
    marks = select(func.coalesce(func.sum(Post.helpful_count), 0))
    return marks.where(Post.thread_id == thread_id, read).scalar_subquery()


def settle(thread: Thread) -> None:
    """Count what can be read and was marked there, and set the highest state that holds."""
    db.session.flush()
    reply = (Post.thread_id == thread.id) & Post.parent_id.is_not(None)
    visible = reply & Post.hidden_at.is_(None) & Post.deleted_at.is_(None)
    by_another = visible & (Post.author_id != thread.author_id)
    by_mentor = select(Post.posted_at).where(by_another, Post.by_mentor.is_(True))
    thread.first_mentor_at = db.session.scalar(by_mentor.order_by(Post.id).limit(1))
    if thread.accepted_post_id is not None:
        thread.state = "accepted"
    elif thread.first_mentor_at is not None:
        thread.state = "answered"
    else:
        is_replied = db.session.scalar(select(exists().where(by_another)))
        thread.state = "replied" if is_replied else "waiting"
    thread.reply_count = db.session.scalar(select(func.count()).where(visible)) or 0
    thread.helpful_count = db.session.scalar(select(marks_in(thread.id))) or 0
    db.session.flush()
