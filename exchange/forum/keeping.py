"""Who makes categories and rooms, changes them and invites people into them. Pure."""

from dataclasses import dataclass
from typing import Protocol

from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.people.actor import Actor
from exchange.people.policy import ADMINS_DO
from exchange.text.wording import lazy as _l

AUDIENCES = ("public", "members", "organisation", "roles")
ROLES = ("mentor", "mentoring_coordinator", "editor", "coordinator")


class RoomFacts(Protocol):
    """For whom a category is, or is to be."""

    @property
    def audience(self) -> str: ...
    @property
    def organisation_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class CategoryText:
    """What a category is called, what it is for, and who may enter it."""

    names: dict[str, str]
    descriptions: dict[str, str]
    audience: str
    organisation_id: int | None = None
    roles: tuple[str, ...] = ()


def may_make_categories(actor: Actor) -> Ruling:
    """Of some kind at all."""
    if actor.may_write and (actor.is_admin or actor.coordinates):
        return ALLOWED
    return denied(_l("Admins do this, and coordinators for rooms of their own organisation."))


def may_keep(actor: Actor, room: RoomFacts) -> Ruling:
    """Make a category for these people, or change one that is for them: an admin any, a coordinator
    rooms of the own organisation."""
    is_own = room.audience == "organisation" and room.organisation_id in actor.coordinates
    if actor.is_admin or is_own:
        return ALLOWED
    return denied(ADMINS_DO)
