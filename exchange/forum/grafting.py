"""Moving what stands in a tree: a post, a branch, a whole thread are one thing, under another root.

All that follows from a place is computed from `parent_id` again; siblings keep their numbers. The
threads must be locked, in order of their ids (`actions.grafts`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, select, update

from exchange.forum import tree
from exchange.forum.models import Post, Stretch, Thread
from exchange.forum.paths import end, place, scope
from exchange.kernel.db import db
from exchange.kernel.reading import Reading


class Spot(NamedTuple):
    """A post and where it stands."""

    id: int
    thread_id: int
    parent_id: int | None
    path: bytes
    author_id: int
    posted_at: datetime


class Written(NamedTuple):
    """What a branch holds: who wrote when."""

    author_id: int
    posted_at: datetime


class _Member(NamedTuple):
    id: int
    parent_id: int | None
    author_id: int
    posted_at: datetime


_SPOT = Reading(
    Spot,
    select(
        Post.id, Post.thread_id, Post.parent_id, Post.path, Post.author_id, Post.posted_at
    ).where(Post.id == bindparam("post_id")),
)
_AROUND = Reading(
    _Member,
    select(Post.id, Post.parent_id, Post.author_id, Post.posted_at)
    .where(
        Post.thread_id == bindparam("thread_id"),
        Post.path >= bindparam("top"),
        Post.path < bindparam("end"),
    )
    .order_by(Post.id),
)


def find_spot(post_id: int) -> Spot | None:
    return _SPOT.first(post_id=post_id)


class Branch(NamedTuple):
    """A post and all below it, parents before their replies, each with what replies to it."""

    root: Spot
    replies: Mapping[int, Sequence[int]]
    written: Sequence[Written]

    @property
    def size(self) -> int:
        return len(self.replies)


def branch_of(root: Spot) -> Branch:
    """At the deepest level its posts stand among others: whom they reply to tells them apart."""
    top = scope(root.path)
    around = _AROUND.all(thread_id=root.thread_id, top=top, end=end(top))
    by_id = {one.id: one for one in around}
    below: dict[int, list[int]] = defaultdict(list)
    for one in around:
        if one.parent_id is not None:
            below[one.parent_id].append(one.id)
    line = [root.id]
    for member in line:
        line.extend(below[member])
    written = [Written(by_id[one].author_id, by_id[one].posted_at) for one in line]
    return Branch(root, {one: below[one] for one in line}, written)


def move_branch(branch: Branch, thread_id: int, under: Spot | None) -> None:
    """Hang a branch under another post, which is not in it, or make it the whole of a thread."""
    root = branch.root
    paths = {root.id: place(under.path if under else b"", root.id)}
    parents = {root.id: under.id if under else None}
    for member, replies in branch.replies.items():
        parents |= dict.fromkeys(replies, member)
        paths |= {reply: place(paths[member], reply) for reply in replies}
    here = {"thread_id": thread_id, "path": bindparam("new"), "parent_id": bindparam("parent")}
    rows = [{"post": i, "new": path, "parent": parents[i]} for i, path in paths.items()]
    db.session.flush()
    # On the connection: one statement, many rows, and none of them are objects of the session.
    moved = update(Post.__table__).where(Post.__table__.c.id == bindparam("post")).values(here)  # type: ignore[arg-type]
    db.session.connection().execute(moved, rows)
    db.session.expire_all()


def leave_replies(root: Spot, under: Spot) -> None:
    """What replies to a post hangs under another from now on: the post stands alone."""
    for reply in branch_of(root).replies[root.id]:
        spot = find_spot(reply)
        if spot is not None:
            move_branch(branch_of(spot), under.thread_id, under)


def forget_stretches(thread_id: int) -> None:
    """Of a thread that holds nothing any more, or will be measured again."""
    db.session.execute(delete(Stretch).where(Stretch.thread_id == thread_id))


def measure_again(thread_ids: Iterable[int]) -> None:
    """Count the posts of these threads, and cut long ones into stretches."""
    for thread_id in thread_ids:
        forget_stretches(thread_id)
        held = select(func.count()).where(Post.thread_id == thread_id)
        count = db.session.scalar(held) or 0
        counted = update(Thread).where(Thread.id == thread_id).values(post_count=count)
        db.session.execute(counted, execution_options={"synchronize_session": False})
        if count > 2 * tree.STRETCH:
            tree.measure(thread_id)
    db.session.expire_all()
