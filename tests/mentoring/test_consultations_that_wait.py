"""Whoever is to do something about what was asked in confidence finds it on their desk, counted."""

from datetime import UTC, datetime, timedelta

import pytest

from exchange.kernel.clock import now
from exchange.mentoring.actions import consultations as actions
from exchange.mentoring.queries.consultations.lists import consultation_list
from exchange.people.actor import Actor
from tests.factories import (
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    an_admin,
)
from tests.mentoring.confiding import HIDDEN, a_consultation, an_assigned

DESK, LIST = "/en/desk", "/en/private-consultations"


@pytest.fixture
def count_of(client, sign_in):
    """The number beside the way to them, and how many lines of the list are marked."""

    def look(who: Actor) -> tuple[int, int]:
        sign_in(client, who)
        page = client.get(DESK)
        assert HIDDEN not in page.text
        [way] = [one for one in page.all(".rail li") if "Private consultations" in one.text]
        said = way.text.partition("waits for you:")[2].strip()
        marks = sum("waits for you" in row.text for row in client.get(LIST).all("ul.rows li"))
        return int(said or 0), marks

    return look


def write(who, made):
    actions.add_note(who, made, body="More.", lang="en")


def test_what_a_mentor_is_to_answer_is_counted_on_their_desk_until_they_have(count_of):
    asker, mentor, other = a_person(), a_mentor(), a_mentor()
    assert count_of(mentor) == (0, 0)
    made, second = an_assigned(asker, mentor), an_assigned(asker, mentor)
    assert count_of(mentor) == (2, 2)
    assert count_of(other) == (0, 0)
    assert count_of(asker) == (0, 0)
    write(mentor, made)
    assert count_of(mentor) == (1, 1)
    write(asker, made)
    assert count_of(mentor) == (2, 2)
    actions.end_consultation(asker, second)
    assert count_of(mentor) == (1, 1)
    actions.decline_consultation(mentor, made)
    assert count_of(mentor) == (0, 0)


def test_what_one_mentor_has_answered_waits_only_for_one_who_is_assigned_after(count_of, it_is):
    it_is(datetime(2026, 3, 2, 10, tzinfo=UTC))
    asker, one, two, three = a_person(), a_mentor(), a_mentor(), a_mentor()
    coordinator = a_mentoring_coordinator()
    made = an_assigned(asker, one, two, by=coordinator)
    it_is(now() + timedelta(hours=1))
    write(one, made)
    assert [count_of(who)[0] for who in (one, two)] == [0, 0]
    it_is(now() + timedelta(hours=1))
    actions.assign_mentors(coordinator, made, [three.id])
    assert [count_of(who)[0] for who in (one, two, three)] == [0, 0, 1]
    write(coordinator, made)
    assert [count_of(who)[0] for who in (one, two, three)] == [1, 1, 1]


def test_whoever_is_assigned_again_after_their_own_last_words_owes_no_answer(count_of, it_is):
    it_is(datetime(2026, 3, 2, 10, tzinfo=UTC))
    asker, mentor, coordinator = a_person(), a_mentor(), a_mentoring_coordinator()
    made = an_assigned(asker, mentor, by=coordinator)
    write(mentor, made)
    actions.take_mentor_off(coordinator, made, mentor.id)
    it_is(now() + timedelta(hours=1))
    actions.assign_mentors(coordinator, made, [mentor.id])
    assert count_of(mentor) == (0, 0)
    write(asker, made)
    assert count_of(mentor) == (1, 1)


def test_what_waits_for_a_mentor_is_counted_for_the_coordinators_until_one_is_assigned(count_of):
    coordinator, admin, excluded = a_mentoring_coordinator(), an_admin(), a_mentoring_coordinator()
    made = a_consultation(excluded=[excluded.id])
    assert count_of(coordinator) == (1, 1)
    for who in (admin, excluded, a_moderator(), a_mentor()):
        assert count_of(who) == (0, 0), who
    actions.assign_mentors(coordinator, made, [a_mentor().id])
    assert count_of(coordinator) == (0, 0)


def test_where_nobody_coordinates_it_is_counted_for_the_admins_who_do_not_read_it(count_of):
    admin = an_admin()
    a_consultation()
    assert count_of(admin) == (1, 0), "it stands under a heading of its own"
    assert len(consultation_list(admin, 1).waiting) == 1
