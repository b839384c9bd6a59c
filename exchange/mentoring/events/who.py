"""What happens with mentors themselves."""

from dataclasses import dataclass
from typing import ClassVar

from exchange.kernel.db import Event


@dataclass(frozen=True, slots=True)
class _OfMentor(Event):
    """Something that the list of mentors shows."""

    account_id: int

    def changes(self) -> set[str]:
        return {"mentors"}


@dataclass(frozen=True, slots=True)
class MentorProfileChanged(_OfMentor):
    """A mentor writes other languages, knows other countries or takes more or fewer questions."""

    stored_as: ClassVar[str] = "mentoring.mentor_profile_changed.1"


@dataclass(frozen=True, slots=True)
class DaysAwayChanged(_OfMentor):
    """A mentor says when they are away, or that they are not."""

    stored_as: ClassVar[str] = "mentoring.days_away_changed.1"
    at: int = 0  # in milliseconds: they said that they are away by now, and were not before


@dataclass(frozen=True, slots=True)
class _OfInvitation(Event):
    """Between an admin and one person: on no public page."""

    invitation_id: int
    account_id: int

    def changes(self) -> set[str]:
        return set()


@dataclass(frozen=True, slots=True)
class MentorInvited(_OfInvitation):
    """An admin invites a person to be a mentor."""

    stored_as: ClassVar[str] = "mentoring.mentor_invited.1"
    by_id: int


@dataclass(frozen=True, slots=True)
class InvitationSettled(_OfInvitation):
    """It was accepted, declined or taken back."""

    stored_as: ClassVar[str] = "mentoring.invitation_settled.1"
    answer: str
