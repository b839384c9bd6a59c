"""Watching a category: its button, and the list of what one watches."""

import pytest
from sqlalchemy import select

from exchange.forum import actions
from exchange.forum.models import CategoryWatch
from exchange.kernel.db import db
from exchange.kernel.rulings import NotAllowed, NotFound
from tests.factories import LONG_AGO, a_category, a_person, a_thread

WATCHED = "/en/threads?state=watched"


@pytest.fixture
def me(client, sign_in):
    who = a_person()
    sign_in(client, who)
    return who


def watched_by(who):
    db.session.rollback()
    mine = select(CategoryWatch.category_id).where(CategoryWatch.account_id == who.id)
    return set(db.session.scalars(mine))


def open_category(client, category, more=""):
    return client.get(f"/en/categories/{category.id}-leader-groups-{category.position}{more}")


def test_a_button_begins_and_ends_it_and_twice_is_once(client, me):
    category = a_category()
    form = open_category(client, category).form(f"/categories/{category.id}/watch")
    assert [client.send(form).status for _ in range(2)] == [303, 303]
    assert watched_by(me) == {category.id}
    page = open_category(client, category)
    [button] = page.all("button[aria-pressed=true]")
    assert button.text == "You watch this category"
    form = page.form(f"/categories/{category.id}/unwatch")
    assert [client.send(form).status for _ in range(2)] == [303, 303]
    assert watched_by(me) == set()
    assert "Watch this category" in open_category(client, category).text


def test_the_list_of_what_one_watches_names_it_and_ends_it(client, me):
    mine, other = a_category("Dairies"), a_category("Halls")
    assert "Categories that you watch" not in client.get(WATCHED).text
    for one in (mine, other):
        actions.watch_category(me, one.id)
    a_thread(me, title="Also watched")
    page = client.get(WATCHED)
    assert "Categories that you watch" in page.text
    page = client.submit(page, f"/categories/{mine.id}/unwatch")
    assert page.address.endswith("/threads?state=watched")
    assert watched_by(me) == {other.id}
    assert "Also watched" in page.text
    left = [link.text for link in page.all("main ul.rows li > div > a")]
    assert left == [f"Halls {other.position}", "Also watched"]


def test_what_others_watch_is_neither_shown_nor_ended(client, me):
    other, category = a_person(), a_category()
    actions.watch_category(other, category.id)
    a_thread(category=category)
    assert not open_category(client, category).all("button[aria-pressed=true]")
    assert "Categories that you watch" not in client.get(WATCHED).text
    actions.unwatch_category(me, category.id)
    assert watched_by(other) == {category.id}


def test_to_end_one_leaves_the_others_and_the_watched_threads(client, me):
    one, two = a_category(), a_category()
    for category in (one, two):
        actions.watch_category(me, category.id)
    thread = a_thread(me, category=one, title="Mine in it")
    actions.unwatch_category(me, one.id)
    assert watched_by(me) == {two.id}
    assert thread.title in client.get(WATCHED).text


def test_guests_and_those_who_may_not_write_have_no_button_to_begin(client, sign_in):
    category = a_category()
    assert "Watch this category" not in open_category(client, category).text
    who = a_person()
    actions.watch_category(who, category.id)
    sign_in(client, a_person(suspended_at=LONG_AGO))
    assert "Watch this category" not in open_category(client, category).text
    assert "/unwatch" not in open_category(client, category).body


def test_who_may_not_write_cannot_watch_but_still_ends_it(app):
    category = a_category()
    for state in ({"suspended_at": LONG_AGO}, {"admitted_at": None}, {"confirmed_at": None}):
        who = a_person(**state)
        with pytest.raises(NotAllowed):
            actions.watch_category(who, category.id)
        actions.unwatch_category(who, category.id)
        assert watched_by(who) == set()


def test_a_category_that_there_is_not_cannot_be_watched(client, me):
    missing = a_category().id + 1
    with pytest.raises(NotFound):
        actions.watch_category(me, missing)


def test_whether_one_watches_costs_a_category_no_statement_more(client, me, count_queries):
    category = a_category()
    a_thread(category=category)
    actions.watch_category(me, category.id)
    here = open_category(client, category).address
    with count_queries() as seen:
        client.get(here)
    assert len([one for one in seen if "category_watch" in one]) == 1
    assert len(seen) == 4, seen  # who asks, whether categories and list still hold, the marks
    client.get("/en/threads")
    with count_queries() as seen:
        client.get("/en/threads")
    assert not [one for one in seen if "category_watch" in one]
    assert len(seen) == 3, seen
    for state in ("unread", "mine", "watched"):
        client.get(f"/en/threads?state={state}")
        with count_queries() as seen:
            client.get(f"/en/threads?state={state}")
        assert len(seen) <= 4, seen


def test_a_category_with_nothing_in_it_can_be_watched_too(client, me):
    category = a_category()
    client.submit(open_category(client, category), f"/categories/{category.id}/watch")
    assert "You watch this category" in open_category(client, category, "?state=waiting").text
