"""What waits for a mentor, and what coordinators see, is found by indexes on both databases: of
however many threads, open questions alone are looked at, and as few of them as are shown."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import insert, select

from exchange.forum.models import Thread
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.mentoring.models import Proposal, Question
from exchange.mentoring.queries import bottlenecks, coordinating, desk, loads
from exchange.people.actor import GUEST
from exchange.text.wording import use_language
from tests import databases
from tests.factories import a_category, a_mentor, a_person
from tests.forum.test_plans import plan

THREADS, OPEN, MENTORS, ASKERS = 4_000, 400, 20, 200
_LARGE = "(question|thread|proposal)(_[0-9])?"
_WALKED = re.compile(rf"SCAN {_LARGE}\b(?! USING INDEX ix_question_)|Seq Scan on {_LARGE}\b")
_IN_ORDER = "ix_question_due_at_started_at_thread_id_open"


@pytest.fixture(scope="module")
def crowded(database: str, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Made once; each test gets a copy."""
    app = databases.an_app(database, tmp_path_factory.mktemp("crowded"))
    with app.app_context(), use_language("en"):
        _crowd()
    return app


@pytest.fixture
def app(crowded: Flask, tmp_path: Path) -> Iterator[Flask]:
    with databases.a_copy(crowded, tmp_path) as app:
        yield app


def _crowd() -> None:
    category = a_category().id
    askers = [a_person().id for _ in range(ASKERS)]
    mentors = [a_mentor().id for _ in range(MENTORS)]
    threads, questions, asked = [], [], []
    for n in range(1, THREADS + 1):
        at = now() - timedelta(hours=THREADS - n)
        asker = askers[n % ASKERS]
        thread = {"id": n, "category_id": category, "author_id": asker, "kind": "question"}
        thread |= {"last_author_id": asker, "title": "Buses", "lang": "en", "state": "waiting"}
        threads.append(thread | {"started_at": at, "last_post_at": at})
        is_open = n > THREADS - OPEN
        mentor = mentors[n % MENTORS] if n % 3 == 0 else None
        one = {"thread_id": n, "started_at": at, "zone": "Europe/Riga", "days": 5}
        one |= {"due_at": at + timedelta(days=7), "mentor_id": mentor}
        questions.append(one | {"ended_at": None if is_open else at})
        asked += [
            {"thread_id": n, "account_id": who, "reasons": {}, "answer": "" if is_open else "taken"}
            for who in (mentors[n % MENTORS], mentors[(n + 1) % MENTORS])
        ]
    with transaction(None):
        for model, rows in ((Thread, threads), (Question, questions), (Proposal, asked)):
            db.session.execute(insert(model), rows)
    databases.analyse()


def _walked(told: str) -> list[str]:
    return [line for line in told.split("\n") if _WALKED.search(line)]


def _mentor() -> int:
    holders = select(Question.mentor_id).where(Question.mentor_id.is_not(None))
    return db.session.scalars(holders.limit(1)).one() or 0


def test_what_concerns_a_mentor_is_found_without_a_look_at_others(app: Flask) -> None:
    told = plan(desk._concerning(GUEST, True), me=_mentor(), since=now())
    assert _walked(told) == [], told
    assert "ix_question_mentor_id_open" in told, told
    assert "ix_thread_author_id" in told, told


def test_what_an_asker_began_is_found_by_its_index(app: Flask) -> None:
    told = plan(desk._concerning(GUEST, False), me=1, since=now())
    assert _walked(told) == [], told


def test_what_nobody_has_is_walked_in_the_order_of_promises(app: Flask) -> None:
    told = plan(desk._free(GUEST, ("en",)), me=_mentor())
    assert _IN_ORDER in told, told
    assert _walked(told) == [], told


@pytest.mark.parametrize("state", [None, "free", "given_up"])
def test_all_open_questions_are_walked_in_that_order(app: Flask, state: str | None) -> None:
    told = plan(coordinating._all(GUEST, state, False, False), me=1, skip=0, samples=False)
    assert _IN_ORDER in told, told


def test_open_questions_are_counted_without_a_look_at_all_threads(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        return  # there it is the planner's to choose: it knows how many are open
    given = {"now": now(), "samples": False}
    for reading in (
        bottlenecks._by_language(GUEST),
        bottlenecks._by_theme(GUEST),
        coordinating._counts(GUEST, False, False),
    ):
        told = plan(reading, **given)
        assert _walked(told) == [], told


def test_loads_look_at_each_open_question_once(app: Flask) -> None:
    times = {"now": now(), "since": now(), "today": now().date(), "samples": False}
    told = plan(loads._LOADS, **times)
    assert not re.search("SCAN thread|SCAN proposal", told), told
