"""Who may see and do what with people. Pure: no queries, no request."""

from typing import Protocol

from sqlalchemy import ColumnElement, and_, true

from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.text.wording import lazy as _l

ADMINS_DO = _l("Admins do this.")


class PersonFacts(Protocol):
    """What the rules ask of a person whom something is done with."""

    @property
    def id(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def organisation_id(self) -> int | None: ...
    @property
    def membership(self) -> str | None: ...
    @property
    def is_moderator(self) -> bool: ...
    @property
    def is_admin(self) -> bool: ...


def may_see_profiles(actor: Actor) -> Ruling:
    """Members see members; a waiting person might be anybody."""
    if actor.state in ("active", "suspended"):
        return ALLOWED
    return denied(_l("Profiles are for members. Until you are let in you see your own."))


def may_see_profile(actor: Actor, person: PersonFacts) -> Ruling:
    if actor.id == person.id or actor.is_moderator:
        return ALLOWED
    if person.state in ("unconfirmed", "waiting") and not may_admit(actor, person.organisation_id):
        return denied(_l("This person is not a member yet."))
    return may_see_profiles(actor)


def may_ask_for_link(actor: Actor) -> Ruling:
    if actor.state == "unconfirmed":
        return ALLOWED
    return denied(_l("Your address is confirmed already."))


def may_see_waiting(actor: Actor) -> Ruling:
    if actor.is_admin or actor.coordinates:
        return ALLOWED
    return denied(_l("Admins and coordinators of organisations let people in."))


def may_admit(actor: Actor, organisation_id: int | None) -> Ruling:
    """An admin lets everybody in, a coordinator those who name the coordinator's organisation."""
    if actor.is_admin or organisation_id in actor.coordinates:
        return ALLOWED
    return denied(_l("Their own organisation lets them in, or an admin."))


def waiting_for(actor: Actor) -> ColumnElement[bool]:
    """Who waits for this actor; `may_admit`, said in SQL."""
    waits = and_(
        Account.confirmed_at.is_not(None),
        Account.admitted_at.is_(None),
        Account.suspended_at.is_(None),
    )
    mine = true() if actor.is_admin else Account.organisation_id.in_(sorted(actor.coordinates))
    return and_(waits, mine)


def may_list_people(actor: Actor) -> Ruling:
    return ALLOWED if actor.is_admin else denied(ADMINS_DO)


def may_give_roles(actor: Actor) -> Ruling:
    return ALLOWED if actor.is_admin else denied(ADMINS_DO)


def may_name_editors(actor: Actor, person: PersonFacts) -> Ruling:
    """A coordinator in their own organisation; another coordinator is an admin's affair."""
    if actor.is_admin:
        return ALLOWED
    if person.organisation_id not in actor.coordinates or person.membership is None:
        return denied(_l("Coordinators name the editors of their own organisation."))
    if person.membership == "coordinator":
        return denied(_l("Only an admin names coordinators, or takes the role back."))
    return ALLOWED


def may_suspend(actor: Actor, person: PersonFacts) -> Ruling:
    """To suspend, and to end a suspension."""
    if not actor.is_moderator:
        return denied(_l("Moderators do this."))
    if actor.id == person.id:
        return denied(_l("Nobody suspends themselves."))
    if (person.is_moderator or person.is_admin) and not actor.is_admin:
        return denied(_l("Only an admin suspends a moderator or an admin."))
    return ALLOWED


def may_say_expertise(actor: Actor) -> Ruling:
    """The role counts, not the rank: an admin who is no mentor has nothing to say here."""
    return ALLOWED if actor.is_mentor else denied(_l("Mentors say here what they know."))


def may_ignore(actor: Actor, person: PersonFacts) -> Ruling:
    """Anybody: what is official reaches one all the same."""
    if actor.id == person.id:
        return denied(_l("Nobody ignores themselves."))
    return may_see_profile(actor, person)
