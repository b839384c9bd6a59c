from exchange.forum import actions as forum
from exchange.forum.actions.rows import get_thread
from exchange.forum.models import Thread
from exchange.forum.policy import may_moderate_in
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import require
from exchange.moderation.models import LogEntry
from exchange.people.actor import Actor


def lock_with_reason(actor: Actor, thread_id: int, *, reason: str, lang: str) -> None:
    """Take no more replies; a thread that is locked already stays as it is."""
    with transaction(actor) as actor:
        thread = get_thread(actor, thread_id)
        require(may_moderate_in(actor, thread))
        if thread.locked_at is None:
            _log(actor, thread, "locked", reason, lang)
            forum.lock_thread(actor, thread_id)


def unlock_with_reason(actor: Actor, thread_id: int, *, reason: str, lang: str) -> None:
    """Take replies again."""
    with transaction(actor) as actor:
        thread = get_thread(actor, thread_id)
        require(may_moderate_in(actor, thread))
        if thread.locked_at is not None:
            _log(actor, thread, "unlocked", reason, lang)
            forum.unlock_thread(actor, thread_id)


def _log(actor: Actor, thread: Thread, what: str, reason: str, lang: str) -> None:
    db.session.add(
        LogEntry(
            by_id=actor.id,
            what=what,
            thread_id=thread.id,
            person_id=thread.author_id,
            reason=reason,
            lang=lang,
        )
    )
    db.session.flush()
