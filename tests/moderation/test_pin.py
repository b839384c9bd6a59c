"""Pinning a thread above the lists, until a day or until it is unpinned: said why, undone."""

from datetime import timedelta

import pytest

from exchange.forum import actions as forum
from exchange.forum.models import Thread
from exchange.forum.moving import Seen
from exchange.forum.queries.lists import PAGE_SIZE
from exchange.kernel.clock import now
from exchange.kernel.db import db
from exchange.kernel.rulings import NotAllowed, NotFound, Refused, Stale
from exchange.moderation import actions, queries
from exchange.moderation.actions import Why
from exchange.moderation.models import LogEntry
from exchange.people.actor import GUEST
from tests.factories import (
    LONG_AGO,
    a_category,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    opening_of,
)

WHY = Why("Everybody asks this in spring.", "en")


def row(thread):
    db.session.rollback()
    return db.session.get_one(Thread, thread.id, populate_existing=True)


def seen_of(thread):
    return Seen(thread.id, row(thread).edit_version)


def deeds():
    db.session.rollback()
    return [(e.what, e.reason) for e in db.session.query(LogEntry).order_by(LogEntry.id)]


def pin(thread, where="everywhere", until=None):
    actions.pin_with_reason(a_moderator(), where, until, seen_of(thread), WHY)


def titles(page):
    return [link.text for link in page.all("ul.rows li > div > a")]


def pinned(page):
    """The titles of the rows that say so."""
    rows = page.all("ul.rows li > div")
    return [one.all("a")[0].text for one in rows if "Pinned" in one.text]


def test_a_moderator_pins_a_thread_and_unpins_it_and_the_log_says_why(client, moderator):
    thread = a_thread(a_person("Asker"), title="How to begin")
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    page = client.get(page.link("Pin this thread"))
    page = client.submit(page, "/pin", where="everywhere", reason=WHY.reason)
    assert "The thread is pinned." in page.text
    page = client.submit(page.link("Unpin this thread"), "/unpin", reason="Spring is over.")
    assert "The thread is not pinned any more." in page.text
    assert deeds() == [("pinned", WHY.reason), ("unpinned", "Spring is over.")]
    log = client.get("/en/moderation/log")
    for words in ("A thread was pinned", "A thread was unpinned", WHY.reason, "Author: Asker"):
        assert words in log.text


def test_the_log_leads_to_where_it_is_undone(client, moderator):
    thread = a_thread()
    pin(thread)
    [undo] = [one for one in client.get("/en/moderation/log").links if "Undo this" in one.name]
    client.submit(client.get(undo.href), "/unpin", reason="A slip.")
    assert row(thread).pinned_where is None
    assert client.get(undo.href).status == 303


def test_what_is_pinned_everywhere_stands_on_top_once_for_everyone(client, sign_in):
    old = a_thread(title="How to begin", days_ago=9)
    new = a_thread(title="A newer one")
    pin(old)
    place = f"/en/categories/{row(old).category_id}"
    for who in (None, a_person(), a_moderator()):
        if who:
            sign_in(client, who)
        page = client.get("/en/threads")
        assert titles(page) == ["How to begin", "A newer one"]
        assert pinned(page) == ["How to begin"]
        assert titles(client.get(place, follow=True)) == ["How to begin"]
        assert pinned(client.get(place, follow=True)) == ["How to begin"]
        front = client.get("/en/")
        assert titles(front)[0] == "How to begin"
        assert titles(front).count("How to begin") == 1
    assert row(new).pinned_where is None


def test_what_is_pinned_in_its_category_stands_on_top_there_only(client):
    here = a_category("Here")
    old = a_thread(title="How to begin here", category=here, days_ago=9)
    a_thread(title="A newer one", category=here)
    pin(old, "category")
    place = client.get("/en/threads").link(here.names["en"])
    assert titles(client.get(place)) == ["How to begin here", "A newer one"]
    page = client.get("/en/threads")
    assert titles(page) == ["A newer one", "How to begin here"]
    assert pinned(page) == []
    assert "Pinned" not in client.get("/en/").text


def test_an_answered_question_that_is_pinned_stands_on_the_front_page_once(client):
    thread = a_thread(title="How to begin")
    a_reply(thread, a_mentor())
    pin(thread)
    assert titles(client.get("/en/")) == ["How to begin"]


@pytest.mark.parametrize(
    "narrowed", ["?lang=en", "?order=newest", "?state=waiting", "?order=helpful"]
)
def test_in_every_other_list_it_stands_in_its_place(client, narrowed):
    old = a_thread(title="How to begin", days_ago=9)
    a_thread(title="A newer one")
    pin(old)
    page = client.get(f"/en/threads{narrowed}")
    assert sorted(titles(page)) == ["A newer one", "How to begin"]
    assert pinned(page) == []


def test_the_next_page_neither_repeats_it_nor_loses_another(client):
    made = [f"Question number {n:02}" for n in range(PAGE_SIZE + 2)]
    threads = [a_thread(title=title, days_ago=n) for n, title in enumerate(made)]
    pin(threads[-1])
    first = client.get("/en/threads")
    assert titles(first) == [made[-1], *made[:PAGE_SIZE]]
    assert titles(client.get(first.link("More threads"))) == [made[PAGE_SIZE]]


