"""What is announced stands on top of the front page until its day has passed, and no longer."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert

from exchange.forum import actions
from exchange.forum.announcing import Terms
from exchange.forum.models import Acknowledgement, Announcement, PutAway, Thread
from exchange.forum.moving import Seen
from exchange.forum.queries import front_announcements as reading
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.people.actor import GUEST, Actor
from exchange.people.queries import get_actor
from tests import databases
from tests.factories import (
    a_category,
    a_moderator,
    a_person,
    a_room,
    a_thread,
    an_announcement,
    an_editor,
    an_organisation,
    opening_of,
)
from tests.forum.test_plans import plan
from tests.page import CheckedClient, Page

SignIn = Callable[[CheckedClient, Actor], None]


def announced(page: Page) -> list[str]:
    return [link.text for link in page.all("section[aria-labelledby=announcements] li a")]


def front(client: CheckedClient) -> list[str]:
    return announced(client.get("/en/"))


def test_the_three_newest_stand_there_for_everybody(client: CheckedClient, sign_in: SignIn) -> None:
    for n in range(5):
        an_announcement(title=f"Announcement {n}", days=n)
    an_announcement(title="Without a day", days=None)
    shown = ["Announcement 4", "Announcement 3", "Announcement 2"]
    assert front(client) == shown
    assert front(client) == shown  # as it is kept for guests
    for who in (a_person(), a_moderator()):
        sign_in(client, who)
        assert front(client) == shown


def test_it_says_until_when_and_in_which_language(client: CheckedClient) -> None:
    thread = an_announcement(title="Биро је затворен у понедељак", lang="sr", days=2)
    page = client.get("/en/")
    [link] = page.all("section[aria-labelledby=announcements] li a")
    assert link["lang"] == "sr-Cyrl"
    assert link["href"].startswith(f"/en/threads/{thread.id}-")
    day = now() + timedelta(days=2)
    row = page.one("section[aria-labelledby=announcements] li")
    assert f"Until: {day.day} {day:%B %Y}" in row.text
    assert "confirm" not in row.text


def test_it_leaves_when_its_day_has_passed_on_kept_pages_too(
    client: CheckedClient, sign_in: SignIn, count_down: Callable[[int], None]
) -> None:
    an_announcement(title="The office is closed", days=2)
    other = CheckedClient(client.flask.application.test_client())
    sign_in(other, a_person())
    for passed, shown in ((0, 1), (2, 1), (3, 0)):
        count_down(passed)
        for browser in (client, other):
            assert len(front(browser)) == shown, passed


def test_one_of_a_room_stands_there_for_those_who_may_enter(
    client: CheckedClient, sign_in: SignIn
) -> None:
    ours = an_organisation()
    room = a_room(ours)
    editor = an_editor(ours)
    an_announcement(editor, category=room, title="For us alone")
    inside = (editor, a_person(organisation=ours), a_moderator())
    for who in (*inside, a_person(), an_editor()):
        sign_in(client, who)
        assert front(client) == (["For us alone"] if who in inside else []), who.name
    client = CheckedClient(client.flask.application.test_client())
    assert front(client) == []


def _end(thread: Thread) -> None:
    actions.change_announcement(a_moderator(), thread.id, version=1, terms=Terms(None, False))


def _hide(thread: Thread) -> None:
    actions.hide_post(a_moderator(), opening_of(thread))


def _delete(thread: Thread) -> None:
    actions.delete_post(get_actor(thread.author_id), opening_of(thread))


def _move_to_a_room(thread: Thread) -> None:
    room = a_room(an_organisation())
    actions.move_thread(a_moderator(), room.id, Seen(thread.id, thread.edit_version))


def _merge(thread: Thread) -> None:
    into = a_thread()
    seen = Seen(thread.id, thread.edit_version, into.id)
    actions.merge_thread(a_moderator(), opening_of(into), seen, by_time=True)


def _change_kind(thread: Thread) -> None:
    with transaction(None):
        db.session.get_one(Thread, thread.id).kind = "discussion"
    a_thread()  # whatever changes a kind will tell of it


ENDS = (_end, _hide, _delete, _move_to_a_room, _merge, _change_kind)


@pytest.mark.parametrize("end", ENDS, ids=[one.__name__ for one in ENDS])
def test_it_leaves_at_once_and_its_page_is_not_broken(
    client: CheckedClient, sign_in: SignIn, end: Callable[[Thread], None]
) -> None:
    author = a_moderator()
    thread = an_announcement(author, asks=True)
    moderator = CheckedClient(client.flask.application.test_client())
    sign_in(moderator, author)
    assert [len(front(browser)) for browser in (client, moderator)] == [1, 1]
    end(thread)
    assert front(client) == []
    is_moved = end is _move_to_a_room
    assert front(moderator) == (["The office is closed"] if is_moved else [])
    for browser in (client, moderator):
        assert browser.get(f"/en/threads/{thread.id}", follow=True).status in (200, 404)


def test_shown_again_it_is_back(client: CheckedClient) -> None:
    thread = an_announcement()
    _hide(thread)
    assert front(client) == []
    actions.show_post(a_moderator(), opening_of(thread))
    assert front(client) == ["The office is closed"]


def test_what_is_pinned_too_stands_on_the_page_once(client: CheckedClient) -> None:
    thread = an_announcement()
    seen = Seen(thread.id, thread.edit_version)
    actions.pin_thread(a_moderator(), "everywhere", None, seen)
    page = client.get("/en/")
    assert [link.text for link in page.all("main li a")].count("The office is closed") == 1


def test_what_is_pinned_stands_there_once_for_whoever_has_confirmed_others_and_who_has_not(
    client: CheckedClient, sign_in: SignIn
) -> None:
    pinned = an_announcement(title="It is pinned too")
    actions.pin_thread(a_moderator(), "everywhere", None, Seen(pinned.id, pinned.edit_version))
    asking = [an_announcement(asks=True, title=f"Read this {n}") for n in range(3)]
    actions.pin_thread(a_moderator(), "everywhere", None, Seen(asking[2].id, 1))
    reader = a_person()
    sign_in(client, reader)

    def counts() -> list[int]:
        titles = [link.text for link in client.get("/en/").all("main li a")]
        return [titles.count(one) for one in ("It is pinned too", "Read this 2", "Read this 1")]

    assert counts() == [1, 1, 1]
    actions.confirm_announcement(reader, asking[2].id)
    assert counts() == [1, 1, 1]  # above, pinned, above
    actions.confirm_announcement(reader, asking[1].id)
    assert counts() == [1, 1, 0]


def test_without_any_the_page_has_no_strip_and_nobody_asks_more_for_it(
    client: CheckedClient, sign_in: SignIn, count_queries: Callable
) -> None:
    a_thread()
    sign_in(client, a_person())
    assert client.get("/en/").all("section[aria-labelledby=announcements]") == []

    def cost() -> int:
        client.get("/en/")
        with count_queries() as seen:
            client.get("/en/")
        return len(seen)

    before = cost()
    for asks in (False, True):
        an_announcement(asks=asks)
        assert cost() == before + 1  # whether this reader has confirmed it or put it away


def test_a_reader_puts_one_away_for_good_whether_it_asks_or_not(
    client: CheckedClient, sign_in: SignIn
) -> None:
    made = [
        an_announcement(title=f"Announcement {n}", asks=asks) for n, asks in ((1, False), (2, True))
    ]
    reader, other = a_person(), a_person()
    sign_in(client, reader)
    assert front(client) == ["Announcement 2", "Announcement 1"]
    page = client.submit("/en/", f"/{made[1].id}/put-away")
    assert announced(page) == ["Announcement 1"]
    assert announced(client.submit("/en/", f"/{made[0].id}/put-away")) == []
    sign_in(client, other)
    assert len(front(client)) == 2
    sign_in(client, reader)
    assert front(client) == []
    page = client.get(f"/en/threads/{made[1].id}", follow=True)
    assert "I have read this" in page.text  # it is asked for there all the same


def test_what_is_put_away_is_not_pinned_for_its_reader_either(
    client: CheckedClient, sign_in: SignIn
) -> None:
    thread = an_announcement()
    actions.pin_thread(a_moderator(), "everywhere", None, Seen(thread.id, thread.edit_version))
    reader = a_person()
    actions.put_announcement_away(reader, thread.id)
    for who, count in ((reader, 0), (a_person(), 1)):
        sign_in(client, who)
        links = [link.text for link in client.get("/en/").all("main li a")]
        assert links.count("The office is closed") == count


def test_one_puts_away_twice_what_one_may_read_and_nothing_else(app: Flask) -> None:
    reader, thread = a_person(), an_announcement()
    room = an_announcement(category=a_room(an_organisation()))
    for who in (reader, reader, a_person(suspended_at=now())):
        actions.put_announcement_away(who, thread.id)
    for strange in (room.id, a_thread().id, 999_999):
        with pytest.raises(NotFound):
            actions.put_announcement_away(reader, strange)
    with pytest.raises(NotAllowed):
        actions.put_announcement_away(GUEST, thread.id)
    assert db.session.query(PutAway).count() == 2
    with transaction(None):
        db.session.get_one(Thread, thread.id).kind = "discussion"
    with pytest.raises(NotAllowed):
        actions.put_announcement_away(a_person(), thread.id)


def test_made_anew_it_costs_one_statement_more_however_many_there_are(
    client: CheckedClient, count_queries: Callable
) -> None:
    def found() -> int:
        with count_queries() as seen:
            reading.announced_on_the_front(GUEST)
        return len(seen)

    assert found() == 1
    for _ in range(4):
        an_announcement()
    assert found() == 1


@pytest.fixture
def many(app: Flask) -> Actor:
    """A forum with many threads, some hundred old announcements and a few that stand."""
    author, place = a_person(), a_category().id
    readers = [author, *(a_person() for _ in range(10))]
    start, threads, announcements = now() - timedelta(days=900), [], []
    for n in range(10_000, 16_000):
        moment, is_one = start + timedelta(hours=n - 10_000), n % 10 == 0
        row = {"id": n, "category_id": place, "author_id": author.id, "title": f"Thread {n}"}
        row |= {"kind": "announcement" if is_one else "question", "lang": "en"}
        row |= {"last_author_id": author.id, "started_at": moment, "last_post_at": moment}
        threads.append(row)
        if is_one:
            until = moment + timedelta(days=14) if n < 15_950 else now() + timedelta(days=5)
            one = {"thread_id": n, "front_until": until if n % 20 else None}
            announcements.append(one | {"asks": True, "announced_at": moment})
    with transaction(None):
        db.session.execute(insert(Thread), threads)
        db.session.execute(insert(Announcement), announcements)
        done = [
            {"thread_id": one["thread_id"], "account_id": who.id}
            for who in readers
            for one in announcements
        ]
        db.session.execute(insert(Acknowledgement), done)
        db.session.execute(insert(PutAway), done)
    databases.analyse()
    return author


@pytest.mark.parametrize("rooms", [frozenset(), frozenset({3, 4})])
def test_those_that_stand_are_found_by_their_day(many: Actor, rooms: frozenset[int]) -> None:
    told = plan(reading._on_the_front(Actor(rooms=rooms)))
    assert "ix_announcement_front_until" in told, told
    assert not re.search(r"SCAN (thread|announcement)\b(?! USING)|Seq Scan on ", told), told
    assert "ix_thread" not in told, told  # no walk down all threads


def test_what_one_has_confirmed_or_put_away_is_found_by_its_key(many: Actor) -> None:
    ids = [15_950, 15_960]
    told = plan(reading._DONE, me=many.id, asking=ids, all=ids)
    scanned = r"SCAN (acknowledgement|put_away)\b(?! USING)|Seq Scan on "
    assert not re.search(scanned, told), told
