"""Where a deleted post still leaves its line: where somebody's reply hangs on it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from sqlalchemy import bindparam, select

from exchange.forum.models import Post
from exchange.forum.paths import is_deepest
from exchange.kernel.reading import Reading


class Placed(Protocol):
    """A post as a page of its thread has it."""

    @property
    def id(self) -> int: ...
    @property
    def path(self) -> bytes: ...
    @property
    def deleted_at(self) -> datetime | None: ...


class _Path(NamedTuple):
    path: bytes


_NEXT_STANDING = Reading(
    _Path,
    select(Post.path)
    .where(
        Post.thread_id == bindparam("thread_id"),
        Post.path > bindparam("path"),
        Post.deleted_at.is_(None),
    )
    .order_by(Post.path)
    .limit(1),
)


def stumps_among(thread_id: int, posts: Sequence[Placed]) -> frozenset[int]:
    """Of a page's posts, in reading order, the deleted ones with a reply that is not."""
    gone = [post for post in posts if post.deleted_at]
    if not gone:
        return frozenset()
    standing = [post.path for post in posts if not post.deleted_at]
    if posts[-1].deleted_at:  # a branch goes on until the next post that stands outside it
        following = _NEXT_STANDING.first(thread_id=thread_id, path=posts[-1].path)
        standing += [following.path] if following else []
    return frozenset(
        post.id
        for post in gone
        if is_deepest(post.path) or any(path.startswith(post.path) for path in standing)
    )
