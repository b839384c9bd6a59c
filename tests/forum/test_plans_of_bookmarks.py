"""What somebody marked, what is due and who is ignored are found by indexes, on both databases."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, insert

from exchange.forum.actions import remind_of_bookmarks
from exchange.forum.models import Bookmark, Post
from exchange.forum.queries import bookmarks
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.people.actor import GUEST, Actor
from exchange.people.models import Ignored
from exchange.people.queries import ignored
from exchange.text.wording import use_language
from tests import databases
from tests.factories import a_person, a_thread, opening_of
from tests.forum.test_plans import plan

POSTS, MARKED, PEOPLE = 6_000, 400, 30
_LARGE = "(bookmark|ignored|post)"
_WALKED = re.compile(rf"SCAN {_LARGE}\b(?! USING)|Seq Scan on {_LARGE}\b")


@pytest.fixture(scope="module")
def crowded(database: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, Actor]:
    """Made once; each test gets a copy."""
    app = databases.an_app(database, tmp_path_factory.mktemp("crowded"))
    with app.app_context(), use_language("en"):
        me = _crowd()
    return app, me


@pytest.fixture
def app(crowded: tuple[Flask, Actor], tmp_path: Path) -> Iterator[Flask]:
    with databases.a_copy(crowded[0], tmp_path) as app:
        yield app


@pytest.fixture
def me(app: Flask, crowded: tuple[Flask, Actor]) -> Actor:
    assert app
    return crowded[1]


def _crowd() -> Actor:
    """One of many who marked many posts, most of them without a day."""
    people, thread = [a_person() for _ in range(PEOPLE)], a_thread()
    opening, start = opening_of(thread), now()
    posts, marks = [], []
    for n in range(50_000, 50_000 + POSTS):
        path = opening.to_bytes(4, "big") + n.to_bytes(4, "big")
        row = {"id": n, "thread_id": thread.id, "parent_id": opening, "path": path, "html": "x"}
        row |= {"author_id": people[n % PEOPLE].id, "lang": "en", "source": "x"}
        posts.append(row | {"renderer_version": 1})
        for m, who in enumerate(people if n < 50_000 + MARKED else ()):
            day = start + timedelta(days=n % 50 + 1) if (n + m) % 20 == 0 else None
            marks.append({"account_id": who.id, "post_id": n, "note": "x", "remind_at": day})
    pairs = [
        {"account_id": one.id, "ignored_id": other.id}
        for one in people
        for other in people
        if one.id != other.id
    ]
    with transaction(None):
        db.session.execute(insert(Post), posts)
        db.session.execute(insert(Bookmark), marks)
        db.session.execute(insert(Ignored), pairs)
    databases.analyse()
    return people[7]


def walked_whole(told: str) -> list[str]:
    return [line for line in told.split("\n") if _WALKED.search(line)]


@pytest.mark.parametrize(
    ("by_day", "index"),
    [(False, "ix_bookmark_account_id_id"), (True, "ix_bookmark_account_id_remind_at_id")],
)
def test_the_own_list_is_walked_in_its_order(me: Actor, by_day: bool, index: str) -> None:
    told = plan(bookmarks._page(GUEST, by_day), me=me.id, skip=0)
    assert walked_whole(told) == [], told
    assert index in told, told
    # The few with a day may be put in order once they are found.
    assert by_day or not re.search("TEMP B-TREE|Sort Key", told), told


def test_one_and_how_many_are_found_by_keys(me: Actor) -> None:
    for reading, values in (
        (bookmarks._COUNT, {}),
        (bookmarks._WITH_DAY, {}),
        (bookmarks._OF_POST, {"post_id": 50_001}),
        (bookmarks._one(GUEST), {"id": 17}),
    ):
        told = plan(reading, me=me.id, **values)
        assert walked_whole(told) == [], told


def statements_of_reminding() -> Iterator[tuple[str, object]]:
    sent: list[tuple[str, object]] = []

    def note(
        _connection: object, _cursor: object, statement: str, parameters: object, *_rest: object
    ) -> None:
        sent.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    remind_of_bookmarks()
    event.remove(db.engine, "before_cursor_execute", note)
    return (one for one in sent if one[0].startswith("SELECT"))


def test_what_is_due_is_found_by_its_index(me: Actor) -> None:
    [(statement, parameters)] = statements_of_reminding()
    explain = "EXPLAIN QUERY PLAN" if db.engine.dialect.name == "sqlite" else "EXPLAIN"
    with db.engine.connect() as connection:
        rows = connection.exec_driver_sql(f"{explain} {statement}", parameters)  # type: ignore[arg-type]
        told = "\n".join(str(row) for row in rows)
    assert "ix_bookmark_remind_at" in told, told


def test_who_ignores_somebody_is_found_by_keys(me: Actor) -> None:
    told = plan(ignored._LIST, me=me.id)
    told += plan(ignored._IS, me=me.id, other=me.id + 1)
    told += plan(ignored._WHO, other=me.id, ids=[me.id + 1, me.id + 2])
    assert "bookmark" not in told
    assert [line for line in told.split("\n") if "SCAN ignored" in line] == [], told
