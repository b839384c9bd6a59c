"""A page of a thread as everyone sees it: read by columns, kept while it is true."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import aliased

from exchange.forum.models import Post, ThreadTag
from exchange.forum.paths import is_deepest, level
from exchange.forum.queries.categories import CategoryRow, read_category
from exchange.forum.queries.files import POST_HAS_FILES, Files, files_under
from exchange.forum.queries.heads import ThreadHead, find_head, original_of
from exchange.forum.queries.places import PAGE_SIZE, from_where
from exchange.forum.queries.stumps import stumps_among
from exchange.kernel.paging import Pages
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.validity import kept
from exchange.people.models import Account, Organisation
from exchange.tags.models import Tag

FEW = 3  # replies that are seen at once, in whatever order
LONG = 5  # replies below a post that one may want to pass over
SHOWN_DEPTH = 4  # deeper replies stand in order, each naming whom it replies to


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
    has_files: bool

    @property
    def level(self) -> int:
        return level(self.path)

    @property
    def depth(self) -> int:
        """How far to indent: 0 for the opening post."""
        return min(self.level, SHOWN_DEPTH)


class Closed(NamedTuple):
    """A post below which nothing is shown, and how many replies that leaves out."""

    post_id: int
    reply_count: int


class TagOfThread(NamedTuple):
    """A tag in all languages."""

    slug: str
    names: dict[str, str]

    def name(self, lang: str) -> str:
        return self.names.get(lang) or self.names.get("en") or self.slug


@dataclass(frozen=True, slots=True, eq=False)
class ShownThread:
    """A page of a thread, the same for everyone; kept while it is true: one object is one state."""

    thread: ThreadHead
    category: CategoryRow
    posts: Sequence[PostRow]  # of this page, in reading order
    accepted: PostRow | None  # shown in full on page 1
    tags: Sequence[TagOfThread]
    pages: Pages
    files: Mapping[int, Files]  # by post
    stumps: frozenset[int]  # deleted posts that leave a line; the others leave their number only
    original: ThreadHead | None  # of what is closed as a duplicate; who may see it, ask the policy

    @property
    def order(self) -> str:
        """ "" for the tree; in other orders the posts stand flat."""
        return ""

    @property
    def closed(self) -> Closed | None:
        """The branch that this page passes over, if any."""
        return None

    @property
    def long_branches(self) -> Mapping[int, int]:
        """Posts with many replies below them, and how many; 0 where they may go on on the next
        page."""
        is_end = self.pages.number == self.pages.last and self.closed is None
        found: dict[int, int] = {}
        for at, post in enumerate(self.posts):
            if post.parent_id is None or is_deepest(post.path):
                continue
            rest = self.posts[at + 1 :]
            below = [one for one in rest if one.path.startswith(post.path)]
            if len(below) >= LONG:
                is_whole = len(below) < len(rest) or is_end
                found[post.id] = sum(not one.deleted_at for one in below) if is_whole else 0
        return found

    @property
    def has_orders(self) -> bool:
        """Whether another order shows anything else at first sight."""
        return self.thread.reply_count >= FEW

    @property
    def has_best(self) -> bool:
        return self.pages.last > 1

    @property
    def opening(self) -> PostRow | None:
        first = self.posts[0] if self.posts else None
        return first if first and first.parent_id is None else None

    @property
    def read_here(self) -> Sequence[PostRow]:
        """Whose words stand on this page: the accepted answer on the first, wherever its place."""
        here = [post for post in self.posts if post.id != self.thread.accepted_post_id]
        return [self.accepted, *here] if self.accepted else here

    @property
    def replies(self) -> Sequence[PostRow]:
        return [post for post in self.posts if post.parent_id is not None]

    @property
    def has_replies(self) -> bool:
        return any(not post.deleted_at or post.id in self.stumps for post in self.replies)


_author, _parent, _parents_author = aliased(Account), aliased(Post), aliased(Account)


def posts_of_thread() -> Select[*tuple[Any, ...]]:
    """The columns of a PostRow, of the posts of `:thread_id`."""
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
            POST_HAS_FILES.label("has_files"),
        )
        .join(_author, _author.id == Post.author_id)
        .outerjoin(Organisation, Organisation.id == _author.organisation_id)
        .outerjoin(_parent, _parent.id == Post.parent_id)
        .outerjoin(_parents_author, _parents_author.id == _parent.author_id)
        .where(Post.thread_id == bindparam("thread_id"))
    )


@built_once
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
    page = posts_of_thread().where(Post.path >= first).order_by(Post.path).limit(PAGE_SIZE)
    if not with_accepted:
        return Reading(PostRow, page)
    on_page = select(page.subquery().c.id)
    both = or_(Post.id.in_(on_page), Post.id == bindparam("accepted"))
    return Reading(PostRow, posts_of_thread().where(both).order_by(Post.path))


TAGS = Reading(
    TagOfThread,
    select(Tag.slug, Tag.names)
    .join(ThreadTag, ThreadTag.tag_id == Tag.id)
    .where(ThreadTag.thread_id == bindparam("thread_id"))
    .order_by(Tag.slug),
)


@kept("thread {0}", beside="front")  # where the names of categories are kept
def shown_thread(thread_id: int, number: int) -> ShownThread | None:
    head = find_head(thread_id)
    if head is None:
        return None
    pages = Pages(number, PAGE_SIZE, head.post_count)
    if number > pages.last:
        return None
    rows = _rows_of_page(head, pages)
    shown = [row for row in rows if row.id != head.accepted_post_id or _is_here(row, rows, pages)]
    accepted = next((row for row in rows if row.id == head.accepted_post_id), None)
    posts = shown[:PAGE_SIZE]
    return ShownThread(
        thread=head,
        category=read_category(head.category_id),
        posts=posts,
        accepted=accepted if number == 1 else None,
        tags=TAGS.all(thread_id=thread_id),
        pages=pages,
        files=files_under([row.id for row in rows if row.has_files]),
        stumps=stumps_among(thread_id, posts),
        original=original_of(head),
    )


def _rows_of_page(head: ThreadHead, pages: Pages) -> Sequence[PostRow]:
    start, skip = from_where(head.id, head.post_count, pages.offset)
    values = {"thread_id": head.id, "start": start, "skip": skip}
    if pages.number == 1 and head.accepted_post_id is not None:
        return _page(True).all(accepted=head.accepted_post_id, **values)
    return _page(False).all(**values)


def rows_from(thread_id: int, path: bytes) -> Sequence[PostRow]:
    """A page's worth of posts from this path on."""
    return _page(False).all(thread_id=thread_id, start=path, skip=0)


def _is_here(row: PostRow, rows: Sequence[PostRow], pages: Pages) -> bool:
    """Whether the accepted answer also stands on this page by its own place."""
    return pages.number > 1 or len(rows) <= PAGE_SIZE or row is not rows[-1]
