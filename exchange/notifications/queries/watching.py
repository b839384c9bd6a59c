"""Who watches a thread, and who has something that waits about it already."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, select

from exchange.forum.marks import READ_UP_TO, join_marks
from exchange.forum.models import CategoryWatch, Post, Thread, Watch
from exchange.forum.policy import readable_by
from exchange.kernel.reading import Reading
from exchange.notifications.kinds import REPLIES
from exchange.notifications.models import Notification
from exchange.people.actor import GUEST


class _Watcher(NamedTuple):
    account_id: int


_WATCHERS = Reading(
    _Watcher,
    select(Watch.account_id)
    .join(Post, Post.thread_id == Watch.thread_id)
    .where(
        Post.id == bindparam("post_id"),
        Watch.ended_at.is_(None),
        Watch.watched_at < Post.posted_at,
    ),
)
_WATCHERS_NOW = Reading(
    _Watcher,
    select(Watch.account_id)
    .join(Post, Post.thread_id == Watch.thread_id)
    .where(Post.id == bindparam("post_id"), Watch.ended_at.is_(None)),
)
_CATEGORY_WATCHERS = Reading(
    _Watcher,
    select(CategoryWatch.account_id)
    .join(Thread, Thread.category_id == CategoryWatch.category_id)
    .join(Post, Post.thread_id == Thread.id)
    .where(
        Post.id == bindparam("post_id"),
        CategoryWatch.account_id != Post.author_id,
        CategoryWatch.watched_at < Post.posted_at,
    ),
)


def watchers_at(post_id: int) -> set[int]:
    """Those who watched the thread of this reply when it was written."""
    return {row.account_id for row in _WATCHERS.all(post_id=post_id)}


def watchers_of(post_id: int) -> set[int]:
    """Those who watch the thread of this post."""
    return {row.account_id for row in _WATCHERS_NOW.all(post_id=post_id)}


def category_watchers_at(post_id: int) -> set[int]:
    """Those who watched the category when another began this thread with its opening post."""
    return {row.account_id for row in _CATEGORY_WATCHERS.all(post_id=post_id)}


def told_of_replies(thread_id: int) -> Select[*tuple[Any, ...]]:
    """The notifications not seen yet of replies in this thread that can still be read."""
    about = (
        select(Notification.id)
        .join(Post, Post.id == Notification.subject_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Watch, (Watch.account_id == Notification.account_id) & (Watch.thread_id == Thread.id))
        .where(
            Post.thread_id == thread_id,
            Watch.thread_id == thread_id,
            Notification.subject_kind == "post",
            Notification.kind.in_(REPLIES),
            Notification.read_at.is_(None),
            readable_by(GUEST),
        )
    )
    return join_marks(about, Notification.account_id)


def was_read() -> ColumnElement[bool]:
    """In its thread; whoever read it there need not press a button as well."""
    return Post.posted_at <= READ_UP_TO
