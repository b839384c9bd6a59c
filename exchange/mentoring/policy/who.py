"""Who becomes a mentor, and who sees what of one. Pure."""

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import ColumnElement, and_, exists
from sqlalchemy.orm import aliased

from exchange.forum.policy import may_write
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.mentoring.models import MentorInvitation
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.people.policy import ADMINS_DO
from exchange.text.wording import lazy as _l

COORDINATOR = "mentoring_coordinator"

_admin = aliased(Account)


def is_coordinator_itself(actor: Actor) -> bool:
    """Holds the role of coordinator of mentoring. What a few write to each other is read by who
    was given it: an admin, who elsewhere does what they do, has to be given it first (0030)."""
    return COORDINATOR in actor.roles


class InvitedFacts(Protocol):
    """What the rules ask of a person who might be invited."""

    @property
    def id(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def is_mentor(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """What the rules ask of an invitation."""

    account_id: int
    answer: str
    stands: bool  # whoever invited is an admin still: the role is given in their name


def may_invite(actor: Actor, person: InvitedFacts, *, is_invited: bool = False) -> Ruling:
    """`is_invited`: an invitation waits for their answer."""
    if not actor.is_admin:
        return denied(ADMINS_DO)
    if actor.id == person.id:
        return denied(_l("Nobody invites themselves. Admins give roles on the page of roles."))
    if person.state != "active":
        return denied(_l("Only active members can be invited."))
    if person.is_mentor:
        return denied(_l("This person is a mentor already."))
    if is_invited:
        return denied(_l("This person is invited already and has not answered yet."))
    return ALLOWED


def may_answer(actor: Actor, facts: InvitationFacts) -> Ruling:
    """Accept or decline; the own invitation, for others find none."""
    if not (ruling := may_write(actor)):
        return ruling
    if facts.answer == "taken_back":
        return denied(_l("This invitation was taken back."))
    if facts.answer:
        return denied(_l("You have answered this invitation already."))
    if not facts.stands:
        return denied(_l("Whoever invited you is no admin any more. Ask an admin to invite you."))
    return ALLOWED


def may_take_back(actor: Actor, facts: InvitationFacts) -> Ruling:
    if not actor.is_admin:
        return denied(ADMINS_DO)
    if facts.answer:
        return denied(_l("This invitation was answered or taken back meanwhile."))
    return ALLOWED


def waits_for_answer() -> ColumnElement[bool]:
    """Of an invitation: `may_answer`, said in SQL, for an active member."""
    return and_(MentorInvitation.answer == "", invitation_stands())


def invitation_stands() -> ColumnElement[bool]:
    """Whoever invited is an admin still, and their role counts."""
    return exists().where(
        _admin.id == MentorInvitation.by_id,
        _admin.is_admin.is_(True),
        _admin.suspended_at.is_(None),
    )


def may_see_load(actor: Actor, mentor_id: int) -> bool:
    """How many questions somebody takes and has, and all their days away."""
    return actor.id == mentor_id or actor.is_mentoring_coordinator
