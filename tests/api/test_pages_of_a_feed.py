"""A feed goes on in older pages; it is kept as guests' pages are; pages lead to it."""

import gzip
from datetime import UTC, datetime, timedelta
from itertools import chain
from urllib.parse import urlsplit

import pytest
from sqlalchemy import update

from exchange.api.queries import Place, feeds, place_in
from exchange.forum import actions
from exchange.forum.models import Thread, ThreadTag
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.library.models import Experience
from tests.factories import (
    a_category,
    a_moderator,
    a_published,
    a_reply,
    a_tag,
    a_thread,
    opening_of,
    saved,
)


@pytest.fixture
def pages_of_three(monkeypatch):
    monkeypatch.setattr(feeds, "PAGE_SIZE", 3)
    monkeypatch.setattr(feeds, "_MOST", 4)


def all_pages(feed, path):
    """The titles of each page, by its links."""
    first = found = feed(path)
    pages = [found.titles]
    while "next" in found.links:
        address = urlsplit(found.links["next"])
        found = feed(f"{address.path.removeprefix('/feeds/')}?{address.query}")
        assert found.links["self"] == address.geturl()
        assert found.links["first"] == first.links["self"]
        assert found.text("id") == first.text("id")
        pages.append(found.titles)
    return pages


def test_threads_go_on_page_after_page_each_once(feed, pages_of_three):
    category = a_category()
    for number in range(7):
        a_thread(title=f"Question {number}", category=category)
    for path in ("threads.atom", f"categories/{category.id}.atom?ui=lv", "site.atom?lang=en"):
        pages = all_pages(feed, path)
        assert [len(page) for page in pages] == [3, 3, 1], path
        assert list(chain(*pages)) == [f"Question {number}" for number in reversed(range(7))]


def test_the_posts_of_a_thread_go_on_too(feed, pages_of_three):
    thread = a_thread()
    for _ in range(5):
        a_reply(thread)
    assert [len(page) for page in all_pages(feed, f"threads/{thread.id}.atom")] == [3, 3]


