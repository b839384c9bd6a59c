"""Who may find what: the rules of the forum and the library, as conditions on what they join."""

from sqlalchemy import ColumnElement, and_, select

from exchange.forum.models import Post, Thread
from exchange.forum.policy import readable_by, unreadable_by, unseen_by
from exchange.forum.policy import visible_to as threads_visible_to
from exchange.library.models import Experience
from exchange.people.actor import Actor
from exchange.search.models import SearchDocument


def posts_readable_by(actor: Actor) -> ColumnElement[bool]:
    """`forum.policy.may_view` and `may_read_post`, said in SQL; a test holds them equal."""
    return and_(threads_visible_to(actor), readable_by(actor))


def posts_found_by(actor: Actor) -> ColumnElement[bool]:
    """The same, asked of a SearchDocument; the test holds it equal too.

    The row of a post is as long as its text, and rows of hits lie far apart. So each hit is looked
    for among the few threads and posts that not everybody sees. SQLite would rather read the rows:
    it is told to use those indexes, and fails if it cannot.
    """
    thread = (
        select(Thread.id)
        .where(Thread.id == SearchDocument.thread_id, unseen_by(actor))
        .with_hint(Thread, "INDEXED BY ix_thread_id_unseen", "sqlite")
    )
    post = (
        select(Post.id)
        .where(Post.id == SearchDocument.post_id, unreadable_by(actor))
        .with_hint(Post, "INDEXED BY ix_post_id_unseen", "sqlite")
    )
    return and_(
        ~thread.correlate(SearchDocument).exists(), ~post.correlate(SearchDocument).exists()
    )


def experiences_found() -> ColumnElement[bool]:
    """Of a record, the version that everyone reads today."""
    return Experience.state == "published"
