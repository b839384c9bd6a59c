"""What somebody has marked; asked for by them only, as every statement here says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select

from exchange.forum.models import Bookmark, Post, Thread
from exchange.forum.policy import may_read_post, readable_by, visible_to
from exchange.forum.queries.heads import ThreadHead
from exchange.forum.queries.posts import PostLine, get_post
from exchange.kernel.paging import Pages
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.rulings import NotFound
from exchange.people.actor import Actor
from exchange.people.models import Account

PAGE_SIZE = 30


class BookmarkRow(NamedTuple):
    """A note, and the post it is about if whoever wrote the note may still read that."""

    id: int
    post_id: int | None
    note: str
    remind_at: datetime | None
    made_at: datetime
    edit_version: int
    title: str | None  # of the thread; None where the post can be read no more
    lang: str | None
    is_sample: bool | None
    author: str | None


class _Count(NamedTuple):
    all: int


class _Own(NamedTuple):
    id: int


@dataclass(frozen=True, slots=True)
class BookmarkPage:
    """All that forum/bookmarks.html shows."""

    rows: Sequence[BookmarkRow]
    pages: Pages
    by_day: bool


_MINE: ColumnElement[bool] = Bookmark.account_id == bindparam("me")
_COUNT = Reading(_Count, select(func.count().label("all")).select_from(Bookmark).where(_MINE))
_WITH_DAY = Reading(
    _Count,
    select(func.count().label("all"))
    .select_from(Bookmark)
    .where(_MINE, Bookmark.remind_at.is_not(None)),
)
_OF_POST = Reading(_Own, select(Bookmark.id).where(_MINE, Bookmark.post_id == bindparam("post_id")))


def _rows(eyes: Actor) -> Select[*tuple[Any, ...]]:
    # Of a post that is not to be read, or whose thread is not to be seen, no title and no author
    # come along.
    return (
        select(
            Bookmark.id,
            Bookmark.post_id,
            Bookmark.note,
            Bookmark.remind_at,
            Bookmark.made_at,
            Bookmark.edit_version,
            Thread.title,
            Thread.lang,
            Thread.is_sample,
            Account.name.label("author"),
        )
        .select_from(Bookmark)
        .outerjoin(Post, Post.id == Bookmark.post_id)
        .outerjoin(Thread, and_(Thread.id == Post.thread_id, visible_to(eyes), readable_by(eyes)))
        .outerjoin(Account, and_(Account.id == Post.author_id, Thread.id.is_not(None)))
        .where(_MINE)
    )


@built_once
def _one(eyes: Actor) -> Reading[BookmarkRow]:
    return Reading(BookmarkRow, _rows(eyes).where(Bookmark.id == bindparam("id")))


@built_once
def _page(eyes: Actor, by_day: bool) -> Reading[BookmarkRow]:
    """The newest first; or those with a day, the nearest first."""
    rows = _rows(eyes)
    if by_day:
        rows = rows.where(Bookmark.remind_at.is_not(None))
        rows = rows.order_by(Bookmark.remind_at, Bookmark.id)
    else:
        rows = rows.order_by(Bookmark.id.desc())
    return Reading(BookmarkRow, rows.limit(PAGE_SIZE).offset(bindparam("skip")))


def bookmark_page(actor: Actor, number: int, *, by_day: bool) -> BookmarkPage:
    """NotFound past the last page."""
    counted = (_WITH_DAY if by_day else _COUNT).first(me=actor.id)
    pages = Pages(number, PAGE_SIZE, counted.all if counted else 0)
    if number > pages.last:
        raise NotFound
    rows = _page(actor.eyes, by_day).all(me=actor.id, skip=pages.offset)
    return BookmarkPage(rows, pages, by_day)


def get_bookmark(actor: Actor, bookmark_id: int) -> BookmarkRow:
    """NotFound for what another person has marked as for what is not there."""
    found = _one(actor.eyes).first(me=actor.id, id=bookmark_id)
    if found is None:
        raise NotFound
    return found


def bookmark_of(actor: Actor, post_id: int) -> int | None:
    """The id of the actor's own bookmark of a post."""
    found = _OF_POST.first(me=actor.id, post_id=post_id)
    return found.id if found else None


def post_to_bookmark(actor: Actor, post_id: int) -> tuple[ThreadHead, PostLine]:
    """NotFound where the actor may not read it."""
    thread, post = get_post(actor, post_id)
    if not may_read_post(actor, post, thread):
        raise NotFound
    return thread, post
