"""A thread's page: by number, in reading order, the accepted answer with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from exchange.forum.models import Helpful, Post, Thread, ThreadTag
from exchange.forum.paths import level
from exchange.forum.policy import may_accept_in, may_reply, may_view
from exchange.forum.queries.places import PAGE_SIZE, from_where
from exchange.kernel.clock import now
from exchange.kernel.paging import Pages
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound, Ruling
from exchange.people.actor import Actor
from exchange.people.models import Account, Organisation
from exchange.tags.models import Tag

SHOWN_DEPTH = 4  # deeper replies stand in order, each naming whom it replies to


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
    post_count: int
    reply_count: int
    started_at: datetime
    last_post_at: datetime
    locked_at: datetime | None
    hidden_at: datetime | None
    is_sample: bool
    country: str | None
    first_mentor_at: datetime | None

    @property
    def is_question(self) -> bool:
        return self.kind == "question"


class PostRow(NamedTuple):
    """A post as its thread's page shows it; two equal ones look the same."""

    id: int
    parent_id: int | None
    path: bytes
    lang: str
    html: str
    by_mentor: bool
    helpful_count: int
    posted_at: datetime
    edited_at: datetime | None
    edit_version: int
    hidden_at: datetime | None
    deleted_at: datetime | None
    author_id: int
    author: str
    author_is_sample: bool
    organisation: str | None
    country: str | None
    parent_author: str | None
    found_helpful: int | None

    @property
    def level(self) -> int:
        return level(self.path)

    @property
    def depth(self) -> int:
        """How far to indent: 0 for the opening post."""
        return min(self.level, SHOWN_DEPTH)


class TagOfThread(NamedTuple):
    """A tag in all languages."""

    slug: str
    names: dict[str, str]

    def name(self, lang: str) -> str:
        return self.names.get(lang) or self.names.get("en") or self.slug


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """All that forum/thread.html shows: the template asks nothing more."""

    thread: ThreadHead
    posts: Sequence[PostRow]  # of this page, in reading order
    accepted: PostRow | None  # shown in full on page 1
    tags: Sequence[TagOfThread]
    pages: Pages
    may_reply: Ruling
    may_accept: Ruling

    @property
    def opening(self) -> PostRow | None:
        first = self.posts[0] if self.posts else None
        return first if first and first.parent_id is None else None

    @property
    def replies(self) -> Sequence[PostRow]:
        return [post for post in self.posts if post.parent_id is not None]


_author, _parent, _parents_author = aliased(Account), aliased(Post), aliased(Account)
_first_mentor = (
    select(func.min(Post.posted_at))
    .where(
        Post.thread_id == Thread.id,
        Post.by_mentor.is_(True),
        Post.author_id != Thread.author_id,
        Post.hidden_at.is_(None),
        Post.deleted_at.is_(None),
    )
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
        Thread.post_count,
        Thread.reply_count,
        Thread.started_at,
        Thread.last_post_at,
        Thread.locked_at,
        Thread.hidden_at,
        Thread.is_sample,
        Organisation.country,
        _first_mentor.label("first_mentor_at"),
    )
    .join(_author, _author.id == Thread.author_id)
    .outerjoin(Organisation, Organisation.id == _author.organisation_id)
    .where(Thread.id == bindparam("thread_id")),
)


def _posts() -> Select[*tuple[Any, ...]]:
    mine = and_(Helpful.post_id == Post.id, Helpful.account_id == bindparam("me"))
    return (
        select(
            Post.id,
            Post.parent_id,
            Post.path,
            Post.lang,
            Post.html,
            Post.by_mentor,
            Post.helpful_count,
            Post.posted_at,
            Post.edited_at,
            Post.edit_version,
            Post.hidden_at,
            Post.deleted_at,
            Post.author_id,
            _author.name.label("author"),
            _author.is_sample.label("author_is_sample"),
            Organisation.name.label("organisation"),
            Organisation.country,
            _parents_author.name.label("parent_author"),
            Helpful.account_id.label("found_helpful"),
        )
        .join(_author, _author.id == Post.author_id)
        .outerjoin(Organisation, Organisation.id == _author.organisation_id)
        .outerjoin(_parent, _parent.id == Post.parent_id)
        .outerjoin(_parents_author, _parents_author.id == _parent.author_id)
        .outerjoin(Helpful, mine)
        .where(Post.thread_id == bindparam("thread_id"))
    )


@cache
def _page(with_accepted: bool) -> Reading[PostRow]:
    """A page from a path on; and the accepted answer, wherever it stands."""
    inner = aliased(Post)
    first = (
        select(inner.path)
        .where(inner.thread_id == bindparam("thread_id"), inner.path >= bindparam("start"))
        .order_by(inner.path)
        .limit(1)
        .offset(bindparam("skip"))
        .scalar_subquery()
    )
    page = _posts().where(Post.path >= first).order_by(Post.path).limit(PAGE_SIZE)
    if not with_accepted:
        return Reading(PostRow, page)
    on_page = select(page.subquery().c.id)
    both = or_(Post.id.in_(on_page), Post.id == bindparam("accepted"))
    return Reading(PostRow, _posts().where(both).order_by(Post.path))


_TAGS = Reading(
    TagOfThread,
    select(Tag.slug, Tag.names)
    .join(ThreadTag, ThreadTag.tag_id == Tag.id)
    .where(ThreadTag.thread_id == bindparam("thread_id"))
    .order_by(Tag.slug),
)


def thread_head(actor: Actor, thread_id: int) -> ThreadHead:
    """NotFound for strangers as for everyone."""
    head = _HEAD.first(thread_id=thread_id)
    if head is None or not may_view(actor, head):
        raise NotFound
    return head


def thread_page(actor: Actor, thread_id: int, number: int = 1) -> ThreadPage:
    """The page of this number; NotFound past the last."""
    head = thread_head(actor, thread_id)
    pages = Pages(number, PAGE_SIZE, head.post_count)
    if number > pages.last:
        raise NotFound
    rows = _rows_of_page(actor, head, pages)
    shown = [row for row in rows if row.id != head.accepted_post_id or _is_here(row, rows, pages)]
    accepted = next((row for row in rows if row.id == head.accepted_post_id), None)
    return ThreadPage(
        thread=head,
        posts=shown[:PAGE_SIZE],
        accepted=accepted if number == 1 else None,
        tags=_TAGS.all(thread_id=thread_id),
        pages=pages,
        may_reply=may_reply(actor, head),
        may_accept=may_accept_in(actor, head, now()),
    )


def _rows_of_page(actor: Actor, head: ThreadHead, pages: Pages) -> Sequence[PostRow]:
    start, skip = from_where(head.id, head.post_count, pages.offset)
    values = {"thread_id": head.id, "me": actor.id, "start": start, "skip": skip}
    if pages.number == 1 and head.accepted_post_id is not None:
        return _page(True).all(accepted=head.accepted_post_id, **values)
    return _page(False).all(**values)


def _is_here(row: PostRow, rows: Sequence[PostRow], pages: Pages) -> bool:
    """Whether the accepted answer also stands on this page by its own place."""
    return pages.number > 1 or len(rows) <= PAGE_SIZE or row is not rows[-1]
