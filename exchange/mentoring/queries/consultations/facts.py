"""What the rules ask of one consultation, and the people around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, select

from exchange.kernel.reading import Reading
from exchange.library.readings import IS_ACTIVE
from exchange.mentoring.models import (
    PrivateConsultation,
    PrivateConsultationMentor,
    PrivateExclusion,
    PrivatePublication,
)
from exchange.mentoring.policy.consultations import ConsultationFacts, has_coordinator
from exchange.people.models import Account


class Head(NamedTuple):
    """A consultation without what was said in it."""

    id: int
    asker_id: int
    asker: str
    title: str
    lang: str
    is_sample: bool
    asked_at: datetime
    ended_at: datetime | None
    has_coordinator: bool
    proposed_by_id: int | None
    consented_at: datetime | None
    published_at: datetime | None
    thread_id: int | None
    edit_version: int | None  # of what may be published; None where nobody ever proposed


class MentorOf(NamedTuple):
    """Somebody who is assigned, or was."""

    id: int
    name: str
    left_as: str
    is_mentor: bool  # still


class Named(NamedTuple):
    """A person by their name."""

    id: int
    name: str


_HEAD = Reading(
    Head,
    select(
        PrivateConsultation.id,
        PrivateConsultation.asker_id,
        Account.name.label("asker"),
        PrivateConsultation.title,
        PrivateConsultation.lang,
        Account.is_sample,
        PrivateConsultation.asked_at,
        PrivateConsultation.ended_at,
        has_coordinator().label("has_coordinator"),
        PrivatePublication.proposed_by_id,
        PrivatePublication.consented_at,
        PrivatePublication.published_at,
        PrivatePublication.thread_id,
        PrivatePublication.edit_version,
    )
    .join(Account, Account.id == PrivateConsultation.asker_id)
    .outerjoin(PrivatePublication, PrivatePublication.consultation_id == PrivateConsultation.id)
    .where(PrivateConsultation.id == bindparam("consultation_id")),
)
_MENTORS = Reading(
    MentorOf,
    select(
        Account.id,
        Account.name,
        PrivateConsultationMentor.left_as,
        and_(Account.is_mentor.is_(True), *IS_ACTIVE).label("is_mentor"),
    )
    .join(Account, Account.id == PrivateConsultationMentor.account_id)
    .where(PrivateConsultationMentor.consultation_id == bindparam("consultation_id"))
    .order_by(PrivateConsultationMentor.assigned_at, Account.id),
)
_EXCLUDED = Reading(
    Named,
    select(Account.id, Account.name)
    .join(PrivateExclusion, PrivateExclusion.account_id == Account.id)
    .where(PrivateExclusion.consultation_id == bindparam("consultation_id"))
    .order_by(Account.name, Account.id),
)


@dataclass(frozen=True, slots=True)
class Around:
    """A consultation and the people around it; for nobody's eyes yet."""

    head: Head
    mentors: Sequence[MentorOf]
    excluded: Sequence[Named]

    @property
    def assigned(self) -> Sequence[MentorOf]:
        """Who reads it as its mentor."""
        return [one for one in self.mentors if not one.left_as and one.is_mentor]

    @property
    def facts(self) -> ConsultationFacts:
        return ConsultationFacts(
            asker_id=self.head.asker_id,
            mentors=frozenset(one.id for one in self.mentors if not one.left_as),
            excluded=frozenset(one.id for one in self.excluded),
            has_coordinator=self.head.has_coordinator,
            is_ended=self.head.ended_at is not None,
            is_published=self.head.published_at is not None,
        )


def around(consultation_id: int) -> Around | None:
    """What is known of it before anybody is asked whether they may know it."""
    given = {"consultation_id": consultation_id}
    head = _HEAD.first(**given)
    return Around(head, _MENTORS.all(**given), _EXCLUDED.all(**given)) if head else None
