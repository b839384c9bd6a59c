"""Watching a thread: by writing in it or by its button, and the list of what one watches."""

import pytest
from sqlalchemy import select

from exchange.forum import actions
from exchange.forum.models import Watch
from exchange.kernel.db import db
from exchange.kernel.rulings import NotAllowed, NotFound
from tests.factories import LONG_AGO, a_moderator, a_person, a_reply, a_thread, opening_of

WATCHED = "/en/threads?state=watched"


@pytest.fixture
def me(client, sign_in):
    who = a_person()
    sign_in(client, who)
    return who


def titles(page):
    return [link.text for link in page.all("ul.rows li > div > a")]


def watched_by(who):
    db.session.rollback()
    mine = select(Watch.thread_id).where(Watch.account_id == who.id, Watch.ended_at.is_(None))
    return set(db.session.scalars(mine))


def test_whoever_asks_or_replies_watches_unless_they_switched_that_off(client, me):
    asked, answered = a_thread(me), a_thread()
    a_reply(answered, me)
    assert watched_by(me) == {asked.id, answered.id}
    page = client.submit("/en/settings", "/settings/not-watch-written")
    assert "You watch a thread only when you press its button." in page.text
    a_thread(me)
    a_reply(a_thread(), me)
    assert watched_by(me) == {asked.id, answered.id}
    page = client.submit("/en/settings", "/settings/watch-written")
    assert "You watch each thread that you begin or reply in." in page.text
    more = a_thread(me)
    assert more.id in watched_by(me)


def test_a_button_begins_and_ends_it_and_twice_is_once(client, me):
    thread = a_thread(title="Of another")
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    form = page.form(f"/threads/{thread.id}/watch")
    assert [client.send(form).status for _ in range(2)] == [303, 303]
    assert watched_by(me) == {thread.id}
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    [button] = page.all("button[aria-pressed=true]")
    assert button.text == "You watch this thread"
    assert titles(client.get(WATCHED)) == ["Of another"]
    form = page.form(f"/threads/{thread.id}/unwatch")
    assert [client.send(form).status for _ in range(2)] == [303, 303]
    assert watched_by(me) == set()
    assert "You watch no thread" in client.get(WATCHED).text


def test_guests_and_those_who_may_not_write_have_no_button_to_begin(client, sign_in):
    thread = a_thread()
    assert "Watch this thread" not in client.get(f"/en/threads/{thread.id}", follow=True).text
    sign_in(client, a_person(suspended_at=LONG_AGO))
    assert "Watch this thread" not in client.get(f"/en/threads/{thread.id}", follow=True).text


def test_what_one_may_not_see_or_do_cannot_be_watched(app):
    hidden = a_thread(hidden=True)
    with pytest.raises(NotFound):
        actions.watch(a_person(), hidden.id)
    with pytest.raises(NotFound):
        actions.watch(a_person(), hidden.id + 1)
    actions.watch(a_moderator(), hidden.id)
    for state in ({"suspended_at": LONG_AGO}, {"admitted_at": None}):
        with pytest.raises(NotAllowed):
            actions.watch(a_person(**state), a_thread().id)


def test_who_was_suspended_still_stops_watching(app):
    who = a_person(suspended_at=LONG_AGO)
    thread = a_thread()
    with db.session.no_autoflush:
        actions.unwatch(who, thread.id)
    assert watched_by(who) == set()


def test_a_thread_that_was_hidden_stands_in_the_list_no_more(client, me):
    thread = a_thread()
    actions.watch(me, thread.id)
    actions.hide_post(a_moderator(), opening_of(thread))
    assert titles(client.get(WATCHED)) == []


def test_a_thread_that_its_author_took_back_stands_in_the_list_no_more(client, me):
    author = a_person()
    thread = a_thread(author)
    actions.watch(me, thread.id)
    actions.delete_post(author, opening_of(thread))
    assert titles(client.get(WATCHED)) == []
    with pytest.raises(NotFound):
        actions.watch(a_moderator(), thread.id)


def test_moderators_keep_hidden_threads_in_their_list(client, sign_in):
    moderator, thread = a_moderator(), a_thread(title="Hidden one")
    sign_in(client, moderator)
    actions.watch(moderator, thread.id)
    actions.hide_post(moderator, opening_of(thread))
    assert titles(client.get(WATCHED)) == ["Hidden one"]


def test_what_others_watch_is_neither_shown_nor_ended(client, me):
    other, thread = a_person(), a_thread()
    actions.watch(other, thread.id)
    assert titles(client.get(WATCHED)) == []
    here = f"/en/threads/{thread.id}"
    assert not client.get(here, follow=True).all("button[aria-pressed=true]")
    actions.watch(me, thread.id)
    actions.unwatch(me, thread.id)
    assert (watched_by(me), watched_by(other)) == (set(), {thread.id})
    actions.watch(me, thread.id)
    actions.unwatch(other, thread.id)
    assert (watched_by(me), watched_by(other)) == ({thread.id}, set())


def test_to_end_one_leaves_the_others(client, me):
    one, two = a_thread(me), a_thread(me)
    actions.unwatch(me, one.id)
    assert watched_by(me) == {two.id}


def test_who_ended_it_does_not_watch_again_by_replying_but_by_the_button(client, me):
    thread = a_thread(me)
    actions.unwatch(me, thread.id)
    a_reply(thread, me)
    assert watched_by(me) == set()
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert "Watch this thread" in page.text
    assert titles(client.get(WATCHED)) == []
    client.submit(page, f"/threads/{thread.id}/watch")
    assert watched_by(me) == {thread.id}


def test_in_the_list_each_one_is_ended_beside_its_title(client, me):
    one, two = a_thread(me, title="One"), a_thread(me, title="Two")
    page = client.submit(client.get(WATCHED), f"/threads/{one.id}/unwatch")
    assert page.address.endswith("/threads?state=watched")
    assert titles(page) == ["Two"]
    client.submit(page, f"/threads/{two.id}/unwatch")
    assert "/unwatch" not in client.get("/en/threads?state=mine").body


def test_guests_are_asked_to_sign_in_for_the_list(client):
    assert "/sign-in" in client.get(WATCHED).location


def test_whether_one_watches_costs_a_thread_no_statement_more(client, me, count_queries):
    thread = a_thread()
    here = f"/en/threads/{thread.id}-who-pays-the-animator"
    client.get(here)
    with count_queries() as seen:
        client.get(here)
    assert len([one for one in seen if "watch" in one]) == 1
    assert len(seen) == 3, seen
