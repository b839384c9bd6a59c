"""When a promise is broken is one rule: the desk, the figures and the promises say the same."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import select, update

from exchange.forum.actions import (
    accept_answer,
    change_kind,
    hide_post,
    lock_thread,
    show_post,
    unlock_thread,
)
from exchange.forum.models import Thread
from exchange.forum.moving import Seen
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.needing_more import ask_more, tell_more
from exchange.mentoring.actions.promises import set_promise
from exchange.mentoring.actions.striking import strike_due
from exchange.mentoring.figures import Tally
from exchange.mentoring.models import Question, QuestionStep
from exchange.mentoring.periods import Period
from exchange.mentoring.policy.clock import is_past_promise, is_past_promise_in_sql
from exchange.mentoring.queries.bottlenecks import bottlenecks
from exchange.mentoring.queries.coordinating import Sought, all_questions
from exchange.mentoring.queries.desk import desk_of
from exchange.mentoring.queries.figures import Narrowing, figures
from exchange.mentoring.queries.loads import mentor_loads
from exchange.mentoring.queries.usual import figures_of
from exchange.people.actor import Actor
from tests.factories import (
    a_category,
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    an_admin,
)
from tests.mentoring.clocks import (
    MONDAY,
    a_promise,
    a_question,
    promise_version,
    question_of,
    set_row,
    steps_of,
)

DAY = timedelta(days=1)
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
ItIs = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Case:
    """A question that a mentor has; promised by the evening of the Wednesday."""

    asker: Actor
    mentor: Actor
    coordinator: Actor
    thread: Thread
    it_is: ItIs

    def day(self, number: float) -> None:
        self.it_is(MONDAY + number * DAY)
        strike_due()

    def needs_more(self) -> None:
        ask_more(self.mentor, self.thread.id, sentence="Which call do you mean?", lang="en")

    def answers(self) -> None:
        a_reply(self.thread, self.mentor)

    def tells_more(self) -> None:
        tell_more(self.asker, self.thread.id)

    def late(self) -> set[int]:
        """As each page of what is open counts it."""
        some = all_questions(self.coordinator, Sought("late"), 1)
        loads = mentor_loads(self.coordinator, "en").mentors
        languages = bottlenecks(self.coordinator, "en").languages
        return {
            some.counts.late,
            len(some.lines),
            desk_of(self.mentor).late,
            sum(one.late for one in loads),
            sum(one.late for one in languages),
        }

    def past(self) -> int:
        return self.figures().past

    def figures(self) -> Tally:
        """Of March, whose questions these are."""
        return figures(self.coordinator, MARCH, Narrowing(), "en").all

    def promised(self) -> tuple[int, int]:
        """Of how many the time is over, and how many of these were answered by then."""
        told = figures_of(self.thread.category_id)
        return told.promised, told.in_time


@pytest.fixture
def case(app: Flask, it_is: ItIs) -> Case:
    it_is(MONDAY)
    asker, mentor, coordinator = a_person(), a_mentor(), a_mentoring_coordinator()
    thread = a_question(asker, category=a_promise(2), mentor=mentor)
    return Case(asker, mentor, coordinator, thread, it_is)


def test_who_asks_for_more_once_it_is_late_is_late_all_the_same(case: Case) -> None:
    case.day(10)
    assert (case.late(), case.past(), case.promised()) == ({1}, 1, (1, 0))
    case.needs_more()
    assert (case.late(), case.past(), case.promised()) == ({1}, 1, (1, 0))
    case.day(12)
    case.answers()
    assert (case.late(), case.past(), case.promised()) == ({0}, 1, (1, 0))


def test_once_its_asker_has_told_more_what_was_late_is_late(case: Case) -> None:
    case.day(10)
    case.needs_more()
    case.day(11)
    case.tells_more()
    assert (case.late(), case.past(), case.promised()) == ({1}, 1, (1, 0))


def test_what_waits_for_its_asker_in_time_is_answered_in_time_whenever_that_is(case: Case) -> None:
    case.needs_more()
    case.day(14)
    assert (case.late(), case.past(), case.promised()) == ({0}, 0, (0, 0))
    case.answers()
    assert (case.late(), case.past(), case.promised()) == ({0}, 0, (1, 1))


def test_what_waited_for_its_asker_has_the_days_that_were_left(case: Case) -> None:
    case.needs_more()
    case.day(14)
    case.tells_more()
    case.day(15)
    assert (case.late(), case.past(), case.promised()) == ({0}, 0, (0, 0))
    case.day(17)
    assert (case.late(), case.past(), case.promised()) == ({1}, 1, (1, 0))


@pytest.mark.parametrize(("day", "is_past"), [(2, False), (3, True)])
def test_an_answer_of_the_promised_day_is_in_time_and_one_of_the_next_is_not(
    case: Case, day: int, is_past: bool
) -> None:
    case.day(day)
    case.answers()
    assert (case.past(), case.promised()) == (int(is_past), (1, int(not is_past)))


def test_a_late_word_to_what_was_accepted_in_time_breaks_no_promise_and_keeps_none(
    case: Case,
) -> None:
    case.day(1)
    accept_answer(case.asker, a_reply(case.thread, a_person()))
    case.day(40)
    assert (case.past(), case.promised()) == (0, (0, 0))
    case.answers()
    assert (case.past(), case.promised()) == (0, (0, 0))
    own = desk_of(case.asker).own
    assert [one.answered_at for one in own] == [MONDAY + 40 * DAY], "it is news to who asked"


@pytest.mark.parametrize(("day", "promised"), [(2, (1, 1)), (4, (1, 0))])
def test_a_word_to_what_was_accepted_counts_in_time_and_what_was_accepted_late_was_late(
    case: Case, day: int, promised: tuple[int, int]
) -> None:
    case.day(day)
    accept_answer(case.asker, a_reply(case.thread, a_person()))
    case.answers()
    assert case.promised() == promised
    assert case.past() == promised[0] - promised[1]


# -------- what begins anew


def hidden_and_shown(case: Case, answer: int) -> None:
    moderator = a_moderator()
    hide_post(moderator, answer)
    show_post(moderator, answer)


@pytest.mark.parametrize(("day", "past"), [(6, 1), (1, 0)])
def test_an_answer_that_is_hidden_and_shown_again_changes_no_figure(
    case: Case, day: int, past: int
) -> None:
    case.day(day)
    answer = a_reply(case.thread, case.mentor)
    before = case.figures()
    assert (before.past, before.half, case.promised()) == (past, day, (1, 1 - past))
    for later in (60, 90):
        case.day(later)
        hidden_and_shown(case, answer)
        assert (case.figures(), case.promised()) == (before, (1, 1 - past))


def test_nor_where_the_worker_had_not_come_to_it_before_it_was_answered(case: Case) -> None:
    case.it_is(MONDAY + 6 * DAY)
    answer = a_reply(case.thread, case.mentor)
    before = case.figures()
    assert (before.past, before.half, case.promised()) == (1, 6, (1, 0))
    for later in (60, 90):
        case.day(later)
        hidden_and_shown(case, answer)
        assert (case.figures(), case.promised()) == (before, (1, 0))
    [broken] = steps_of(case.thread, "past_promise")
    assert broken.made_at.date() == (MONDAY + 2 * DAY).date()


def test_nor_does_one_that_is_shown_when_the_clock_that_began_anew_is_past(case: Case) -> None:
    case.needs_more()
    case.day(14)
    answer = a_reply(case.thread, case.mentor)
    before = case.figures()
    assert (before.past, before.half, case.promised()) == (0, 14, (1, 1))
    case.day(60)
    moderator = a_moderator()
    hide_post(moderator, answer)
    case.day(80)
    assert case.promised() == (1, 0)
    show_post(moderator, answer)
    assert (case.figures(), case.promised()) == (before, (1, 1))


def test_it_counts_by_the_clock_under_which_it_came_if_there_were_several(case: Case) -> None:
    case.day(10)
    moderator = a_moderator()
    lock_thread(moderator, case.thread.id)
    case.day(20)
    unlock_thread(moderator, case.thread.id)
    assert (case.past(), case.promised()) == (0, (0, 0)), "with a promise of its own"
    case.day(21)
    answer = a_reply(case.thread, case.mentor)
    assert (case.figures().half, case.past(), case.promised()) == (1, 0, (1, 1))
    case.day(60)
    hidden_and_shown(case, answer)
    assert (case.figures().half, case.past(), case.promised()) == (1, 0, (1, 1))


@pytest.mark.parametrize(
    ("asked", "later", "day", "promised"),
    [
        (None, 2, 20, (0, 0)),  # what was promised later was never promised to them
        (2, None, 10, (1, 0)),  # a promise that is made no more was broken
        (2, None, 1, (1, 1)),  # or kept
        (2, 30, 10, (1, 0)),
        (30, 2, 10, (1, 1)),
    ],
)
def test_what_was_promised_meanwhile_or_is_no_more_changes_nothing_of_an_answer_that_is_back(
    app: Flask,
    it_is: ItIs,
    asked: int | None,
    later: int | None,
    day: int,
    promised: tuple[int, int],
) -> None:
    it_is(MONDAY)
    category = a_promise(asked) if asked else a_category()
    mentor, moderator, admin = a_mentor(), a_moderator(), an_admin()
    thread = a_question(category=category, mentor=mentor)
    it_is(MONDAY + day * DAY)
    answer = a_reply(thread, mentor)
    before = clock_of(thread)
    set_promise(admin, category.id, days=later, version=promise_version(category))
    for at in (60, 90):
        it_is(MONDAY + at * DAY)
        hide_post(moderator, answer)
        assert question_of(thread).days == later
        lock_thread(moderator, thread.id)
        unlock_thread(moderator, thread.id)
        show_post(moderator, answer)
        assert clock_of(thread) == before
        told = figures_of(thread.category_id)
        assert (told.promised, told.in_time) == promised


def clock_of(thread: Thread) -> tuple[object, ...]:
    row = question_of(thread)
    return row.started_at, row.days, row.due_at, row.stopped_at, row.answered_at


def test_what_stood_when_it_was_answered_stood_then_if_that_is_back(case: Case) -> None:
    case.needs_more()
    case.day(14)
    answer = a_reply(case.thread, case.mentor)
    before = clock_of(case.thread)
    assert before[3] == MONDAY
    case.day(60)
    hidden_and_shown(case, answer)
    assert clock_of(case.thread) == before


def test_what_began_anew_before_its_clock_was_kept_is_late_if_the_log_says_so(case: Case) -> None:
    case.day(6)
    answer, moderator = a_reply(case.thread, case.mentor), a_moderator()
    before = case.figures()
    case.day(60)
    hide_post(moderator, answer)
    with transaction(None):
        whose = update(QuestionStep).where(QuestionStep.thread_id == case.thread.id)
        db.session.execute(whose.values(former_days=None, former_due_at=None))
    case.day(80)
    assert len(steps_of(case.thread, "past_promise")) == 2
    show_post(moderator, answer)
    assert (case.figures(), case.promised()) == (before, (1, 0))


def test_an_answer_from_when_it_was_a_discussion_counts_from_when_that_began(
    app: Flask, it_is: ItIs
) -> None:
    it_is(MONDAY)
    thread = a_thread(kind="discussion")
    it_is(MONDAY + 2 * DAY)
    answer, moderator = a_reply(thread, a_mentor()), a_moderator()
    it_is(MONDAY + 5 * DAY)
    change_kind(moderator, Seen(thread.id, 1))
    it_is(MONDAY + 60 * DAY)
    hide_post(moderator, answer)
    show_post(moderator, answer)
    row = question_of(thread)
    assert (row.started_at, row.answered_at) == (MONDAY, MONDAY + 2 * DAY)


# -------- the rule


@dataclass(frozen=True, slots=True)
class Row:
    """What the rule asks of a question."""

    days: int | None = 3
    due_at: datetime | None = MONDAY
    stopped_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None


BEFORE, AFTER = MONDAY - timedelta(seconds=1), MONDAY + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("row", "is_past"),
    [
        (Row(), True),
        (Row(days=None), False),  # a clock that nobody is told
        (Row(due_at=None), False),
        (Row(due_at=MONDAY + 8 * DAY), False),
        (Row(due_at=MONDAY + 9 * DAY), False),
        *((Row(**{name: MONDAY}), False) for name in ("stopped_at", "answered_at", "ended_at")),
        *((Row(**{name: AFTER}), True) for name in ("stopped_at", "answered_at", "ended_at")),
        (Row(stopped_at=BEFORE, answered_at=AFTER, ended_at=AFTER), False),
        (Row(answered_at=AFTER, ended_at=BEFORE), False),
        (Row(answered_at=BEFORE, ended_at=AFTER), False),
    ],
)
def test_it_is_broken_when_the_day_passes_while_a_mentor_is_waited_for(
    row: Row, is_past: bool
) -> None:
    assert is_past_promise(row, MONDAY + 8 * DAY) is is_past


def test_what_it_says_of_open_questions_is_said_alike_in_sql(app: Flask) -> None:
    thread = a_question()
    found = select(Question.thread_id).where(is_past_promise_in_sql())
    moments = (None, BEFORE, MONDAY, AFTER)
    for days, due_at, stopped_at in product((None, 3), moments, moments):
        row = Row(days, due_at, stopped_at)
        set_row(thread, **asdict(row))
        for now in (one for one in moments[1:] if one >= (stopped_at or BEFORE)):
            with transaction(None):
                is_found = db.session.scalar(found, {"now": now}) is not None
            assert is_found is is_past_promise(row, now), (row, now)
