"""Who may find what: the rules of the forum and the library, as conditions on what they join."""

from sqlalchemy import ColumnElement, and_

from exchange.forum.policy import readable_by
from exchange.forum.policy import visible_to as threads_visible_to
from exchange.library.models import Experience
from exchange.people.actor import Actor


def posts_readable_by(actor: Actor) -> ColumnElement[bool]:
    """`forum.policy.may_view` and `may_read_post`, said in SQL; a test holds them equal."""
    return and_(threads_visible_to(actor), readable_by(actor))


def experiences_found() -> ColumnElement[bool]:
    """Of a record, the version that everyone reads today."""
    return Experience.state == "published"
