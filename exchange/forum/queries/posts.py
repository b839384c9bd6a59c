"""One post: where it stands, what it says."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup
from sqlalchemy import bindparam, select

from exchange.forum.models import Post, Thread
from exchange.forum.policy import (
    UNDO,
    may_delete,
    may_edit,
    may_find,
    may_read_post,
    may_reply,
    may_restore,
)
from exchange.forum.queries.duplicates import is_led_to
from exchange.forum.queries.heads import ThreadHead, find_head, thread_head
from exchange.forum.queries.places import page_of
from exchange.kernel.clock import now
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound, Ruling
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.text.quotation import quotation


class PostLine(NamedTuple):
    """A post with its source."""

    id: int
    thread_id: int
    parent_id: int | None
    path: bytes
    author_id: int
    author: str
    lang: str
    source: str
    html: str
    posted_at: datetime
    edit_version: int
    hidden_at: datetime | None
    deleted_at: datetime | None
    post_count: int

    @property
    def text(self) -> Markup:
        return Markup(self.html)  # noqa: S704  it came through the walls

    @property
    def is_opening(self) -> bool:
        return self.parent_id is None

    @property
    def until(self) -> datetime | None:
        """When its author can no longer put it back."""
        return self.deleted_at + UNDO if self.deleted_at else None


_POST = Reading(
    PostLine,
    select(
        Post.id,
        Post.thread_id,
        Post.parent_id,
        Post.path,
        Post.author_id,
        Account.name.label("author"),
        Post.lang,
        Post.source,
        Post.html,
        Post.posted_at,
        Post.edit_version,
        Post.hidden_at,
        Post.deleted_at,
        Thread.post_count,
    )
    .join(Account, Account.id == Post.author_id)
    .join(Thread, Thread.id == Post.thread_id)
    .where(Post.id == bindparam("post_id")),
)


@dataclass(frozen=True, slots=True)
class PostToWrite:
    """A post and its thread, and whether the actor may do what the page is for."""

    thread: ThreadHead
    post: PostLine
    ruling: Ruling

    def is_deleted_by(self, actor: Actor) -> bool:
        return self.post.deleted_at is not None and self.post.author_id == actor.id


def get_post(actor: Actor, post_id: int) -> tuple[ThreadHead, PostLine]:
    """A post in a thread that the actor may see; what it says, only if they may read it."""
    post = _POST.first(post_id=post_id)
    if post is None:
        raise NotFound
    return thread_head(actor, post.thread_id), post


class _Place(NamedTuple):
    thread_id: int


_PLACE = Reading(_Place, select(Post.thread_id).where(Post.id == bindparam("post_id")))


def thread_of(post_id: int) -> int | None:
    """The id of the thread in which a post stands, whoever may read it."""
    place = _PLACE.first(post_id=post_id)
    return place.thread_id if place else None


def post_place(actor: Actor, post_id: int) -> tuple[ThreadHead, int]:
    """The thread of a post and the number of the page on which it stands."""
    thread, post = get_post(actor, post_id)
    return thread, page_of(thread.id, thread.post_count, post.path)


def post_to_reply_to(actor: Actor, post_id: int) -> PostToWrite:
    thread, post = get_post(actor, post_id)
    if not may_read_post(actor, post, thread):
        raise NotFound
    return PostToWrite(thread, post, may_reply(actor, thread))


def quoted_in_reply(actor: Actor, to: PostToWrite, post_id: int | None, base_url: str) -> str:
    """A post of the same thread as Markdown; "" if it is not there or may not be read."""
    post = to.post if post_id == to.post.id else _POST.first(post_id=post_id) if post_id else None
    if post is None or post.thread_id != to.thread.id:
        return ""
    if not may_read_post(actor, post, to.thread):
        return ""
    return quotation(post.author, post.source, f"{base_url}/posts/{post.id}")


def post_to_edit(actor: Actor, post_id: int) -> PostToWrite:
    thread, post = get_post(actor, post_id)
    if not may_read_post(actor, post, thread):
        raise NotFound
    return PostToWrite(thread, post, may_edit(actor, thread, post))


def post_to_delete(actor: Actor, post_id: int) -> PostToWrite:
    """Also one that the actor has deleted: the page then leads to the undoing."""
    thread, post = _own_or_readable(actor, post_id)
    led_to = is_led_to(thread.id, post.parent_id)
    return PostToWrite(thread, post, may_delete(actor, thread, post, is_led_to=led_to))


def post_to_restore(actor: Actor, post_id: int) -> PostToWrite:
    """Also in a thread that went with it."""
    thread, post = _own_or_readable(actor, post_id)
    return PostToWrite(thread, post, may_restore(actor, thread, post, now()))


def _own_or_readable(actor: Actor, post_id: int) -> tuple[ThreadHead, PostLine]:
    post = _POST.first(post_id=post_id)
    thread = find_head(post.thread_id) if post else None
    if post is None or thread is None or not may_find(actor, thread):
        raise NotFound
    if not may_read_post(actor, post, thread) and post.author_id != actor.id:
        raise NotFound
    return thread, post
