"""After twice the time a question stands with the coordinators whenever nobody has it."""

from datetime import date, timedelta

import pytest

from exchange.forum import actions as forum
from exchange.forum.moving import Seen
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.going_away import let_go_of_those_away
from exchange.mentoring.actions.handing import hand_over_question
from exchange.mentoring.actions.leaving import let_go_where_they_may_not
from exchange.mentoring.actions.owing import heed_what_stands
from exchange.mentoring.actions.striking import strike_due
from exchange.mentoring.actions.taking import give_back_question, take_question
from exchange.mentoring.models import DaysAway
from exchange.mentoring.queries.coordinating import Sought, all_questions
from exchange.people.models import Account
from tests.factories import (
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_room,
    an_organisation,
    saved,
)
from tests.mentoring.clocks import MONDAY, a_question, question_of, set_row, steps_of, told

DAY = timedelta(days=1)
LATER = MONDAY + 10 * DAY  # than twice the time


def is_mentor_no_more(mentor, thread):
    with transaction(None):
        db.session.get_one(Account, mentor.id).is_mentor = False
    let_go_where_they_may_not(mentor.id)


def goes_away(mentor, thread):
    saved(DaysAway(account_id=mentor.id, first_day=date(2026, 3, 13), last_day=date(2026, 3, 30)))
    let_go_of_those_away()


def may_not_enter(mentor, thread):
    forum.move_thread(a_moderator(), a_room(an_organisation()).id, Seen(thread.id, 1))


def loses_account(mentor, thread):
    """As the database does it; the worker finds it within the hour."""
    set_row(thread, mentor_id=None)
    heed_what_stands()


def gives_it_back(mentor, thread):
    give_back_question(mentor, thread.id, "I cannot.", "en")


LEAVING = [gives_it_back, is_mentor_no_more, goes_away, may_not_enter, loses_account]


def waiting(coordinator):
    return all_questions(coordinator, Sought("given_up"), 1).counts.given_up


@pytest.fixture
def late(app, it_is):
    """A question that nobody took within twice the time, and a coordinator who heard so."""
    it_is(MONDAY)
    coordinator = a_mentoring_coordinator(is_moderator=True)  # may enter everywhere
    thread = a_question(days=2)
    it_is(LATER)
    strike_due()
    assert (waiting(coordinator), len(told(coordinator, "desk_news"))) == (1, 1)
    return thread, coordinator


@pytest.mark.parametrize("leaves", LEAVING)
def test_what_a_mentor_took_late_and_has_no_more_stands_with_them_again(late, it_is, leaves):
    thread, coordinator = late
    mentor = a_mentor()
    take_question(mentor, thread.id)
    assert waiting(coordinator) == 0
    it_is(LATER + DAY)
    strike_due()
    assert len(told(coordinator, "desk_news")) == 1, "somebody has it"
    leaves(mentor, thread)
    row = question_of(thread)
    assert (row.mentor_id, row.given_up_at) == (None, LATER + DAY)
    assert waiting(coordinator) == 1
    for _ in range(2):
        strike_due()
        heed_what_stands()
    assert len(told(coordinator, "desk_news")) == 2, "anew, and once"


def test_what_another_takes_before_they_hear_of_it_they_are_not_told(late):
    thread, coordinator = late
    mentor, other = a_mentor(), a_mentor()
    take_question(mentor, thread.id)
    gives_it_back(mentor, thread)
    hand_over_question(coordinator, thread.id, other.id, "", "")
    strike_due()
    assert len(told(coordinator, "desk_news")) == 1


def test_what_is_given_back_in_time_waits_for_the_clock(app, it_is):
    it_is(MONDAY)
    coordinator, mentor = a_mentoring_coordinator(), a_mentor()
    thread = a_question(days=2, mentor=mentor)
    gives_it_back(mentor, thread)
    assert question_of(thread).given_up_at is None
    it_is(LATER)
    take_question(mentor, thread.id)
    gives_it_back(mentor, thread)  # the hourly run is still to come
    strike_due()
    assert len(steps_of(thread, "given_up")) == 1
    assert len(told(coordinator, "desk_news")) == 1
