"""Names, mentions and what links lead to are found by indexes, on both databases."""

import re

import pytest
from sqlalchemy import insert

from exchange.forum.models import Mention, Post
from exchange.forum.queries import cards, mentions
from exchange.kernel.db import db, transaction
from exchange.notifications.queries import mentions as told_of
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.people.queries import names
from tests import databases
from tests.factories import a_thread, opening_of
from tests.forum.test_plans import plan

MANY = 4_000
_LARGE = "(account|mention|post|thread)"
_WALKED = re.compile(rf"SCAN {_LARGE}\b|Seq Scan on {_LARGE}\b")


@pytest.fixture
def app(app_apart):
    return app_apart


@pytest.fixture
def thread(app):
    """One among many posts and people, who mention each other."""
    thread = a_thread()
    opening = opening_of(thread)
    people = [
        {"id": n, "email": f"p{n}@example.org", "name": "x", "folded_name": f"name {n}"}
        for n in range(50_000, 50_000 + MANY)
    ]
    posts = [
        {
            "id": n,
            "thread_id": thread.id,
            "parent_id": opening,
            "path": opening.to_bytes(4, "big") + n.to_bytes(4, "big"),
            "author_id": n,
            "lang": "en",
            "source": "x",
            "html": "x",
            "renderer_version": 1,
        }
        for n in range(50_000, 50_000 + MANY)
    ]
    named = [
        {"post_id": n, "account_id": 50_000 + (n + m) % MANY, "is_told": True}
        for n in range(50_000, 50_000 + MANY)
        for m in (1, 2)
    ]
    with transaction(None):
        db.session.execute(insert(Account), people)
        db.session.execute(insert(Post), posts)
        db.session.execute(insert(Mention), named)
    databases.analyse()
    return thread


def walked_whole(told):
    return [line for line in told.split("\n") if _WALKED.search(line)]


def test_names_and_mentions_are_found_by_keys(thread):
    for reading, values in (
        (names._NAMED, {"names": ["name 50007", "name 50008"], "ids": [50_009]}),
        (mentions._MENTIONED, {"post_id": 50_007}),
        (told_of._MENTIONED, {"post_id": 50_007}),
        (told_of._TOLD, {"post_id": 50_007, "ids": [50_008, 50_009]}),
    ):
        told = plan(reading, **values)
        assert walked_whole(told) == [], told


def test_what_links_lead_to_is_found_by_keys(thread):
    told = plan(cards._cards(Actor()), posts=[50_007, 50_008], threads=[thread.id])
    assert [line for line in walked_whole(told) if "thread" not in line] == [], told
