"""The lists and marks of one person are found by indexes: asked of the planner of each database,
with as many threads and posts as make a difference to it."""

import re
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import event, insert, select

from exchange.files import queries
from exchange.files.models import File
from exchange.forum import marks
from exchange.forum.actions import change_category, invite_guest
from exchange.forum.keeping import CategoryText
from exchange.forum.models import (
    Category,
    CategoryRead,
    CategoryWatch,
    Post,
    PostFile,
    Thread,
    ThreadRead,
    Watch,
)
from exchange.forum.queries import before, files, in_order, lists, mapped, unread, watching
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.notifications.queries import watching as notified
from exchange.people.actor import GUEST
from exchange.people.models import Organisation
from exchange.people.queries import actors, get_actor
from exchange.text.countries import COUNTRIES
from exchange.text.languages import BY_CODE
from exchange.text.wording import use_language
from tests import databases
from tests.factories import LONG_AGO, a_category, a_person, an_admin, an_organisation

THREADS, REPLIES = 1_200, 15
LANGS = tuple(BY_CODE)
FIRST, LENGTH = 10_000, 6_000  # of the long thread: below the ids of all other posts
SORTED = re.compile(r"USE TEMP B-TREE FOR ORDER BY|\bSort\b.* rows=([0-9]+)")
FEW = 100  # rows that may be sorted, as PostgreSQL expects them; of 1,200


_WALKED = re.compile(
    r"SCAN (thread|post|thread_read|watch|category_watch)\b(?! USING)"
    r"|Seq Scan on (thread|post|thread_read|watch)\b"
)


@pytest.fixture(scope="module")
def crowded(database, tmp_path_factory):
    """Made once; each test gets a copy."""
    app = databases.an_app(database, tmp_path_factory.mktemp("crowded"))
    with app.app_context(), use_language("en"):
        made = _crowd()
    return app, made


@pytest.fixture
def app(crowded, tmp_path):
    with databases.a_copy(crowded[0], tmp_path) as app:
        yield app


@pytest.fixture
def crowd(app, crowded):
    return crowded[1]


