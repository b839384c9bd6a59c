"""Search engines are led to all that is public, in every language, and to nothing else."""

from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from sqlalchemy import update

from exchange.forum import actions
from exchange.forum.models import Thread, ThreadTag
from exchange.forum.queries import mapped
from exchange.kernel.db import db, transaction
from exchange.library import actions as library
from exchange.library.codes import code_of
from exchange.library.models import Experience
from exchange.library.queries import mapped as mapped_library
from exchange.text.languages import LANGUAGES
from tests.factories import (
    LONG_AGO,
    a_category,
    a_draft,
    a_moderator,
    a_person,
    a_published,
    a_room,
    a_submitted,
    a_tag,
    a_thread,
    an_organisation,
    opening_of,
    saved,
)

NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
HOST = "http://localhost"
TONGUES = {one.code: one.html for one in LANGUAGES}


@pytest.fixture
def fetch(app):
    def fetched(path):
        answer = app.test_client().get(path)
        assert answer.status_code == 200, path
        assert answer.content_type == "text/xml; charset=utf-8"
        return ElementTree.fromstring(answer.data)

    return fetched


@pytest.fixture
def told(fetch):
    """Every address of the map, by the rules of its schema: when it changed, the others."""

    def all_of():
        index, found = fetch("/sitemap.xml"), {}
        assert index.tag == f"{NS}sitemapindex"
        for part in index:
            [place] = part
            address = place.text
            assert address.startswith(f"{HOST}/sitemap/")
            whole = fetch(urlsplit(address).path)
            assert whole.tag == f"{NS}urlset"
            assert 0 < len(whole) <= 50_000
            for one in whole:
                loc, *rest = one
                changed = [e.text for e in rest if e.tag == f"{NS}lastmod"]
                links = {e.get("hreflang"): e.get("href") for e in rest if e.tag == LINK}
                assert len(rest) == len(changed) + len(links)
                assert loc.text not in found, f"{loc.text} stands there twice"
                found[loc.text] = changed, links
        return found

    return all_of


def english(found):
    return {one.removeprefix(f"{HOST}/en") for one in found if one.startswith(f"{HOST}/en/")}


def changed(model, number, **values):
    with transaction(None):
        db.session.execute(update(model).where(model.id == number).values(**values))


def thread_path(thread, words="who-pays-the-animator"):
    return f"/threads/{thread.id}-{words}"


def test_robots_are_let_in_and_shown_the_map(app):
    answer = app.test_client().get("/robots.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.text.splitlines() == [
        *("User-agent: *", "Disallow:", "", f"Sitemap: {HOST}/sitemap.xml")
    ]


def test_an_empty_installation_has_a_map_of_its_standing_pages(told):
    paths = english(told())
    assert {"/", "/threads", "/experiences", "/organisations", "/about/project"} <= paths
    assert not [path for path in paths if path[1:].partition("/")[2][:1].isdigit()]


def test_everything_public_is_told_in_each_language_with_all_the_others(told, client):
    network, tag = an_organisation("rs"), a_tag("leader")
    category = a_category("Money", names={"en": "Money", "lv": "Nauda"})
    thread = a_thread(category=category)
    saved(ThreadTag(thread_id=thread.id, tag_id=tag.id))
    row = a_published()
    found = told()
    things = {
        *("/", "/threads", "/experiences", "/tags", "/organisations", "/tags/leader"),
        f"/organisations/{network.code}",
        f"/categories/{category.id}-money",
        thread_path(thread),
        f"/experiences/{code_of(row.number)}-five-seats-one-bus",
    }
    assert things <= english(found)
    assert len(found) == len(english(found)) * len(TONGUES)
    assert f"{HOST}/lv/categories/{category.id}-nauda" in found
    for address, (_changed, links) in found.items():
        assert links.keys() == {*TONGUES.values(), "x-default"}
        code = address.removeprefix(HOST).split("/")[1]
        assert links[TONGUES[code]] == address
        assert links["x-default"].startswith(f"{HOST}/")
        assert not links["x-default"].startswith(f"{HOST}/en/")
    for path in sorted(english(found)):
        page = client.get(f"/en{path}")
        assert page.status == 200, path
        assert not page.all("meta[name=robots]"), f"{path} asks not to be kept"


