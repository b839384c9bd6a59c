"""Office hours on the desk, in its week, and on the page of a mentor."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask import g

from exchange.kernel.clock import now
from exchange.kernel.slots import fills
from exchange.mentoring.policy.hours import may_see_hours
from exchange.mentoring.queries.desk_meetings import MeetingLine, meetings_of
from exchange.mentoring.queries.hours import next_free
from exchange.people.actor import Actor
from exchange.people.queries import PersonRow
from exchange.web.addresses import current_code

AHEAD = timedelta(days=28)


class Talks(NamedTuple):
    """Coming talks of one person, on a page in this language."""

    lang: str
    zone: str
    rows: Sequence[MeetingLine]


class Meetings(NamedTuple):
    """Coming talks and open mentorships of one person, on a page in this language."""

    lang: str
    zone: str
    talks: Sequence[MeetingLine]
    mentorships: Sequence[MeetingLine]


class Next(NamedTuple):
    """When a mentor has time next, for one reader."""

    lang: str
    zone: str
    mentor_id: int
    starts_at: datetime


@fills("desk.rail", "mentoring/desk_meetings.html")
def meetings_on_desk(actor: Actor, people: Sequence[int]) -> Mapping[int, Meetings]:
    """Beside the desk: with whom one talks in the next weeks, and one's mentorships."""
    rows = _meetings(actor)
    found = Meetings(
        current_code(),
        actor.timezone,
        [row for row in rows if row.what == "talk"],
        [row for row in rows if row.what == "mentorship"],
    )
    return dict.fromkeys(people, found) if rows else {}


@fills("desk.week", "mentoring/week_talks.html")
def talks_of_week(actor: Actor, days: Sequence[int]) -> Mapping[int, Talks]:
    """By ordinals of days where the actor is."""
    here, found = ZoneInfo(actor.timezone), defaultdict[int, list[MeetingLine]](list)
    for row in _meetings(actor):
        if row.what == "talk":
            found[row.at.astimezone(here).toordinal()].append(row)
    return {one: Talks(current_code(), actor.timezone, found[one]) for one in days if one in found}


def _meetings(actor: Actor) -> Sequence[MeetingLine]:
    """Asked for once, for both places of the desk."""
    if "desk_meetings" not in g:
        g.desk_meetings = meetings_of(actor, now() + AHEAD)
    found: Sequence[MeetingLine] = g.desk_meetings
    return found


@fills("person.more", "mentoring/next_hours.html")
def next_hours(actor: Actor, people: Sequence[PersonRow]) -> Mapping[int, Next]:
    """On the page of a mentor: when there is time to talk next."""
    mentors = [one.id for one in people if "mentor" in one.roles and may_see_hours(actor)]
    lang, zone = current_code(), actor.timezone
    found = {one: next_free(one) for one in mentors}
    return {one: Next(lang, zone, one, moment) for one, moment in found.items() if moment}
