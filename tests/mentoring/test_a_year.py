"""A year of mentoring, day by day: promises, days away, a machine that stands in August, a mentor
who is suspended, askers who are asked what came of it."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from exchange.forum import actions as forum
from exchange.forum.models import Thread
from exchange.kernel.db import db, transaction
from exchange.kernel.outbox import deliver_due
from exchange.kernel.worker import sweep
from exchange.mentoring.actions.answering import Said, say_outcome
from exchange.mentoring.actions.needing_more import ask_more
from exchange.mentoring.actions.taking import take_question
from exchange.mentoring.models import DaysAway, FollowUp, Question, QuestionStep
from exchange.notifications.models import Notification
from exchange.people import actions as people
from exchange.people.queries import get_actor
from tests.factories import (
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    an_organisation,
    saved,
)
from tests.mentoring.clocks import a_promise, question_of

pytestmark = [pytest.mark.slow, pytest.mark.either]

FIRST = datetime(2026, 1, 5, 9, tzinfo=UTC)  # a Monday
DAY = timedelta(days=1)
STOOD = (date(2026, 8, 1), date(2026, 8, 31))
AWAY = (date(2026, 6, 8), date(2026, 6, 26))
SUSPENDED = date(2026, 10, 1)
BY_THE_CLOCK = ("half_time", "eve", "past_promise", "given_up")


class Year:
    """Every second Monday two questions: one is answered after some days, the other by nobody; each
    sixth needs more from its asker."""

    def __init__(self, it_is: Callable[[datetime], None]) -> None:
        self.it_is, self.today = it_is, FIRST
        it_is(FIRST)
        at_home = an_organisation(country="LV")
        self.askers = [a_person(organisation=at_home, timezone="Europe/Riga") for _ in range(2)]
        self.mentors = [a_mentor(f"Mentor {n}", timezone="Europe/Riga") for n in range(3)]
        self.coordinator = a_mentoring_coordinator()
        self.category = a_promise(5)
        self.tasks: dict[date, list[Callable[[], None]]] = {}
        self.asked = 0
        away = {"first_day": AWAY[0], "last_day": AWAY[1]}
        saved(DaysAway(account_id=self.mentors[0].id, **away))

    def pass_by(self, days: int) -> None:
        for _ in range(days):
            self.it_is(self.today)
            self._live()
            if not STOOD[0] <= self.today.date() <= STOOD[1]:
                while deliver_due():
                    pass
                sweep()
                while deliver_due():
                    pass
            self.today += DAY

    def _live(self) -> None:
        here = self.today.date()
        if here == SUSPENDED:
            people.suspend(a_moderator(), self.mentors[1].id, reason="Rude in private.")
        if self.today.weekday() == 0 and here.isocalendar().week % 2 == 0:
            self._ask()
        for task in self.tasks.pop(here, ()):
            task()

    def _ask(self) -> None:
        self.asked += 1
        asker, mentor = self.askers[self.asked % 2], self.mentors[self.asked % 3]
        answered = a_thread(asker, title=f"Answered {self.asked}", category=self.category)
        a_thread(asker, title=f"Left {self.asked}", category=self.category)
        if get_actor(mentor.id).may_write and not self._is_away(mentor.id):
            take_question(mentor, answered.id)
            if self.asked % 6 == 0:
                ask_more(mentor, answered.id, sentence="Which village?", lang="en")
                self._in(9, lambda: a_reply(answered, asker, "The one by the lake."))
            self._in(12, lambda: self._answer(answered, asker, mentor.id))

    def _is_away(self, mentor_id: int) -> bool:
        here = self.today.date()
        return mentor_id == self.mentors[0].id and AWAY[0] <= here <= AWAY[1]

    def _answer(self, thread: Thread, asker: object, mentor_id: int) -> None:
        mentor = get_actor(mentor_id)
        if not mentor.may_write:
            return
        answer = a_reply(thread, mentor)
        if self.asked % 4:
            forum.accept_answer(get_actor(thread.author_id), answer)
            self._in(40, lambda: self._say(thread))

    def _say(self, thread: Thread) -> None:
        with transaction(None):
            mine = (FollowUp.thread_id == thread.id) & (FollowUp.stage == "month")
            row = db.session.scalars(select(FollowUp).where(mine)).first()
            found = row and row.asked_at and (row.id, row.edit_version)
        if found:
            said = Said("worked" if thread.id % 2 else "too_early", "", "en")
            say_outcome(get_actor(thread.author_id), found[0], version=found[1], said=said)

    def _in(self, days: int, task: Callable[[], None]) -> None:
        self.tasks.setdefault((self.today + days * DAY).date(), []).append(task)


def rows(model: type, *conditions: object) -> list:
    with transaction(None):
        return list(db.session.scalars(select(model).where(*conditions).order_by(model.id)))


def test_a_year_goes_by_and_everybody_hears_what_they_should_once(app, it_is):
    year = Year(it_is)
    year.pass_by(365)
    assert year.asked >= 25
    steps = rows(QuestionStep)
    done = Counter((step.thread_id, step.what) for step in steps if step.what in BY_THE_CLOCK)
    assert max(done.values()) == 1, "each moment of a clock strikes once"
    for thread in [one for one in rows(Thread) if one.title.startswith("Left")]:
        row, mine = question_of(thread), [step for step in steps if step.thread_id == thread.id]
        passed = [step.what for step in mine if step.what in BY_THE_CLOCK]
        assert row.ended_at is None
        if row.twice_at and row.twice_at < year.today - DAY:
            assert passed[-2:] == ["past_promise", "given_up"], thread.title
            assert row.next_at is None
    for before, after in pairwise(s for s in steps if s.what in BY_THE_CLOCK):
        same = before.thread_id == after.thread_id
        assert not same or before.made_at < after.made_at, "in the order of the moments"
    news = rows(Notification, Notification.kind == "desk_news")
    by_day = Counter((one.account_id, one.created_at.date()) for one in news)
    assert max(by_day.values()) == 1, "one mail a person and run"
    in_september = [day for _person, day in by_day if day == STOOD[1] + DAY]
    assert in_september
    assert not [day for _person, day in by_day if STOOD[0] <= day <= STOOD[1]]
    asked = rows(FollowUp, FollowUp.asked_at.is_not(None))
    mails = rows(Notification, Notification.kind == "follow_ups_due")
    assert len({(one.account_id, one.event_key) for one in mails}) == len(mails)
    assert {row.stage for row in asked} == {"accept", "month", "quarter"}
    due = rows(FollowUp, FollowUp.due_at < year.today - DAY, FollowUp.asked_at.is_(None))
    assert not due, "what came due was asked"


def test_whoever_is_away_or_suspended_has_nothing_that_is_due(app, it_is):
    year = Year(it_is)
    year.pass_by((SUSPENDED - FIRST.date()).days + 3)
    suspended, away = year.mentors[1].id, year.mentors[0].id
    held = rows_of_questions()
    assert not [row for row in held if row.mentor_id == suspended and row.ended_at is None]
    asked = rows(QuestionStep, QuestionStep.what == "proposed", QuestionStep.to_id == away)
    in_june = [one for one in asked if AWAY[0] <= one.made_at.date() <= AWAY[1]]
    assert not in_june
    assert [one for one in asked if one.made_at.date() > AWAY[1]]


def rows_of_questions() -> list[Question]:
    with transaction(None):
        return list(db.session.scalars(select(Question)))
