"""A mentor offers times to talk, a member books one; both are told, and nobody else."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import update

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound, Refused, Stale
from exchange.mentoring.actions.booking import book_slot, cancel_booking
from exchange.mentoring.actions.hours import Moved, change_slot, offer_hours, withdraw_slot
from exchange.mentoring.models import DaysAway, OfficeSlot
from exchange.mentoring.office_times import NoSuchHour, in_utc, times_of
from exchange.people.actor import Actor
from exchange.people.models import Account, Expertise
from tests.factories import (
    LONG_AGO,
    a_mentor,
    a_moderator,
    a_person,
    a_tag,
    an_organisation,
    saved,
)
from tests.mentoring.talking import (
    ABOUT,
    PLACE,
    a_past_talk,
    a_slot,
    a_talk,
    has_begun,
    in_days,
    offered,
    some_slots,
    the_slot,
    told,
)
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
MINE, NEW = "/en/office-hours/mine", "/en/office-hours/new"


def book(who: Actor, slot_id: int, *, version: int = 1) -> None:
    book_slot(who, slot_id, version=version, about=ABOUT, lang="en")


def test_an_offer_of_two_hours_in_talks_of_twenty_minutes_makes_six_times(
    client: CheckedClient, sign_in: SignIn
) -> None:
    sign_in(client, a_mentor(timezone="Europe/Riga"))
    form = client.get(NEW)
    for words in ("45 minutes", "240 minutes", "Once", "26 weeks, each week"):
        assert words in form.text, words
    values = {"day": in_days(3).isoformat(), "at": "09:30", "length": "120", "minutes": "20"}
    page = client.submit(form, "/new", place=PLACE, purpose="For beginners", **values)
    assert page.h1 == "Your office hours"
    assert "6 times are offered." in page.text
    assert page.text.count("Withdraw") == 6
    assert "09:30–09:50" in page.text
    assert "11:10–11:30" in page.text


def test_each_week_it_is_the_same_hour_when_the_clocks_change() -> None:
    given = offered(day=date(2026, 10, 19), at=time(9), length=40, minutes=20, weeks=3)
    found = times_of(given, "Europe/Riga")
    local = [moment.astimezone(ZoneInfo("Europe/Riga")) for moment in found]
    assert [f"{one:%d.%m %H:%M}" for one in local] == [
        *("19.10 09:00", "19.10 09:20", "26.10 09:00", "26.10 09:20"),
        *("02.11 09:00", "02.11 09:20"),
    ]
    assert [moment.hour for moment in found[::2]] == [6, 7, 7]  # in UTC


def test_an_hour_that_the_clocks_skip_is_not_offered(
    app: Flask, it_is: Callable[..., None]
) -> None:
    with pytest.raises(NoSuchHour):
        in_utc(date(2027, 3, 28), time(3, 30), "Europe/Riga")
    it_is(datetime(2027, 3, 1, tzinfo=UTC))
    mentor = a_mentor(timezone="Europe/Riga")
    with pytest.raises(Refused, match="skip this hour"):
        some_slots(mentor, day=date(2027, 3, 21), at=time(3, 30), weeks=2)
    assert in_utc(date(2026, 10, 25), time(3, 30), "Europe/Riga").hour == 0  # the first of two


def test_a_member_reads_the_times_by_their_own_clock(
    client: CheckedClient, sign_in: SignIn, it_is: Callable[..., None]
) -> None:
    it_is(datetime(2026, 12, 1, tzinfo=UTC))
    mentor = a_mentor("Mara", timezone="Europe/Riga")
    made = a_slot(mentor, day=date(2026, 12, 4), at=time(0, 30))
    for zone, day, hours in (
        ("Europe/Istanbul", "4 December", "01:30–01:50"),
        ("Europe/London", "3 December", "22:30–22:50"),
    ):
        sign_in(client, a_person(timezone=zone))
        page = client.get("/en/office-hours")
        assert day in page.text
        assert hours in page.text
        assert hours in client.get(f"/en/office-hours/{made}").h1
        for path in ("/en/office-hours", "/en/office-hours/mine", f"/en/office-hours/{made}"):
            assert zone not in client.get(path).text  # by its city instead


def test_the_clock_is_said_by_a_city_in_the_language_of_the_reader(
    client: CheckedClient, sign_in: SignIn, it_is: Callable[..., None]
) -> None:
    it_is(datetime(2026, 12, 1, tzinfo=UTC))
    mentor = a_mentor("Mara", timezone="Europe/Belgrade")
    made = a_slot(mentor, day=date(2026, 12, 4))
    sign_in(client, mentor)
    assert client.get(f"/sr/office-hours/{made}").all("dd")[1].text == "Београд, UTC+1"
    for path in ("", "/mine", "/new", f"/{made}/edit"):
        text = client.get(f"/sr/office-hours{path}").text
        assert "Београд" in text, path
        assert "Europe/" not in text, path


def test_a_member_books_and_learns_where_they_talk(client: CheckedClient, sign_in: SignIn) -> None:
    mentor, member = a_mentor("Mara Mentor"), a_person("Nina Member")
    made = a_slot(mentor)
    sign_in(client, member)
    page = client.get(f"/en/office-hours/{made}")
    assert PLACE not in page.text
    page = client.submit(page, "/book", about=ABOUT)
    assert "You have booked this time." in page.text
    assert PLACE in page.text
    assert ABOUT in page.text
    assert "Mara Mentor" in client.get(MINE).text
    sign_in(client, mentor)
    page = client.get(f"/en/office-hours/{made}")
    for words in (PLACE, ABOUT, "Nina Member"):
        assert words in page.text, words
    assert "Nina Member" in client.get(MINE).text


def test_others_see_that_it_is_booked_not_by_whom_nor_where(
    client: CheckedClient, sign_in: SignIn
) -> None:
    made = a_talk(None, a_person("Nina Member"))
    for other in (a_person(), a_mentor(), a_moderator()):
        sign_in(client, other)
        page = client.get(f"/en/office-hours/{made}")
        assert "Somebody has booked this time." in page.text
        for words in ("Nina Member", PLACE, ABOUT):
            assert words not in page.body, words
        file = client.flask.get(f"/office-hours/{made}.ics").data.replace(b"\r\n ", b"")
        for words in ("Nina Member", PLACE, ABOUT):
            assert words.encode() not in file, words
        assert f"/office-hours/{made}" not in client.get("/en/office-hours").body


def test_what_is_over_or_withdrawn_is_not_there_for_others(
    client: CheckedClient, sign_in: SignIn
) -> None:
    mentor, member = a_mentor(), a_person()
    over, off = a_past_talk(mentor, member), a_talk(mentor, member, day=in_days(8))
    withdraw_slot(mentor, off, reason="I am ill.", lang="en")
    for who, status in ((a_person(), 404), (member, 200), (mentor, 200)):
        sign_in(client, who)
        assert {client.get(f"/en/office-hours/{one}").status for one in (over, off)} == {status}


def test_of_two_who_book_at_once_one_has_it_and_the_other_is_told(
    client: CheckedClient, sign_in: SignIn
) -> None:
    made, first, second = a_slot(), a_person(), a_person()
    sign_in(client, second)
    form = client.get(f"/en/office-hours/{made}").form("/book").fill(about=ABOUT)
    book(first, made)
    page = client.send(form)
    assert page.status == 422
    assert "Somebody else has booked this time meanwhile." in page.text
    assert ABOUT in page.body  # what was typed is kept
    assert the_slot(made).member_id == first.id
    with pytest.raises(Refused, match="meanwhile"):
        book(second, made, version=2)


def test_nobody_books_another_time_than_they_read(client: CheckedClient, sign_in: SignIn) -> None:
    mentor, member = a_mentor(timezone="Europe/Riga"), a_person()
    made = a_slot(mentor)
    sign_in(client, member)
    form = client.get(f"/en/office-hours/{made}").form("/book").fill(about=ABOUT)
    at = datetime.combine(in_days(5), time(16))
    change_slot(mentor, made, version=1, moved=Moved(at, 30), told=told())
    page = client.send(form)
    assert page.status == 409
    assert "changed this time while you were writing" in page.text
    page = client.submit(page, "/book")
    assert "You have booked this time." in page.text


def test_nobody_books_their_own_hours(app: Flask) -> None:
    mentor = a_mentor()
    with pytest.raises(NotAllowed, match="their own"):
        book(mentor, a_slot(mentor))


def test_a_member_has_three_coming_times_at_most(client: CheckedClient, sign_in: SignIn) -> None:
    member, mentor = a_person(), a_mentor()
    times = some_slots(mentor, length=120)
    for one in times[:3]:
        book(member, one)
    sign_in(client, member)
    page = client.submit(client.get(f"/en/office-hours/{times[3]}"), "/book", about=ABOUT)
    assert page.status == 422
    assert "3 coming times already" in page.text
    cancel_booking(member, times[0])
    book(member, times[3])
    has_begun(times[1])
    book(member, times[4])


@pytest.mark.parametrize("trait", [{"suspended_at": LONG_AGO}, {"is_mentor": False}])
def test_times_of_who_is_no_mentor_any_more_are_not_offered(
    client: CheckedClient, sign_in: SignIn, trait: dict[str, object]
) -> None:
    mentor = a_mentor("Mara")
    made = a_slot(mentor)
    with transaction(None):
        db.session.execute(update(Account).where(Account.id == mentor.id).values(trait))
    with pytest.raises(NotFound):
        book(a_person(), made)
    sign_in(client, a_person())
    assert "Mara" not in client.get("/en/office-hours").text


def test_only_mentors_offer_and_nobody_who_is_suspended_books(app: Flask) -> None:
    with pytest.raises(NotAllowed, match="Mentors offer"):
        some_slots(a_person(is_admin=True))
    with pytest.raises(NotAllowed):
        book(a_person(suspended_at=LONG_AGO), a_slot())
    with pytest.raises(NotFound):
        book(a_person(admitted_at=None), a_slot())


def test_times_of_one_mentor_do_not_meet(app: Flask) -> None:
    mentor = a_mentor()
    made = some_slots(mentor, length=60)
    with pytest.raises(Refused, match="meets another"):
        a_slot(mentor, at=time(10, 10))
    a_slot(mentor, at=time(11))
    a_slot(a_mentor(), at=time(10, 10))
    withdraw_slot(mentor, made[0], reason="", lang="en")
    a_slot(mentor, at=time(10))
    at = datetime.combine(in_days(3), time(10, 30))
    with pytest.raises(Refused, match="meets another"):
        change_slot(mentor, made[1], version=1, moved=Moved(at, 20), told=told())


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"length": 10}, "minutes"),
        ({"day": date(2020, 1, 1)}, "day"),
        ({"length": 240, "minutes": 10, "weeks": 26}, "weeks"),
    ],
)
def test_what_cannot_be_offered_is_said_at_its_field(
    app: Flask, given: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        some_slots(**given)
    assert refused.value.field == field


def test_nobody_offers_a_day_on_which_they_are_away(app: Flask) -> None:
    mentor = a_mentor(timezone="Europe/Riga")
    saved(DaysAway(account_id=mentor.id, first_day=in_days(10), last_day=in_days(10)))
    with pytest.raises(Refused, match="away"):
        some_slots(mentor, weeks=2)
    some_slots(mentor, weeks=1)


@pytest.mark.parametrize(
    ("field", "value"),
    [("day", "tomorrow"), ("day", "1999-01-01"), ("at", "25:00"), ("languages", [])],
)
def test_bad_input_keeps_what_was_typed(
    client: CheckedClient, sign_in: SignIn, field: str, value: object
) -> None:
    sign_in(client, a_mentor())
    good = {"day": in_days(3).isoformat(), "at": "09:30", "place": "In the hall."}
    page = client.submit(client.get(NEW), "/new", **(good | {field: value}))
    assert page.status == 422
    assert "In the hall." in page.body


def test_a_form_that_is_sent_twice_offers_once(client: CheckedClient, sign_in: SignIn) -> None:
    sign_in(client, a_mentor())
    form = client.get(NEW).form("/new")
    form.fill(day=in_days(3).isoformat(), at="09:30", place=PLACE)
    assert [client.send(form).status for _ in range(2)] == [303, 303]
    with transaction(None):
        assert db.session.query(OfficeSlot).count() == 3


def test_a_member_cancels_until_it_begins(client: CheckedClient, sign_in: SignIn) -> None:
    member = a_person()
    made = a_talk(None, member)
    sign_in(client, member)
    page = client.submit(client.get(f"/en/office-hours/{made}"), "/cancel")
    assert "It is cancelled" in page.text
    slot = the_slot(made)
    assert (slot.member_id, slot.about, slot.booked_at) == (None, "", None)
    book(a_person(), made, version=slot.edit_version)
    begun = a_past_talk(None, member)
    with pytest.raises(NotAllowed):
        cancel_booking(member, begun)
    with pytest.raises(NotAllowed):
        cancel_booking(a_person(), a_talk())


def test_a_suspended_member_cancels_too(app: Flask) -> None:
    member = a_person()
    made = a_talk(None, member)
    with transaction(None):
        db.session.get_one(Account, member.id).suspended_at = now()
    cancel_booking(member, made)
    assert the_slot(made).member_id is None


def test_a_mentor_moves_one_and_a_stale_form_says_so(
    client: CheckedClient, sign_in: SignIn
) -> None:
    mentor = a_mentor(timezone="Europe/Riga")
    made = a_slot(mentor)
    sign_in(client, mentor)
    form = client.get(f"/en/office-hours/{made}/edit").form("/edit")
    assert form.data["at"] == "10:00"
    book(a_person(), made)
    page = client.send(form.fill(at="15:00", place="In the hall."))
    assert page.status == 409
    assert "In the hall." in page.body
    page = client.submit(page, "/edit")
    assert "15:00–15:20" in page.h1
    assert "In the hall." in page.text
    at = datetime.combine(in_days(3), time(9))
    with pytest.raises(Stale):
        change_slot(mentor, made, version=2, moved=Moved(at, 20), told=told())


def test_who_changes_only_the_place_does_not_move_what_the_clock_shows_twice(
    app: Flask, it_is: Callable[[datetime], None]
) -> None:
    it_is(datetime(2027, 10, 1, tzinfo=UTC))
    mentor = a_mentor(timezone="Europe/Riga")
    night = date(2027, 10, 31)  # at four it is three again
    first, second = some_slots(mentor, day=night, at=time(3, 0), length=120, minutes=60)
    withdraw_slot(mentor, first, reason="", lang="en")
    before = the_slot(second).starts_at
    at = datetime.combine(night, time(3, 0))
    change_slot(mentor, second, version=1, moved=Moved(at, 60), told=told(place="Elsewhere"))
    assert (the_slot(second).starts_at, the_slot(second).place) == (before, "Elsewhere")


def test_a_mentor_withdraws_a_booked_time_with_a_reason(
    client: CheckedClient, sign_in: SignIn
) -> None:
    mentor, member = a_mentor(), a_person()
    made = a_talk(mentor, member)
    sign_in(client, mentor)
    form = client.get(f"/en/office-hours/{made}/withdraw")
    page = client.submit(form, "/withdraw")
    assert page.status == 422
    assert "please tell them why" in page.text
    page = client.submit(page, "/withdraw", reason="I am ill.")
    assert "It is withdrawn." in page.text
    withdraw_slot(mentor, made, reason="Again", lang="en")  # twice is once
    sign_in(client, member)
    page = client.get(f"/en/office-hours/{made}")
    assert "I am ill." in page.text
    with pytest.raises(NotAllowed):
        cancel_booking(member, made)
    with pytest.raises(NotFound):
        book(a_person(), made, version=3)


def test_what_is_withdrawn_before_its_day_is_not_listed_as_what_was(
    client: CheckedClient, sign_in: SignIn, it_is: Callable[[datetime], None]
) -> None:
    mentor, member = a_mentor(), a_person()
    off = a_talk(mentor, member)
    kept = a_talk(mentor, member, at=time(12))
    withdraw_slot(mentor, off, reason="I am ill.", lang="en")
    withdraw_slot(mentor, a_slot(mentor, at=time(14)), reason="", lang="en")

    def listed(who: Actor) -> dict[str, list[str]]:
        sign_in(client, who)
        sections = client.get(MINE).all(".content section")
        return {
            one.one("h2").text: [
                link["href"].rpartition("/")[2] for link in one.all("li > div > a")
            ]
            for one in sections
        }

    assert listed(member) == {"Booked by you": [str(kept)], "Withdrawn": [str(off)]}
    assert listed(mentor) == {"Offered by you": [str(kept)], "Withdrawn": [str(off)]}
    it_is(now() + timedelta(days=5))
    for who in (mentor, member):
        assert listed(who) == {"What was": [str(kept), str(off)]}


def test_only_its_mentor_moves_and_withdraws(app: Flask) -> None:
    made, at = a_slot(), datetime.combine(in_days(3), time(9))
    for who in (a_person(), a_mentor()):
        with pytest.raises(NotAllowed):
            withdraw_slot(who, made, reason="No.", lang="en")
        with pytest.raises(NotAllowed):
            change_slot(who, made, version=1, moved=Moved(at, 20), told=told())


def test_the_list_is_narrowed_by_mentor_theme_and_language(
    client: CheckedClient, sign_in: SignIn
) -> None:
    theme = a_tag("leader", is_theme=True)
    one, other = a_mentor("Ona One"), a_mentor("Otto Other")
    saved(Expertise(account_id=one.id, tag_id=theme.id))
    a_slot(one)
    offer_hours(other, offered(), told(languages=("tr",)))
    offer_hours(a_mentor("Sara Serbian"), offered(), told(languages=("sr",)))
    everybody = {"Ona One", "Otto Other", "Sara Serbian"}
    sign_in(client, a_person())
    for query, names in (
        ("", everybody),
        (f"?mentor={other.id}", {"Otto Other"}),
        ("?theme=leader", {"Ona One"}),
        ("?lang=tr", {"Otto Other"}),
        ("?lang=lv&theme=leader", {"Ona One"}),
        ("?lang=sq", set()),
        ("?lang=hr", {"Sara Serbian"}),
        ("?lang=cnr", {"Sara Serbian"}),
        ("?lang=nonsense&theme=x&mentor=y", everybody),
    ):
        page = client.get(f"/en/office-hours{query}", follow=True)
        links = " ".join(link.text for link in page.all("main .content a"))
        assert {name for name in everybody if name in links} == names, query


def test_a_profile_says_when_its_mentor_has_time_next(
    client: CheckedClient, sign_in: SignIn, it_is: Callable[..., None]
) -> None:
    it_is(datetime(2026, 12, 1, tzinfo=UTC))
    mentor = a_mentor(organisation=an_organisation())
    sign_in(client, a_person())
    assert "Office hours" not in client.get(f"/en/people/{mentor.id}").text
    a_slot(mentor, day=date(2026, 12, 4))
    page = client.get(f"/en/people/{mentor.id}")
    page = client.get(page.link("Office hours, next time: Friday, 4 December 2026"))
    assert page.h1 == "Office hours"
    assert client.get("/en/mentors").link("Office hours") == "/en/office-hours"


def test_guests_sign_in_and_who_waits_is_told(client: CheckedClient, sign_in: SignIn) -> None:
    made = a_slot()
    assert "Sign in" in client.get(f"/en/office-hours/{made}", follow=True).text
    sign_in(client, a_person(admitted_at=None))
    page = client.get("/en/office-hours")
    assert page.status == 403
    assert "once you are let in" in page.text
    assert client.get(f"/en/office-hours/{made}").status == 404


@pytest.mark.parametrize("many", [1, 12])
def test_the_number_of_statements_does_not_hang_on_the_number_of_times(
    client: CheckedClient, sign_in: SignIn, count_queries: Callable[..., object], many: int
) -> None:
    member, mentor = a_person(), a_mentor()
    made = some_slots(mentor, length=20 * many)
    for one in made[:3]:
        book(member, one)
    sign_in(client, mentor)
    for path, most in (("/office-hours", 5), ("/office-hours/mine", 4)):
        client.get(f"/en{path}")
        with count_queries() as seen:  # type: ignore[attr-defined]
            client.get(f"/en{path}")
        assert len(seen) <= most, (path, seen)
    with count_queries() as seen:  # type: ignore[attr-defined]
        client.get(f"/en/office-hours/{made[0]}")
    assert len(seen) <= 5, seen


GONE = "The mentor has withdrawn this time."


def test_a_time_withdrawn_while_somebody_books_is_said_with_what_is_still_free(
    client: CheckedClient, sign_in: SignIn
) -> None:
    mentor, member, other = a_mentor("Mara Mentor"), a_person(), a_mentor("Otto Other")
    made, later, elsewhere = a_slot(mentor), a_slot(mentor, day=in_days(9)), a_slot(other)
    sign_in(client, member)
    form = client.get(f"/en/office-hours/{made}").form("/book").fill(about=ABOUT)
    withdraw_slot(mentor, made, reason="", lang="en")
    for page in (client.send(form), client.get(f"/en/office-hours/{made}")):
        assert page.status == 410
        assert GONE in page.text
        offered_now = {link["href"] for link in page.all(".rows a")}
        assert offered_now == {f"/en/office-hours/{later}"}, "those of this mentor first"
    assert ABOUT in client.send(form).body  # what was typed is kept
    withdraw_slot(mentor, later, reason="", lang="en")
    page = client.get(f"/en/office-hours/{made}")
    assert {link["href"] for link in page.all(".rows a")} == {f"/en/office-hours/{elsewhere}"}
    withdraw_slot(other, elsewhere, reason="", lang="en")
    assert "No time is offered at present" in client.get(f"/en/office-hours/{made}").text


def test_whom_a_time_never_concerned_does_not_learn_that_it_was_withdrawn(
    client: CheckedClient, sign_in: SignIn
) -> None:
    mentor = a_mentor()
    made, booked, over = (
        a_slot(mentor),
        a_talk(mentor, day=in_days(8)),
        a_slot(mentor, day=in_days(9)),
    )
    withdraw_slot(mentor, made, reason="", lang="en")
    withdraw_slot(mentor, booked, reason="I am ill.", lang="en")
    withdraw_slot(mentor, over, reason="", lang="en")
    has_begun(over)
    sign_in(client, a_person())
    missing = client.get("/en/office-hours/999999")
    for one in (booked, over):
        page = client.get(f"/en/office-hours/{one}")
        assert (page.status, page.h1) == (404, missing.h1)
    sign_in(client, a_person(admitted_at=None))
    page = client.get(f"/en/office-hours/{made}")
    assert (page.status, page.h1) == (404, missing.h1)
