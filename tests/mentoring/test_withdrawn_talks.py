"""A talk that its mentor withdrew: whoever had booked it takes it out, and finds another time."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from exchange.mentoring.actions.hours import withdraw_slot
from exchange.people.actor import Actor
from tests.factories import LONG_AGO, a_mentor, a_person
from tests.mentoring.talking import a_slot, a_talk, in_days, some_slots
from tests.notifications.post_office import change
from tests.page import CheckedClient, Page

SignIn = Callable[[CheckedClient, Actor], None]
INTO, OUT = "Put it into your calendar", "Take it out of your calendar"


def withdrawn(mentor: Actor, member: Actor) -> int:
    made = a_talk(mentor, member)
    withdraw_slot(mentor, made, reason="I am ill.", lang="en")
    return made


def to_book(page: Page) -> set[str]:
    return {link["href"] for link in page.all(".rows a")}


def test_it_leaves_the_calendar_and_enters_none(client: CheckedClient, sign_in: SignIn) -> None:
    mentor, member = a_mentor(), a_person()
    made = a_talk(mentor, member)
    path = f"/en/office-hours/{made}"
    for who in (member, mentor):
        sign_in(client, who)
        assert INTO in client.get(path).text
    withdraw_slot(mentor, made, reason="I am ill.", lang="en")
    for who in (member, mentor):
        sign_in(client, who)
        page = client.get(path)
        assert INTO not in page.text
        assert page.link(OUT) == f"/office-hours/{made}.ics"
        assert b"METHOD:CANCEL" in client.flask.get(f"/office-hours/{made}.ics").data


def test_whoever_had_booked_it_finds_the_other_times_of_its_mentor(
    client: CheckedClient, sign_in: SignIn
) -> None:
    mentor, other, member = a_mentor("Mara Mentor"), a_mentor(), a_person()
    made = withdrawn(mentor, member)
    later, elsewhere = a_slot(mentor, day=in_days(9)), a_slot(other)
    sign_in(client, member)
    path = f"/en/office-hours/{made}"
    page = client.get(path)
    assert "I am ill." in page.text
    assert to_book(page) == {f"/en/office-hours/{later}"}
    withdraw_slot(mentor, later, reason="", lang="en")
    assert to_book(client.get(path)) == {f"/en/office-hours/{elsewhere}"}
    withdraw_slot(other, elsewhere, reason="", lang="en")
    page = client.get(path)
    assert "No time is offered at present" in page.text
    assert page.link("Ask a question") == "/en/ask"


def test_times_are_offered_to_nobody_else_there(client: CheckedClient, sign_in: SignIn) -> None:
    mentor, member = a_mentor(), a_person()
    made, held = withdrawn(mentor, member), a_talk(mentor, member, day=in_days(5))
    a_slot(mentor, day=in_days(9))
    sign_in(client, mentor)
    assert not to_book(client.get(f"/en/office-hours/{made}"))
    sign_in(client, member)
    assert not to_book(client.get(f"/en/office-hours/{held}"))
    change(member.id, admitted_at=None, confirmed_at=LONG_AGO)  # waits to be let in again
    page = client.get(f"/en/office-hours/{made}")
    assert (page.status, to_book(page)) == (200, set())


@pytest.mark.parametrize("many", [1, 12])
def test_the_number_of_statements_does_not_hang_on_how_many_are_free(
    client: CheckedClient,
    sign_in: SignIn,
    count_queries: Callable[[], AbstractContextManager[list[str]]],
    many: int,
) -> None:
    mentor, member = a_mentor(), a_person()
    made = withdrawn(mentor, member)
    some_slots(mentor, day=in_days(9), length=20 * many)
    sign_in(client, member)
    client.get(f"/en/office-hours/{made}")
    with count_queries() as seen:
        client.get(f"/en/office-hours/{made}")
    assert len(seen) <= 6, seen
