"""What a person has read. No event: nobody else sees it, and no page but their own shows it."""

from datetime import UTC, datetime

from sqlalchemy import select

from exchange.forum.marks import SEEN, Key, Seen, set_categories
from exchange.forum.models import Category
from exchange.forum.policy import categories_entered_by
from exchange.forum.queries import ThreadPage
from exchange.kernel.clock import in_milliseconds, now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotFound
from exchange.people.actor import Actor


def note_reading(actor: Actor, page: ThreadPage) -> None:
    """Note what stands on the page that is being shown; written a moment later, with others."""
    if not page.has_news:
        return
    thread, shown = page.thread, page.shown
    posts = frozenset(post.id for post in shown.read_here)
    seen = Seen(thread.last_post_at, posts, shown.pages.last == 1)
    SEEN.note(Key(actor.id, thread.category_id, thread.id), seen)


def mark_all_read(actor: Actor, until: int, category_id: int | None = None) -> None:
    """All that was posted up to then (milliseconds since 1970), in one category or everywhere:
    what came meanwhile stays unread."""
    moment = datetime.fromtimestamp(min(until, in_milliseconds(now())) / 1000, UTC)
    with transaction(actor) as actor:
        known = db.session.scalars(select(Category.id).where(categories_entered_by(actor))).all()
        wanted = sorted(known) if category_id is None else [category_id]
        if not set(wanted) <= set(known):
            raise NotFound
        set_categories([(actor.id, one) for one in wanted], moment)
