"""Mentorships as those see them who belong to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import BindParameter, Select, bindparam, select
from sqlalchemy.orm import aliased

from exchange.kernel.reading import Reading, built_once
from exchange.kernel.rulings import NotFound
from exchange.mentoring.models import (
    Mentorship,
    MentorshipEvaluation,
    MentorshipMeeting,
    MentorshipNote,
)
from exchange.mentoring.policy.mentorships import (
    MentorshipFacts,
    may_read_evaluation,
    may_view,
    seen_by,
)
from exchange.mentoring.policy.who import is_coordinator_itself
from exchange.mentoring.queries.pair_choices import is_edited
from exchange.people.actor import Actor
from exchange.people.models import Account, Organisation

MOST = 300
R = TypeVar("R")
_mentor = aliased(Account)


class MentorshipRow(NamedTuple):
    """A mentorship with the names that go with it."""

    id: int
    organisation_id: int
    organisation: str
    organisation_code: str
    is_sample: bool
    mentor_id: int | None
    mentor: str | None
    proposed_by_id: int | None
    proposed_at: datetime
    why: str
    aims: list[list[str]]
    lang: str
    starts_on: date
    ends_on: date
    mentor_accepted_at: datetime | None
    organisation_accepted_at: datetime | None
    ended_at: datetime | None
    ending: str
    end_reason: str
    end_lang: str
    edit_version: int
    is_mentor: bool | None  # the mentor is still one, and active
    is_edited: bool  # somebody who is active edits for the organisation

    @property
    def state(self) -> str:
        """proposed, runs, ended or declined."""
        if self.ended_at:
            return "declined" if self.ending == "declined" else "ended"
        return "runs" if self.mentor_accepted_at and self.organisation_accepted_at else "proposed"

    @property
    def is_without_somebody(self) -> bool:
        """It goes on, and one of its sides has nobody."""
        return not self.ended_at and not (self.is_mentor and self.is_edited)


_IS_MENTOR = (
    _mentor.is_mentor.is_(True)
    & _mentor.confirmed_at.is_not(None)
    & _mentor.admitted_at.is_not(None)
    & _mentor.suspended_at.is_(None)
)


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Mentorship.id,
            Mentorship.organisation_id,
            Organisation.name.label("organisation"),
            Organisation.code.label("organisation_code"),
            Organisation.is_sample,
            Mentorship.mentor_id,
            _mentor.name.label("mentor"),
            Mentorship.proposed_by_id,
            Mentorship.proposed_at,
            Mentorship.why,
            Mentorship.aims,
            Mentorship.lang,
            Mentorship.starts_on,
            Mentorship.ends_on,
            Mentorship.mentor_accepted_at,
            Mentorship.organisation_accepted_at,
            Mentorship.ended_at,
            Mentorship.ending,
            Mentorship.end_reason,
            Mentorship.end_lang,
            Mentorship.edit_version,
            _IS_MENTOR.label("is_mentor"),
            is_edited(Mentorship.organisation_id).label("is_edited"),
        )
        .join(Organisation, Organisation.id == Mentorship.organisation_id)
        .outerjoin(_mentor, _mentor.id == Mentorship.mentor_id)
    )


_ONE = Reading(MentorshipRow, _rows().where(Mentorship.id == bindparam("mentorship_id")))


@built_once
def _seen_by(actor: Actor) -> Reading[MentorshipRow]:
    order = (Mentorship.ended_at.is_not(None), Mentorship.ends_on, Mentorship.id)
    return Reading(
        MentorshipRow, _rows().where(seen_by(actor, bindparam("me"))).order_by(*order).limit(MOST)
    )


def mentorship_list(actor: Actor) -> Sequence[MentorshipRow]:
    """Those that the actor belongs to, or all for coordinators; what goes on first."""
    reading = _seen_by(Actor(roles=actor.roles, edits=actor.edits))
    return reading.all() if is_coordinator_itself(actor) else reading.all(me=actor.id)


class MeetingRow(NamedTuple):
    """A meeting as it was written down."""

    id: int
    mentorship_id: int
    held_on: date
    way: str
    who: str
    agreed: str
    next_step: str
    lang: str
    by: str | None
    edit_version: int


class MentorshipNoteRow(NamedTuple):
    """A note and whose it is."""

    id: int
    mentorship_id: int
    body: str
    lang: str
    by_id: int | None
    by: str | None
    written_at: datetime
    edit_version: int


class EvaluationRow(NamedTuple):
    """What one side said."""

    side: str
    reached: int
    together: int
    again: int
    body: str
    lang: str
    by: str | None
    given_at: datetime


_HERE: BindParameter[int] = bindparam("mentorship_id")
_MEETINGS = Reading(
    MeetingRow,
    select(
        MentorshipMeeting.id,
        MentorshipMeeting.mentorship_id,
        MentorshipMeeting.held_on,
        MentorshipMeeting.way,
        MentorshipMeeting.who,
        MentorshipMeeting.agreed,
        MentorshipMeeting.next_step,
        MentorshipMeeting.lang,
        Account.name.label("by"),
        MentorshipMeeting.edit_version,
    )
    .outerjoin(Account, Account.id == MentorshipMeeting.by_id)
    .where(MentorshipMeeting.mentorship_id == _HERE)
    .order_by(MentorshipMeeting.held_on.desc(), MentorshipMeeting.id.desc())
    .limit(MOST),
)
_NOTES = Reading(
    MentorshipNoteRow,
    select(
        MentorshipNote.id,
        MentorshipNote.mentorship_id,
        MentorshipNote.body,
        MentorshipNote.lang,
        MentorshipNote.by_id,
        Account.name.label("by"),
        MentorshipNote.written_at,
        MentorshipNote.edit_version,
    )
    .outerjoin(Account, Account.id == MentorshipNote.by_id)
    .where(MentorshipNote.mentorship_id == _HERE)
    .order_by(MentorshipNote.id.desc())
    .limit(MOST),
)
_EVALUATIONS = Reading(
    EvaluationRow,
    select(
        MentorshipEvaluation.side,
        MentorshipEvaluation.reached,
        MentorshipEvaluation.together,
        MentorshipEvaluation.again,
        MentorshipEvaluation.body,
        MentorshipEvaluation.lang,
        Account.name.label("by"),
        MentorshipEvaluation.given_at,
    )
    .outerjoin(Account, Account.id == MentorshipEvaluation.by_id)
    .where(MentorshipEvaluation.mentorship_id == _HERE)
    .order_by(MentorshipEvaluation.side),
)


@dataclass(frozen=True, slots=True)
class MentorshipPage:
    """All that the page of a mentorship shows; of evaluations, those that its reader may read."""

    row: MentorshipRow
    facts: MentorshipFacts
    meetings: Sequence[MeetingRow]
    notes: Sequence[MentorshipNoteRow]
    evaluations: Sequence[EvaluationRow]

    def meeting(self, meeting_id: int) -> MeetingRow:
        """NotFound for one of another mentorship."""
        return _only(row for row in self.meetings if row.id == meeting_id)

    def note(self, note_id: int) -> MentorshipNoteRow:
        """NotFound for one of another mentorship."""
        return _only(row for row in self.notes if row.id == note_id)


def _only(rows: Iterator[R]) -> R:
    for row in rows:
        return row
    raise NotFound


def facts_of(row: MentorshipRow, evaluated: frozenset[str] = frozenset()) -> MentorshipFacts:
    """What the rules ask of it."""
    return MentorshipFacts(
        organisation_id=row.organisation_id,
        mentor_id=row.mentor_id,
        proposed_by_id=row.proposed_by_id,
        mentor_accepted=row.mentor_accepted_at is not None,
        organisation_accepted=row.organisation_accepted_at is not None,
        has_ended=row.ended_at is not None,
        was_declined=row.ending == "declined",
        is_kept=bool(row.is_mentor),
        evaluated=evaluated,
    )


def mentorship_page(actor: Actor, mentorship_id: int) -> MentorshipPage:
    """NotFound for whom it does not concern."""
    row = _ONE.first(mentorship_id=mentorship_id)
    if row is None or not may_view(actor, facts_of(row)):
        raise NotFound
    here = {"mentorship_id": mentorship_id}
    said = _EVALUATIONS.all(**here) if row.ended_at else []
    facts = facts_of(row, frozenset(one.side for one in said))
    told = [one for one in said if may_read_evaluation(actor, facts, one.side)]
    return MentorshipPage(row, facts, _MEETINGS.all(**here), _NOTES.all(**here), told)
