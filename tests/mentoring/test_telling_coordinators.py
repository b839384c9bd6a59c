"""What nobody answered in twice the time is told to those who coordinate when it is told."""

from datetime import timedelta

import pytest

from exchange.kernel.db import db, transaction
from exchange.mentoring.actions import striking, telling
from exchange.people.models import Account
from tests.factories import a_mentoring_coordinator, a_person, an_admin
from tests.mentoring.clocks import MONDAY, a_question, steps_of, told
from tests.notifications.post_office import change

HOUR, LATER = timedelta(hours=1), MONDAY + timedelta(days=10)


@pytest.fixture
def given_up(app, it_is, monkeypatch):
    """A question that was given up by a worker that ended before it told anybody."""

    def _given_up():
        it_is(MONDAY)
        thread = a_question(days=2)
        it_is(LATER)
        with monkeypatch.context() as ends:
            ends.setattr(striking, "tell_people", lambda moment: None)
            striking.strike_due()
        it_is(LATER + HOUR)
        return thread

    return _given_up


def heard(*people):
    return [len(told(one, "desk_news")) for one in people]


def named_in_log(thread):
    return {step.to_id for step in steps_of(thread, "given_up")}


def test_who_coordinates_no_more_is_not_told_and_who_does_now_is(given_up):
    stays, former, new = a_mentoring_coordinator(), a_mentoring_coordinator(), a_person()
    thread = given_up()
    change(former.id, is_mentoring_coordinator=False)
    change(new.id, is_mentoring_coordinator=True)
    for _ in range(2):
        striking.strike_due()
    assert heard(stays, former, new) == [1, 0, 1]
    assert named_in_log(thread) == {stays.id, new.id}
    assert not any(step.is_to_tell for step in steps_of(thread, "given_up"))


def test_admins_are_told_where_the_only_coordinator_is_gone(given_up):
    former, admin = a_mentoring_coordinator(), an_admin()
    thread = given_up()
    with transaction(None):
        db.session.delete(db.session.get_one(Account, former.id))
    striking.strike_due()
    assert heard(admin) == [1]
    assert admin.id in named_in_log(thread)
    assert None not in named_in_log(thread)


def test_who_becomes_a_coordinator_after_it_was_told_is_not_told_of_it(given_up, it_is):
    first, second = a_mentoring_coordinator(), a_person()
    thread = given_up()
    striking.strike_due()
    change(second.id, is_mentoring_coordinator=True)
    change(first.id, is_mentoring_coordinator=False)
    it_is(LATER + 2 * HOUR)
    striking.strike_due()
    assert heard(first, second) == [1, 0]
    assert named_in_log(thread) == {first.id}


@pytest.mark.parametrize("coordinates", [True, False])
def test_who_was_told_before_the_worker_ended_is_not_told_twice(given_up, coordinates):
    first, former, new = a_mentoring_coordinator(), a_mentoring_coordinator(), a_person()
    thread = given_up()
    telling._tell(first.id, "due 1")
    change(first.id, is_mentoring_coordinator=coordinates)
    change(former.id, is_mentoring_coordinator=False)
    change(new.id, is_mentoring_coordinator=True)
    striking.strike_due()
    assert heard(first, former, new) == [1, 0, 1]
    assert named_in_log(thread) == {first.id, new.id}
