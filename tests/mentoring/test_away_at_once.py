"""Who says that they are away by now lets go of each question by itself: nobody waits for another,
and what fails is tried again."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from exchange.kernel.db import Delivery, db
from exchange.kernel.outbox import deliver_due
from exchange.kernel.rulings import NotFound
from exchange.mentoring.actions import going_away
from exchange.mentoring.actions.away import add_days_away
from exchange.mentoring.actions.going_away import let_go_of_those_away
from exchange.mentoring.actions.handing import hand_over_question
from tests.factories import a_mentor, a_mentoring_coordinator
from tests.mentoring.clocks import MONDAY, a_question, question_of, steps_of, told

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def says_so(mentor):
    add_days_away(mentor, MONDAY.date(), date(2026, 3, 20))


def deliver():
    while deliver_due():
        pass


def still_to_deliver():
    db.session.rollback()
    mine = Delivery.subscriber.endswith(".let_go_of_who_says_so")
    return db.session.scalars(select(Delivery).where(mine)).all()


def has(*threads):
    return [question_of(one).mentor_id for one in threads]


@pytest.fixture
def sticks(monkeypatch):
    """Questions, by id, that fail when they are let go, and with what."""
    faults, let_go = {}, going_away.let_go

    def perhaps(question, why):
        let_go(question, why)
        if fault := faults.get(question.thread_id):
            raise fault

    monkeypatch.setattr(going_away, "let_go", perhaps)
    return faults


def test_each_question_is_locked_alone_and_in_the_order_of_ids(app, it_is, monkeypatch):
    it_is(MONDAY)
    mentor, locked, lock = a_mentor(), [], going_away.lock_question
    threads = [a_question(days=days, mentor=mentor) for days in (6, 1, 4)]
    it_is(MONDAY + HOUR)
    says_so(mentor)

    def noted(thread_id):
        locked.append((thread_id, db.session.info["depth"]))
        return lock(thread_id)

    monkeypatch.setattr(going_away, "lock_question", noted)
    deliver()
    assert locked == [(one, 1) for one in sorted(thread.id for thread in threads)]
    assert has(*threads) == [None, None, None]


@pytest.mark.parametrize("fault", [OSError("the disk"), NotFound()])
def test_a_question_that_fails_holds_back_no_other_and_is_tried_again(app, it_is, sticks, fault):
    it_is(MONDAY)
    mentor = a_mentor()
    before, stuck, behind = (a_question(days=3, mentor=mentor) for _ in range(3))
    it_is(MONDAY + HOUR)
    sticks[stuck.id] = fault
    says_so(mentor)
    deliver()
    assert has(before, stuck, behind) == [None, mentor.id, None]
    assert f"[{stuck.id}]" in still_to_deliver()[0].last_error
    sticks.clear()
    it_is(MONDAY + 2 * HOUR)
    let_go_of_those_away()
    assert has(stuck) == [mentor.id], "by the hour they have what they took this morning"
    deliver()
    assert has(stuck) == [None]
    assert still_to_deliver() == []
    assert [len(steps_of(one, "left_away")) for one in (before, stuck, behind)] == [1, 1, 1]
    assert len(told(mentor, "question_ended")) == 3


def test_what_is_given_to_them_before_it_is_tried_again_is_theirs(app, it_is, sticks):
    it_is(MONDAY)
    coordinator, mentor = a_mentoring_coordinator(), a_mentor()
    freed, stuck = (a_question(days=3, mentor=mentor) for _ in range(2))
    it_is(MONDAY + HOUR)
    sticks[stuck.id] = OSError("the disk")
    says_so(mentor)
    deliver()
    hand_over_question(coordinator, freed.id, mentor.id, "You said you would.", "en")
    sticks.clear()
    it_is(MONDAY + 2 * HOUR)
    deliver()
    assert has(freed, stuck) == [mentor.id, None]


def test_a_question_that_is_gone_by_then_is_no_failure(app, it_is, monkeypatch):
    it_is(MONDAY)
    mentor = a_mentor()
    thread = a_question(days=3, mentor=mentor)
    it_is(MONDAY + HOUR)
    monkeypatch.setattr(going_away, "_open_questions_of", lambda _: [0, thread.id])
    says_so(mentor)
    deliver()
    assert has(thread) == [None]
    assert still_to_deliver() == []


def test_one_that_fails_by_the_hour_holds_back_no_other(app, it_is, sticks):
    it_is(MONDAY - DAY)
    mentor = a_mentor()
    stuck, behind = (a_question(days=3, mentor=mentor) for _ in range(2))
    add_days_away(mentor, MONDAY.date(), date(2026, 3, 20))
    sticks[stuck.id] = OSError("the disk")
    it_is(MONDAY)
    let_go_of_those_away()
    assert has(stuck, behind) == [mentor.id, None]
    sticks.clear()
    let_go_of_those_away()
    assert has(stuck) == [None]
