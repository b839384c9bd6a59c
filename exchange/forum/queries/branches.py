"""A page of a thread that passes over a branch."""

from dataclasses import dataclass, fields
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from exchange.forum.models import Post
from exchange.forum.paths import end_of_branch, is_deepest
from exchange.forum.queries.files import files_under
from exchange.forum.queries.places import PAGE_SIZE
from exchange.forum.queries.shown import Closed, PostRow, ShownThread, rows_from, shown_thread
from exchange.forum.queries.stumps import stumps_among
from exchange.forum.queries.thread import ThreadPage, page_for
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.people.actor import Actor


@dataclass(frozen=True, slots=True, eq=False)
class WithBranchClosed(ShownThread):
    """A page of the tree that passes over a branch and goes on behind it."""

    branch: Closed
    onward: int | None  # the first post that has no room here any more

    @property
    def closed(self) -> Closed:
        return self.branch


class _Count(NamedTuple):
    replies: int


_BELOW = Reading(
    _Count,
    select(func.count().label("replies")).where(
        Post.thread_id == bindparam("thread_id"),
        Post.path > bindparam("path"),
        Post.path < bindparam("end"),
        Post.deleted_at.is_(None),
    ),
)


def thread_with_branch_closed(
    actor: Actor, thread_id: int, number: int, post_id: int | None
) -> ThreadPage:
    """The page of this number, up to the post and on from the end of its branch. NotFound for a
    post that does not stand there, and for one whose replies are not below it."""
    shown = shown_thread(thread_id, number)
    at = next((n for n, post in enumerate(shown.posts) if post.id == post_id), None) if shown else 0
    if shown is None or at is None or not _may_close(shown.posts[at]):
        raise NotFound
    root, end = shown.posts[at], end_of_branch(shown.posts[at].path)
    below = _BELOW.first(thread_id=thread_id, path=root.path, end=end)
    room = PAGE_SIZE - at - 1
    behind = rows_from(thread_id, end)
    posts = [*shown.posts[: at + 1], *behind[:room]]
    same = {field.name: getattr(shown, field.name) for field in fields(ShownThread)}
    files = dict(shown.files) | dict(files_under([p.id for p in posts[at + 1 :] if p.has_files]))
    known = {"posts": posts, "stumps": stumps_among(thread_id, posts), "files": files}
    branch = Closed(root.id, below.replies if below else 0)
    onward = behind[room].id if len(behind) > room else None
    return page_for(actor, WithBranchClosed(**(same | known), branch=branch, onward=onward))


def _may_close(post: PostRow) -> bool:
    return post.parent_id is not None and not is_deepest(post.path)
