"""What a moderator does stands in the log in the same moment."""

from typing import Any, NamedTuple

from exchange.forum.models import Post, Thread
from exchange.kernel.db import db
from exchange.moderation.models import LogEntry
from exchange.people.actor import Actor
from exchange.tags.models import Tag


class Why(NamedTuple):
    """What a moderator says of a deed: their words, and in which language."""

    reason: str
    lang: str


def log(actor: Actor, what: str, about: Thread | Post | Tag, why: Why, **more: Any) -> LogEntry:
    """Note the deed, about a thread or a post and whoever wrote it, or about a subject; `more` are
    further columns."""
    if isinstance(about, Tag):
        place = {"tag_id": about.id}
    elif isinstance(about, Post):
        place = {"thread_id": about.thread_id, "post_id": about.id}
    else:
        place = {"thread_id": about.id}
    entry = LogEntry(
        by_id=actor.id,
        what=what,
        person_id=None if isinstance(about, Tag) else about.author_id,
        reason=why.reason,
        lang=why.lang,
        **(place | more),
    )
    db.session.add(entry)
    db.session.flush()
    return entry
