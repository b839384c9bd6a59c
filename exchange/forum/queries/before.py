"""What a person did about a thread, its posts and their authors before they opened its page: in
one statement, whatever it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BindParameter, bindparam, case, literal_column, or_, select, true, union_all

from exchange.forum.marks import READ_UP_TO, join_marks
from exchange.forum.models import Bookmark, Helpful, Thread, Watch
from exchange.forum.queries.drafts import HAS_BEGUN
from exchange.forum.queries.shown import PostRow, ShownThread
from exchange.kernel.reading import Reading
from exchange.people.actor import Actor
from exchange.people.models import Account, Ignored


@dataclass(frozen=True, slots=True)
class Before:
    """What is known of one reader; of guests nothing, who leave no mark."""

    read_at: datetime | None = None
    has_begun: bool = False  # to reply to the opening post
    found_helpful: frozenset[int] = frozenset()  # posts
    bookmarked: frozenset[int] = frozenset()  # posts
    ignored: frozenset[int] = frozenset()  # people
    ignored_moderators: frozenset[int] = frozenset()  # of these
    is_watched: bool = False  # the thread


class _Row(NamedTuple):
    read_at: datetime
    has_begun: bool
    mark: str | None
    thing: int | None


_ME: BindParameter[int] = bindparam("me")
_POSTS: BindParameter[int] = bindparam("posts", expanding=True)
_IS_MODERATOR = or_(Account.is_moderator.is_(True), Account.is_admin.is_(True))
_marks = union_all(
    select(literal_column("'helpful'").label("mark"), Helpful.post_id.label("thing")).where(
        Helpful.account_id == _ME, Helpful.post_id.in_(_POSTS)
    ),
    select(literal_column("'bookmarked'"), Bookmark.post_id).where(
        Bookmark.account_id == _ME, Bookmark.post_id.in_(_POSTS)
    ),
    select(literal_column("'watched'"), Watch.thread_id).where(
        Watch.account_id == _ME,
        Watch.thread_id == bindparam("thread_id"),
        Watch.ended_at.is_(None),
    ),
    select(
        case((_IS_MODERATOR, literal_column("'moderator'")), else_=literal_column("'ignored'")),
        Ignored.ignored_id,
    )
    .join(Account, Account.id == Ignored.ignored_id)
    .where(Ignored.account_id == _ME, Ignored.ignored_id.in_(bindparam("authors", expanding=True))),
).subquery()
# One row for each mark, and one without if there is none.
_BEFORE = Reading(
    _Row,
    join_marks(
        select(
            READ_UP_TO.label("read_at"),
            HAS_BEGUN.label("has_begun"),
            _marks.c.mark,
            _marks.c.thing,
        ).select_from(Thread)
    )
    .outerjoin(_marks, true())
    .where(Thread.id == bindparam("thread_id")),
)


def before(actor: Actor, shown: ShownThread) -> Before:
    """Of the posts on this page and their authors."""
    if not actor.is_signed_in:
        return Before()
    posts = _all_posts(shown)
    rows = _BEFORE.all(
        me=actor.id,
        thread_id=shown.thread.id,
        opening_id=shown.thread.opening_id,
        posts=[post.id for post in posts],
        authors=sorted({post.author_id for post in posts}),
    )
    if not rows:
        return Before()

    def marked(*marks: str) -> frozenset[int]:
        return frozenset(row.thing for row in rows if row.mark in marks and row.thing is not None)

    return Before(
        read_at=rows[0].read_at,
        has_begun=rows[0].has_begun,
        found_helpful=marked("helpful"),
        bookmarked=marked("bookmarked"),
        ignored=marked("ignored", "moderator"),
        ignored_moderators=marked("moderator"),
        is_watched=bool(marked("watched")),
    )


def folded_among(shown: ShownThread, known: Before) -> frozenset[int]:
    """The posts of those whom the reader ignores; not what they need all the same: an
    announcement, and the accepted answer of a mentor or a moderator."""
    return frozenset(
        post.id
        for post in _all_posts(shown)
        if post.author_id in known.ignored and not _is_needed(shown, post, known)
    )


def _is_needed(shown: ShownThread, post: PostRow, known: Before) -> bool:
    if post.id == shown.thread.accepted_post_id:
        return post.by_mentor or post.author_id in known.ignored_moderators
    return post.parent_id is None and shown.thread.kind == "announcement"


def _all_posts(shown: ShownThread) -> Sequence[PostRow]:
    return [*shown.posts, shown.accepted] if shown.accepted else shown.posts