def test_when_a_thread_or_an_experience_changed_is_told(told):
    thread, row = a_thread(), a_published()
    changed(Thread, thread.id, last_post_at=datetime(2026, 5, 1, 12, tzinfo=UTC))
    changed(Experience, row.id, moved_at=datetime(2026, 5, 2, 12, tzinfo=UTC))
    found = told()
    record = f"/experiences/{code_of(row.number)}-five-seats-one-bus"
    for path, moment in (
        (thread_path(thread), ["2026-05-01T12:00:00Z"]),
        (record, ["2026-05-02T12:00:00Z"]),
        ("/threads", []),
    ):
        assert found[f"{HOST}/lv{path}"][0] == moment, path


def test_nothing_that_guests_may_not_read_or_engines_may_not_keep_is_told(told):
    asker = a_person()
    a_thread(title="A hidden one", hidden=True)
    taken_back = a_thread(asker, title="Taken back")
    actions.delete_post(asker, opening_of(taken_back))
    ours = an_organisation("ours", name="Ours", is_sample=True)
    member = a_person(organisation=ours)
    room = a_room(ours, names={"en": "A place of ours"})
    secret = a_thread(member, category=room, title="In a room")
    saved(ThreadTag(thread_id=secret.id, tag_id=a_tag("secret").id))
    sample = a_thread(title="A sample")
    changed(Thread, sample.id, is_sample=True)
    a_draft(asker)
    a_submitted(asker)
    gone, invented, old = (a_published(asker) for _ in range(3))
    library.withdraw(asker, gone.id, reason="It was not so.")
    changed(Experience, invented.id, is_sample=True)
    changed(Experience, old.id, state="archived")
    paths = english(told())
    kinds = ("/threads/", "/experiences/", "/categories/", "/tags/", "/organisations/")
    left = sorted(path for path in paths if path.startswith(kinds))
    assert all(path.startswith(("/categories/", "/organisations/")) for path in left), left
    assert not [path for path in left if "ours" in path]


def test_whoever_asks_is_told_what_guests_are(app, client, sign_in):
    thread = a_thread(hidden=True)
    a_thread()
    paths = ("/sitemap.xml", "/sitemap/places.xml", f"/sitemap/threads-{thread.id // 200 + 1}.xml")
    as_guest = [app.test_client().get(path).data for path in paths]
    sign_in(client, a_moderator())
    assert [client.flask.get(path).data for path in paths] == as_guest


def test_the_map_has_as_many_parts_as_blocks_with_something_in_them(app, told, monkeypatch):
    for module in (mapped, mapped_library):
        monkeypatch.setattr(module, "BLOCK", 3)
    for made in (mapped._blocks, mapped._threads):
        made.cache_clear()
    threads = [a_thread() for _ in range(13)]
    for thread in threads[2:9]:
        changed(Thread, thread.id, hidden_at=LONG_AGO)
    shown = [*threads[:2], *threads[9:]]
    try:
        assert {thread_path(thread) for thread in shown} <= english(told())
        blocks = sorted({thread.id // 3 for thread in shown})
        assert mapped.blocks_of_threads() == blocks
        assert blocks != list(range(blocks[0], blocks[-1] + 1)), "there should be a gap"
        empty = next(n for n in range(blocks[0], blocks[-1]) if n not in blocks)
        assert app.test_client().get(f"/sitemap/threads-{empty + 1}.xml").status_code == 404
    finally:
        for made in (mapped._blocks, mapped._threads):
            made.cache_clear()


def test_a_part_that_is_not_there_is_not_found(app):
    for part in ("threads-1", "threads-0", "threads-x", "experiences-1", f"threads-{'9' * 15}"):
        assert app.test_client().get(f"/sitemap/{part}.xml").status_code == 404, part


def test_a_part_is_kept_until_something_in_it_changes(app, count_queries):
    thread = a_thread()
    path = f"/sitemap/threads-{thread.id // 200 + 1}.xml"
    browser, gzip = app.test_client(), {"Accept-Encoding": "gzip"}
    first = browser.get(path, headers=gzip)
    with count_queries() as seen:
        again = browser.get(path, headers=gzip)
    assert len(seen) == 1, seen
    assert again.data == first.data
    actions.hide_post(a_moderator(), opening_of(thread))
    assert browser.get(path, headers=gzip).status_code == 404


def test_parts_cost_few_statements_however_much_is_in_them(app, count_queries):
    thread, row = a_thread(), a_published()
    paths = {
        "/sitemap.xml": 2,
        "/sitemap/places.xml": 4,
        f"/sitemap/threads-{thread.id // 200 + 1}.xml": 1,
        f"/sitemap/experiences-{row.id // 200 + 1}.xml": 1,
    }
    for _ in range(3):
        a_thread()
    for path, most in paths.items():
        app.test_client().get(path)
        with count_queries() as seen:
            app.test_client().get(path)
        assert len(seen) <= most + 1, (path, seen)
