"""What is used where, whose time has come and what was gathered is found by indexes, on both
databases, however much of it there is."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, insert

from exchange.collections.models import Collection, CollectionItem
from exchange.collections.queries import lists
from exchange.collections.queries import page as collection
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.library.models import Experience, ExperienceNumber
from exchange.people.models import Organisation
from exchange.reuse.models import ChainLink, Reuse, ReuseStep
from exchange.reuse.queries import chain, matrix, on_record, page
from exchange.still_true.actions import ask_what_is_due
from exchange.still_true.models import StillTrue
from exchange.text.wording import use_language
from tests import databases
from tests.factories import a_person
from tests.forum.test_plans import plan

RECORDS, NETWORKS, PEOPLE = 2_000, 40, 40
_LARGE = "(reuse|reuse_step|chain_link|still_true|collection|collection_item)"
_WALKED = re.compile(rf"SCAN {_LARGE}\b(?! USING)|Seq Scan on {_LARGE}\b")


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
    people = [a_person() for _ in range(PEOPLE)]
    networks = range(500, 500 + NETWORKS)
    moment = now()
    uses, steps, links, standing, gathered, items, public = [], [], [], [], [], [], []
    for number in range(1, RECORDS + 1):
        if number > 10:
            links.append({"number": number, "to_number": number // 10, "relation": "adapts"})
        due = moment + timedelta(days=number % 700 + 1)
        asked = moment if number % 50 == 0 else None
        standing.append({"number": number, "due_at": due, "asked_count": 0, "asked_at": asked})
        for network in list(networks)[number % 7 :: 7]:
            row = {"id": len(uses) + 1, "number": number, "organisation_id": network}
            row |= {"state": "done", "country": "LV", "since_year": 2019, "since_month": 1}
            row |= {"lang": "en", "blocks": [], "confirmed_country": "LV"}
            at = moment - timedelta(minutes=len(uses))
            uses.append(row | {"confirmed_state": "done", "confirmed_at": at, "waits": False})
            steps.append({"reuse_id": row["id"], "state": "done", "country": "LV"})
        public.append({"id": number, "number": number, "lang": "en", "state": "published"})
        public[-1] |= {"renderer_version": 1, "published_at": moment - timedelta(hours=number)}
        words = {"title": "Buses", "lang": "en", "audience": ("public", "link")[number % 2]}
        mine = {"id": number, "owner_id": people[number % PEOPLE].id, "token": f"{number:032d}"}
        gathered.append(mine | words)
        items += [
            {"collection_id": number, "number": (number + n) % RECORDS + 1, "position": n}
            for n in range(3)
        ]
    given = {"country": "LV", "kind": "network", "own_names": [], "aliases": [], "sites": []}
    with transaction(None):
        made = [{"id": n, "code": f"n{n}", "name": f"Network {n}", **given} for n in networks]
        db.session.execute(insert(Organisation), made)
        numbers = [{"id": number} for number in range(1, RECORDS + 1)]
        db.session.execute(insert(ExperienceNumber), numbers)
        for model, rows in (
            (Experience, public),
            (Reuse, uses),
            (ReuseStep, steps),
            (ChainLink, links),
            (StillTrue, standing),
            (Collection, gathered),
            (CollectionItem, items),
        ):
            db.session.execute(insert(model), rows)
    databases.analyse()


READINGS = {
    "uses of a record": (on_record._USES, {"number": 77}),
    "one reuse": (page._ROW, {"reuse_id": 77}),
    "its steps": (page._STEPS, {"reuse_id": 77}),
    "what was said to it": (page._RULING, {"reuse_id": 77}),
    "own collections": (lists._OWN, {"me": 5}),
    "collections of a person": (lists._OF_PERSON, {"owner_id": 5}),
    "all collections": (lists._PUBLIC, {"before": 1_000}),
    "one collection": (collection._ONE, {"collection_id": 77}),
    "one by its link": (collection._SHARED, {"token": f"{77:032d}"}),
    "what is in it": (collection._ITEMS, {"collection_id": 77}),
}


@pytest.mark.parametrize("name", READINGS)
def test_it_is_found_by_an_index(app: Flask, name: str) -> None:
    reading, values = READINGS[name]
    told = plan(reading, **values)
    assert [line for line in told.split("\n") if _WALKED.search(line)] == [], told


def test_a_chain_is_walked_by_its_links(app: Flask) -> None:
    told = plan(chain._CHAIN, number=77)
    assert [line for line in told.split("\n") if _WALKED.search(line)] == [], told
    assert "ix_chain_link_to_number" in told, told


def test_the_newest_stories_are_found_by_their_index(app: Flask) -> None:
    told = plan(matrix._STORIES)
    assert "ix_reuse_confirmed_at_id" in told, told
    assert [line for line in told.split("\n") if _WALKED.search(line)] == [], told


def test_public_collections_are_walked_in_their_order(app: Flask) -> None:
    told = plan(lists._PUBLIC, before=1_000)
    assert "ix_collection_listed" in told, told
    assert not re.search("TEMP B-TREE|Sort Key", told), told


def test_whose_time_has_come_is_found_by_its_index(app: Flask) -> None:
    sent: list[tuple[str, object]] = []

    def note(
        _connection: object, _cursor: object, statement: str, parameters: object, *_rest: object
    ) -> None:
        sent.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    ask_what_is_due()
    event.remove(db.engine, "before_cursor_execute", note)
    statement, parameters = next(one for one in sent if "still_true.due_at <=" in one[0])
    explain = "EXPLAIN QUERY PLAN" if db.engine.dialect.name == "sqlite" else "EXPLAIN"
    with db.engine.connect() as connection:
        rows = connection.exec_driver_sql(f"{explain} {statement}", parameters)  # type: ignore[arg-type]
        told = "\n".join(str(row) for row in rows)
    assert "ix_still_true_due_at" in told, told
