"""A whole thread for paper: as everyone sees it, in parts where it is very long."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam

from exchange.forum.models import Post
from exchange.forum.policy import may_view
from exchange.forum.queries.files import Files, files_under
from exchange.forum.queries.heads import ThreadHead, find_head, original_for
from exchange.forum.queries.places import from_where
from exchange.forum.queries.shown import PostRow, posts_of_thread
from exchange.forum.queries.stumps import stumps_among
from exchange.kernel.paging import Pages
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.people.actor import Actor

PART = 200  # posts


@dataclass(frozen=True, slots=True)
class PrintedThread:
    """All that forum/printed.html shows."""

    thread: ThreadHead
    posts: Sequence[PostRow]  # in reading order
    pages: Pages
    stumps: frozenset[int]  # deleted posts that leave a line
    files: Mapping[int, Files]  # by post
    original: ThreadHead | None  # of a duplicate, if the reader may see it

    @property
    def has_accepted(self) -> bool:
        return any(post.id == self.thread.accepted_post_id for post in self.posts)


_PART = Reading(
    PostRow,
    posts_of_thread()
    .where(Post.path >= bindparam("start"))
    .order_by(Post.path)
    .limit(PART)
    .offset(bindparam("skip")),
)


def printed_thread(actor: Actor, thread_id: int, number: int) -> PrintedThread:
    """The part of this number; NotFound past the last. It holds the same for whoever may see the
    thread, and what it leads to: what is printed is handed on, so nothing of one reader's stands in
    it."""
    head = find_head(thread_id)
    if head is None or not may_view(actor, head):
        raise NotFound
    pages = Pages(number, PART, head.post_count)
    if number > pages.last:
        raise NotFound
    start, skip = from_where(head.id, head.post_count, pages.offset)
    posts = _PART.all(thread_id=head.id, start=start, skip=skip)
    files = files_under([row.id for row in posts if row.has_files])
    stumps = stumps_among(head.id, posts)
    return PrintedThread(head, posts, pages, stumps, files, original_for(actor, head))
