"""A thread's posts out of their tree, one after another: the newest first, or the best of a long
one. What stands there is the same for everyone, and kept as the tree's pages are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Integer, bindparam, select, text, tuple_, union_all
from sqlalchemy.orm import aliased

from exchange.forum.models import Post
from exchange.forum.models.words import WORTHY
from exchange.forum.queries.categories import read_category
from exchange.forum.queries.files import files_under
from exchange.forum.queries.heads import ThreadHead, find_head, original_of
from exchange.forum.queries.places import PAGE_SIZE
from exchange.forum.queries.shown import TAGS, PostRow, ShownThread, posts_of_thread
from exchange.forum.queries.thread import ThreadPage, page_for
from exchange.kernel.paging import Pages
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.kernel.validity import kept
from exchange.people.actor import Actor

BEYOND = 2**32  # above every id of a post


@dataclass(frozen=True, slots=True, eq=False)
class InOrder(ShownThread):
    """Posts of a thread in an order of their own; `pages` are those of the tree."""

    named: str  # newest, best
    older: int | None  # the newest first go on below this id
    is_first: bool

    @property
    def order(self) -> str:
        return self.named

    @property
    def read_here(self) -> Sequence[PostRow]:
        """The accepted answer stands in full where it comes."""
        return self.posts


# By both columns of the index: by the id alone PostgreSQL would walk down the posts of all threads.
_newest = aliased(Post, name="newest")
_key = tuple_(_newest.thread_id, _newest.id)
_NEWEST_IDS = (
    select(_newest.id)
    .where(
        _key < tuple_(bindparam("thread_id"), bindparam("before")),
        _key > tuple_(bindparam("thread_id"), 0),
        _newest.deleted_at.is_(None),
    )
    .order_by(_newest.thread_id.desc(), _newest.id.desc())
    .limit(PAGE_SIZE + 1)
)
_NEWEST = Reading(
    PostRow, posts_of_thread().where(Post.id.in_(_NEWEST_IDS)).order_by(Post.id.desc())
)


@kept("thread {0}", when=lambda _thread, before: before == BEYOND, beside="front")
def newest_first(thread_id: int, before: int) -> InOrder | None:
    """The posts below this id; what was deleted leaves no line here."""
    if (head := find_head(thread_id)) is None:
        return None
    found = _NEWEST.all(thread_id=thread_id, before=before)
    posts = found[:PAGE_SIZE]
    older = posts[-1].id if len(found) > PAGE_SIZE else None
    return _shown(head, posts, named="newest", older=older, is_first=before == BEYOND)


# The best are few, and have an index of their own; the database compares its words.
_worthy = aliased(Post, name="worthy")
_BEST_IDS = (
    select(_worthy.id)
    # SQLite would go by statistics, which are of the day when they were made.
    .with_hint(_worthy, "INDEXED BY ix_post_thread_id_by_mentor_helpful_count_id", "sqlite")
    .where(
        _worthy.thread_id == bindparam("thread_id"),
        text(f"({WORTHY.format('worthy.')})"),
        _worthy.deleted_at.is_(None),
        _worthy.hidden_at.is_(None),
        _worthy.parent_id.is_not(None),
    )
    .order_by(_worthy.by_mentor.desc(), _worthy.helpful_count.desc(), _worthy.id.desc())
    .limit(PAGE_SIZE)
)
_opening = aliased(Post, name="opening")
_OPENING_ID = select(_opening.id).where(
    _opening.thread_id == bindparam("thread_id"), _opening.parent_id.is_(None)
)
_one_of = union_all(
    select(_BEST_IDS.subquery().c.id), _OPENING_ID, select(bindparam("accepted", type_=Integer()))
)
_BEST = Reading(PostRow, posts_of_thread().where(Post.id.in_(select(_one_of.subquery().c.id))))


@kept("thread {0}", beside="front")
def best_of(thread_id: int) -> InOrder | None:
    """The question, and of its replies those that a reader with little time should read: the
    accepted one, those of mentors, then those that were found helpful."""
    if (head := find_head(thread_id)) is None:
        return None
    accepted = head.accepted_post_id
    found = _BEST.all(thread_id=thread_id, accepted=accepted or 0)

    def rank(post: PostRow) -> tuple[bool, bool, bool, int, int]:
        first = post.parent_id is None, post.id == accepted
        return *first, post.by_mentor, post.helpful_count, post.id

    posts = sorted(found, key=rank, reverse=True)
    return _shown(head, posts, named="best", older=None, is_first=True)


def _shown(head: ThreadHead, posts: Sequence[PostRow], **way: Any) -> InOrder:
    return InOrder(
        thread=head,
        category=read_category(head.category_id),
        posts=posts,
        accepted=None,
        tags=TAGS.all(thread_id=head.id),
        pages=Pages(1, PAGE_SIZE, head.post_count),
        stumps=frozenset(),
        original=original_of(head),
        files=files_under([post.id for post in posts if post.has_files]),
        **way,
    )


def thread_in_order(
    actor: Actor, thread_id: int, order: str, before: int | None = None
) -> ThreadPage:
    """A thread out of its tree; NotFound in an order that it does not have."""
    if order == "newest":
        return page_for(actor, newest_first(thread_id, before or BEYOND))
    if order != "best" or before is not None:
        raise NotFound
    page = page_for(actor, best_of(thread_id))
    if not page.shown.has_best:
        raise NotFound
    # What is new is not told apart here: it seldom stands among the best.
    return replace(page, reader=page.reader._replace(new=frozenset(), first_new=None))
