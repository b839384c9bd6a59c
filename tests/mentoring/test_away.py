"""Days away: when no question should come to a mentor, and until when others see them away."""

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest

from exchange.kernel.db import db
from exchange.kernel.rulings import NotAllowed, NotFound, Refused
from exchange.mentoring.absences import MOST, away_until, fault_of
from exchange.mentoring.actions.away import add_days_away, remove_days_away
from exchange.mentoring.actions.hours import withdraw_slot
from exchange.mentoring.models import DaysAway
from exchange.mentoring.queries.away import own_absences
from tests.factories import LONG_AGO, a_mentor, a_mentoring_coordinator, a_person, an_admin
from tests.mentoring.talking import a_slot, a_talk

AWAY = "/en/mentors/me/away"
NOON = datetime(2027, 5, 3, 12, tzinfo=UTC)
TODAY = NOON.date()


def may(day):
    return date(2027, 5, day)


def span(first, last):
    return SimpleNamespace(first_day=may(first), last_day=may(last))


@pytest.fixture(autouse=True)
def _then(it_is):
    it_is(NOON)


@pytest.mark.parametrize(
    ("spans", "until"),
    [
        ([], None),
        ([span(1, 2)], None),
        ([span(4, 9)], None),
        ([span(3, 3)], 3),
        ([span(1, 5)], 5),
        ([span(6, 8), span(1, 5)], 8),  # the next begins as the one ends
        ([span(1, 5), span(7, 8)], 5),  # back for a day
        ([span(1, 9), span(2, 4), span(9, 12)], 12),
    ],
)
def test_until_when_somebody_is_away(spans, until):
    assert away_until(spans, TODAY) == (may(until) if until else None)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (may(3), may(3), None),
        (date(2026, 12, 1), may(3), None),
        (may(3), date(2028, 5, 2), None),
        (may(5), may(4), "before the first"),
        (may(1), may(2), "are past"),
        (may(3), date(2028, 5, 3), "A year at most"),
        (date(2028, 5, 4), date(2028, 5, 5), "more than a year ahead"),
    ],
)
def test_which_days_can_be_said(first, last, words):
    fault = fault_of(first, last, TODAY)
    assert words in str(fault) if words else fault is None


def test_a_mentor_says_when_they_are_away_and_takes_it_away_again(client, sign_in):
    who = a_mentor("Anna")
    sign_in(client, who)
    page = client.submit(AWAY, "/away", first_day="2027-05-03", last_day="2027-05-07")
    assert "No question is proposed to you on these days." in page.text
    assert page.one(".rows li b").text == "3–7 May 2027"
    assert "Away until: 7 May 2027" in client.get("/en/mentors").one(".rows li").text
    away = client.submit(page, "/remove")
    assert "No days away are noted." in away.text
    assert "Away until" not in client.get("/en/mentors").text


@pytest.mark.parametrize(
    ("first", "last", "complaint"),
    [
        ("2027-05-09", "2027-05-08", "cannot be before the first"),
        ("2026-05-09", "2026-05-10", "These days are past"),
        ("2027-05-09", "2029-05-09", "A year at most"),
        ("9 May", "2027-05-10", "A day like 2026-05-31"),
        ("", "2027-05-10", "This cannot be empty."),
        ("9999-12-31", "9999-12-31", "more than a year ahead"),
        ("2027-05-09", "\0", "Last day"),
    ],
)
def test_what_cannot_be_taken_is_said_and_kept(client, sign_in, first, last, complaint):
    who = a_mentor()
    sign_in(client, who)
    page = client.send(client.get(AWAY).form("/away").fill(first_day=first, last_day=last))
    assert page.status == 422
    assert complaint in page.one("#errors").text
    assert page.form("/away").data["first_day"] == first
    assert own_absences(who) == []


def test_booked_office_hours_are_withdrawn_only_once_their_mentor_wants_that(
    client, sign_in, it_is
):
    it_is(datetime(2027, 5, 1, 8, tzinfo=UTC))
    mentor = a_mentor("Anna", timezone="Europe/Istanbul")
    for day, at in ((may(3), time(9)), (may(4), time(0, 30)), (may(5), time(9))):
        a_talk(mentor, day=day, at=at)
    a_slot(mentor, day=may(3), at=time(12))
    withdraw_slot(mentor, a_talk(mentor, day=may(3), at=time(15)), reason="I am ill.", lang="en")
    sign_in(client, mentor)
    page = client.get(AWAY)
    assert "Withdraw them" not in page.text
    page = client.send(page.form("/away").fill(first_day="2027-05-03", last_day="2027-05-03"))
    assert page.status == 422
    assert "Office hours booked on these days: 1." in page.one("#errors").text
    assert own_absences(mentor) == []
    page = client.send(page.form("/away").fill(last_day="2027-05-05", withdraws="y"))
    assert page.status == 303
    assert [row.last_day for row in own_absences(mentor)] == [may(5)]


