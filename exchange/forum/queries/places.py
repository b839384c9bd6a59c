"""Where a page of a thread begins, and on which page a post stands, without counting all."""

from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from exchange.forum.models import Post, Stretch
from exchange.forum.tree import STRETCH
from exchange.kernel.reading import Reading

PAGE_SIZE = 20


class _Span(NamedTuple):
    starts_at: bytes
    post_count: int


_STRETCHES = Reading(
    _Span,
    select(Stretch.starts_at, Stretch.post_count)
    .where(Stretch.thread_id == bindparam("thread_id"))
    .order_by(Stretch.starts_at),
)


def from_where(thread_id: int, post_count: int, skip: int) -> tuple[bytes, int]:
    """The path to start at and how many posts to pass over from there."""
    if post_count <= 2 * STRETCH:
        return b"", skip
    start = b""
    for span in _STRETCHES.all(thread_id=thread_id):
        start = span.starts_at
        if skip < span.post_count:
            break
        skip -= span.post_count
    return start, skip


class _Count(NamedTuple):
    posts: int


_BEFORE = Reading(
    _Count,
    select(func.count().label("posts")).where(
        Post.thread_id == bindparam("thread_id"),
        Post.path >= bindparam("start"),
        Post.path < bindparam("path"),
    ),
)


def page_of(thread_id: int, post_count: int, path: bytes) -> int:
    """The number of the page on which a path stands."""
    before, start = 0, b""
    if post_count > 2 * STRETCH:
        spans = [s for s in _STRETCHES.all(thread_id=thread_id) if s.starts_at <= path]
        before, start = sum(s.post_count for s in spans[:-1]), spans[-1].starts_at
    rest = _BEFORE.first(thread_id=thread_id, start=start, path=path)
    return (before + (rest.posts if rest else 0)) // PAGE_SIZE + 1
