"""The lists and marks of one person are found by indexes: asked of the planner of each database,
with as many threads and posts as make a difference to it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event, insert, select, text

from exchange.forum import marks
from exchange.forum.actions import change_category, invite_guest
from exchange.forum.keeping import CategoryText
from exchange.forum.models import Category, CategoryRead, Post, Thread, ThreadRead
from exchange.forum.queries import lists, unread
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.people.actor import GUEST
from exchange.people.queries import actors, get_actor
from tests.factories import LONG_AGO, a_category, a_person, an_admin, an_organisation

THREADS, REPLIES = 1_200, 15


_WALKED = re.compile(
    r"SCAN (thread|post|thread_read)\b(?! USING)|Seq Scan on (thread|post|thread_read)\b"
)


@pytest.fixture
def crowd(app):
    """A forum of some size, in which one person has fallen behind in one category of four."""
    me, others = a_person(joined_at=LONG_AGO), [a_person() for _ in range(20)]
    places = [a_category().id for _ in range(4)]
    start = now() - timedelta(days=300)
    threads, posts = [], []
    for n in range(THREADS):
        author = others[n % 20].id
        moment = start + timedelta(minutes=n)
        row = {"id": 10_000 + n, "category_id": places[n % 4], "author_id": author, "lang": "en"}
        row |= {"last_author_id": author, "kind": "question", "title": f"Thread {n}"}
        threads.append(row | {"started_at": moment, "last_post_at": moment})
        for m in range(REPLIES + 1):
            number = 20_000 + n * (REPLIES + 1) + m
            opening = number - m
            path = opening.to_bytes(4, "big") + (number.to_bytes(4, "big") if m else b"")
            who = me.id if n % 100 == 7 and m == 1 else others[(n + m) % 20].id
            post = {"id": number, "thread_id": 10_000 + n, "path": path, "author_id": who}
            post |= {"parent_id": opening if m else None, "lang": "en", "source": "x", "html": "x"}
            posts.append(post | {"renderer_version": 1, "posted_at": moment})
    with transaction(None):
        db.session.execute(insert(Thread), threads)
        db.session.execute(insert(Post), posts)
        read = [
            {"account_id": who.id, "thread_id": row["id"], "read_at": row["last_post_at"]}
            for who in others
            for row in threads[::4]
        ]
        db.session.execute(insert(ThreadRead), read)
        for place in places[1:]:
            db.session.add(CategoryRead(account_id=me.id, category_id=place, read_at=now()))
    with db.engine.execution_options(begin="IMMEDIATE").begin() as connection:
        connection.execute(text("ANALYZE"))
    return me, threads


def plan(reading, **values):
    """How the database would find it, as it says itself."""
    sent = []
    engine = db.engines["read"]

    def note(_connection, _cursor, statement, parameters, *_rest):
        sent.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    reading.all(**values)
    event.remove(engine, "before_cursor_execute", note)
    [(statement, parameters)] = sent
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(f"{explain} {statement}", parameters)
        return "\n".join(str(row) for row in rows)


def walked_whole(told):
    """The large tables that are read from end to end."""
    return [line for line in told.split("\n") if _WALKED.search(line)]


def of_list(me, state, eyes=GUEST):
    moment, thread_id = lists._start(None, waiting=False)
    reading = lists._list(eyes, frozenset({"me", state}))
    values = {"me": me.id, "moment": moment, "thread_id": thread_id, "most": 31}
    return reading, values


def test_marks_of_a_list_are_found_by_keys(crowd):
    me, threads = crowd
    ids = [row["id"] for row in threads[-30:]]
    told = plan(unread._UNREAD, me=me.id, ids=ids)
    assert walked_whole(told) == [], told
    assert "ix_post_thread_id_posted_at" in told, told


def test_where_a_thread_goes_on_is_found_by_its_index(crowd):
    me, threads = crowd
    told = plan(unread._FIRST, me=me.id, thread_id=threads[0]["id"])
    assert walked_whole(told) == [], told
    told = plan(unread._BEFORE, me=me.id, thread_id=threads[0]["id"], opening_id=1)
    assert walked_whole(told) == [], told


def test_the_list_of_the_unread_is_walked_from_its_newest_end(crowd):
    me, _threads = crowd
    reading, values = of_list(me, "unread")
    told = plan(reading, **values)
    assert walked_whole(told) == [], told
    assert "ix_thread_last_post_at_id" in told, told
    assert re.search(r"last_post_at>\?|\(last_post_at > ", told), told  # and only so far
    assert len(reading.all(**values)) == 31


def test_whether_a_category_has_caught_up_is_asked_from_its_oldest_end(crowd):
    me, _threads = crowd
    with transaction(None):
        places = [one.id for one in db.session.query(Category).order_by(Category.id)]
        assert [marks._has_caught_up(me.id, place) for place in places] == [False, True, True, True]


def test_the_list_of_ones_own_threads_begins_with_ones_own_posts(crowd):
    me, _threads = crowd
    reading, values = of_list(me, "mine")
    told = plan(reading, **values)
    assert walked_whole(told) == [], told
    assert "ix_post_author_id_posted_at" in told, told
    assert len(reading.all(**values)) == THREADS / 100


@pytest.fixture
def rooms(crowd):
    """One category of the four is a room by now, for one who is invited; and one that keeps it."""
    ours = an_organisation()
    guest, editor = a_person(), a_person(organisation=ours, role="editor")
    place = db.session.scalars(select(Category.id).order_by(Category.id)).first()
    told = CategoryText({"en": "Ours"}, {"en": "Ours"}, "organisation", ours.id)
    change_category(an_admin(), place, told, version=1)
    invite_guest(an_admin(), place, guest.id)
    return place, get_actor(guest.id), get_actor(editor.id)


@pytest.mark.parametrize("who", ["guest", "invited", "editor", "moderator"])
def test_lists_are_walked_by_their_index_whatever_rooms_one_may_enter(rooms, who):
    place, invited, editor = rooms
    eyes = {"guest": GUEST, "invited": invited, "editor": editor, "moderator": an_admin()}[who].eyes
    moment, thread_id = lists._start(None, waiting=False)
    values = {"moment": moment, "thread_id": thread_id, "most": 31}
    for narrowed, index in (
        ({}, "ix_thread_last_post_at_id"),
        ({"category": place}, "ix_thread_category_id_last_post_at_id"),
    ):
        reading = lists._list(eyes, frozenset(narrowed))
        told = plan(reading, **values, **narrowed)
        assert walked_whole(told) == [], told
        assert index in told, told
        found = {row.category_id for row in reading.all(**values, **narrowed)}
        assert (place in found) == (who != "guest")


@pytest.mark.parametrize("who", ["invited", "editor"])
def test_the_unread_of_whoever_enters_a_room_are_walked_from_the_newest_end(rooms, who):
    _place, invited, editor = rooms
    me = invited if who == "invited" else editor
    reading, values = of_list(me, "unread", me.eyes)
    told = plan(reading, **values)
    assert walked_whole(told) == [], told
    assert "ix_thread_last_post_at_id" in told, told


def test_which_rooms_one_may_enter_is_asked_with_who_one_is(rooms, count_queries):
    _place, invited, _editor = rooms
    told = plan(actors._reading(False), account_id=invited.id)
    for table in ("account", "membership", "category_guest"):
        assert not re.search(rf"SCAN {table}\b(?! USING)", told), told
    with count_queries() as seen:
        get_actor(invited.id)
    assert len(seen) == 1
