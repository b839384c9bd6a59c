"""What stands beside the desk: coming talks and open mentorships, in one statement."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Integer, bindparam, case, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from exchange.kernel.clock import now
from exchange.kernel.reading import Reading
from exchange.mentoring.models import Mentorship, OfficeSlot
from exchange.people.actor import Actor
from exchange.people.models import Account, Organisation
from exchange.text.dates import clock

MOST = 20
_ME = bindparam("me", type_=Integer)


class MeetingLine(NamedTuple):
    """A talk or a mentorship, with whom, and what the desk says of it."""

    what: str  # talk, mentorship
    id: int
    at: datetime  # of a talk its beginning; of a mentorship when it was proposed
    minutes: int
    name: str  # the other one of a talk; an organisation and its mentor
    waits: bool  # a mentorship that has yet to be accepted

    def hours_in(self, zone: str) -> str:
        """Of a talk, from when to when, by the clock where its reader is."""
        return f"{clock(self.at, zone)}–{clock(self.at + timedelta(minutes=self.minutes), zone)}"


_other, _mentor = aliased(Account), aliased(Account)
_is_mentor = OfficeSlot.mentor_id == _ME
_talks = (
    select(
        literal("talk").label("what"),
        OfficeSlot.id,
        OfficeSlot.starts_at.label("at"),
        OfficeSlot.minutes,
        _other.name.label("name"),
        literal(False).label("waits"),
    )
    .join(_other, _other.id == case((_is_mentor, OfficeSlot.member_id), else_=OfficeSlot.mentor_id))
    .where(
        or_(_is_mentor, OfficeSlot.member_id == _ME),
        OfficeSlot.member_id.is_not(None),
        OfficeSlot.withdrawn_at.is_(None),
        OfficeSlot.starts_at.between(bindparam("since"), bindparam("until")),
    )
)
_mentorships = (
    select(
        literal("mentorship"),
        Mentorship.id,
        Mentorship.proposed_at,
        literal(0),
        Organisation.name + " – " + _mentor.name,
        or_(
            Mentorship.mentor_accepted_at.is_(None),
            Mentorship.organisation_accepted_at.is_(None),
        ),
    )
    .join(Organisation, Organisation.id == Mentorship.organisation_id)
    .join(_mentor, _mentor.id == Mentorship.mentor_id)
    .where(
        Mentorship.ended_at.is_(None),
        or_(
            Mentorship.mentor_id == _ME,
            Mentorship.organisation_id.in_(bindparam("edits", expanding=True)),
        ),
    )
)
_both = union_all(_talks, _mentorships).subquery()
_LINES = Reading(MeetingLine, _both.select().order_by(_both.c.at, _both.c.id).limit(MOST))


def meetings_of(actor: Actor, until: datetime) -> Sequence[MeetingLine]:
    """Of the actor; mentorships that they belong to as one of the two sides."""
    given = {"me": actor.id, "since": now(), "until": until, "edits": sorted(actor.edits)}
    return _LINES.all(**given)
