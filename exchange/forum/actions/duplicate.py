from sqlalchemy import update

from exchange.forum.actions.grafts import get_seen
from exchange.forum.events import DuplicateChanged
from exchange.forum.models import Thread
from exchange.forum.moving import Seen
from exchange.forum.policy import is_read_wherever
from exchange.kernel.clock import now
from exchange.kernel.db import also_changes, db, record, transaction
from exchange.kernel.rulings import Refused, Stale
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


def close_as_duplicate(actor: Actor, seen: Seen) -> Thread:
    """Take no more replies, and lead on to the thread `seen.into_id`: one that all its readers may
    read, and that is no duplicate itself. Stale if another moderator has changed it since."""
    with transaction(actor) as actor:
        thread, original = get_seen(actor, seen)
        if thread.duplicate_of_id is not None:
            raise Stale
        _must_be_an_original(thread, original)
        thread.duplicate_of_id = original.id
        thread.locked_at = thread.locked_at or now()
        thread.edit_version += 1
        db.session.flush()
        lead_on(thread.id, original.id)
        place = thread.id, thread.category_id
        record(DuplicateChanged(*place, original.id, actor.id, is_closed=True))
        return thread


def reopen_thread(actor: Actor, seen: Seen) -> Thread:
    """It is a thread like others again, and takes replies."""
    with transaction(actor) as actor:
        thread, _ = get_seen(actor, seen)
        original_id = thread.duplicate_of_id
        if original_id is None:
            raise Stale
        thread.duplicate_of_id = thread.locked_at = None
        thread.edit_version += 1
        place = thread.id, thread.category_id
        record(DuplicateChanged(*place, original_id, actor.id, is_closed=False))
        return thread


def lead_on(thread_id: int, original_id: int) -> None:
    """The duplicates of a thread are those of another from now on, so that one link leads there."""
    led_here = update(Thread).where(Thread.duplicate_of_id == thread_id)
    led = led_here.values(duplicate_of_id=original_id).returning(Thread.id)
    also_changes(f"thread {one}" for one in db.session.scalars(led).all())


def _must_be_an_original(thread: Thread, original: Thread) -> None:
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
