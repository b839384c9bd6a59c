"""Who could read a consultation, who would fit it, who is told of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import BindParameter, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from exchange.kernel.clock import now
from exchange.kernel.reading import Reading, built_once
from exchange.library.readings import IS_ACTIVE
from exchange.mentoring.models import (
    DaysAway,
    PrivateConsultation,
    PrivateConsultationMentor,
    PrivateConsultationTag,
    PrivateNote,
)
from exchange.mentoring.policy.consultations import arranged_by, read_by
from exchange.mentoring.queries.consultations.facts import Around, around
from exchange.people.actor import Actor
from exchange.people.models import Account, Expertise, Organisation
from exchange.text.languages import reads_alike


class Reader(NamedTuple):
    """Somebody who could read what is asked in confidence."""

    id: int
    name: str
    organisation: str | None


class _Mentor(NamedTuple):
    id: int
    name: str
    organisation: str | None
    reads: list[str]
    themes: int  # of the consultation's
    open: int  # private consultations that they have and the reader knows of
    away_until: date | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mentor who may be assigned, and what speaks for them."""

    id: int
    name: str
    organisation: str | None
    reads_it: bool
    themes: int
    open: int
    away_until: date | None

    @property
    def order(self) -> tuple[bool, bool, int, int, int]:
        """Those who fit best first: here, able to read it, knowing most of it, with least to do."""
        return (self.away_until is not None, not self.reads_it, -self.themes, self.open, self.id)


class _Person(NamedTuple):
    id: int


_READERS = Reading(
    Reader,
    select(Account.id, Account.name, Organisation.name.label("organisation"))
    .outerjoin(Organisation, Organisation.id == Account.organisation_id)
    .where(
        or_(Account.is_mentor.is_(True), Account.is_mentoring_coordinator.is_(True)),
        Account.id != bindparam("me"),  # whoever is suspended now may read it next week
    )
    .order_by(Account.name, Account.id),
)
_theirs = aliased(PrivateConsultationMentor)
_THEMES = (
    select(func.count())
    .where(
        Expertise.account_id == Account.id,
        Expertise.tag_id == PrivateConsultationTag.tag_id,
        PrivateConsultationTag.consultation_id == bindparam("consultation_id"),
    )
    .correlate(Account)
    .scalar_subquery()
)
_AWAY = (
    select(func.max(DaysAway.last_day))
    .where(
        DaysAway.account_id == Account.id,
        DaysAway.first_day <= bindparam("today"),
        DaysAway.last_day >= bindparam("today"),
    )
    .correlate(Account)
    .scalar_subquery()
)


@built_once
def _mentors_for(nobody: Actor) -> Reading[_Mentor]:
    """Of what they have, only what the reader knows of counts: else an excluded coordinator could
    tell from the number that there is more."""
    me: BindParameter[int] = bindparam("me")
    has = (
        select(func.count())
        .where(
            _theirs.account_id == Account.id,
            _theirs.left_as == "",
            PrivateConsultation.id == _theirs.consultation_id,
            PrivateConsultation.ended_at.is_(None),
            or_(read_by(nobody, me), arranged_by(nobody, me)),
        )
        .correlate(Account)
        .scalar_subquery()
    )
    found = (
        select(
            Account.id,
            Account.name,
            Organisation.name.label("organisation"),
            Account.reads,
            _THEMES.label("themes"),
            has.label("open"),
            _AWAY.label("away_until"),
        )
        .outerjoin(Organisation, Organisation.id == Account.organisation_id)
        .where(Account.is_mentor.is_(True), *IS_ACTIVE)
    )
    return Reading(_Mentor, found)


_COORDINATORS = Reading(
    _Person,
    select(Account.id).where(Account.is_mentoring_coordinator.is_(True), *IS_ACTIVE),
)
_ADMINS = Reading(_Person, select(Account.id).where(Account.is_admin.is_(True), *IS_ACTIVE))
_WRITERS = Reading(
    _Person,
    select(PrivateNote.author_id.label("id"))
    .distinct()
    .where(
        PrivateNote.consultation_id == bindparam("consultation_id"),
        PrivateNote.author_id.is_not(None),
    ),
)


def possible_readers(asker_id: int) -> Sequence[Reader]:
    """Mentors and coordinators, also those who are suspended: whom an asker may exclude."""
    return _READERS.all(me=asker_id)


def leaves_nobody(asker_id: int, excluded: Collection[int]) -> bool:
    """Whether nobody could assign a mentor any more because of whom the asker excludes."""
    could = {one.id for one in (*_COORDINATORS.all(), *_ADMINS.all())} - {asker_id}
    return bool(could) and could.issubset(excluded)


def candidates(actor: Actor, found: Around) -> Sequence[Candidate]:
    """The mentors whom the actor may assign, those who fit best first."""
    head = found.head
    asked = {one.id for one in found.mentors if one.left_as != "taken_off"}
    not_these = asked | {head.asker_id} | {one.id for one in found.excluded}
    given = {"me": actor.id, "consultation_id": head.id, "today": now().date()}
    rows = _mentors_for(Actor(roles=actor.roles)).all(**given)
    fit = [_candidate(one, head.lang) for one in rows if one.id not in not_these]
    return sorted(fit, key=lambda one: one.order)


def _candidate(one: _Mentor, lang: str) -> Candidate:
    reads_it = any(reads_alike(lang, other) for other in one.reads)
    return Candidate(
        one.id, one.name, one.organisation, reads_it, one.themes, one.open, one.away_until
    )


def who_arranges(consultation_id: int) -> Sequence[int]:
    """The coordinators; admins where nobody of them may read it. Nobody once it has ended or a
    mentor is assigned."""
    found = around(consultation_id)
    if found is None or found.assigned or found.head.ended_at:
        return []
    not_these = {found.head.asker_id, *(one.id for one in found.excluded)}
    who = _COORDINATORS.all() if found.head.has_coordinator else _ADMINS.all()
    return [one.id for one in who if one.id not in not_these]


def who_is_in(found: Around) -> set[int]:
    """The asker, the mentors, and who else has written there and reads it still: those know of it
    already. Whether they may read it is asked when they are told."""
    wrote = {one.id for one in _WRITERS.all(consultation_id=found.head.id)}
    left = {one.id for one in found.mentors if one.left_as}
    assigned = {one.id for one in found.assigned}
    return ((wrote - left) | assigned | {found.head.asker_id}) - {one.id for one in found.excluded}
