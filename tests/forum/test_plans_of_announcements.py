"""Who has confirmed an announcement and who has not is found by indexes, on both databases."""

import re

import pytest
from flask import Flask
from sqlalchemy import insert

from exchange.forum.models import Acknowledgement, Announcement, Thread
from exchange.forum.queries import announcements, readers
from exchange.kernel.db import db, transaction
from exchange.people.actor import Actor
from exchange.people.models import Account
from tests import databases
from tests.factories import LONG_AGO, a_category, a_person, a_room, an_announcement
from tests.forum.test_plans import plan

PEOPLE, ANNOUNCEMENTS = 4_000, 12
_WALKED = re.compile(
    r"SCAN (thread|acknowledgement|announcement)\b(?! USING)"
    r"|Seq Scan on (thread|acknowledgement|announcement)\b"
)


@pytest.fixture
def app(app_apart: Flask) -> Flask:
    return app_apart


@pytest.fixture
def many(app: Flask) -> tuple[Actor, int, int]:
    """Many people, a dozen announcements that half of them have confirmed, in the open and in a
    room; gives one person and two announcements."""
    me, numbers = a_person(), range(50_000, 50_000 + PEOPLE)
    people = [
        {"id": n, "name": f"Person {n}", "email": f"p{n}@example.org", "folded_name": f"p{n}"}
        | {"confirmed_at": LONG_AGO, "admitted_at": LONG_AGO, "reads": ["en"]}
        for n in numbers
    ]
    open_to_all, room = a_category(), a_room()
    threads = [
        an_announcement(category=room if n % 2 else open_to_all, asks=True).id
        for n in range(ANNOUNCEMENTS)
    ]
    others = [
        {"id": n, "category_id": open_to_all.id, "author_id": me.id, "last_author_id": me.id}
        | {"kind": "question", "title": "x", "lang": "en"}
        for n in range(90_000, 93_000)
    ]
    with transaction(None):
        db.session.execute(insert(Account), people)
        db.session.execute(insert(Thread), others)
        db.session.execute(insert(Announcement), [{"thread_id": n} for n in range(90_000, 92_000)])
        done = [{"thread_id": t, "account_id": n} for t in threads for n in numbers[::2]]
        db.session.execute(insert(Acknowledgement), done)
    databases.analyse()
    return me, threads[6], threads[7]


def test_the_own_confirmation_is_found_by_its_key(many: tuple[Actor, int, int]) -> None:
    me, thread, _ = many
    told = plan(announcements._MINE, thread_id=thread, me=me.id)
    told += plan(announcements._OF_THREAD, thread_id=thread)
    assert not _WALKED.search(told), told


@pytest.mark.parametrize("place", [1, 2])
def test_the_lists_and_the_reminder_walk_down_people_and_look_the_rest_up(
    many: tuple[Actor, int, int], place: int
) -> None:
    for reading in (readers._page(False), readers._TO_REMIND, readers._page(True)):
        told = plan(reading, thread_id=many[place], after=51_000)
        assert not _WALKED.search(told), told
    told = plan(readers._COUNTS, thread_id=many[place])
    assert not _WALKED.search(told), told
