"""Clocks strike on stored moments: a machine that stood catches up once, in order, and tells each
person once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from exchange.forum import actions as forum
from exchange.forum.models import Thread
from exchange.kernel import worker
from exchange.kernel.db import db, transaction
from exchange.kernel.sweeping import sweepers
from exchange.mentoring.actions import striking
from exchange.mentoring.actions.away import add_days_away
from exchange.mentoring.actions.going_away import let_go_of_those_away
from exchange.mentoring.actions.handing import hand_over_question
from exchange.mentoring.actions.promises import set_promise
from exchange.mentoring.actions.striking import strike_due
from exchange.mentoring.actions.taking import take_question
from exchange.mentoring.models import DaysAway, Proposal
from exchange.mentoring.queries.desk_news import due_lines
from exchange.people.models import Account
from exchange.people.queries import get_actor
from tests.factories import (
    a_category,
    a_mentor,
    a_mentoring_coordinator,
    a_person,
    a_reply,
    a_room,
    an_admin,
    an_organisation,
    saved,
)
from tests.mentoring.clocks import (
    MONDAY,
    a_promise,
    a_question,
    promise_version,
    question_of,
    set_row,
    steps_of,
    told,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OF_THE_CLOCK = ("half_time", "eve", "past_promise", "given_up", "widened")


def what(steps):
    return [step.what for step in steps]


def lines(who):
    """What each of their mails says, by its words and the title."""
    now_is = get_actor(who.id)
    told_of = told(who, "desk_news")
    return [[(one.what, one.title) for one in due_lines(now_is, n.event_key)] for n in told_of]


def strike_at(it_is, moment):
    it_is(moment)
    strike_due()


def test_its_mentor_hears_at_half_time_on_the_eve_and_when_it_is_over(app, it_is):
    it_is(MONDAY)
    mentor, coordinator = a_mentor(), a_mentoring_coordinator()
    thread = a_question(days=5, mentor=mentor)
    row = question_of(thread)
    for moment in (row.half_at, row.eve_at, row.due_at, row.twice_at):
        strike_at(it_is, moment - timedelta(minutes=1))
        strike_at(it_is, moment)
        strike_at(it_is, moment + HOUR)
    assert what(steps_of(thread, *OF_THE_CLOCK)) == [
        *("half_time", "eve", "past_promise", "widened", "given_up")
    ]
    assert [n.subject_kind for n in told(mentor, "desk_news")] == ["account"] * 3
    assert len(told(coordinator, "desk_news")) == 1
    row = question_of(thread)
    assert (row.given_up_at, row.next_at) == (row.twice_at, None)


def test_of_what_its_mentor_may_not_read_any_more_no_mail_says_a_word(app, it_is):
    it_is(MONDAY)
    mentor = a_mentor()
    thread = a_question(days=5, mentor=mentor)
    strike_at(it_is, question_of(thread).half_at)
    assert lines(mentor) == [[("half_time", thread.title)]]
    with transaction(None):
        db.session.get_one(Thread, thread.id).hidden_at = MONDAY
    assert lines(mentor) == [[]]


def test_nobody_is_reminded_of_what_nobody_has(app, it_is):
    it_is(MONDAY)
    thread = a_question(days=5)
    strike_at(it_is, question_of(thread).due_at)
    steps = steps_of(thread, *OF_THE_CLOCK)
    assert what(steps) == ["past_promise", "widened"]
    assert not any(step.is_to_tell or step.to_id for step in steps)


def test_without_a_promise_nobody_is_reminded_but_it_widens_and_coordinators_get_it(app, it_is):
    it_is(MONDAY)
    mentor, coordinator = a_mentor(), a_mentoring_coordinator()
    thread = a_question(mentor=mentor)
    strike_at(it_is, MONDAY + 40 * DAY)
    assert what(steps_of(thread, *OF_THE_CLOCK)) == ["widened", "given_up"]
    assert told(mentor, "desk_news") == []
    assert lines(coordinator) == [[("given_up", thread.title)]]


def test_where_there_is_no_coordinator_admins_hear_of_it_and_only_who_may_read_it(app, it_is):
    it_is(MONDAY)
    admin = an_admin()
    thread = a_question()
    ours = an_organisation()
    inside = a_question(a_person(organisation=ours), category=a_room(ours))
    strike_at(it_is, MONDAY + 40 * DAY)
    assert len(lines(admin)[0]) == 2
    outside = a_mentoring_coordinator()
    for one in (thread, inside):
        set_row(one, next_at=question_of(one).twice_at)
    strike_at(it_is, MONDAY + 41 * DAY)
    assert lines(outside) == [[("given_up", thread.title)]]
    assert lines(admin)[1] == [("given_up", inside.title)]


def test_nobody_is_troubled_with_what_is_invented(app, it_is):
    it_is(MONDAY)
    admin, coordinator, invented = an_admin(), a_mentoring_coordinator(), an_admin(is_sample=True)
    thread = a_question(a_person(is_sample=True), title="A sample")
    with transaction(None):
        db.session.get_one(Thread, thread.id).is_sample = True
    strike_at(it_is, MONDAY + 40 * DAY)
    assert told(admin, "desk_news") == told(coordinator, "desk_news") == []
    assert lines(invented) == [[("given_up", "A sample")]]


def test_what_somebody_invented_asks_by_hand_troubles_nobody_real(app, it_is):
    it_is(MONDAY)
    coordinator, invented = a_mentoring_coordinator(), an_admin(is_sample=True)
    a_question(a_person(is_sample=True), title="Tried out")
    strike_at(it_is, MONDAY + 40 * DAY)
    assert told(coordinator, "desk_news") == []
    assert lines(invented) == [[("given_up", "Tried out")]]


def test_at_the_deadline_more_mentors_are_asked_and_told_together(app, it_is):
    it_is(MONDAY)
    mentors = [a_mentor() for _ in range(5)]
    thread = a_question(days=1)
    first = {step.to_id for step in steps_of(thread, "proposed")}
    strike_at(it_is, question_of(thread).due_at)
    after = {step.to_id for step in steps_of(thread, "proposed")}
    assert len(first) == 3
    assert len(after) == 5
    for mentor in mentors:
        heard = lines(mentor)
        assert heard == ([[("proposed", thread.title)]] if mentor.id in after - first else [])


def test_a_machine_that_stood_for_forty_days_tells_each_person_once_in_order(app, it_is):
    it_is(MONDAY)
    mentor, coordinator = a_mentor(), a_mentoring_coordinator()
    early = a_question(days=2, mentor=mentor, title="The early one")
    late = a_question(days=9, mentor=mentor, title="The late one")
    long = a_question(days=20, mentor=mentor, title="The long one")
    strike_at(it_is, MONDAY + 40 * DAY)
    assert lines(mentor) == [
        [
            ("past_promise", "The early one"),
            ("past_promise", "The late one"),
            ("past_promise", "The long one"),
        ]
    ]
    assert lines(coordinator) == [
        [("given_up", "The early one"), ("given_up", "The late one")],
    ]
    assert what(steps_of(late, "half_time", "eve")) == ["half_time", "eve"]
    for one in (early, late, long):
        when = [step.made_at for step in steps_of(one, "half_time", "eve", "past_promise")]
        assert when == sorted(when)
    strike_at(it_is, MONDAY + 40 * DAY + HOUR)
    assert len(told(mentor, "desk_news")) == len(told(coordinator, "desk_news")) == 1


def test_hour_by_hour_or_at_once_the_end_is_the_same(app, it_is):
    """A month, two halves of the same questions; the mails differ as they should."""
    halves = []
    for by_hours in (True, False):
        it_is(MONDAY)
        mentor, coordinator = a_mentor(reads=["lv"]), a_mentoring_coordinator()
        category = a_promise(5)
        given = {"lang": "lv", "mentor": mentor}
        threads = [
            a_question(category=category, **given),
            a_question(days=2, **given),
            a_question(days=1, **given),
            a_question(**given),
            a_question(days=3),
        ]
        set_promise(an_admin(), category.id, days=1, version=promise_version(category))
        end = MONDAY + 30 * DAY
        if by_hours:
            for hour in range(1, 30 * 24):
                strike_at(it_is, MONDAY + hour * HOUR)
        strike_at(it_is, end)
        halves.append((mentor, coordinator, [state_of(one) for one in threads]))
        with transaction(None):  # the other half shall have coordinators and mentors of its own
            for thread in threads:
                row = db.session.merge(question_of(thread))
                row.ended_at = row.ended_at or end
            account = db.session.get_one(Account, coordinator.id)
            account.is_mentoring_coordinator = False
            db.session.get_one(Account, mentor.id).is_mentor = False
    (hourly, hourly_coordinator, first), (once, once_coordinator, second) = halves
    assert first == second
    assert len(told(once, "desk_news")) == len(told(once_coordinator, "desk_news")) == 1
    # Half time, eve and end of five days; eve and end of two; the end of one.
    assert len(told(hourly, "desk_news")) == 6
    # Twice five days is up at the same moment with a promise and without.
    assert len(told(hourly_coordinator, "desk_news")) == 4


def state_of(thread):
    row = question_of(thread)
    columns = (row.days, row.half_at, row.eve_at, row.due_at, row.twice_at, row.next_at)
    steps = steps_of(thread, "half_time", "eve", "past_promise", "given_up")
    log = [(step.what, step.made_at) for step in steps]
    return columns, row.given_up_at, row.widened_at is not None, bool(row.mentor_id), log


def test_what_is_answered_meanwhile_is_not_told(app, it_is):
    it_is(MONDAY)
    mentor = a_mentor()
    answered, locked, open_still = (a_question(days=2, mentor=mentor) for _ in range(3))
    strike_at(it_is, question_of(open_still).due_at)
    a_reply(answered, mentor)
    forum.lock_thread(an_admin(), locked.id)
    assert lines(mentor) == [[("past_promise", open_still.title)]]
    strike_at(it_is, MONDAY + 40 * DAY)
    assert what(steps_of(answered, "given_up")) == []


def test_a_promise_changed_meanwhile_moves_nothing(app, it_is):
    it_is(MONDAY)
    category = a_promise(5)
    thread = a_question(category=category)
    before = state_of(thread)
    set_promise(an_admin(), category.id, days=1, version=promise_version(category))
    strike_at(it_is, MONDAY + 2 * DAY)
    assert state_of(thread) == before


def test_a_day_without_an_hour_is_a_day(app, it_is):
    """In Latvia clocks go forward on Sunday, 29 March 2026, and back on 25 October."""
    for asked, due in (
        (datetime(2026, 3, 27, 9, tzinfo=UTC), datetime(2026, 3, 31, 20, 59, tzinfo=UTC)),
        (datetime(2026, 10, 23, 9, tzinfo=UTC), datetime(2026, 10, 27, 21, 59, tzinfo=UTC)),
    ):
        it_is(asked)
        asker = a_person(timezone="Europe/Riga")
        assert question_of(a_question(asker, days=2)).due_at == due


def test_questions_from_before_there_were_clocks_begin_now_and_are_routed(app, it_is):
    it_is(MONDAY)
    mentor = a_mentor()
    thread = a_question(days=2)
    moments = dict.fromkeys(("half_at", "eve_at", "due_at", "twice_at"))
    set_row(thread, **moments, next_at=MONDAY - 100 * DAY)
    with transaction(None):
        db.session.query(Proposal).delete()
    strike_at(it_is, MONDAY + 7 * DAY)
    row = question_of(thread)
    assert row.started_at == MONDAY + 7 * DAY
    assert row.due_at > row.started_at
    assert row.next_at == row.eve_at
    assert lines(mentor) == [[("proposed", thread.title)]]
    assert told(mentor, "waiting_for_mentor")[1:] == []


def test_one_that_fails_keeps_nobody_else_waiting(app, it_is, monkeypatch):
    it_is(MONDAY)
    first, second = a_question(days=1), a_question(days=1)
    strike = striking.strike

    def fails_at_first(question, moment):
        if question.thread_id == first.id:
            raise ZeroDivisionError
        strike(question, moment)

    monkeypatch.setattr(striking, "strike", fails_at_first)
    strike_at(it_is, MONDAY + 10 * DAY)
    assert question_of(first).widened_at is None
    assert question_of(second).widened_at is not None
    monkeypatch.setattr(striking, "strike", strike)
    strike_due()
    assert question_of(first).widened_at is not None


def test_a_worker_that_dies_before_it_tells_lets_the_next_one_tell_once(app, it_is, monkeypatch):
    it_is(MONDAY)
    mentor = a_mentor()
    thread = a_question(days=1, mentor=mentor)

    def dies(_moment):
        raise KeyboardInterrupt

    monkeypatch.setattr(striking, "tell_people", dies)
    with pytest.raises(KeyboardInterrupt):
        strike_at(it_is, question_of(thread).due_at)
    assert told(mentor, "desk_news") == []
    monkeypatch.undo()
    strike_at(it_is, question_of(thread).due_at + HOUR)
    strike_at(it_is, question_of(thread).due_at + 2 * HOUR)
    assert lines(mentor) == [[("past_promise", thread.title)]]


def test_a_second_worker_finds_nothing_to_do(app, it_is):
    it_is(MONDAY)
    thread = a_question(days=1)
    moment = question_of(thread).due_at
    it_is(moment)
    due = list(striking._due_by(moment))
    strike_due()
    for thread_id in [*due, 10**9]:
        striking._strike_one(thread_id, moment)
    assert len(steps_of(thread, "past_promise")) == 1


def test_many_that_are_due_are_all_struck_in_the_order_of_their_moments(app, it_is, monkeypatch):
    monkeypatch.setattr(striking, "AT_ONCE", 2)
    it_is(MONDAY)
    category = a_promise(4)
    later = [a_question(category=category) for _ in range(3)]
    sooner = [a_question(days=1) for _ in range(2)]
    due = list(striking._due_by(MONDAY + 30 * DAY))
    assert due == [one.id for one in (*sooner, *later)]


def test_the_worker_looks_each_hour(app):
    names = [one.__name__ for one in sweepers]
    assert names.index("let_go_of_those_away") < names.index("strike_due")


def test_the_clocks_strike_though_what_is_swept_before_them_fails(app, it_is, monkeypatch):
    def fails():
        raise OSError("the disk")

    it_is(MONDAY)
    thread = a_question(days=5, mentor=a_mentor())
    monkeypatch.setattr("exchange.mentoring.actions.certificates.clear_let_go", fails)
    it_is(MONDAY + 10 * DAY)
    worker.sweep()
    assert what(steps_of(thread, "past_promise")) == ["past_promise"]


# ---- away


def away(mentor, first, last):
    saved(DaysAway(account_id=mentor.id, first_day=first, last_day=last))


def test_who_is_away_lets_go_of_what_comes_due_before_they_are_back(app, it_is):
    it_is(MONDAY)
    mentor = a_mentor()
    soon, later = (a_question(days=days, mentor=mentor) for days in (2, 15))
    unpromised = a_question(mentor=mentor)
    away(mentor, date(2026, 3, 3), date(2026, 3, 9))
    let_go_of_those_away()
    assert question_of(soon).mentor_id == mentor.id, "their days away have not begun"
    it_is(MONDAY + DAY)
    let_go_of_those_away()
    let_go_of_those_away()
    assert question_of(soon).mentor_id is None
    assert question_of(later).mentor_id == mentor.id
    assert question_of(unpromised).mentor_id == mentor.id, "five working days are not long"
    assert len(steps_of(soon, "left_away")) == 1


def test_who_is_away_for_long_lets_go_of_what_is_not_promised_too(app, it_is):
    it_is(MONDAY)
    mentor = a_mentor()
    thread, stands = a_question(mentor=mentor), a_question(days=2, mentor=mentor)
    set_row(stands, stopped_at=MONDAY, next_at=None)
    it_is(MONDAY + DAY)
    away(mentor, date(2026, 3, 3), date(2026, 3, 10))
    let_go_of_those_away()
    assert question_of(thread).mentor_id is None
    assert question_of(stands).mentor_id == mentor.id, "it waits for its asker"


def test_days_away_begin_where_the_mentor_is(app, it_is):
    it_is(MONDAY)
    here, there = a_mentor(timezone="Europe/Belgrade"), a_mentor(timezone="Europe/Istanbul")
    threads = [a_question(days=1, mentor=one) for one in (here, there)]
    it_is(datetime(2026, 3, 2, 21, 30, tzinfo=UTC))
    for one in (here, there):
        away(one, date(2026, 3, 3), date(2026, 3, 10))
    let_go_of_those_away()
    assert [question_of(one).mentor_id for one in threads] == [here.id, None]


def test_absences_that_follow_or_lie_upon_each_other_are_one(app, it_is):
    it_is(MONDAY - DAY)
    follow, upon, between = a_mentor(), a_mentor(), a_mentor()
    promised = [a_question(days=7, mentor=one) for one in (follow, upon, between)]
    unpromised = a_question(mentor=follow)
    for one, last, first in ((follow, 5, 6), (upon, 7, 4), (between, 4, 6)):
        away(one, date(2026, 3, 2), date(2026, 3, last))
        away(one, date(2026, 3, first), date(2026, 3, 20))
    it_is(MONDAY)
    let_go_of_those_away()
    has = [question_of(one).mentor_id for one in (*promised, unpromised)]
    assert has == [None, None, between.id, None], "who is back for a day can answer on it"


def test_what_somebody_takes_while_they_are_away_is_theirs(app, it_is):
    it_is(MONDAY)
    mentor = a_mentor()
    away(mentor, date(2026, 3, 2), date(2026, 3, 20))
    it_is(MONDAY + DAY)
    taken = a_question(days=2, mentor=mentor)
    let_go_of_those_away()
    assert question_of(taken).mentor_id == mentor.id


@pytest.mark.parametrize("how", ["takes it", "is assigned it", "is handed it"])
def test_what_somebody_gets_on_the_first_day_away_is_theirs_too(app, it_is, how):
    it_is(MONDAY)
    coordinator, mentor, other = a_mentoring_coordinator(), a_mentor(), a_mentor()
    add_days_away(mentor, date(2026, 3, 3), date(2026, 3, 20))
    thread = a_question(days=3, mentor=other if how == "is handed it" else None)
    it_is(MONDAY + DAY)
    if how == "takes it":
        take_question(mentor, thread.id)
    else:
        hand_over_question(coordinator, thread.id, mentor.id, "You said you would.", "en")
    strike_at(it_is, MONDAY + DAY + HOUR)
    let_go_of_those_away()
    add_days_away(mentor, date(2026, 3, 3), date(2026, 3, 25))  # they stay longer
    told(mentor, "desk_news")  # all that happened is delivered
    assert question_of(thread).mentor_id == mentor.id


@pytest.mark.parametrize("first_day", [date(2026, 3, 4), date(2026, 3, 2)])
def test_who_says_late_that_they_are_away_lets_go_of_what_they_have_by_then(app, it_is, first_day):
    it_is(MONDAY + 2 * DAY)
    coordinator, mentor = a_mentoring_coordinator(), a_mentor()
    had, waits = a_question(days=2, mentor=mentor), a_question(days=20, mentor=mentor)
    given = a_question(days=2)
    it_is(MONDAY + 2 * DAY + HOUR)
    add_days_away(mentor, first_day, date(2026, 3, 20))
    it_is(MONDAY + 2 * DAY + 2 * HOUR)
    hand_over_question(coordinator, given.id, mentor.id, "You said you would.", "en")
    assert len(told(mentor, "question_ended")) == 1
    let_go_of_those_away()
    assert [question_of(one).mentor_id for one in (had, waits, given)] == [
        *(None, mentor.id, mentor.id)
    ]


def test_days_to_come_take_nothing_away_before_they_begin(app, it_is):
    it_is(MONDAY)
    mentor = a_mentor()
    thread = a_question(days=2, mentor=mentor)
    add_days_away(mentor, date(2026, 3, 3), date(2026, 3, 20))
    told(mentor, "question_ended")
    assert question_of(thread).mentor_id == mentor.id


def test_a_category_without_a_promise_keeps_its_clock_to_itself(app, it_is):
    it_is(MONDAY)
    row = question_of(a_question(category=a_category()))
    assert (row.days, row.half_at, row.eve_at) == (None, None, None)
    assert row.next_at == row.due_at