def test_nothing_is_asked_where_nobody_has_booked(app, it_is):
    it_is(datetime(2027, 5, 1, 8, tzinfo=UTC))
    mentor = a_mentor()
    a_slot(mentor, day=may(4))
    a_talk(day=may(4))
    add_days_away(mentor, may(3), may(5))
    assert len(own_absences(mentor)) == 1


def test_today_is_that_of_the_mentor(app, it_is):
    it_is(datetime(2027, 5, 3, 22, 30, tzinfo=UTC))
    east, west = a_mentor(timezone="Europe/Istanbul"), a_mentor(timezone="Atlantic/Azores")
    add_days_away(west, may(3), may(3))
    with pytest.raises(Refused, match="are past"):
        add_days_away(east, may(3), may(3))


def test_the_same_twice_is_noted_once_and_what_is_past_is_forgotten(app, it_is):
    who = a_mentor()
    for _ in range(2):
        add_days_away(who, may(3), may(4))
    assert len(own_absences(who)) == 1
    it_is(NOON + timedelta(days=5))
    assert own_absences(who) == []
    add_days_away(who, may(20), may(21))
    assert db.session.query(DaysAway).count() == 1


def test_no_more_than_fifty_are_kept(app):
    who = a_mentor()
    for n in range(MOST):
        add_days_away(who, TODAY + timedelta(days=n), TODAY + timedelta(days=n))
    with pytest.raises(Refused, match=r"At most .* absences"):
        add_days_away(who, may(30), may(31))


def test_days_of_others_are_not_there(app):
    add_days_away(who := a_mentor(), may(3), may(4))
    its = own_absences(who)[0].id
    for stranger in (a_mentor(), a_mentor(is_admin=True)):
        for number in (its, 999_999):
            with pytest.raises(NotFound):
                remove_days_away(stranger, number)
    remove_days_away(who, its)


@pytest.mark.parametrize("who", [a_person, an_admin, lambda: a_mentor(suspended_at=LONG_AGO)])
def test_whoever_is_no_mentor_has_no_days_away(client, sign_in, who):
    actor = who()
    sign_in(client, actor)
    assert client.get(AWAY).status == 403
    with pytest.raises(NotAllowed):
        add_days_away(actor, may(3), may(3))


def test_a_guest_is_led_to_sign_in(client):
    assert client.get(AWAY).location.startswith("/en/sign-in")


def test_members_see_until_when_and_coordinators_all_that_is_to_come(client, sign_in):
    who = a_mentor("Anna", timezone="Europe/Riga")
    add_days_away(who, may(3), may(4))
    add_days_away(who, may(20), may(21))
    page = f"/en/people/{who.id}"
    for reader, sees in ((a_person(), False), (a_mentoring_coordinator(), True), (who, True)):
        sign_in(client, reader)
        text = client.get(page).text
        assert "Away until: 4 May 2027" in text
        assert ("20–21 May 2027" in text, "Open questions now" in text) == (sees, sees)


def test_guests_see_at_once_that_a_mentor_is_away_and_is_back(app):
    who, browser, headers = a_mentor(), app.test_client(), {"Accept-Encoding": "gzip"}

    def tag():
        return browser.get("/en/mentors", headers=headers).headers["ETag"]

    before = tag()
    add_days_away(who, may(3), may(4))
    away = tag()
    remove_days_away(who, own_absences(who)[0].id)
    assert (away != before, tag()) == (True, before)


def test_the_page_that_guests_get_is_right_tomorrow_too(app, it_is):
    browser, headers = app.test_client(), {"Accept-Encoding": "gzip"}
    add_days_away(a_mentor(), may(4), may(5))

    def shown():
        answer = browser.get("/en/mentors", headers=headers)
        again = browser.get("/en/mentors", headers=headers)
        assert again.headers["ETag"] == answer.headers["ETag"]
        fresh = app.test_client().get("/en/mentors")  # takes no gzip: is not kept
        return "Away until: 5 May 2027" in fresh.text, answer.headers["ETag"]

    told, tags = [], []
    for moment in (NOON, NOON + timedelta(days=1), NOON + timedelta(days=3)):
        it_is(moment)
        says, tag = shown()
        told.append(says)
        tags.append(tag)
    assert told == [False, True, False]
    assert tags[0] != tags[1] != tags[2]
