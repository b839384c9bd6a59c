"""Takes what sample people left in threads of real people, and mends those threads."""

from sqlalchemy import Select, delete, func, select, update

from exchange.forum.actions.rows import marks_in, settle
from exchange.forum.models import Helpful, Post, Stretch, Thread
from exchange.forum.paths import place
from exchange.forum.tree import STRETCH, measure
from exchange.kernel.db import db

People = Select[int]


def forget_marks(people: People) -> None:
    """What sample people found helpful, and its count at posts of others."""
    marked = select(Helpful.post_id).where(Helpful.account_id.in_(people)).distinct()
    posts = db.session.scalars(marked).all()
    db.session.execute(delete(Helpful).where(Helpful.account_id.in_(people)))
    left = select(func.count()).where(Helpful.post_id == Post.id).scalar_subquery()
    db.session.execute(update(Post).where(Post.id.in_(posts)).values(helpful_count=left))
    of = select(Post.thread_id).where(Post.id.in_(posts))
    marks = marks_in(Thread.id)
    db.session.execute(update(Thread).where(Thread.id.in_(of)).values(helpful_count=marks))


def drop_posts_among_others(people: People) -> None:
    """Delete the posts, thread by thread."""
    touched = select(Post.thread_id).where(Post.author_id.in_(people)).distinct()
    for thread_id in db.session.scalars(touched.order_by(Post.thread_id)).all():
        found = select(Thread).where(Thread.id == thread_id)
        thread = db.session.scalars(found.with_for_update(key_share=True)).one()
        _take_out(thread, set(db.session.scalars(people)))


def _take_out(thread: Thread, people: set[int]) -> None:
    in_order = select(Post).where(Post.thread_id == thread.id).order_by(Post.path)
    parents: dict[int, Post] = {}  # what replies to a post hang on by now
    left: list[Post] = []
    gone: list[int] = []
    for post in db.session.scalars(in_order):
        above = parents.get(post.parent_id) if post.parent_id is not None else None
        if post.author_id in people and above is not None:
            parents[post.id] = above
            gone.append(post.id)
            continue
        if above is not None:
            post.parent_id, post.path = above.id, place(above.path, post.id)
        parents[post.id] = post
        left.append(post)
    db.session.flush()
    db.session.execute(delete(Post).where(Post.id.in_(gone)))
    _count_again(thread, left, set(gone))


def _count_again(thread: Thread, left: list[Post], gone: set[int]) -> None:
    if thread.accepted_post_id in gone:
        thread.accepted_post_id = thread.accepted_at = thread.accepted_by_id = None
    newest = max(left, key=lambda post: post.id)
    thread.last_post_at, thread.last_author_id = newest.posted_at, newest.author_id
    thread.post_count = len(left)
    settle(thread)
    db.session.execute(delete(Stretch).where(Stretch.thread_id == thread.id))
    if len(left) > 2 * STRETCH:
        measure(thread.id)
