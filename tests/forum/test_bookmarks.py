"""A post is marked for oneself, with a note and a day; nobody else sees that."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from exchange.forum import actions, queries
from exchange.forum.models import Bookmark, Post, Thread
from exchange.forum.queries.bookmarks import PAGE_SIZE
from exchange.forum.reminders import chosen_day, morning_of, today_in
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotFound, Refused, Stale
from exchange.people.actor import Actor
from exchange.people.models import Account
from tests.factories import (
    LONG_AGO,
    a_mark,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    opening_of,
)
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
ZONE = "Europe/Istanbul"


@pytest.fixture
def me(client: CheckedClient, sign_in: SignIn) -> Actor:
    who = a_person("Jelena", timezone=ZONE)
    sign_in(client, who)
    return who


def marks(who: Actor) -> list[queries.BookmarkRow]:
    return list(queries.bookmark_page(who, 1, by_day=False).rows)


def test_a_post_is_marked_with_a_note_and_found_again(client: CheckedClient, me: Actor) -> None:
    thread = a_thread(title="Who pays the animator?")
    post = a_reply(thread, a_person("Ana"))
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert page.one(f"#post-{post} a[href$='/bookmark']").text == f"Bookmark, post {post}"
    form = f"/en/posts/{post}/bookmark"
    assert "Who pays the animator?" in client.get(form).text
    page = client.submit(form, form, note="Show it\nto the council", remind="week")
    assert (page.status, page.h1) == (200, "Your bookmarks")
    assert page.one(".rows a[href^='/en/posts/']")["href"] == f"/en/posts/{post}"
    assert "Ana" in page.text
    assert page.one("[data-own]").text == "Show itto the council"
    [mark] = marks(me)
    assert mark.remind_at == morning_of(today_in(ZONE, now()) + timedelta(days=7), ZONE)
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert page.one(f"#post-{post} a[href$='/bookmark']").text == f"Bookmarked, post {post}"


def test_a_guest_and_another_member_see_nothing_of_it(client: CheckedClient, app: Flask) -> None:
    thread = a_thread()
    a_mark(a_person(), opening_of(thread), "Mine alone")
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert "ookmark" not in page.text
    other = a_person()
    assert marks(other) == []
    assert queries.bookmark_of(other, opening_of(thread)) is None


def test_the_bookmark_of_another_is_as_one_that_is_not_there(
    client: CheckedClient, me: Actor
) -> None:
    mark = a_mark(a_person(), opening_of(a_thread()), "Mine alone")
    missing = client.get(f"/en/bookmarks/{mark + 1}")
    theirs = client.get(f"/en/bookmarks/{mark}")
    assert (theirs.status, missing.status) == (404, 404)
    assert theirs.h1 == missing.h1
    for act in (
        lambda one: actions.remove_bookmark(me, one),
        lambda one: actions.change_bookmark(me, one, version=1, note="x", remind_at=None),
    ):
        for one in (mark, mark + 1):
            with pytest.raises(NotFound):
                act(one)
    token = client.get("/en/settings").form("/sign-out").data["csrf_token"]
    given = {"csrf_token": token, "note": "x", "version": "1", "submission_id": "0" * 32}
    for path in (f"/en/bookmarks/{mark}", f"/en/bookmarks/{mark}/remove"):
        assert client.post(path, given).status == 404
    assert db.session.scalars(select(Bookmark.note)).all() == ["Mine alone"]


def test_what_cannot_be_read_cannot_be_marked(client: CheckedClient, me: Actor) -> None:
    hidden, gone = a_reply(a_thread()), a_reply(a_thread(), me)
    actions.hide_post(a_moderator(), hidden)
    actions.delete_post(me, gone)
    away = opening_of(a_thread(hidden=True))
    for post in (hidden, gone, away):
        assert client.get(f"/en/posts/{post}/bookmark").status == 404
        with pytest.raises(NotFound):
            actions.bookmark_post(me, post, note="", remind_at=None)


@pytest.mark.parametrize("how", ["post hidden", "thread hidden", "deleted", "erased"])
def test_where_a_post_has_gone_the_own_note_stays_and_nothing_else(
    client: CheckedClient, me: Actor, how: str
) -> None:
    writer = a_person("Secretive Writer")
    thread = a_thread(title="What nobody may know")
    post = a_reply(thread, writer)
    mark = a_mark(me, post, "Ask them in person")
    if how == "post hidden":
        actions.hide_post(a_moderator(), post)
    elif how == "thread hidden":
        actions.hide_post(a_moderator(), opening_of(thread))
    elif how == "deleted":
        actions.delete_post(writer, post)
    else:
        with transaction(None):
            db.session.execute(delete(Post).where(Post.id == post))
    [row] = marks(me)
    assert (row.title, row.lang, row.author) == (None, None, None)
    for path in ("/en/bookmarks", f"/en/bookmarks/{mark}"):
        page = client.get(path)
        assert "This post can no longer be read." in page.text
        assert "Ask them in person" in page.text
        assert "nobody may know" not in page.text
        assert "Secretive" not in page.text
    page = client.submit(f"/en/bookmarks/{mark}", f"/en/bookmarks/{mark}", note="Never mind")
    assert [one.note for one in marks(me)] == ["Never mind"]


def test_a_moderator_still_reads_what_is_hidden(app: Flask) -> None:
    moderator, post = a_moderator(), a_reply(a_thread(title="Seen by moderators"))
    a_mark(moderator, post)
    actions.hide_post(moderator, post)
    assert [one.title for one in marks(moderator)] == ["Seen by moderators"]


def test_a_bookmark_is_changed_and_removed(client: CheckedClient, me: Actor) -> None:
    post = opening_of(a_thread())
    mark = a_mark(me, post, "First", now() + timedelta(days=9))
    here = f"/en/bookmarks/{mark}"
    page = client.get(f"/en/posts/{post}/bookmark", follow=True)
    assert page.h1 == "Change a bookmark"
    data = page.form(here).data
    assert (data["note"], data["remind"]) == ("First", "day")
    client.submit(here, here, note="Second", remind="")
    [row] = marks(me)
    assert (row.note, row.remind_at, row.edit_version) == ("Second", None, 2)
    page = client.submit("/en/bookmarks", f"{here}/remove")
    assert "The bookmark is removed." in page.text
    assert marks(me) == []


def test_what_another_window_saved_is_not_overwritten(client: CheckedClient, me: Actor) -> None:
    mark = a_mark(me, opening_of(a_thread()), "First")
    here = f"/en/bookmarks/{mark}"
    form = client.get(here).form(here).fill(note="From the desk")
    actions.change_bookmark(me, mark, version=1, note="From the telephone", remind_at=None)
    page = client.send(form)
    assert page.status == 409
    assert "From the telephone" in page.text
    assert page.form(here).data["note"] == "From the desk"
    assert [one.note for one in marks(me)] == ["From the telephone"]
    client.send(page.form(here))
    assert [one.note for one in marks(me)] == ["From the desk"]


def test_marking_in_two_windows_keeps_both_notes(client: CheckedClient, me: Actor) -> None:
    post = opening_of(a_thread())
    path = f"/en/posts/{post}/bookmark"
    form = client.get(path).form(path).fill(note="From the desk")
    a_mark(me, post, "From the telephone")
    page = client.send(form)
    assert page.status == 409
    assert "From the telephone" in page.text
    with pytest.raises(Stale):
        actions.bookmark_post(me, post, note="", remind_at=None)


@pytest.mark.parametrize(
    "day", ["", "soon", "2020-01-01", "2999-01-01", "31.12.2027", "today", "\u0660"]
)
def test_a_day_that_is_none_is_refused_and_what_was_typed_is_kept(
    client: CheckedClient, me: Actor, day: str
) -> None:
    path = f"/en/posts/{opening_of(a_thread())}/bookmark"
    day = today_in(ZONE, now()).isoformat() if day == "today" else day
    page = client.submit(path, path, note="Keep me", remind="day", day=day)
    assert page.status == 422
    assert "Choose a day after today" in page.text
    assert page.form(path).data["note"] == "Keep me"
    assert marks(me) == []


def test_a_day_counts_though_the_choice_above_it_was_let_be(
    client: CheckedClient, me: Actor
) -> None:
    path = f"/en/posts/{opening_of(a_thread())}/bookmark"
    day = today_in(ZONE, now()) + timedelta(days=30)
    client.submit(path, path, day=day.isoformat())
    [row] = marks(me)
    assert row.remind_at == morning_of(day, ZONE)
    here = f"/en/bookmarks/{row.id}"
    client.submit(here, here, remind="")  # the day still stands in its field
    assert [one.remind_at for one in marks(me)] == [None]


def test_a_reminder_of_today_may_stay_while_the_note_is_changed(
    client: CheckedClient, me: Actor
) -> None:
    mark = a_mark(me, opening_of(a_thread()), "", morning_of(today_in(ZONE, now()), ZONE))
    here = f"/en/bookmarks/{mark}"
    assert client.submit(here, here, note="New").status == 200
    assert [one.note for one in marks(me)] == ["New"]


def test_the_day_is_that_of_where_one_lives() -> None:
    late = datetime(2026, 3, 28, 22, 30, tzinfo=UTC)
    assert today_in("Europe/Istanbul", late) == date(2026, 3, 29)
    assert today_in("Europe/Belgrade", late) == date(2026, 3, 28)
    # The clocks go forward in Belgrade in that night, in Istanbul never.
    assert morning_of(date(2026, 3, 28), "Europe/Belgrade").hour == 6
    assert morning_of(date(2026, 3, 29), "Europe/Belgrade").hour == 5
    assert morning_of(date(2026, 3, 29), "Europe/Istanbul").hour == 4


@pytest.mark.parametrize(
    ("choice", "today", "day"),
    [
        ("tomorrow", date(2026, 12, 31), date(2027, 1, 1)),
        ("week", date(2026, 2, 25), date(2026, 3, 4)),
        ("month", date(2027, 1, 31), date(2027, 2, 28)),
        ("month", date(2026, 12, 5), date(2027, 1, 5)),
        ("quarter", date(2026, 11, 30), date(2027, 2, 28)),
        ("", date(2026, 1, 1), None),
        ("never", date(2026, 1, 1), None),
    ],
)
def test_what_the_quick_choices_mean(choice: str, today: date, day: date | None) -> None:
    assert chosen_day(choice, today) == day


def test_the_list_goes_by_age_or_by_day_in_pages(client: CheckedClient, me: Actor) -> None:
    thread = a_thread()
    posts = [a_reply(thread) for _ in range(PAGE_SIZE + 1)]
    for number, post in enumerate(posts):
        day = now() + timedelta(days=40 - number) if number < 3 else None
        a_mark(me, post, f"Note {number}", day)
    notes = [one.text for one in client.get("/en/bookmarks").all("[data-own]")]
    assert (len(notes), notes[0]) == (PAGE_SIZE, f"Note {PAGE_SIZE}")
    assert [one.text for one in client.get("/en/bookmarks?page=2").all("[data-own]")] == ["Note 0"]
    by_day = client.get("/en/bookmarks?order=day")
    assert [one.text for one in by_day.all("[data-own]")] == ["Note 2", "Note 1", "Note 0"]
    assert client.get("/en/bookmarks?page=3").status == 404
    assert client.get("/en/bookmarks?page=x").status == 404


def test_there_is_room_for_so_many(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exchange.forum.actions.bookmarks.MOST_BOOKMARKS", 1)
    me, thread = a_person(), a_thread()
    a_mark(me, opening_of(thread))
    with pytest.raises(Refused):
        actions.bookmark_post(me, a_reply(thread), note="", remind_at=None)


def test_bookmarks_go_with_their_owner(app: Flask) -> None:
    me = a_person()
    a_mark(me, opening_of(a_thread()))
    with transaction(None):
        db.session.execute(delete(Account).where(Account.id == me.id))
    assert db.session.scalars(select(Bookmark)).all() == []


def test_somebody_who_is_suspended_still_finds_what_they_marked(
    client: CheckedClient, sign_in: SignIn
) -> None:
    me = a_person(suspended_at=LONG_AGO)
    sign_in(client, me)
    path = f"/en/posts/{opening_of(a_thread())}/bookmark"
    assert client.submit(path, path, note="For my appeal").h1 == "Your bookmarks"


def test_the_page_of_a_thread_asks_no_more_for_it(
    client: CheckedClient, me: Actor, count_queries: Callable[..., object]
) -> None:
    thread = a_thread()
    for _ in range(5):
        a_mark(me, a_reply(thread), "Again")
    actions.find_helpful(me, opening_of(thread))
    here = f"/en/threads/{thread.id}"
    client.get(here, follow=True)
    address = client.get(here).location
    with count_queries() as seen:
        page = client.get(address)
    assert len(page.all("footer a.strong[href$='/bookmark']")) == 5
    assert len(seen) == 3, seen  # who asks, whether what is kept still holds, what they did here


def test_the_list_costs_three_statements_however_long(
    client: CheckedClient, me: Actor, count_queries: Callable[..., object]
) -> None:
    thread = a_thread()
    for number in range(8):
        a_mark(me, a_reply(thread), f"Note {number}")
    client.get("/en/bookmarks")
    with count_queries() as seen:
        client.get("/en/bookmarks")
    assert len(seen) == 3, seen  # who asks, how many, which


def test_a_thread_that_moves_keeps_its_bookmarks(app: Flask) -> None:
    me, thread, other = a_person(), a_thread(), a_thread(title="Where it belongs")
    mark = a_mark(me, opening_of(thread))
    with transaction(None):
        db.session.execute(
            update(Thread).where(Thread.id == thread.id).values(category_id=other.category_id)
        )
    assert [one.id for one in marks(me)] == [mark]


def test_a_member_sees_the_bookmark_of_another_at_no_post(client: CheckedClient, me: Actor) -> None:
    thread = a_thread()
    a_mark(a_person(), opening_of(thread))
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert "Bookmark," in page.text
    assert "Bookmarked" not in page.text