@pytest.mark.parametrize("kinds", ["teetetet", "eeeettt", "ttttte", "ettttttt"])
def test_the_site_goes_on_through_both_and_loses_none(feed, pages_of_three, kinds):
    """Published in this order, some at the same moment."""
    moment, told = datetime(2026, 1, 1, tzinfo=UTC), []
    for number, kind in enumerate(kinds):
        when = moment + timedelta(days=number // 2)
        model = Thread if kind == "t" else Experience
        row = a_thread(title=f"T{number}") if kind == "t" else a_published(title=f"E{number}")
        column = "started_at" if kind == "t" else "published_at"
        with transaction(None):
            db.session.execute(update(model).where(model.id == row.id).values({column: when}))
        told.append(f"{kind.upper()}{number}")
    pages = all_pages(feed, "site.atom")
    assert sorted(chain(*pages)) == sorted(told)
    assert all(len(page) == 3 for page in pages[:-1])


def test_an_experience_that_was_drafted_early_and_published_late_is_new(feed, pages_of_three):
    rows = [a_published(title=f"E{number}") for number in range(5)]
    with transaction(None):
        late = now() + timedelta(days=1)
        db.session.execute(
            update(Experience).where(Experience.id == rows[0].id).values(published_at=late)
        )
    assert all_pages(feed, "experiences.atom") == [["E0", "E4", "E3"], ["E2", "E1"]]


@pytest.mark.parametrize(
    "place",
    [Place(), Place(120), Place(0, 1_764_147_398_000_001, 17), Place(120, 1_764_147_398, 3)],
)
def test_a_place_reads_as_it_is_written(place):
    assert place_in(str(place)) == place


@pytest.mark.parametrize(
    "odd", ["x", "-", "1-2-3-4", "9" * 11, "1-" + "9" * 17 + "-1", "１", "1\n"]
)
def test_what_we_would_not_write_is_the_beginning(odd):
    assert place_in(odd) == Place()


def test_the_furthest_place_is_a_moment_still(feed):
    a_published(title="Five seats")
    assert feed("experiences.atom?from=9999999999999999-9999999999").titles == ["Five seats"]


def paths_of(thread, tag):
    return [
        "/feeds/site.atom",
        "/feeds/threads.atom",
        f"/feeds/categories/{thread.category_id}.atom?lang=en&ui=lv",
        f"/feeds/tags/{tag.slug}.atom",
        f"/feeds/threads/{thread.id}.atom?ui=sr",
        "/feeds/experiences.atom",
    ]


@pytest.fixture
def fetch(app, count_queries):
    """A guest's answer that comes compressed, and what it cost in queries."""

    def get(path, **headers):
        browser = app.test_client()
        with count_queries() as seen:
            answer = browser.get(path, headers={"Accept-Encoding": "gzip"} | headers)
        return answer, len(seen)

    return get


def a_tagged_thread(tag, **given):
    thread = a_thread(**given)
    saved(ThreadTag(thread_id=thread.id, tag_id=tag.id))
    return thread


def test_the_second_reader_costs_one_query_and_one_who_has_it_gets_nothing(fetch):
    thread = a_tagged_thread(tag := a_tag())
    a_published()
    for path in paths_of(thread, tag):
        first, _ = fetch(path)
        second, cost = fetch(path)
        assert (second.data, cost) == (first.data, 1), path
        again, cost = fetch(path, **{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data, cost) == (304, b"", 1), path


CHANGES = {
    "a reply": lambda t: a_reply(t),
    "a hidden reply": lambda t: actions.hide_post(a_moderator(), a_reply(t)),
    "an edit": lambda t: actions.edit_post(
        a_moderator(), opening_of(t), version=1, body="Anew", lang="en", title="Anew?"
    ),
    "a hidden thread": lambda t: actions.hide_post(a_moderator(), opening_of(t)),
    "a new thread": lambda t: a_thread(title="Another one?"),
    "a new experience": lambda t: a_published(title="Six seats"),
}


def plain(answer):
    return gzip.decompress(answer.data) if "Content-Encoding" in answer.headers else answer.data


@pytest.mark.parametrize("change", CHANGES)
def test_a_kept_feed_is_the_feed_that_would_be_made_now(app, fetch, change):
    thread = a_tagged_thread(tag := a_tag())
    paths = paths_of(thread, tag)
    for path in paths:
        fetch(path)
    CHANGES[change](thread)
    for path in paths:
        kept, _ = fetch(path)
        fresh = app.test_client().get(path, headers={"Accept-Encoding": "identity"})
        assert kept.status_code == fresh.status_code, path
        if kept.status_code == 200:
            assert plain(kept) == fresh.data, path


def test_a_feed_costs_the_same_with_one_entry_and_with_many(app, count_queries):
    category, tag = a_category(), a_tag()
    thread = a_tagged_thread(tag, category=category)
    a_published()
    paths = paths_of(thread, tag)

    def costs():
        made = []
        for path in paths:
            browser = app.test_client()
            with count_queries() as seen:
                assert browser.get(path).status_code == 200
            made.append(len(seen))
        return made

    one = costs()
    for _ in range(4):
        a_tagged_thread(tag, category=category)
        a_reply(thread)
        a_published(countries=("XK", "AL"))
    assert costs() == one
    # The site's: threads, experiences, their authors and countries, the categories by a version.
    assert one == [6, 2, 2, 3, 3, 3]


WAYS = [
    ("/en/", "/feeds/site.atom"),
    ("/lv/", "/feeds/site.atom?ui=lv"),
    ("/en/threads?state=waiting", "/feeds/threads.atom"),
    ("/sr/threads?lang=sq", "/feeds/threads.atom?lang=sq&ui=sr"),
    ("/en/categories/{category}", "/feeds/categories/{category}.atom"),
    ("/en/tags/{tag}?lang=lv", "/feeds/tags/{tag}.atom?lang=lv"),
    ("/en/threads/{thread}", "/feeds/threads/{thread}.atom"),
    ("/tr/threads/{thread}", "/feeds/threads/{thread}.atom?ui=tr"),
    ("/en/experiences?lang=lv", "/feeds/experiences.atom?lang=lv"),
]


@pytest.mark.parametrize(("page", "address"), WAYS)
def test_pages_lead_to_their_feed_for_programs_and_for_people(app, feed, page, address):
    thread = a_tagged_thread(tag := a_tag())
    facts = {"category": thread.category_id, "tag": tag.slug, "thread": thread.id}
    shown = app.test_client().get(page.format(**facts), follow_redirects=True).text
    address = address.format(**facts)
    written = address.replace("&", "&amp;")
    assert shown.count('<link rel="alternate" type="application/atom+xml"') == 1
    assert shown.count(f'href="{written}">') == 2
    assert '<a type="application/atom+xml" href="' + written in shown
    found = feed(address.removeprefix("/feeds/"))
    assert urlsplit(found.links["self"]).geturl().endswith(address)


def test_a_hidden_thread_does_not_lead_its_moderator_to_a_feed(client, sign_in):
    thread = a_thread(hidden=True)
    sign_in(client, a_moderator())
    shown = client.get(f"/en/threads/{thread.id}", follow=True)
    assert "atom" not in shown.response.text
