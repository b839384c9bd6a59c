from collections.abc import Collection

from exchange.forum.actions.grafts import get_seen
from exchange.forum.actions.leading import hold_with, lead_back, lead_on, open_again
from exchange.forum.events import DuplicateChanged
from exchange.forum.models import Thread
from exchange.forum.moving import Seen
from exchange.forum.policy import is_read_wherever
from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Refused, Stale
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


def close_as_duplicate(actor: Actor, seen: Seen) -> Thread:
    """Take no more replies, and lead on to the thread `seen.into_id`: one that all its readers may
    read, and that is no duplicate itself. Stale if another moderator has changed it since."""
    with transaction(actor) as actor:
        thread, original = get_seen(actor, seen, with_what_leads_there=True)
        if thread.duplicate_of_id is not None:
            raise Stale
        _must_be_an_original(thread, original)
        thread.duplicate_of_id = original.id
        thread.duplicate_at = now()
        thread.locked_at = thread.locked_at or thread.duplicate_at
        thread.pinned_where = thread.pinned_until = None
        thread.edit_version += 1
        db.session.flush()
        lead_on(thread.id, original.id)
        place = thread.id, thread.category_id
        record(DuplicateChanged(*place, original.id, actor.id, is_closed=True))
        return thread


def reopen_thread(actor: Actor, seen: Seen, led_on: Collection[int] = ()) -> Thread:
    """It is a thread like others again, and takes replies unless it was locked before. Its own
    duplicates, `led_on` from it when it was closed, lead to it again."""
    with transaction(actor) as actor:
        hold_with(seen.thread_id, led_on)
        thread, _ = get_seen(actor, seen)
        original_id = thread.duplicate_of_id
        open_again(actor, thread)
        if original_id is not None and led_on:
            lead_back(thread, led_on, original_id)
        return thread


def _must_be_an_original(thread: Thread, original: Thread) -> None:
    if thread.kind == "announcement":
        raise Refused("of", _l("An announcement stays what it is."))
    if original is thread:
        raise Refused("of", _l("Choose another thread than this one."))
    if original.duplicate_of_id == thread.id:
        raise Refused("of", _l("That thread is closed as a duplicate of this one."))
    if original.duplicate_of_id is not None:
        raise Stale  # its page leads to the end
    if original.hidden_at is not None or not is_read_wherever(original, thread):
        raise Refused("of", _l("Not everybody who reads this thread may read that one."))
    if original.is_sample != thread.is_sample:
        raise Refused("of", _l("A sample and what is real are not put together."))
