"""Who may see, keep and hide collections. Pure: no queries, no request."""

from typing import Protocol

from exchange.forum.policy import may_write
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


class CollectionFacts(Protocol):
    """What the rules ask; its row and what is shown of it both know it."""

    @property
    def owner_id(self) -> int: ...
    @property
    def audience(self) -> str: ...
    @property
    def hidden_at(self) -> object: ...


def may_begin(actor: Actor) -> Ruling:
    return may_write(actor)


def is_owner(actor: Actor, facts: CollectionFacts) -> bool:
    return actor.is_signed_in and actor.id == facts.owner_id


def may_see(actor: Actor, facts: CollectionFacts) -> bool:
    """By its number. What is private is nobody else's business, moderators included."""
    if is_owner(actor, facts):
        return True
    return facts.audience == "public" and (not facts.hidden_at or actor.is_moderator)


def may_see_by_link(facts: CollectionFacts) -> bool:
    """By its secret address, whoever asks."""
    return facts.audience != "private" and not facts.hidden_at


def may_keep(actor: Actor, facts: CollectionFacts) -> Ruling:
    """Change it, and what is in it."""
    if not (ruling := may_write(actor)):
        return ruling
    if not is_owner(actor, facts):
        return denied(_l("Only whoever gathered a collection changes it."))
    return ALLOWED


def may_hide(actor: Actor, facts: CollectionFacts) -> Ruling:
    if not (ruling := may_write(actor)):
        return ruling
    if not actor.is_moderator:
        return denied(_l("Moderators do this."))
    if facts.audience != "public" or facts.hidden_at:
        return denied(_l("Only what everyone sees can be hidden."))
    return ALLOWED


def may_show(actor: Actor, facts: CollectionFacts) -> Ruling:
    """Undo the hiding."""
    if not (ruling := may_write(actor)):
        return ruling
    if not actor.is_moderator:
        return denied(_l("Moderators do this."))
    return ALLOWED