def test_a_hidden_thread_that_is_pinned_is_shown_to_moderators_only(client, sign_in):
    thread = a_thread(title="How to begin")
    pin(thread)
    forum.hide_post(a_moderator(), opening_of(thread))
    for address in ("/en/", "/en/threads"):
        assert "How to begin" not in client.get(address).text
    sign_in(client, a_moderator())
    assert pinned(client.get("/en/threads")) == ["How to begin"]


def test_it_stands_there_to_the_end_of_its_day_on_kept_pages_too(client, moderator, count_down):
    thread = a_thread(title="How to begin")
    day = (now() + timedelta(days=2)).date()
    form = client.get(f"/en/threads/{thread.id}/pin").form("/pin")
    client.send(form.fill(where="everywhere", last_day=day.isoformat(), reason=WHY.reason))
    assert pinned(client.get("/en/threads")) == ["How to begin"]
    count_down(2)
    assert pinned(client.get("/en/threads")) == ["How to begin"]
    count_down(3)
    for address in ("/en/threads", "/en/"):
        page = client.get(address)
        assert pinned(page) == []
        assert titles(page).count("How to begin") == 1
    assert not queries.get_standing(moderator, thread.id).is_pinned


@pytest.mark.parametrize("day", ["2020-01-01", "9999-12-31", "tomorrow"])
def test_a_day_that_is_none_is_refused_and_what_was_typed_is_kept(client, moderator, day):
    thread = a_thread()
    form = client.get(f"/en/threads/{thread.id}/pin").form("/pin")
    page = client.send(form.fill(where="everywhere", last_day=day, reason=WHY.reason))
    assert page.status == 422
    assert page.form("/pin").data["last_day"] == day
    assert page.form("/pin").data["reason"] == WHY.reason
    assert row(thread).pinned_where is None


def test_the_sixth_in_one_place_is_refused_and_those_of_other_places_do_not_count(client):
    here = a_category()
    for n in range(5):
        pin(a_thread(category=here), "category")
        pin(a_thread(hidden=n == 4), "everywhere")
    with pytest.raises(Refused, match="Five threads are pinned there already"):
        pin(a_thread(category=here), "category")
    pin(a_thread(), "category")
    pin(a_thread(), "everywhere")  # one of the five is hidden
    with pytest.raises(Refused, match="Five threads are pinned there already"):
        pin(a_thread(), "everywhere")
    with pytest.raises(Refused, match="Please choose one of the list"):
        pin(a_thread(), "nowhere")


def test_of_two_moderators_at_once_the_second_is_told_and_nothing_is_lost(client, moderator):
    thread = a_thread()
    form = client.get(f"/en/threads/{thread.id}/pin").form("/pin")
    pin(thread, "category")
    page = client.send(form.fill(where="everywhere", reason="It is spring."))
    assert page.status == 409
    assert "It is spring." in page.text
    assert row(thread).pinned_where == "category"
    seen = seen_of(thread)
    actions.unpin_with_reason(moderator, seen, WHY)
    with pytest.raises(Stale):
        actions.unpin_with_reason(moderator, seen, WHY)
    assert [what for what, _reason in deeds()] == ["pinned", "unpinned"]


def test_the_same_form_sent_twice_is_noted_once(client, moderator):
    thread = a_thread()
    form = client.get(f"/en/threads/{thread.id}/pin").form("/pin").fill(reason=WHY.reason)
    assert client.send(form).location == client.send(form).location
    assert len(deeds()) == 1


@pytest.mark.parametrize("verb", ["pin", "unpin"])
def test_guests_members_and_the_suspended_are_kept_out(client, sign_in, verb):
    thread = a_thread()
    if verb == "unpin":
        pin(thread)
    address = f"/en/threads/{thread.id}/{verb}"
    assert client.get(address).status == 302
    seen, before = seen_of(thread), row(thread).pinned_where
    for stranger in (GUEST, a_person(), a_mentor(), a_moderator(suspended_at=LONG_AGO)):
        with pytest.raises(NotAllowed):
            forum.pin_thread(stranger, "everywhere", None, seen)
        with pytest.raises(NotAllowed):
            forum.unpin_thread(stranger, seen)
        with pytest.raises(NotAllowed):
            actions.pin_with_reason(stranger, "everywhere", None, seen, WHY)
        with pytest.raises(NotAllowed):
            actions.unpin_with_reason(stranger, seen, WHY)
        with pytest.raises(NotAllowed):
            queries.get_standing(stranger, thread.id)
        if stranger is GUEST:
            continue
        sign_in(client, stranger)
        assert client.get(address).status == 403
        page = client.get(f"/en/threads/{thread.id}", follow=True)
        assert not [link for link in page.links if link.href.endswith("pin")]
    assert row(thread).pinned_where == before
    with pytest.raises(NotFound):
        actions.pin_with_reason(a_moderator(), "everywhere", None, Seen(999, 1), WHY)


@pytest.mark.parametrize("address", ["/en/threads", "/en/"])
def test_a_list_with_something_pinned_costs_no_query_more(client, count_queries, address):
    thread = a_thread()
    client.get(address)
    a_thread()
    with count_queries() as without:
        client.get(address)
    pin(thread)
    with count_queries() as with_it:
        client.get(address)
    assert len(with_it) == len(without)
