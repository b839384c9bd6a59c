"""Invitations to be a mentor, for the person, for admins and for the mail."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.mentoring.models import MentorInvitation
from exchange.mentoring.policy.who import InvitationFacts, invitation_stands, waits_for_answer
from exchange.people.actor import Actor
from exchange.people.models import Account


class InvitationRow(NamedTuple):
    """An invitation and who sent it."""

    id: int
    account_id: int
    note: str
    lang: str
    invited_at: datetime
    answer: str
    answered_at: datetime | None
    by: str | None
    stands: bool

    @property
    def facts(self) -> InvitationFacts:
        return InvitationFacts(self.account_id, self.answer, self.stands)

    @property
    def waits(self) -> bool:
        return not self.answer and self.stands


_INVITATION = select(
    MentorInvitation.id,
    MentorInvitation.account_id,
    MentorInvitation.note,
    MentorInvitation.lang,
    MentorInvitation.invited_at,
    MentorInvitation.answer,
    MentorInvitation.answered_at,
    Account.name.label("by"),
    invitation_stands().label("stands"),
).outerjoin(Account, Account.id == MentorInvitation.by_id)
_NEWEST = (
    _INVITATION.where(MentorInvitation.account_id == bindparam("account_id"))
    .order_by(MentorInvitation.id.desc())
    .limit(1)
)
_LAST = Reading(InvitationRow, _NEWEST)
_OPEN = Reading(InvitationRow, _NEWEST.where(waits_for_answer()))


def own_invitation(actor: Actor) -> InvitationRow | None:
    """The one that waits for the actor's answer."""
    return _OPEN.first(account_id=actor.id)


def last_invitation(account_id: int) -> InvitationRow | None:
    """What became of the last one, for admins."""
    return _LAST.first(account_id=account_id)
