"""What was written last, for those who follow the forum from elsewhere: as guests may read it.

By id, which is by time: the keys of the tables give that order, so that the newest of a category
of any size are found without sorting it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, or_, select

from exchange.forum.models import Post, Thread, ThreadTag
from exchange.forum.policy import readable_by, visible_to
from exchange.kernel.reading import Reading, built_once
from exchange.people.actor import GUEST
from exchange.people.models import Account


class WrittenRow(NamedTuple):
    """A post with the thread that it begins or goes on."""

    id: int
    thread_id: int
    category_id: int
    parent_id: int | None
    kind: str  # of the thread
    title: str
    title_lang: str
    lang: str
    html: str
    posted_at: datetime
    edited_at: datetime | None
    author: str
    is_sample: bool


def _written() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Post.id,
            Post.thread_id,
            Thread.category_id,
            Post.parent_id,
            Thread.kind,
            Thread.title,
            Thread.lang.label("title_lang"),
            Post.lang,
            Post.html,
            Post.posted_at,
            Post.edited_at,
            Account.name.label("author"),
            or_(Thread.is_sample, Account.is_sample).label("is_sample"),
        )
        .join(Thread, Thread.id == Post.thread_id)
        .join(Account, Account.id == Post.author_id)
        .where(visible_to(GUEST), readable_by(GUEST))
    )


_NARROWED: Mapping[str, ColumnElement[bool]] = {
    "category": Thread.category_id == bindparam("category"),
    "lang": Thread.lang == bindparam("lang"),
    "tag": Thread.id.in_(select(ThreadTag.thread_id).where(ThreadTag.tag_id == bindparam("tag"))),
}


@built_once
def _threads(filters: frozenset[str]) -> Reading[WrittenRow]:
    where = [_NARROWED[name] for name in sorted(filters)]
    opening = _written().where(Post.parent_id.is_(None), Thread.id < bindparam("before"), *where)
    return Reading(WrittenRow, opening.order_by(Thread.id.desc()).limit(bindparam("most")))


_POSTS = Reading(
    WrittenRow,
    _written()
    .where(Post.thread_id == bindparam("thread_id"), Post.id < bindparam("before"))
    .order_by(Post.id.desc())
    .limit(bindparam("most")),
)


def newest_threads(
    before: int,
    most: int,
    *,
    category: int | None = None,
    lang: str | None = None,
    tag: int | None = None,
) -> Sequence[WrittenRow]:
    """Opening posts of the threads below this id, narrowed. Public."""
    given = {"category": category, "lang": lang, "tag": tag}
    values = {name: value for name, value in given.items() if value is not None}
    return _threads(frozenset(values)).all(before=before, most=most, **values)


def newest_posts(thread_id: int, before: int, most: int) -> Sequence[WrittenRow]:
    """The posts of a thread below this id; none of a thread that is hidden. Public."""
    return _POSTS.all(thread_id=thread_id, before=before, most=most)