def _crowd():
    """A forum of some size, in which one person has fallen behind in one category of four."""
    me, others = a_person(joined_at=LONG_AGO), [a_person() for _ in range(20)]
    homes = [an_organisation(country=code) for code in COUNTRIES]
    places = [a_category().id for _ in range(4)]
    start = now() - timedelta(days=300)
    threads, posts = [], []
    for n in range(THREADS):
        author = others[n % 20].id
        moment = start + timedelta(minutes=n)
        row = {"id": 10_000 + n, "category_id": places[n % 4], "author_id": author}
        row |= {"lang": LANGS[n % len(LANGS)], "helpful_count": n % 7 if n % 3 else 0}
        row |= {"organisation_id": homes[n // 5 % 9].id, "country": homes[n // 5 % 9].country}
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
        watched = [
            {"account_id": who.id, "thread_id": row["id"], "watched_at": now()}
            for who in (me, *others)
            for row in threads[: 20 if who == me else 400]
        ]
        db.session.execute(insert(Watch), watched)
        ended = [
            {"account_id": me.id, "thread_id": row["id"], "watched_at": now(), "ended_at": now()}
            for row in threads[20:30]
        ]
        db.session.execute(insert(Watch), ended)
        of_places = [
            {"account_id": who.id, "category_id": place, "watched_at": now()}
            for who in (me, *others)
            for place in places
        ]
        db.session.execute(insert(CategoryWatch), of_places)
        for place in places[1:]:
            db.session.add(CategoryRead(account_id=me.id, category_id=place, read_at=now()))
    databases.analyse()
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
    start, thread_id = lists._start(None, "active")
    reading = lists._list(eyes, frozenset({"me", state}), "active")
    values = {"me": me.id, "start": start, "thread_id": thread_id, "most": 31}
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
    ids = [20_000 + n for n in range(20)]
    told = plan(
        before._BEFORE,
        me=me.id,
        thread_id=threads[0]["id"],
        opening_id=1,
        posts=ids,
        authors=[me.id, me.id + 1, me.id + 2],
    )
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


def test_the_list_of_the_watched_begins_with_ones_own_rows(crowd):
    me, _threads = crowd
    reading, values = of_list(me, "watched")
    told = plan(reading, **values)
    assert walked_whole(told) == [], told
    assert re.search(r"SEARCH watch USING .*\(account_id=\?\)|pk_watch", told), told
    assert len(reading.all(**values)) == 20


def test_marks_of_a_list_with_the_watched_categories_are_found_by_keys(crowd):
    me, threads = crowd
    ids = [row["id"] for row in threads[-30:]]
    told = plan(watching._MARKS, me=me.id, ids=ids)
    assert walked_whole(told) == [], told
    assert "ix_post_thread_id_posted_at" in told, told


def test_who_watches_is_found_by_the_thread_and_by_the_category(crowd):
    assert crowd
    post = 20_000 + 900 * (REPLIES + 1)  # of a thread that nobody watches
    for reading in (notified._WATCHERS, notified._CATEGORY_WATCHERS):
        told = plan(reading, post_id=post)
        assert walked_whole(told) == [], told


def test_the_list_of_ones_own_threads_begins_with_ones_own_posts(crowd):
    me, _threads = crowd
    reading, values = of_list(me, "mine")
    told = plan(reading, **values)
    assert walked_whole(told) == [], told
    assert "ix_post_author_id_posted_at" in told, told
    assert len(reading.all(**values)) == THREADS / 100


def narrowed(*filters, order):
    values = {"category": 1, "lang": "lv", "country": "LV", "organisation": 1}
    with transaction(None):
        values["category"] = db.session.query(Category).order_by(Category.id).first().id
        home = db.session.query(Organisation).filter_by(country="LV").one()
    values["organisation"] = home.id
    start, thread_id = lists._start(None, order)
    known = {name: values[name] for name in filters if name in values}
    reading = lists._list(GUEST, frozenset(filters), order)
    return reading, known | {"start": start, "thread_id": thread_id, "most": 31}


SINGLE = [(), ("category",), ("lang",), ("country",)]
TOGETHER = [
    ("country", "organisation"),
    ("category", "lang"),
    ("category", "country"),
    ("lang", "country"),
    ("category", "lang", "country"),
    ("lang", "country", "organisation"),
    ("category", "country", "organisation"),
    ("category", "lang", "country", "organisation"),
]
EVERY_ORDER = ("active", "newest", "oldest", "helpful")
COLUMN = {"active": "last_post_at", "helpful": "helpful_count"}


@pytest.mark.usefixtures("crowd")
def test_every_list_in_every_order_is_read_from_the_end_of_an_index():
    """No list is sorted, and none walks over all threads to find a page of a narrow one."""
    for order in EVERY_ORDER:
        for filters in SINGLE:
            reading, values = narrowed(*filters, order=order)
            told = plan(reading, **values)
            lead = f"{filters[0]}_id" if filters[:1] == ("category",) else "".join(filters[:1])
            column = COLUMN.get(order, "started_at")
            assert re.search(rf"ix_thread_{lead}_?{column}_id", told), (order, filters, told)
            assert not SORTED.search(told), (order, filters, told)


@pytest.mark.usefixtures("crowd")
def test_lists_narrowed_twice_are_read_by_an_index_too():
    for order in EVERY_ORDER:
        for filters in TOGETHER:
            reading, values = narrowed(*filters, order=order)
            told = plan(reading, **values)
            assert walked_whole(told) == [], (order, filters, told)
            assert re.search(r"ix_thread_(category_id|lang|country)_", told), (order, filters, told)
            sort = SORTED.search(told)
            assert not sort or int(sort[1] or THREADS) <= FEW, (order, filters, told)


@pytest.mark.usefixtures("crowd")
def test_what_waits_is_read_by_an_index_however_it_is_narrowed():
    for state, order in product(("waiting", "mentor"), ("oldest", "newest")):
        for filters in [*SINGLE, *TOGETHER]:
            reading, values = narrowed(state, *filters, order=order)
            told = plan(reading, **values)
            assert walked_whole(told) == [], (order, filters, told)
            assert "ix_thread_" in told, (order, filters, told)
            assert state == "waiting" or filters or "for_mentors" in told, told


@pytest.mark.usefixtures("crowd")
def test_what_is_pinned_is_found_by_its_index_and_the_others_by_theirs():
    with transaction(None):
        thread = db.session.query(Thread).order_by(Thread.id).first()
        thread.pinned_where, place = "everywhere", thread.category_id
    for filters in ((), ("category",)):
        _reading, values = narrowed(*filters, order="active")
        reading = lists._first_page(GUEST, frozenset(filters), "active")
        told = plan(reading, **(values | {"category": place} if filters else values))
        assert walked_whole(told) == [], told
        assert "ix_thread_pinned_where_category_id" in told, told
        lead = "category_id_" if filters else ""
        assert f"ix_thread_{lead}last_post_at_id" in told, told
        assert not SORTED.search(told), told
    told = plan(lists._answered(GUEST), most=5)
    assert "ix_thread_pinned_where_category_id" in told, told


@pytest.fixture
def long(crowd):
    """An old thread that holds a quarter of all posts, every one of them older than the others."""
    _me, threads = crowd
    head = {name: threads[0][name] for name in ("category_id", "author_id", "last_author_id")}
    moment = threads[0]["started_at"] - timedelta(days=1)
    head |= {"id": 9_000, "kind": "question", "title": "A long one", "lang": "en"}
    head |= {"started_at": moment, "last_post_at": moment, "post_count": LENGTH}
    opening = FIRST.to_bytes(4, "big")
    posts = [
        {
            "id": FIRST + n,
            "thread_id": 9_000,
            "parent_id": FIRST if n else None,
            "path": opening + ((FIRST + n).to_bytes(4, "big") if n else b""),
            "author_id": head["author_id"],
            "lang": "en",
            "source": "x",
            "html": "x",
            "renderer_version": 1,
            "posted_at": moment,
            "by_mentor": n % 100 == 1,
            "helpful_count": n % 50 == 1,
        }
        for n in range(LENGTH)
    ]
    with transaction(None):
        db.session.execute(insert(Thread), head)
        db.session.execute(insert(Post), posts)
    databases.analyse()
    return 9_000


def test_the_newest_posts_of_an_old_thread_are_found_without_passing_by_all_later_ones(long):
    """PostgreSQL would walk down the primary key where a thread holds much of the table."""
    told = plan(in_order._NEWEST, thread_id=long, before=in_order.BEYOND)
    assert walked_whole(told) == [], told
    assert not re.search(r"Backward using (pk_post|post_pkey)", told), told
    assert re.search(r"uq_post_thread_id_id|sqlite_autoindex_post_\d \(thread_id", told), told
    [*newest] = in_order._NEWEST.all(thread_id=long, before=in_order.BEYOND)
    assert [post.id for post in newest] == list(range(FIRST + LENGTH - 1, FIRST + LENGTH - 22, -1))


def test_the_best_of_a_long_thread_have_an_index_of_their_own(long):
    told = plan(in_order._BEST, thread_id=long, accepted=FIRST + 7)
    assert walked_whole(told) == [], told
    assert "ix_post_thread_id_by_mentor_helpful_count_id" in told, told
    assert len(in_order._BEST.all(thread_id=long, accepted=FIRST + 7)) == 22


def test_files_are_found_by_what_they_stand_under_and_the_other_way_round(crowd):
    me, _threads = crowd
    rows = [
        {"id": n, "owner_id": me.id, "key": f"{n:032x}", "kind": "document", "form": f"{n}"}
        | {"media_type": "text/csv", "name": "a.csv", "bytes": 9, "sha256": "x", "alt": ""}
        | {"alt_lang": "", "uploaded_at": now(), "stored_at": now()}
        for n in range(1, 3_001)
    ]
    links = [{"post_id": 20_000 + n, "file_id": n, "position": 0} for n in range(1, 3_001)]
    with transaction(None):
        db.session.execute(insert(File), rows)
        db.session.execute(insert(PostFile), links)
    databases.analyse()
    whole = re.compile(r"SCAN (file|post_file)\b(?! USING)|Seq Scan on (file|post_file)\b")
    for told in (
        plan(files._UNDER, ids=[20_001, 20_002, 22_000]),
        plan(files._WHERE, file=7),
        plan(queries._FILE, id=7),
        plan(queries._OWN, me=me.id, ids=[7, 8]),
    ):
        assert not whole.search(told), told


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
    start, thread_id = lists._start(None, "active")
    values = {"start": start, "thread_id": thread_id, "most": 31}
    for narrowed, index in (
        ({}, "ix_thread_last_post_at_id"),
        ({"category": place}, "ix_thread_category_id_last_post_at_id"),
    ):
        reading = lists._list(eyes, frozenset(narrowed), "active")
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
    told = plan(actors._reading("id"), account_id=invited.id)
    for table in ("account", "membership", "category_guest"):
        assert not re.search(rf"SCAN {table}\b(?! USING)", told), told
    with count_queries() as seen:
        get_actor(invited.id)
    assert len(seen) == 1


def test_the_map_of_threads_is_made_block_by_block_by_the_key(crowd):
    for reading, values in ((mapped._blocks(), {}), (mapped._threads(), {"start": 10_400})):
        told = plan(reading, **values)
        assert walked_whole(told) == [], told
    assert mapped.blocks_of_threads() == list(range(50, 56))
    assert len(mapped.mapped_threads(52)) == 200
