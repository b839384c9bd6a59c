"""A list of threads narrowed down and put in order: each choice is an address."""

import pytest

from exchange.forum import actions
from exchange.forum.models import Thread
from exchange.forum.narrowing import Narrowing
from exchange.forum.queries.lists import PAGE_SIZE
from exchange.kernel.db import db, transaction
from exchange.people import actions as people
from exchange.people.actions.profile import Described
from exchange.people.models import Account, Membership, Organisation
from tests.factories import (
    a_category,
    a_moderator,
    a_person,
    a_reply,
    a_tag,
    a_thread,
    an_organisation,
    opening_of,
)


def titles(page):
    return [link.text for link in page.all("ul.rows li > div > a")]


def chips(page):
    return [chip.text.partition(":")[0] for chip in page.all("p.chips a.chip")]


@pytest.fixture
def three(app):
    """Of different ages, activity and use: the old one was replied to, the middle one helped."""
    old = a_thread(title="The old one", days_ago=9)
    middle = a_thread(title="The middle one", days_ago=5)
    a_thread(title="The new one", days_ago=1)
    a_reply(old)
    actions.find_helpful(a_person(), opening_of(middle))
    return old, middle


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("", ["old", "new", "middle"]),
        ("newest", ["new", "middle", "old"]),
        ("oldest", ["old", "middle", "new"]),
        ("helpful", ["middle", "new", "old"]),
    ],
)
def test_threads_stand_by_activity_age_or_use(client, three, order, expected):
    page = client.get(f"/en/threads{Narrowing(order=order).query()}")
    assert titles(page) == [f"The {one} one" for one in expected]
    chosen = [one["value"] for one in page.all("#by-order option[selected]")]
    assert chosen == [order]


def test_what_waits_stands_with_the_oldest_first_or_the_newest(client, three):
    waiting = "/en/threads?state=waiting"
    assert titles(client.get(waiting)) == ["The middle one", "The new one"]
    page = client.get(f"{waiting}&order=newest")
    assert titles(page) == ["The new one", "The middle one"]
    assert [one["value"] for one in page.all("#by-order option")] == ["", "newest"]
    assert titles(client.get(f"{waiting}&order=helpful")) == titles(client.get(waiting))


def test_a_list_of_helpful_threads_counts_all_posts_that_can_be_read(client, three):
    old, _middle = three
    reply = a_reply(old)
    for _ in range(2):
        actions.find_helpful(a_person(), reply)
    page = client.get("/en/threads?order=helpful")
    assert titles(page)[:2] == ["The old one", "The middle one"]
    assert "2 helpful marks" in page.text
    actions.hide_post(a_moderator(), reply)
    assert titles(client.get("/en/threads?order=helpful"))[0] == "The middle one"
    actions.find_helpful(a_moderator(), reply)  # as they can: it is not counted yet
    page = client.get("/en/threads?order=helpful")
    assert titles(page)[0] == "The middle one"
    assert page.text.count("helpful mark") == 1
    actions.show_post(a_moderator(), reply)
    assert "3 helpful marks" in client.get("/en/threads?order=helpful").text


def test_a_mark_that_is_taken_back_counts_no_more(client, three):
    _old, middle = three
    who = a_person()
    actions.find_helpful(who, opening_of(middle))
    actions.find_helpful(who, opening_of(middle))
    actions.take_back_helpful(who, opening_of(middle))
    assert db.session.get_one(Thread, middle.id, populate_existing=True).helpful_count == 1


@pytest.mark.parametrize("order", ["", "newest", "oldest", "helpful"])
def test_in_every_order_the_next_page_goes_on_where_the_last_one_ended(client, order):
    money = a_category("Money")
    for n in range(PAGE_SIZE + 3):
        thread = a_thread(title=f"Question number {n:02}", category=money, days_ago=n % 7)
        if n % 3 == 0:
            actions.find_helpful(a_person(), opening_of(thread))
    first = client.get(f"/en/threads{Narrowing(order=order, lang='en').query()}")
    second = client.get(first.link("More threads"))
    found = titles(first) + titles(second)
    assert len(found) == len(set(found)) == PAGE_SIZE + 3
    broken = ("x", "1-", "-1", *(("4294967296-1",) if order == "helpful" else ()))
    for cursor in broken:
        query = Narrowing(order=order).query(**{"from": cursor})
        assert len(titles(client.get(f"/en/threads{query}"))) == PAGE_SIZE


def test_a_list_is_narrowed_by_where_the_asker_is_at_home(client):
    latvian, serbian = an_organisation(country="LV"), an_organisation(country="RS")
    a_thread(a_person(organisation=latvian), title="From Latvia")
    a_thread(a_person(organisation=serbian), title="From Serbia", lang="sr")
    a_thread(title="From nowhere")
    assert titles(client.get("/en/threads?country=LV")) == ["From Latvia"]
    page = client.get(f"/en/threads?organisation={serbian.code}")
    assert titles(page) == ["From Serbia"]
    assert chips(page) == [serbian.name]
    both = client.get(f"/en/threads?lang=sr&country=RS&organisation={serbian.code}")
    assert titles(both) == ["From Serbia"]
    assert chips(both) == ["Serbian (Cyrillic)", "Serbia", serbian.name]
    assert titles(client.get(chips_link(both, "Serbian (Cyrillic)"))) == ["From Serbia"]
    assert titles(client.get(f"/en/threads?country=LV&organisation={serbian.code}")) == []


