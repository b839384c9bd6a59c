"""Who may declare, see and confirm reuse. Pure: no queries, no request."""

from dataclasses import dataclass

from exchange.forum.policy import may_write
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


@dataclass(frozen=True, slots=True)
class ReuseFacts:
    """What the rules ask of a declared reuse of a published record."""

    organisation_id: int
    by_id: int | None
    waits: bool
    is_confirmed: bool  # in some state, perhaps an earlier one
    authors: frozenset[int]  # of the record


def may_declare(actor: Actor) -> Ruling:
    if not (ruling := may_write(actor)):
        return ruling
    if not actor.organisations:
        return denied(_l("Members of an organisation declare what it uses."))
    return ALLOWED


def is_inside(actor: Actor, facts: ReuseFacts) -> bool:
    """Who sees what is not confirmed, too."""
    if not actor.is_signed_in:
        return False
    is_theirs = facts.organisation_id in actor.organisations or actor.id == facts.by_id
    return is_theirs or actor.id in facts.authors or actor.is_moderator


def may_view(actor: Actor, facts: ReuseFacts) -> bool:
    return facts.is_confirmed or is_inside(actor, facts)


def may_change(actor: Actor, facts: ReuseFacts) -> Ruling:
    if not (ruling := may_write(actor)):
        return ruling
    is_own = actor.id == facts.by_id and facts.organisation_id in actor.organisations
    if is_own or facts.organisation_id in actor.edits:
        return ALLOWED
    return denied(_l("Whoever declared it and the editors of their organisation change it."))


def may_take_back(actor: Actor, facts: ReuseFacts) -> Ruling:
    """While nothing of it is confirmed; moderators take away at any time what should not stand."""
    if actor.is_moderator and may_write(actor):
        return ALLOWED
    if not (ruling := may_change(actor, facts)):
        return ruling
    if facts.is_confirmed:
        return denied(_l("What is confirmed stays. Say what became of it."))
    return ALLOWED


def may_rule(actor: Actor, facts: ReuseFacts) -> Ruling:
    """Confirm or decline what waits."""
    if not (ruling := may_write(actor)):
        return ruling
    if actor.id not in facts.authors:
        return denied(_l("Only the authors of the experience confirm its reuse."))
    if actor.id == facts.by_id or facts.organisation_id in actor.organisations:
        return denied(_l("Nobody confirms the reuse of the own organisation."))
    if not facts.waits:
        return denied(_l("This has been answered, or changed, meanwhile."))
    return ALLOWED
