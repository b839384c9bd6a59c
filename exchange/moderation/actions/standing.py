"""How a thread stands: above lists, as a question or as a discussion; each change with a reason.

Who may do it, the forum asks."""

from datetime import datetime

from exchange.forum import actions as forum
from exchange.forum.moving import Seen
from exchange.kernel.db import transaction
from exchange.moderation.actions.log import Why, log
from exchange.people.actor import Actor


def pin_with_reason(actor: Actor, where: str, until: datetime | None, seen: Seen, why: Why) -> None:
    """Let a thread stand above the others. Unpinning undoes it."""
    with transaction(actor) as actor:
        log(actor, "pinned", forum.pin_thread(actor, where, until, seen), why)


def unpin_with_reason(actor: Actor, seen: Seen, why: Why) -> None:
    """Let it stand among the others again."""
    with transaction(actor) as actor:
        log(actor, "unpinned", forum.unpin_thread(actor, seen), why)


def change_kind_with_reason(actor: Actor, seen: Seen, why: Why) -> None:
    """Make a question a discussion or the other way round. Doing it again undoes it, but for an
    acceptance that was withdrawn by it."""
    with transaction(actor) as actor:
        log(actor, "new_kind", forum.change_kind(actor, seen), why)
