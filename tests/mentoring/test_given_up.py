"""After twice the time a question stands with the coordinators whenever nobody has it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from exchange.forum import actions as forum
from exchange.forum.moving import Seen
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.going_away import let_go_of_those_away
from exchange.mentoring.actions.handing import hand_over_question
from exchange.mentoring.actions.leaving import let_go_where_they_may_not
from exchange.mentoring.actions.needing_more import ask_more, tell_more
from exchange.mentoring.actions.owing import heed_what_stands
from exchange.mentoring.actions.striking import strike_due
from exchange.mentoring.actions.taking import give_back_question, take_question
from exchange.mentoring.models import DaysAway
from exchange.mentoring.policy.clock import is_past_promise
from exchange.mentoring.queries.coordinating import Sought, all_questions
from exchange.people.models import Account
from exchange.people.queries import get_actor
from tests.factories import (
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_reply,
    a_room,
    an_organisation,
    saved,
)
from tests.mentoring.clocks import MONDAY, a_question, question_of, set_row, steps_of, told

DAY = timedelta(days=1)
LATER = MONDAY + 10 * DAY  # than twice the time
FRIDAY_MORNING = datetime(2026, 3, 13, 7, tzinfo=UTC)  # of the asker, in Belgrade
MONDAY_EVENING = datetime(2026, 3, 16, 22, 59, tzinfo=UTC)


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


def goes_by(it_is, moment):
    """The worker looks every hour; here as often as tells the moments apart."""
    for hour in (timedelta(0), timedelta(hours=1)):
        it_is(moment + hour)
        strike_due()
        heed_what_stands()


@pytest.mark.parametrize("how", ["taken", "handed over"])
def test_who_has_it_late_is_reminded_and_then_it_stands_with_them_again(late, it_is, how):
    """Two working days from Thursday: Friday morning and Monday evening."""
    thread, coordinator = late
    assert len(steps_of(thread, "widened")) == 1, "when it was due"
    mentor = a_mentor()
    if how == "taken":
        take_question(mentor, thread.id)
    else:
        hand_over_question(coordinator, thread.id, mentor.id, "", "")
    row = question_of(thread)
    assert (row.eve_at, row.again_at) == (FRIDAY_MORNING, MONDAY_EVENING)
    assert row.next_at == FRIDAY_MORNING
    goes_by(it_is, FRIDAY_MORNING)
    assert [step.to_id for step in steps_of(thread, "eve")] == [mentor.id]
    assert len(told(mentor, "desk_news")) == 1
    assert (waiting(coordinator), len(told(coordinator, "desk_news"))) == (0, 1)
    goes_by(it_is, MONDAY_EVENING)
    row = question_of(thread)
    assert (row.mentor_id, row.given_up_at, row.next_at) == (mentor.id, MONDAY_EVENING, None)
    assert (waiting(coordinator), len(told(coordinator, "desk_news"))) == (1, 2)
    assert len(told(mentor, "desk_news")) == 1
    assert row.widened_at, "others may take it"
    goes_by(it_is, MONDAY_EVENING + 30 * DAY)
    assert len(told(coordinator, "desk_news")) == 2, "once"


def test_who_gives_back_reads_that_the_time_goes_on_only_where_it_does(late, client, sign_in):
    thread, _coordinator = late
    mentor = a_mentor()
    for question, goes_on in ((a_question(mentor=mentor), True), (thread, False)):
        take_question(mentor, question.id)
        sign_in(client, mentor)
        page = client.get(f"/en/questions/{question.id}/give-back")
        assert "Other mentors who fit are asked to take it." in page.text
        assert ("The time until an answer is due goes on." in page.text) is goes_on


def test_what_was_promised_stays_broken_however_late_it_is_taken(late, it_is):
    thread, _coordinator = late
    before = question_of(thread)
    take_question(a_mentor(), thread.id)
    row = question_of(thread)
    assert (row.days, row.due_at, row.twice_at) == (before.days, before.due_at, before.twice_at)
    assert is_past_promise(row, LATER)


def test_who_has_it_late_and_waits_for_the_asker_has_what_is_left_of_it(late, it_is):
    thread, coordinator = late
    mentor = a_mentor()
    take_question(mentor, thread.id)
    ask_more(mentor, thread.id, sentence="How many are you?", lang="en")
    goes_by(it_is, MONDAY_EVENING)
    assert (waiting(coordinator), len(told(mentor, "desk_news"))) == (0, 0)
    it_is(MONDAY_EVENING + DAY)
    tell_more(get_actor(thread.author_id), thread.id)
    assert question_of(thread).again_at == MONDAY_EVENING + 3 * DAY
    assert question_of(thread).next_at == FRIDAY_MORNING + 5 * DAY


def test_who_has_it_after_one_who_had_it_late_is_reminded_too(late, it_is):
    """Their morning lies before the evening of whoever had it."""
    thread, coordinator = late
    first, second = a_mentor(), a_mentor()
    take_question(first, thread.id)
    goes_by(it_is, FRIDAY_MORNING)
    hand_over_question(coordinator, thread.id, second.id, "", "")
    assert question_of(thread).again_at == MONDAY_EVENING + DAY
    goes_by(it_is, FRIDAY_MORNING + 3 * DAY)
    assert [step.to_id for step in steps_of(thread, "eve")] == [first.id, second.id]


def test_who_took_it_late_keeps_it_over_a_day_away(late, it_is):
    thread, _coordinator = late
    mentor = a_mentor()
    take_question(mentor, thread.id)
    friday = date(2026, 3, 13)
    saved(DaysAway(account_id=mentor.id, first_day=friday, last_day=friday))
    it_is(FRIDAY_MORNING + timedelta(hours=1))
    let_go_of_those_away()
    assert question_of(thread).mentor_id == mentor.id


def test_what_is_taken_before_the_worker_comes_to_it_nobody_is_told_of(app, it_is):
    it_is(MONDAY)
    coordinator, others = a_mentoring_coordinator(), [a_mentor() for _ in range(2)]
    thread, mentor = a_question(days=2), a_mentor()
    it_is(LATER)
    take_question(mentor, thread.id)
    strike_due()
    row = question_of(thread)
    assert (row.widened_at, row.given_up_at, row.next_at) == (None, None, FRIDAY_MORNING)
    for who in (coordinator, mentor, *others):
        assert told(who, "desk_news") == []


def test_a_worker_that_stood_tells_each_once_and_nobody_that_something_is_due_that_is_over(
    late, it_is
):
    thread, coordinator = late
    mentor = a_mentor()
    take_question(mentor, thread.id)
    goes_by(it_is, MONDAY_EVENING + 20 * DAY)
    assert steps_of(thread, "eve") == []
    assert told(mentor, "desk_news") == []
    assert len(steps_of(thread, "given_up")) == len(told(coordinator, "desk_news")) == 2


def test_what_is_given_back_before_the_worker_reminds_stands_with_them_at_once(late, it_is):
    thread, coordinator = late
    mentor = a_mentor()
    take_question(mentor, thread.id)
    it_is(FRIDAY_MORNING + timedelta(minutes=10))
    gives_it_back(mentor, thread)
    assert waiting(coordinator) == 1
    strike_due()
    assert len(told(coordinator, "desk_news")) == 2


def test_where_nothing_is_promised_nobody_is_reminded_and_it_stands_with_them_again(app, it_is):
    it_is(MONDAY)
    coordinator, mentor = a_mentoring_coordinator(), a_mentor()
    thread = a_question()
    it_is(MONDAY + 20 * DAY)
    strike_due()
    take_question(mentor, thread.id)
    row = question_of(thread)
    assert (row.half_at, row.eve_at) == (None, None)
    goes_by(it_is, row.again_at)
    assert len(told(mentor, "desk_news")) == 0
    assert (waiting(coordinator), len(told(coordinator, "desk_news"))) == (1, 2)


def test_what_begins_anew_has_a_clock_of_its_own(late, it_is):
    thread, _coordinator = late
    mentor = a_mentor()
    take_question(mentor, thread.id)
    answer = a_reply(thread, mentor)
    forum.hide_post(a_moderator(), answer)
    row = question_of(thread)
    assert (row.again_at, row.next_at, row.due_at) == (None, FRIDAY_MORNING, MONDAY_EVENING)


def test_what_is_taken_late_and_not_answered_others_may_take_at_twice_the_time(app, it_is):
    it_is(MONDAY)
    coordinator, others = a_mentoring_coordinator(), [a_mentor() for _ in range(3)]
    thread, mentor = a_question(days=2), a_mentor()
    goes_by(it_is, question_of(thread).due_at)
    take_question(mentor, thread.id)
    twice = question_of(thread).twice_at
    goes_by(it_is, twice)
    row = question_of(thread)
    assert (row.mentor_id, row.given_up_at, row.widened_at) == (mentor.id, twice, twice)
    assert len(steps_of(thread, "given_up")) == len(told(coordinator, "desk_news")) == 1
    take_question(others[0], thread.id)
    assert question_of(thread).mentor_id == others[0].id


def test_who_has_it_in_time_has_no_second_time(app, it_is):
    it_is(MONDAY)
    thread = a_question(days=2)
    it_is(question_of(thread).due_at + timedelta(hours=1))
    strike_due()
    take_question(a_mentor(), thread.id)
    row = question_of(thread)
    assert (row.again_at, row.next_at) == (None, row.twice_at)


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
