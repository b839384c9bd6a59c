"""Who hears what of office hours: by mail, by their own clock, and only while it holds."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.outbox import deliver_due
from exchange.mentoring.actions.away import add_days_away
from exchange.mentoring.actions.booking import book_slot, cancel_booking
from exchange.mentoring.actions.hours import Moved, change_slot, withdraw_slot
from exchange.mentoring.actions.keeping_hours import (
    remind_of_tomorrow,
    withdraw_what_cannot_be_held,
)
from exchange.mentoring.models import DaysAway
from exchange.notifications.models import Notification
from exchange.notifications.queries import notification_page
from exchange.people import actions as people
from exchange.people.actor import Actor
from exchange.people.queries import get_actor
from tests.factories import a_mentor, a_moderator, a_person, saved
from tests.mentoring.talking import (
    ABOUT,
    PLACE,
    a_past_talk,
    a_slot,
    a_talk,
    in_days,
    some_slots,
    the_slot,
    told,
)
from tests.notifications.post_office import change, text_of, work
from tests.notifications.post_office import filed as mails_in


@pytest.fixture
def mails(app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., list[str]]:
    folder = tmp_path / "mail"
    monkeypatch.setattr("exchange.notifications.mail.folder_of", lambda _settings: folder)

    def read(who: Actor) -> list[str]:
        """All that reached one person, as plain text."""
        work()
        found = [one for one in mails_in(tmp_path) if who.name in str(one["To"])]
        return [f"{one['Subject']}\n{text_of(one)}" for one in found]

    return read


def heard(who: Actor) -> list[str]:
    """What still holds of what they were told, the newest first."""
    while deliver_due():
        pass
    rows = notification_page(get_actor(who.id), 1).notifications
    return [f"{row.sentence}: {row.title}" for row in rows]


def test_a_booking_is_mailed_with_the_time_by_the_clock_of_the_mentor(
    it_is: Callable[..., None], mails: Callable[..., list[str]]
) -> None:
    it_is(datetime(2026, 12, 1, tzinfo=UTC))
    mentor = a_mentor("Mara Mentor", timezone="Europe/Riga")
    made = a_slot(mentor, day=date(2026, 12, 4), at=time(9))
    change(mentor.id, timezone="Europe/London")  # she travels
    book_slot(a_person("Nina Member"), made, version=1, about=ABOUT, lang="en")
    [mail] = mails(mentor)
    for words in (
        "Somebody booked your office hours",
        "Nina Member",
        "Friday, 4 December 2026, 07:00–07:20 (London, UTC)",
        "Length: 20 minutes",
        PLACE,
        ABOUT,
        f"/office-hours/{made}",
    ):
        assert words in mail, words


def test_a_booking_that_is_cancelled_meanwhile_is_told_as_cancelled(app: Flask) -> None:
    mentor, member = a_mentor(), a_person()
    made = a_talk(mentor, member)
    cancel_booking(member, made)
    assert heard(mentor) == ["Somebody cancelled office hours with you: "]
    assert heard(member) == []


def test_who_books_after_another_has_cancelled_is_not_told_to_have_cancelled(
    mails: Callable[..., list[str]],
) -> None:
    mentor, first, second = a_mentor("Mara Mentor"), a_person("Fay First"), a_person("Sue Second")
    made = a_talk(mentor, first)
    cancel_booking(first, made)
    book_slot(second, made, version=3, about="Of money.", lang="en")
    told_of = [one for one in heard(mentor) if "cancelled" in one]
    assert told_of == ["Somebody cancelled office hours with you: "]
    [mail] = [one for one in mails(mentor) if "cancelled" in one]
    assert "Sue" not in mail
    assert "Of money." not in mail


def test_whoever_booked_is_told_where_it_was_moved_to(
    it_is: Callable[..., None], mails: Callable[..., list[str]]
) -> None:
    it_is(datetime(2026, 12, 1, tzinfo=UTC))
    mentor = a_mentor("Mara Mentor", timezone="Europe/Riga")
    member = a_person("Nina Member", timezone="Europe/Istanbul")
    made = a_talk(mentor, member, day=date(2026, 12, 4))
    at = datetime(2026, 12, 8, 18, 30)  # noqa: DTZ001  by the mentor's clock
    change_slot(mentor, made, version=2, moved=Moved(at, 30), told=told(place="+371 2000000"))
    [mail] = mails(member)
    for words in ("have changed", "8 December 2026, 19:30–20:00 (Istanbul, UTC+3)", "+371"):
        assert words in mail, words
    change_slot(mentor, made, version=3, moved=Moved(at, 30), told=told(place="+371 2000000"))
    assert len(mails(member)) == 1  # nothing that concerns them has changed


def test_whoever_booked_is_told_why_it_is_withdrawn(mails: Callable[..., list[str]]) -> None:
    mentor, member = a_mentor("Mara Mentor"), a_person("Nina Member")
    made = a_talk(mentor, member)
    withdraw_slot(mentor, made, reason="I am ill.", lang="en")
    [mail] = mails(member)
    assert "Office hours that you booked are withdrawn" in mail
    assert "I am ill." in mail
    assert mails(mentor) == []  # what was booked is off


def lose_the_role(mentor: Actor) -> None:
    person = get_actor(mentor.id)
    assert person.is_mentor
    change(mentor.id, is_mentor=False)
    withdraw_what_cannot_be_held()


def be_suspended(mentor: Actor) -> None:
    people.suspend(a_moderator(), mentor.id, "Advertising after two warnings.")


def go_away(mentor: Actor) -> None:
    saved(DaysAway(account_id=mentor.id, first_day=in_days(3), last_day=in_days(4)))
    withdraw_what_cannot_be_held()


@pytest.mark.parametrize(
    ("happens", "why"), [(lose_the_role, "role"), (be_suspended, "role"), (go_away, "away")]
)
def test_times_that_cannot_be_held_are_withdrawn_and_told(
    app: Flask, happens: Callable[[Actor], None], why: str
) -> None:
    mentor, member = a_mentor(timezone="UTC"), a_person()
    free, booked = some_slots(mentor, length=40)
    later = a_slot(mentor, day=in_days(20))
    over = a_past_talk(mentor, member)
    other = a_talk(a_mentor(timezone="UTC"), a_person())
    book_slot(member, booked, version=1, about=ABOUT, lang="en")
    happens(mentor)
    told = heard(member)
    assert told[0].startswith("Office hours that you booked are withdrawn")
    assert [the_slot(one).why for one in (free, booked)] == [why, why]
    assert (the_slot(later).why == "") is (why == "away")
    assert the_slot(over).withdrawn_at is None
    assert the_slot(other).withdrawn_at is None
    withdraw_what_cannot_be_held()
    assert heard(member) == told  # once


def test_who_booked_a_day_that_becomes_a_day_away_hears_so_at_once(app: Flask) -> None:
    mentor, member = a_mentor(), a_person()
    made, other = a_talk(mentor, member), a_slot(mentor, day=in_days(9))
    add_days_away(mentor, in_days(3), in_days(3), withdraws=True)
    assert any("that you booked are withdrawn" in one for one in heard(member))
    assert [the_slot(one).why for one in (made, other)] == ["away", ""]


def test_a_day_away_is_a_day_where_the_mentor_is(app: Flask, it_is: Callable[..., None]) -> None:
    it_is(datetime(2026, 12, 1, tzinfo=UTC))
    mentor = a_mentor(timezone="Europe/Istanbul")
    made = [a_slot(mentor, day=date(2026, 12, n), at=time(1)) for n in (4, 5)]  # 22:00 in UTC
    away = date(2026, 12, 4)
    saved(DaysAway(account_id=mentor.id, first_day=away, last_day=away))
    withdraw_what_cannot_be_held()
    assert [the_slot(one).why for one in made] == ["away", ""]


def test_both_are_reminded_the_day_before_and_once(
    app: Flask, it_is: Callable[..., None], mails: Callable[..., list[str]]
) -> None:
    begin = datetime(2026, 12, 1, tzinfo=UTC)
    it_is(begin)
    mentor, member = a_mentor("Mara Mentor", timezone="UTC"), a_person("Nina Member")
    a_talk(mentor, member, day=date(2026, 12, 4), at=time(10))
    remind_of_tomorrow()
    assert len(mails(mentor)) == 1
    it_is(begin + timedelta(days=2, hours=10))
    for _ in range(2):
        remind_of_tomorrow()
    assert "within a day" in mails(mentor)[-1]
    assert len(mails(mentor)) == 2
    [mail] = mails(member)
    assert "within a day" in mail
    assert PLACE in mail


def test_who_booked_within_the_day_is_not_reminded_nor_is_anybody_of_what_is_over(
    app: Flask, it_is: Callable[..., None]
) -> None:
    begin = datetime(2026, 12, 1, tzinfo=UTC)
    it_is(begin)
    member = a_person()
    a_talk(a_mentor(timezone="UTC"), member, day=date(2026, 12, 1), at=time(20))
    late = a_talk(a_mentor(timezone="UTC"), member, day=date(2026, 12, 5))
    remind_of_tomorrow()
    assert heard(member) == []
    it_is(begin + timedelta(days=9))
    remind_of_tomorrow()  # the machine stood still
    assert heard(member) == []
    assert the_slot(late).reminded_at is None


SOON = "You have office hours within a day"


@pytest.fixture
def tomorrow(app: Flask, it_is: Callable[..., None]) -> tuple[Actor, Actor, int]:
    """A mentor and a member who have been told that they talk within a day, and the talk."""
    it_is(datetime(2026, 12, 1, tzinfo=UTC))
    mentor, member = a_mentor("Mara", timezone="UTC"), a_person("Nina")
    made = a_talk(mentor, member, day=date(2026, 12, 4), at=time(10))
    it_is(datetime(2026, 12, 3, 11, tzinfo=UTC))
    remind_of_tomorrow()
    assert f"{SOON}: Nina" in heard(mentor)
    assert f"{SOON}: Mara" in heard(member)
    return mentor, member, made


def test_nobody_has_office_hours_within_a_day_once_they_have_begun(
    tomorrow: tuple[Actor, Actor, int], it_is: Callable[..., None]
) -> None:
    mentor, member, _made = tomorrow
    it_is(datetime(2026, 12, 4, 9, 59, tzinfo=UTC))
    assert heard(member) == [f"{SOON}: Mara"]
    it_is(datetime(2026, 12, 4, 10, tzinfo=UTC))
    assert heard(member) == []
    assert heard(mentor) == ["Somebody booked your office hours: Nina"]


def test_what_is_moved_to_next_week_is_not_within_a_day_until_its_eve(
    tomorrow: tuple[Actor, Actor, int], it_is: Callable[..., None]
) -> None:
    mentor, member, made = tomorrow
    version = the_slot(made).edit_version
    later = Moved(datetime.combine(date(2026, 12, 14), time(10)), 20)
    change_slot(mentor, made, version=version, moved=later, told=told())
    assert heard(member) == ["Office hours that you booked have changed: Mara"]
    assert f"{SOON}: Nina" not in heard(mentor)
    it_is(datetime(2026, 12, 13, 10, tzinfo=UTC))
    remind_of_tomorrow()
    assert f"{SOON}: Nina" in heard(mentor)
    assert f"{SOON}: Mara" in heard(member)


def test_office_hours_that_are_moved_to_later_that_day_are_within_a_day_still(
    tomorrow: tuple[Actor, Actor, int],
) -> None:
    mentor, member, made = tomorrow
    version = the_slot(made).edit_version
    at_ten_more = Moved(datetime.combine(date(2026, 12, 4), time(10, 10)), 20)
    change_slot(mentor, made, version=version, moved=at_ten_more, told=told())
    assert f"{SOON}: Mara" in heard(member)
    assert f"{SOON}: Nina" in heard(mentor)


def test_what_was_told_of_a_slot_is_for_the_two_of_now(app: Flask) -> None:
    mentor, first, second = a_mentor("Mara"), a_person(), a_person()
    made = a_talk(mentor, first)
    at = datetime.combine(in_days(6), time(9))
    change_slot(mentor, made, version=2, moved=Moved(at, 20), told=told())
    assert heard(first) == ["Office hours that you booked have changed: Mara"]
    cancel_booking(first, made)
    book_slot(second, made, version=4, about=ABOUT, lang="en")
    assert heard(first) == []
    assert heard(second) == []
    with transaction(None):
        db.session.execute(delete(Notification))
    assert now()
