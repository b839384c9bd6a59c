"""What leads on to a thread is found by the index of those few, on both databases."""

import re
from itertools import product
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import insert

from exchange.forum.models import Thread
from exchange.forum.policy import is_read_wherever, may_enter
from exchange.forum.queries import duplicates
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.people.actor import GUEST, Actor
from tests import databases
from tests.factories import a_thread
from tests.forum.test_plans import plan

THREADS = 6_000


@pytest.fixture
def app(app_apart: Flask) -> Flask:
    return app_apart


def test_the_duplicates_of_a_thread_are_found_by_their_index(app: Flask) -> None:
    first, who = a_thread(), {"author_id": 1, "last_author_id": 1}
    who = dict.fromkeys(who, first.author_id)
    row = {"category_id": first.category_id, "kind": "question", "title": "x", "lang": "en", **who}
    rows = [
        row | {"id": n, "locked_at": now(), "duplicate_of_id": None if n % 300 else first.id}
        for n in range(50_000, 50_000 + THREADS)
    ]
    with transaction(None):
        db.session.execute(insert(Thread), rows)
    databases.analyse()
    told = plan(duplicates._DUPLICATES, ids=[first.id])
    assert "ix_thread_duplicate_of_id" in told, told
    assert not re.search(r"SCAN thread\b(?! USING)|Seq Scan on thread\b", told), told


class Place(NamedTuple):
    category_id: int
    in_room: bool


def test_a_link_leads_only_to_where_all_may_go_who_see_it() -> None:
    places = [Place(1, False), Place(2, False), Place(3, True), Place(4, True)]
    rooms = (frozenset[int](), frozenset({3}), frozenset({4}), frozenset({3, 4}))
    moderator = Actor(id=9, state="active", roles=frozenset({"moderator"}))
    people = [GUEST, moderator, *(Actor(id=8, state="active", rooms=some) for some in rooms)]
    for here, there in product(places, places):
        all_may = all(may_enter(who, *there) for who in people if may_enter(who, *here))
        assert is_read_wherever(there, here) == all_may
