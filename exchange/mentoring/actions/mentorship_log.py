"""What the sides of a mentorship write down: meetings, notes, and how it was."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotFound, Refused, Stale, require
from exchange.mentoring.actions.mentorships import get_mentorship, tell_people
from exchange.mentoring.models import (
    Mentorship,
    MentorshipEvaluation,
    MentorshipMeeting,
    MentorshipNote,
)
from exchange.mentoring.policy.mentorships import (
    may_change_note,
    may_evaluate,
    may_log,
    side_of,
)
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l

SOON = timedelta(days=14)
AT_ONCE = 200  # rows of one transaction


@dataclass(frozen=True, slots=True)
class Met:
    """What is told of a meeting."""

    held_on: date
    way: str
    who: str
    agreed: str
    next_step: str
    lang: str


def write_meeting(actor: Actor, mentorship_id: int, met: Met) -> int:
    """They met; the other side is told. Gives its id."""
    with transaction(actor) as actor:
        row, facts = get_mentorship(actor, mentorship_id)
        require(may_log(actor, facts))
        _refuse_what_is_to_come(actor, met)
        meeting = MentorshipMeeting(mentorship_id=row.id, by_id=actor.id)
        _tell(meeting, met)
        db.session.add(meeting)
        db.session.flush()
        tell_people(actor, row, "met")
        return meeting.id


def _refuse_what_is_to_come(actor: Actor, met: Met) -> None:
    """By the day where its writer is."""
    if met.held_on > now().astimezone(ZoneInfo(actor.timezone)).date():
        raise Refused("held_on", _l("This day is still to come. Write it down once you have met."))


def _tell(meeting: MentorshipMeeting, met: Met) -> None:
    meeting.held_on, meeting.way, meeting.who = met.held_on, met.way, met.who
    meeting.agreed, meeting.next_step, meeting.lang = met.agreed, met.next_step, met.lang


def change_meeting(
    actor: Actor, mentorship_id: int, meeting_id: int, *, version: int, met: Met
) -> None:
    """Either side puts right what was agreed."""
    with transaction(actor) as actor:
        row, facts = get_mentorship(actor, mentorship_id)
        here = MentorshipMeeting.id == meeting_id, MentorshipMeeting.mentorship_id == row.id
        meeting = db.session.scalar(select(MentorshipMeeting).where(*here))
        if meeting is None:
            raise NotFound
        require(may_log(actor, facts))
        if meeting.edit_version != version:
            raise Stale
        if meeting.held_on != met.held_on:
            _refuse_what_is_to_come(actor, met)
        _tell(meeting, met)
        meeting.edit_version = version + 1


def write_mentorship_note(actor: Actor, mentorship_id: int, *, body: str, lang: str) -> int:
    """For all who see the mentorship; the other side is told. Gives its id."""
    with transaction(actor) as actor:
        row, facts = get_mentorship(actor, mentorship_id)
        require(may_log(actor, facts))
        note = MentorshipNote(mentorship_id=row.id, by_id=actor.id, body=body, lang=lang)
        db.session.add(note)
        db.session.flush()
        tell_people(actor, row, "noted")
        return note.id


def change_mentorship_note(
    actor: Actor, mentorship_id: int, note_id: int, *, version: int, body: str, lang: str
) -> None:
    """Whoever wrote it puts it right."""
    with transaction(actor) as actor:
        row, facts = get_mentorship(actor, mentorship_id)
        here = MentorshipNote.id == note_id, MentorshipNote.mentorship_id == row.id
        note = db.session.scalar(select(MentorshipNote).where(*here))
        if note is None:
            raise NotFound
        require(may_change_note(actor, facts, note.by_id))
        if note.edit_version != version:
            raise Stale
        note.body, note.lang, note.edit_version = body, lang, version + 1


@dataclass(frozen=True, slots=True)
class HowItWas:
    """Three answers, 5 is best, and words."""

    reached: int
    together: int
    again: int
    body: str
    lang: str


def evaluate(actor: Actor, mentorship_id: int, said: HowItWas) -> None:
    """Each side once; nobody changes it after they have read the other's."""
    with transaction(actor) as actor:
        row, facts = get_mentorship(actor, mentorship_id)
        require(may_evaluate(actor, facts))
        db.session.add(
            MentorshipEvaluation(
                mentorship_id=row.id,
                side=side_of(actor, facts),
                reached=said.reached,
                together=said.together,
                again=said.again,
                body=said.body,
                lang=said.lang,
                by_id=actor.id,
            )
        )


def remind_of_ends() -> None:
    """Both sides, once, two weeks before the planned end."""
    while _remind_some():
        pass


def _remind_some() -> bool:
    with transaction(None):
        moment = now()
        due = (
            select(Mentorship)
            .where(
                Mentorship.ends_on <= (moment + SOON).date(),
                Mentorship.ended_at.is_(None),
                Mentorship.reminded_at.is_(None),
                Mentorship.mentor_accepted_at.is_not(None),
                Mentorship.organisation_accepted_at.is_not(None),
            )
            .order_by(Mentorship.ends_on, Mentorship.id)
            .limit(AT_ONCE)
            .with_for_update(skip_locked=True)  # another worker has those
        )
        rows = db.session.scalars(due).all()
        for row in rows:
            row.reminded_at = moment
            tell_people(None, row, "soon")
        return len(rows) == AT_ONCE
