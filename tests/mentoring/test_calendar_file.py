"""The file that puts a talk into a calendar, read back and byte by byte."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from exchange.kernel.outbox import deliver_due
from exchange.mentoring.actions.booking import book_slot, cancel_booking
from exchange.mentoring.actions.hours import withdraw_slot
from exchange.mentoring.calendar_file import Entry, as_calendar
from exchange.notifications.queries import notification_page
from exchange.people.actor import Actor
from exchange.people.queries import get_actor
from tests.factories import a_mentor, a_person
from tests.mentoring.talking import ABOUT, PLACE, a_past_talk, a_slot, a_talk
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
NOW = datetime(2026, 12, 1, 8, 0, 5, 123, tzinfo=UTC)


def entry(**changes: object) -> Entry:
    given: dict[str, object] = {
        "uid": "office-slot-7@example.org",
        "sequence": 3,
        "starts_at": datetime(2026, 12, 4, 8, 0, tzinfo=UTC),
        "minutes": 20,
        "title": "Office hours",
        "place": "Hall; first floor, room 2\\3",
        "description": "One line\nand another, " + "š€ņ" * 60,
        "address": "https://example.org/en/office-hours/7",
        "is_withdrawn": False,
    }
    return Entry(**(given | changes))  # type: ignore[arg-type]


def test_lines_are_folded_at_75_octets_and_end_as_they_should() -> None:
    made = as_calendar(entry(), NOW)
    lines = made.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-1] == b""
    assert b"\n" not in made.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    made.decode("utf-8")  # no sign is cut in two


def test_what_has_a_meaning_is_escaped_and_comes_back() -> None:
    made = as_calendar(entry(), NOW)
    assert rb"LOCATION:Hall\; first floor\, room 2\\3" in made
    [event] = Calendar.from_ical(made).walk("VEVENT")
    assert str(event["location"]) == "Hall; first floor, room 2\\3"
    assert str(event["description"]) == entry().description


def test_times_are_in_utc_and_the_number_of_the_change_is_told() -> None:
    made = as_calendar(entry(), NOW)
    for line in (
        b"UID:office-slot-7@example.org",
        b"SEQUENCE:3",
        b"DTSTAMP:20261201T080005Z",
        b"DTSTART:20261204T080000Z",
        b"DTEND:20261204T082000Z",
        b"STATUS:CONFIRMED",
        b"VERSION:2.0",
        b"METHOD:PUBLISH",
    ):
        assert b"\r\n" + line + b"\r\n" in made, line


def test_what_is_withdrawn_is_cancelled_in_the_calendar() -> None:
    made = as_calendar(entry(is_withdrawn=True), NOW)
    assert b"STATUS:CANCELLED" in made
    assert b"METHOD:CANCEL" in made


@pytest.mark.parametrize("zone", ["Europe/Riga", "Europe/Istanbul"])
def test_both_of_the_two_have_the_same_entry(
    client: CheckedClient, sign_in: SignIn, it_is: Callable[..., None], zone: str
) -> None:
    it_is(NOW)
    mentor = a_mentor("Mara Mentor", timezone="Europe/Riga")
    member = a_person("Nina Member", timezone=zone, language="lv")
    made = a_talk(mentor, member, day=date(2026, 12, 4), at=time(10))
    seen = set()
    for who in (mentor, member):
        sign_in(client, who)
        answer = client.flask.get(f"/office-hours/{made}.ics")
        assert answer.status_code == 200
        assert answer.content_type == "text/calendar; charset=utf-8"
        assert "attachment" in answer.headers["Content-Disposition"]
        assert answer.headers["Cache-Control"] == "no-store"
        [event] = Calendar.from_ical(answer.data).walk("VEVENT")
        assert str(event["location"]) == PLACE
        assert str(event["description"]) == ABOUT
        assert "Nina Member" in str(event["summary"])
        seen.add((str(event["uid"]), event["sequence"], event["dtstart"].dt))
    [(uid, sequence, starts)] = seen
    assert uid.startswith(f"office-slot-{made}@")
    assert sequence == 2
    assert starts == datetime(2026, 12, 4, 8, 0, tzinfo=UTC)
    withdraw_slot(mentor, made, reason="I am ill.", lang="en")
    [event] = Calendar.from_ical(client.flask.get(f"/office-hours/{made}.ics").data).walk("VEVENT")
    assert (event["sequence"], str(event["status"])) == (3, "CANCELLED")


def test_nobody_else_reads_in_the_file_who_talks_where_or_about_what(
    client: CheckedClient, sign_in: SignIn
) -> None:
    mentor = a_mentor("Mara Mentor")
    free = a_slot(mentor)
    booked = a_talk(a_mentor("Nora Other"), a_person("Nina Member"))
    sign_in(client, mentor)
    for made in (free, booked):
        told = client.flask.get(f"/office-hours/{made}.ics")
        assert b"METHOD:CANCEL" in told.data
        for secret in (PLACE, ABOUT[:20], "Nina Member"):
            assert secret.encode() not in told.data.replace(b"\r\n ", b"")
    withdraw_slot(mentor, free, reason="", lang="en")
    sign_in(client, a_person())
    assert client.flask.get(f"/office-hours/{a_past_talk()}.ics").status_code == 404
    assert client.flask.get(f"/office-hours/{free}.ics").status_code == 404
    assert client.flask.get("/office-hours/999999.ics").status_code == 404


def test_what_a_member_cancelled_leaves_the_calendars_of_the_two(
    client: CheckedClient, sign_in: SignIn
) -> None:
    mentor, member = a_mentor(), a_person()
    made = a_talk(mentor, member)
    sign_in(client, member)
    [booked] = Calendar.from_ical(client.flask.get(f"/office-hours/{made}.ics").data).walk("VEVENT")
    page = client.submit(client.get(f"/en/office-hours/{made}"), "/cancel")
    while deliver_due():
        pass
    [told] = notification_page(get_actor(mentor.id), 1).notifications
    for who, seen in ((member, page), (mentor, f"/en{told.path}")):
        sign_in(client, who)
        shown = client.get(seen) if isinstance(seen, str) else seen
        file = client.flask.get(shown.link("Take it out of your calendar")).data
        [event] = Calendar.from_ical(file).walk("VEVENT")
        assert (event["uid"], str(event["status"])) == (booked["uid"], "CANCELLED")
        assert event["sequence"] > booked["sequence"]
        assert event["dtstart"].dt == booked["dtstart"].dt


def test_a_time_that_is_booked_again_is_not_offered_to_leave_the_calendar_of_its_mentor(
    client: CheckedClient, sign_in: SignIn
) -> None:
    mentor, first = a_mentor(), a_person()
    made = a_talk(mentor, first)
    cancel_booking(first, made)
    book_slot(a_person(), made, version=3, about=ABOUT, lang="en")
    sign_in(client, mentor)
    page = client.get(f"/en/office-hours/{made}?cancelled")
    assert "Take it out" not in page.text
    assert page.link("Put it into your calendar")
