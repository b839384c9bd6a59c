"""What stands over a thread."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum.models import Post, Thread
from exchange.forum.policy import may_view
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.people.actor import Actor


class ThreadHead(NamedTuple):
    """What stands over a thread."""

    id: int
    category_id: int
    author_id: int
    kind: str
    title: str
    lang: str
    state: str
    accepted_post_id: int | None
    accepted_at: datetime | None
    accepted_by_id: int | None
    post_count: int
    reply_count: int
    started_at: datetime
    last_post_at: datetime
    locked_at: datetime | None
    hidden_at: datetime | None
    deleted_at: datetime | None
    is_sample: bool
    has_poll: bool
    country: str | None
    first_mentor_at: datetime | None
    in_room: bool
    duplicate_of_id: int | None
    opening_id: int | None  # its first post; None once it was merged

    @property
    def is_question(self) -> bool:
        return self.kind == "question"


_OPENING_ID = (
    select(Post.id)
    .where(Post.thread_id == Thread.id, Post.parent_id.is_(None))
    .correlate(Thread)
    .scalar_subquery()
)
_HEAD = Reading(
    ThreadHead,
    select(
        Thread.id,
        Thread.category_id,
        Thread.author_id,
        Thread.kind,
        Thread.title,
        Thread.lang,
        Thread.state,
        Thread.accepted_post_id,
        Thread.accepted_at,
        Thread.accepted_by_id,
        Thread.post_count,
        Thread.reply_count,
        Thread.started_at,
        Thread.last_post_at,
        Thread.locked_at,
        Thread.hidden_at,
        Thread.deleted_at,
        Thread.is_sample,
        Thread.has_poll,
        Thread.country,
        Thread.first_mentor_at,
        Thread.in_room,
        Thread.duplicate_of_id,
        _OPENING_ID.label("opening_id"),
    ).where(Thread.id == bindparam("thread_id")),
)


def find_head(thread_id: int) -> ThreadHead | None:
    """Whoever may see it: ask the policy."""
    return _HEAD.first(thread_id=thread_id)


def original_of(head: ThreadHead) -> ThreadHead | None:
    """Where one reads on if this is closed as a duplicate; whoever may see it: ask the policy. Only
    its title and who may see it are kept true on pages that keep this."""
    return find_head(head.duplicate_of_id) if head.duplicate_of_id else None


def original_for(actor: Actor, head: ThreadHead) -> ThreadHead | None:
    """The same, if the actor may see it."""
    original = original_of(head)
    return original if original and may_view(actor, original) else None


def thread_head(actor: Actor, thread_id: int) -> ThreadHead:
    """NotFound for strangers as for everyone."""
    head = find_head(thread_id)
    if head is None or not may_view(actor, head):
        raise NotFound
    return head


class _Led(NamedTuple):
    into_id: int


_LED = Reading(
    _Led,
    select(Thread.merged_into_id.label("into_id")).where(
        Thread.id == bindparam("thread_id"), Thread.merged_into_id.is_not(None)
    ),
)


def merged_into(actor: Actor, thread_id: int) -> ThreadHead:
    """The thread into which this one was merged; NotFound if it was not."""
    led = _LED.first(thread_id=thread_id)
    if led is None:
        raise NotFound
    return thread_head(actor, led.into_id)
