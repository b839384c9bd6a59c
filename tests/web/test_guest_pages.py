"""A guest's page is kept as sent, and never a moment longer than it is true."""

import zlib
from datetime import datetime, timedelta

import pytest
from flask_wtf.csrf import generate_csrf

from exchange.forum import actions
from exchange.forum.moving import Seen
from exchange.kernel import clock, validity
from exchange.kernel.later import Later
from exchange.kernel.shelf import Shelf
from exchange.pages.views import front
from exchange.people.actions import suspend
from exchange.people.actor import Actor
from exchange.web import guest_pages
from exchange.web.addresses import numbered
from tests.factories import (
    a_category,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    an_organisation,
    opening_of,
)


class Browser:
    """A guest's browser that accepts compressed pages; says what each page cost."""

    def __init__(self, app, count_queries):
        self.client, self.count = app.test_client(), count_queries

    def other(self):
        """Another guest's browser, which brings no cookie of this one's."""
        client = self.client.application.test_client()
        client.environ_base["HTTP_ACCEPT_ENCODING"] = "gzip"
        return client

    def get(self, path, **headers):
        given = {"Accept-Encoding": "gzip"} | headers
        with self.count() as seen:
            answer = self.client.get(path, headers=given)
        return answer, len(seen)


@pytest.fixture
def guest(app, count_queries):
    return Browser(app, count_queries)


def test_the_second_guest_costs_one_query_and_gets_the_same_bytes(guest):
    thread = a_thread()
    path = f"/en/threads/{thread.id}-who-pays-the-animator"
    first, dear = guest.get(path)
    second, cheap = guest.get(path)
    assert (dear > 1, cheap) == (True, 1)
    assert second.data == first.data
    assert second.headers["ETag"] == first.headers["ETag"]
    assert second.headers["Content-Encoding"] == "gzip"


