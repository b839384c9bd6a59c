"""What stands beside the desk and in its week: coming talks and mentorships, one statement."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time

import pytest
from flask import Flask, g

from exchange.kernel.slots import slot
from exchange.mentoring.actions.booking import cancel_booking
from exchange.people.actor import Actor
from exchange.people.queries import get_actor
from tests.factories import a_mentor, a_person, an_organisation
from tests.mentoring.pairing import Pair
from tests.mentoring.talking import a_past_talk, a_slot, a_talk

Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def of(app: Flask) -> Callable[..., str]:
    def shown(place: str, who: Actor, *things: int) -> str:
        g.pop("desk_meetings", None)  # each time as another request
        with app.test_request_context("/en/"):
            filled = slot(place, who, things or (who.id,))
            return " ".join(str(filled[thing]) for thing in things or (who.id,))

    return shown


def test_a_desk_shows_coming_talks_and_open_mentorships(
    of: Callable[..., str], count_queries: Counting
) -> None:
    pair, member = Pair(), a_person("Nina Member")
    made = pair.running()
    pair_over = Pair(an_organisation(name="Network of lakes"))
    pair_over.mentor = pair.mentor
    pair_over.ended()
    a_talk(pair.mentor, member)
    a_slot(pair.mentor, at=time(15))  # free: nobody to meet
    a_past_talk(pair.mentor, a_person("Otto Over"))
    with count_queries() as seen:
        said = of("desk.rail", pair.mentor)
    assert len(seen) == 1
    for words in ("Nina Member", "Network of hills – Mara Mentor", f"/mentorships/{made}"):
        assert words in said, words
    for words in ("Otto Over", "Network of lakes"):
        assert words not in said, words
    assert "Mara Mentor" in of("desk.rail", member)
    assert "Network of hills" in of("desk.rail", get_actor(pair.editor.id))
    assert "Network of hills" not in of("desk.rail", pair.coordinator)
    assert of("desk.rail", a_person()).strip() == ""


def test_a_week_shows_talks_on_their_days_where_their_reader_is(
    of: Callable[..., str], count_queries: Counting, it_is: Callable[..., None]
) -> None:
    it_is(datetime(2026, 12, 1, 6, tzinfo=UTC))
    mentor = a_mentor("Mara Mentor", timezone="Europe/Riga")
    member = a_person("Nina Member", timezone="Europe/London")
    made = a_talk(mentor, member, day=date(2026, 12, 4), at=time(0, 30))
    week = [date(2026, 12, n).toordinal() for n in range(1, 8)]
    with count_queries() as seen:
        by_day = {day: of("desk.week", mentor, *week) for day in (0,)}
    assert len(seen) == 1
    assert f"/office-hours/{made}" in by_day[0]
    friday, thursday = (date(2026, 12, n).toordinal() for n in (4, 3))
    assert "00:30–00:50" in of("desk.week", mentor, friday)
    assert of("desk.week", mentor, thursday).strip() == ""
    assert "22:30–22:50" in of("desk.week", member, thursday)
    assert of("desk.week", member, friday).strip() == ""
    cancel_booking(member, made)
    assert of("desk.week", mentor, *week).strip() == ""
