from collections.abc import Sequence

from exchange.files.actions import Attached
from exchange.forum.actions.ask import About, put_thread
from exchange.forum.actions.rows import get_thread
from exchange.forum.actions.texts import rendered
from exchange.forum.announcing import Terms, may_announce_in, may_change_announcement
from exchange.forum.events import AnnouncementChanged
from exchange.forum.models import Announcement
from exchange.forum.queries.mentions import Where
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Stale, require
from exchange.people.actor import Actor


def announce(
    actor: Actor,
    *,
    category_id: int,
    title: str,
    body: str,
    lang: str,
    terms: Terms,
    files: Sequence[Attached] = (),
) -> int:
    """Tell those who may read a category something; gives the thread's id."""
    text = rendered(body, Where(category=category_id))
    with transaction(actor) as actor:
        require(may_announce_in(actor, category_id))
        about = About(category_id, "announcement", title, lang)
        thread_id = put_thread(actor, about, text, files)
        db.session.add(Announcement(thread_id=thread_id, **terms._asdict()))
        return thread_id


def change_announcement(actor: Actor, thread_id: int, *, version: int, terms: Terms) -> None:
    """Let it stand on the front page for longer, or end that, and ask to confirm it or not; Stale
    if another has done so since it was seen. One that has no row yet was seen as version 0."""
    with transaction(actor) as actor:
        thread = get_thread(actor, thread_id)
        require(may_change_announcement(actor, thread))
        row = db.session.get(Announcement, thread_id)
        if (row.edit_version if row else 0) != version:
            raise Stale
        if row is None:
            row = Announcement(thread_id=thread_id, edit_version=0)
            db.session.add(row)
        row.front_until, row.asks = terms
        row.edit_version += 1
        record(AnnouncementChanged(thread.id, thread.category_id, actor.id))
