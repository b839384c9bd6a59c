"""Answers that were accepted before anybody was asked what came of them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, update

from exchange.forum import actions as forum
from exchange.forum.models import Thread
from exchange.kernel.db import db, transaction
from exchange.kernel.sweeping import sweepers
from exchange.mentoring.actions import planning_late
from exchange.mentoring.actions.asking_what_came import ask_what_came_of_it
from exchange.mentoring.actions.planning_late import plan_what_was_accepted_before
from exchange.mentoring.models import FollowUp
from tests.factories import a_moderator, a_person, a_thread, opening_of
from tests.mentoring.following import ItIs, an_answer, rows_of, said, stages_of

UPGRADE = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def forgotten(it_is: ItIs, days_ago: float) -> Thread:
    """Accepted so long before the upgrade, when nothing was planned."""
    it_is(UPGRADE - days_ago * DAY)
    thread, _answer = an_answer()
    with transaction(None):
        db.session.execute(delete(FollowUp).where(FollowUp.thread_id == thread.id))
    it_is(UPGRADE)
    return thread


def test_what_was_accepted_in_the_last_month_is_planned_as_if_it_had_been_then(
    app: Flask, it_is: ItIs
) -> None:
    threads = [forgotten(it_is, days) for days in (0, 12, 29.9)]
    old = forgotten(it_is, 30)
    plan_what_was_accepted_before()
    plan_what_was_accepted_before()
    for thread, days in zip(threads, (0, 12, 29.9), strict=True):
        accepted = UPGRADE - days * DAY
        due = {stage: row.due_at for stage, row in rows_of(thread).items()}
        assert due == {"month": accepted + 30 * DAY, "quarter": accepted + 90 * DAY}
        assert {row.post_id for row in rows_of(thread).values()} == {_accepted(thread)}
    assert stages_of(old) == []
    it_is(UPGRADE + 18 * DAY)
    ask_what_came_of_it()
    assert [rows_of(one)["month"].asked_at is None for one in threads] == [True, False, False]


def _accepted(thread: Thread) -> int | None:
    with transaction(None):
        return db.session.get_one(Thread, thread.id, populate_existing=True).accepted_post_id


def test_what_is_planned_or_was_said_stays(app: Flask, it_is: ItIs) -> None:
    it_is(UPGRADE)
    asker = a_person()
    thread, _answer = an_answer(asker)
    said(asker, thread, "worked")
    before = {stage: (row.id, row.due_at) for stage, row in rows_of(thread).items()}
    plan_what_was_accepted_before()
    assert {stage: (row.id, row.due_at) for stage, row in rows_of(thread).items()} == before


def test_what_was_dropped_is_not_planned_again(app: Flask, it_is: ItIs) -> None:
    it_is(UPGRADE)
    thread, _answer = an_answer()
    forum.hide_post(a_moderator(), opening_of(thread))
    it_is(UPGRADE + 30 * DAY + timedelta(minutes=1))
    ask_what_came_of_it()
    plan_what_was_accepted_before()
    assert stages_of(thread) == ["quarter"]


def test_what_is_accepted_no_more_is_not_planned(app: Flask, it_is: ItIs) -> None:
    asker = a_person()
    it_is(UPGRADE)
    thread, _answer = an_answer(asker)
    forum.withdraw_acceptance(asker, thread.id)
    a_thread()
    plan_what_was_accepted_before()
    assert stages_of(thread) == ["accept"]


def test_one_run_plans_no_more_than_it_may_and_the_next_goes_on(
    app: Flask, it_is: ItIs, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = [forgotten(it_is, 3) for _ in range(3)]
    monkeypatch.setattr(planning_late, "AT_ONCE", 2)
    plan_what_was_accepted_before()
    assert [stages_of(one) == ["month", "quarter"] for one in threads] == [True, True, False]
    plan_what_was_accepted_before()
    assert stages_of(threads[2]) == ["month", "quarter"]


def test_one_that_fails_keeps_none_of_the_others_waiting(
    app: Flask, it_is: ItIs, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails, other = forgotten(it_is, 3), forgotten(it_is, 3)
    plan = planning_late.plan_outcomes

    def failing(thread_id: int, post_id: int, accepted_at: datetime | None = None) -> None:
        if thread_id == fails.id:
            raise RuntimeError
        plan(thread_id, post_id, accepted_at)

    monkeypatch.setattr(planning_late, "plan_outcomes", failing)
    plan_what_was_accepted_before()
    assert (stages_of(fails), stages_of(other)) == ([], ["month", "quarter"])


def test_the_worker_plans_before_it_asks(app: Flask) -> None:
    names = [one.__name__ for one in sweepers]
    assert names.index("plan_what_was_accepted_before") < names.index("ask_what_came_of_it")


def one_asked(it_is: ItIs, days_ago: float, *, is_sample: bool = False) -> None:
    it_is(UPGRADE - (days_ago + 30) * DAY)
    thread, _answer = an_answer()
    with transaction(None):
        db.session.execute(update(Thread).where(Thread.id == thread.id).values(is_sample=is_sample))
        whose = update(FollowUp).where(FollowUp.thread_id == thread.id, FollowUp.stage == "month")
        db.session.execute(whose.values(asked_at=UPGRADE - days_ago * DAY))


@pytest.mark.parametrize(
    ("days_ago", "is_sample", "is_over"),
    [(29.9, False, False), (30, True, False), (30, False, True)],
)
def test_a_month_after_somebody_was_asked_nobody_looks_any_more(
    app: Flask,
    it_is: ItIs,
    count_queries: Callable[[], AbstractContextManager[list[str]]],
    days_ago: float,
    is_sample: bool,
    is_over: bool,
) -> None:
    one_asked(it_is, days_ago, is_sample=is_sample)
    thread = forgotten(it_is, 3)
    with count_queries() as seen:
        plan_what_was_accepted_before()
    assert (stages_of(thread) == []) is is_over
    if is_over:
        assert len([one for one in seen if "FROM thread" in one]) == 0, seen
