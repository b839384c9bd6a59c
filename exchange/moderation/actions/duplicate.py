from collections.abc import Sequence

from exchange.forum import actions as forum
from exchange.forum.models import Thread
from exchange.forum.moving import Seen
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import require
from exchange.moderation.actions.leading import led_on_from
from exchange.moderation.actions.log import Why, log
from exchange.moderation.actions.openings import opening_of
from exchange.moderation.events import DuplicateDecided
from exchange.moderation.policy import may_read_log
from exchange.people.actor import Actor


def close_as_duplicate_with_reason(actor: Actor, seen: Seen, why: Why) -> None:
    """Let a thread lead on to another. Reopening it undoes that."""
    with transaction(actor) as actor:
        require(may_read_log(actor))  # somewhere; here, the forum asks
        opening_id = opening_of(seen)
        thread = forum.close_as_duplicate(actor, seen)
        _note(actor, "duplicate", thread, opening_id, why, from_thread_id=seen.into_id)


def reopen_with_reason(actor: Actor, seen: Seen, why: Why) -> None:
    """Let it go on where it stands, and those that were closed as its duplicates lead there."""
    with transaction(actor) as actor:
        require(may_read_log(actor))  # somewhere; here, the forum asks
        opening_id = opening_of(seen)
        thread = forum.reopen_thread(actor, seen, led_on_from(seen.thread_id))
        _note(actor, "reopened", thread, opening_id, why)


def note_reopened(actor: Actor, thread_ids: Sequence[int], why: Why) -> None:
    """Log and tell that these were reopened by what was done to the thread to which they led."""
    for thread_id in thread_ids:
        thread = db.session.get_one(Thread, thread_id)
        _note(actor, "reopened", thread, opening_of(Seen(thread_id, 0)), why)


def _note(  # budget: what stands in an entry
    actor: Actor, what: str, thread: Thread, opening_id: int, why: Why, **more: int
) -> None:
    entry = log(actor, what, thread, why, post_id=opening_id, **more)
    record(DuplicateDecided(entry.id, opening_id, thread.author_id, actor.id))