def chips_link(page, words):
    return next(c["href"] for c in page.all("p.chips a.chip") if c.text.startswith(f"{words}:"))


def test_a_question_goes_with_its_asker_to_another_home(client):
    one, other = an_organisation(country="LV"), an_organisation(country="RS")
    who = a_person(organisation=one)
    a_thread(who, title="I ask")
    with transaction(None):
        db.session.add(Membership(account_id=who.id, organisation_id=other.id))
        version = db.session.get_one(Account, who.id).edit_version
    described = Described("Somebody", "", other.id, ("en",), "en", "Europe/Riga")
    people.change_profile(who, described, version=version)
    assert titles(client.get("/en/threads?country=LV")) == []
    assert titles(client.get("/en/threads?country=RS")) == ["I ask"]
    alone = Described("Somebody", "", None, ("en",), "en", "Europe/Riga")
    people.change_profile(who, alone, version=version + 1)
    assert titles(client.get("/en/threads?country=RS")) == []


def test_an_organisation_that_is_said_to_be_elsewhere_takes_its_questions_along(client):
    home = an_organisation(country="LV")
    a_thread(a_person(organisation=home), title="I ask")
    with transaction(None):
        db.session.get_one(Organisation, home.id).country = "RS"
        actions.follow_countries()
    assert db.session.query(Thread).one().country == "RS"


def test_hidden_threads_are_in_no_list_however_it_is_narrowed(client, sign_in):
    home = an_organisation(country="LV")
    who = a_person(organisation=home)
    a_thread(who, title="Advertising for tractors", hidden=True)
    gone = a_thread(who, title="Taken back")
    actions.delete_post(who, opening_of(gone))
    addresses = [
        f"/en/threads{Narrowing(order=order, country=country).query()}"
        for order in ("", "newest", "oldest", "helpful")
        for country in ("", "LV")
    ]
    for address in addresses:
        assert titles(client.get(address)) == []
    sign_in(client, a_moderator())
    for address in addresses:
        assert titles(client.get(address)) == ["Advertising for tractors"]


def test_an_empty_list_says_which_filter_hides_its_threads(client):
    home, _other = an_organisation(country="LV"), an_organisation(country="RS")
    a_thread(a_person(organisation=home), title="From Latvia")
    page = client.get("/en/threads?lang=tr&country=LV")
    assert "Nothing fits all of this" in page.text
    assert titles(client.get(page.link("Without Turkish"))) == ["From Latvia"]
    assert "Without Latvia" not in page.text
    page = client.get("/en/threads?lang=tr&country=RS")
    assert titles(client.get(page.link("Without filters"))) == ["From Latvia"]


def test_a_form_leads_to_the_address_of_what_was_chosen(client):
    an_organisation(country="LV")
    answer = client.get("/en/threads?lang=&country=LV&organisation=&order=newest")
    assert (answer.status, answer.location) == (302, "/en/threads?country=LV&order=newest")
    page = client.get(answer.location)
    assert chips(page) == ["Latvia", "Newest first"]
    assert page.one("link[rel=canonical]")["href"].endswith("/en/threads?country=LV")


def test_only_organisations_from_which_somebody_has_asked_are_offered(client):
    silent, home = an_organisation(), an_organisation()
    a_thread(a_person(organisation=home))
    offered = [one["value"] for one in client.get("/en/threads").all("#by-organisation option")]
    assert offered == ["", home.code]
    page = client.get(f"/en/threads?organisation={silent.code}")
    assert silent.code in [one["value"] for one in page.all("#by-organisation option[selected]")]


def test_tabs_keep_the_filters_and_leave_an_order_that_they_have_not(client):
    an_organisation(country="LV")
    page = client.get("/en/threads?country=LV&order=helpful")
    assert page.link("Waiting for an answer") == "/en/threads?state=waiting&country=LV"
    assert client.get(page.link("Waiting for an answer")).link("All") == "/en/threads?country=LV"


def test_machines_are_told_of_one_filter_at_a_time(client):
    a_thread()
    an_organisation(country="LV")
    for query, hidden in (("", 0), ("?lang=lv", 0), ("?country=LV", 0), ("?lang=lv&country=LV", 1)):
        page = client.get(f"/en/threads{query}")
        assert len(page.all("meta[name=robots]")) == hidden, query


def test_a_list_about_a_subject_has_one_order(client):
    a_tag("ipard")
    a_thread(title="About money", tags=["ipard"])
    page = client.get("/en/tags/ipard?order=helpful")
    assert titles(page) == ["About money"]
    assert not page.all("#by-order")
    assert client.get("/en/tags/ipard?state=waiting").all("#by-order")