def test_what_a_browser_has_already_is_not_sent_again_but_its_csp_is(guest):
    a_thread()
    first, _ = guest.get("/en/threads")
    again, _ = guest.get("/en/threads", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "default-src 'none'" in again.headers["Content-Security-Policy"]


def test_a_page_made_anew_that_reads_as_before_is_not_sent_again(guest):
    somebody, moderator = a_person(), a_moderator()
    first, _ = guest.get("/en/about/project")
    suspend(moderator, somebody.id, "Advertised a shop three times.")  # may show on any page
    again, cost = guest.get("/en/about/project", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, cost > 1) == (304, b"", True)
    assert "default-src 'none'" in again.headers["Content-Security-Policy"]
    assert not {"Content-Type", "Content-Encoding"} & set(again.headers.keys())


CHANGES = {
    "a reply": lambda t: a_reply(t),
    "a mentor's reply": lambda t: a_reply(t, a_mentor()),
    "a mark": lambda t: actions.find_helpful(a_person(), opening_of(t)),
    "a mark taken back": lambda t: actions.take_back_helpful(a_person(), opening_of(t)),
    "an edit": lambda t: actions.edit_post(
        a_moderator(), opening_of(t), version=1, body="Another text", lang="en", title="Another one"
    ),
    "a lock": lambda t: actions.lock_thread(a_moderator(), t.id),
    "a hidden reply": lambda t: actions.hide_post(a_moderator(), a_reply(t)),
    "a hidden thread": lambda t: actions.hide_post(a_moderator(), opening_of(t)),
    "an acceptance": lambda t: actions.accept_answer(a_moderator(), a_reply(t)),
    "closed as a duplicate": lambda t: actions.close_as_duplicate(
        a_moderator(), Seen(t.id, 1, a_thread(title="Kas maksā?", lang="lv").id)
    ),
    "closed and reopened": lambda t: [
        actions.close_as_duplicate(a_moderator(), Seen(t.id, 1, a_thread().id)),
        actions.reopen_thread(a_moderator(), Seen(t.id, 2)),
    ],
    "a thread beside it": lambda t: a_thread(title="A second question here"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_kept_page_is_the_page_that_would_be_made_now(app, guest, change):
    category = a_category("Money")
    thread = a_thread(category=category)
    paths = [
        "/en/",
        "/en/threads",
        "/en/threads?state=waiting",
        f"/en/threads/{thread.id}-who-pays-the-animator",
        f"/en/categories/{numbered(category.id, category.names['en'])}",
    ]
    for path in paths:
        guest.get(path)
    CHANGES[change](thread)
    for path in paths:
        kept, _ = guest.get(path)
        # Whoever does not take compressed pages is never given a kept one.
        fresh = app.test_client().get(path, headers={"Accept-Encoding": "identity"})
        assert kept.status_code == fresh.status_code, path
        if kept.status_code == 200:
            assert _plain(kept) == fresh.data, path


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_kept_for_members_is_what_would_be_read_now(
    client, sign_in, guest, monkeypatch, change
):
    thread = a_thread()
    sign_in(client, a_person("A member"))
    monkeypatch.setattr(Later, "note", lambda *_: None)  # looking twice would be reading
    paths = ["/en/", "/en/threads", "/en/threads?state=waiting"]
    paths += [f"/en/threads/{thread.id}", f"/en/categories/{thread.category_id}"]
    for path in paths:
        client.get(path, follow=True)
    CHANGES[change](thread)
    kept = [client.get(path, follow=True) for path in paths]
    monkeypatch.setattr(Shelf, "get", lambda *_: None)
    fresh = [client.get(path, follow=True) for path in paths]
    for before, now in zip(kept, fresh, strict=True):
        assert before.status == now.status
        assert before.one("main").text == now.one("main").text


def _plain(answer):
    return zlib.decompress(answer.data, 31)


def test_members_are_never_given_a_guests_page_nor_guests_a_members(app, client, sign_in, guest):
    thread = a_thread()
    path = f"/en/threads/{thread.id}-who-pays-the-animator"
    guest.get(path)
    member: Actor = a_person("Member With A Name")
    sign_in(client, member)
    page = client.flask.get(path, headers={"Accept-Encoding": "gzip"})
    assert b"Sign out" in _plain(page)
    answer, _ = guest.get(path)
    assert b"Sign out" not in _plain(answer)
    assert b"Member With A Name" not in _plain(answer)


SPELLINGS = ["session ={}", " session\t={}", "a=b;session ={}", "session={}", 'session="{}"']


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("is_seen", [True, False], ids=["header seen through", "header overlooked"])
def test_however_a_member_writes_the_cookie_no_guest_is_given_their_page(
    client, sign_in, guest, monkeypatch, spelling, is_seen
):
    """Two walls: what comes with a session's cookie is not kept, nor what was made for one."""
    if not is_seen:
        monkeypatch.setattr(guest_pages, "is_guests", lambda *_: True)
    path = f"/en/threads/{(thread := a_thread()).id}-who-pays-the-animator"
    actions.hide_post(a_moderator(), a_reply(thread, body="Only moderators read this"))
    sign_in(client, a_moderator())
    client.get("/en/settings")  # puts a token into the session, which then stays as it is
    cookie = spelling.format(client.flask.get_cookie("session").value)
    for address in (path, "/en/", "/en/threads"):
        headers = {"Accept-Encoding": "gzip", "Cookie": cookie}
        as_sent = client.flask.application.test_client(use_cookies=False)
        assert b"Sign out" in _plain(as_sent.get(address, headers=headers))
        theirs = _plain(guest.other().get(address))
        assert b"Sign out" not in theirs
        assert b"Only moderators" not in theirs


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_who_sends_the_sessions_cookie_is_no_guest(spelling):
    sent = {"REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "gzip"}
    assert guest_pages.is_guests(sent, "session")
    assert not guest_pages.is_guests(sent | {"HTTP_COOKIE": spelling}, "session")


def test_who_takes_no_gzip_gets_none(guest):
    a_thread()
    for accepted in ("gzip;q=0, identity", "identity", "gzip; q=0.0", "br"):
        answer = guest.client.get("/en/threads", headers={"Accept-Encoding": accepted})
        assert "Content-Encoding" not in answer.headers, accepted
    answer = guest.client.get("/en/threads", headers={"Accept-Encoding": "br;q=1, gzip;q=0.5"})
    assert answer.headers["Content-Encoding"] == "gzip"


def test_a_page_that_holds_one_guests_token_is_given_to_no_other(guest, monkeypatch):
    # Its cookie is set later than the page is kept: the page alone does not tell.
    monkeypatch.setitem(
        front.__wrapped__.__globals__, "render_template", lambda *_args, **_kwargs: generate_csrf()
    )
    tokens = [browser.get("/en/").data for browser in (guest.other(), guest.other())]
    assert tokens[0] != tokens[1]


def test_whatever_a_guests_request_says_of_host_and_language_is_in_nobodys_kept_page(guest):
    a_thread()
    lies = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-For": "evil.example",
        "X-Forwarded-Proto": "evil",
        "X-Forwarded-Prefix": "/evil.example",
        "Accept-Language": "tr",
        "Referer": "https://evil.example/",
        "User-Agent": "evil.example",
        "Cookie": "language=evil.example; remember_token=evil.example",
    }
    for path in ("/en/", "/en/threads", "/en/mentors", "/en/about/rules"):
        told, _ = guest.get(path, **lies)
        kept, cost = guest.get(path)
        assert cost == 1
        assert kept.data == told.data
        assert b"evil" not in _plain(kept)
        assert kept.headers["Vary"] == "Cookie, Accept-Encoding"
        assert "Set-Cookie" not in kept.headers


def test_an_address_that_we_would_not_write_is_not_kept(guest):
    a_thread()
    for path in ("/en/threads?x=1", "/en/threads?lang=sq&lang=lv", "/en/threads?lang=sq&state=x"):
        answer, _ = guest.get(path)
        assert "ETag" not in answer.headers, path


def test_only_lists_of_which_there_are_few_are_kept(guest):
    home = an_organisation(country="LV")
    thread = a_thread(a_person(organisation=home))
    place = f"/en/categories/{numbered(thread.category_id, 'x')}"
    place = guest.get(place)[0].location
    for path in ("/en/threads?country=LV", "/en/threads?order=helpful", f"{place}?lang=lv"):
        guest.get(path)
        assert guest.get(path)[1] == 1, path
    for path in (
        "/en/threads?lang=lv&country=LV",  # two at once
        "/en/threads?country=ZZ",
        "/en/threads?order=active",  # needs no word
        "/en/threads?order=zz",
        "/en/threads?state=zz",
        "/en/threads?from=1-1",
        f"/en/threads?organisation={home.code}&country=LV",
    ):
        answer, _ = guest.get(path)
        assert answer.status_code == 200, path
        assert "ETag" not in answer.headers, path


def test_of_a_threads_orders_and_branches_only_what_is_bounded_is_kept(guest):
    thread = a_thread()
    root = a_reply(thread)
    for _ in range(21):
        a_reply(root)
    here = f"/en/threads/{thread.id}-who-pays-the-animator"
    for query in ("order=newest", "order=best", "page=2"):
        guest.get(f"{here}?{query}")
        assert guest.get(f"{here}?{query}")[1] == 1, query
    for query in ("order=newest&before=999", f"closed={root}", "order=zz", "before=3"):
        answer, _ = guest.get(f"{here}?{query}")
        assert "ETag" not in answer.headers, query


def test_a_list_narrowed_to_a_language_is_kept_and_an_unknown_language_is_harmless(guest):
    thread = a_thread()
    for path in ("/en/threads?lang=sq", f"/en/categories/{thread.category_id}?lang=sq"):
        guest.get(path)
    assert guest.get("/en/threads?lang=sq")[1] == 1
    for odd in ("/en/threads?lang=zz", "/en/tags/none?lang=zz"):
        assert guest.get(odd)[0].status_code in (200, 404), odd
    empty = guest.get("/en/threads?lang=")[0]
    assert (empty.status_code, empty.location) == (302, "/en/threads")


def test_ages_on_kept_pages_grow_at_midnight(guest, monkeypatch):
    a_thread(days_ago=3)
    assert b"Waiting 3 days" in _plain(guest.get("/en/threads")[0])
    tomorrow: datetime = clock.now() + timedelta(days=1)
    for module in (clock, validity):
        monkeypatch.setattr(module, "now", lambda: tomorrow)
    assert b"Waiting 4 days" in _plain(guest.get("/en/threads")[0])


def test_the_shelf_is_bounded_by_bytes():
    shelf = Shelf(10_000, lambda page: page.size)
    for n in range(9):
        page = guest_pages.Kept("p", (clock.now().date(), ()), "200 OK", [], b"x" * 1000, "e")
        shelf.put(("h", f"/{n}", ""), page)
    kept = [n for n in range(9) if shelf.get(("h", f"/{n}", ""))]
    assert kept == [6, 7, 8]


def test_the_lasting_address_of_a_post_is_kept_until_it_leads_elsewhere(guest):
    thread, other = a_thread(), a_thread(title="Where it goes now")
    post, into = a_reply(thread), opening_of(other)
    here = f"/en/posts/{post}"
    first, _ = guest.get(here)
    second, cheap = guest.get(here, **{"If-None-Match": first.headers.get("ETag", "x")})
    assert (second.status_code, second.location, cheap) == (302, first.location, 1)
    actions.move_branch(a_moderator(), post, into, Seen(thread.id, 1, other.id))
    assert f"/threads/{other.id}-" in guest.get(here)[0].location
    actions.hide_post(a_moderator(), into)
    assert guest.get(here)[0].status_code == 404
