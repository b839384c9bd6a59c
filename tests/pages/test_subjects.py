"""The page of all subjects: what is talked about, and how much of it the reader may see."""

import re

import pytest
from sqlalchemy import insert

from exchange.forum.actions import delete_post, hide_post, post_reply
from exchange.forum.models import Thread, ThreadTag
from exchange.forum.queries import subjects
from exchange.kernel.db import db, transaction
from exchange.people.actor import GUEST, Actor
from exchange.people.queries import get_actor
from tests import databases
from tests.factories import (
    a_category,
    a_draft,
    a_moderator,
    a_person,
    a_published,
    a_room,
    a_synonym,
    a_tag,
    a_thread,
    a_whole_content,
    an_organisation,
    opening_of,
)
from tests.forum.test_plans import plan
from tests.page import CheckedClient


def lines(page):
    """Name and what stands beside it, in the order of the page."""
    found = page.all("main .counted li")
    return [
        (li.one(".counted li > a").text, " ".join(li.one("small").text.split())) for li in found
    ]


def said(client, path="/en/tags"):
    return dict(lines(client.get(path)))


def test_themes_come_first_and_each_part_in_the_readers_alphabet(client):
    for slug, lv, is_theme in (("a", "Zivis", False), ("b", "Āboli", False), ("c", "Zeme", True)):
        a_tag(slug, names={"en": slug.upper(), "lv": lv}, is_theme=is_theme)
    assert [name for name, _ in lines(client.get("/lv/tags"))] == ["Zeme", "Āboli", "Zivis"]
    assert [name for name, _ in lines(client.get("/en/tags"))] == ["C", "A", "B"]


def test_each_says_how_much_there_is_and_leads_there(client):
    a_tag("milk", names={"en": "Milk"})
    a_tag("bus", names={"en": "Bus"}, is_theme=True)
    a_thread(tags=["milk", "bus"])
    a_thread(tags=["milk"])
    a_published(themes=("bus",))
    a_draft(content=a_whole_content(themes=("bus",)))
    page = client.get("/en/tags")
    assert dict(lines(page)) == {"Bus": "1 thread · 1 experience: Bus", "Milk": "2 threads"}
    assert page.link("Milk") == "/en/tags/milk"
    assert page.link("1 experience: Bus") == "/en/experiences?theme=bus"


def test_threads_of_a_room_and_hidden_ones_count_for_those_who_see_them(app, sign_in):
    ours = an_organisation()
    member, room = a_person(organisation=ours), a_room(ours)
    member = get_actor(member.id)
    a_tag("milk", names={"en": "Milk"})
    a_thread(member, category=room, tags=["milk"])
    a_thread(tags=["milk"])
    hide_post(a_moderator(), opening_of(a_thread(tags=["milk"])))
    gone = a_thread(tags=["milk"])
    delete_post(get_actor(gone.author_id), opening_of(gone))
    outsider = a_person(organisation=an_organisation())
    for who, told in (
        (a_moderator(), "3 threads"),
        (member, "2 threads"),
        (outsider, "1 thread"),
        (None, "1 thread"),
    ):
        browser = CheckedClient(app.test_client())
        if who:
            sign_in(browser, who)
        assert said(browser)["Milk"] == told, who


def test_a_kept_page_counts_a_new_thread_at_once_and_costs_one_statement(client, count_queries):
    a_tag("milk", names={"en": "Milk"})
    a_thread(tags=["milk"])
    client.get("/en/tags")
    with count_queries() as kept:
        assert said(client)["Milk"] == "1 thread"
    assert len(kept) == 1
    a_thread(tags=["milk"])
    assert said(client)["Milk"] == "2 threads"


def test_it_costs_a_member_as_little_as_a_list(client, sign_in, count_queries):
    thread = a_thread(category=a_category(), tags=[a_tag("milk").slug])
    sign_in(client, a_person())
    client.get("/en/tags")
    with count_queries() as warm:
        client.get("/en/tags")
    assert len(warm) <= 2
    post_reply(a_person(), opening_of(thread), body="Another.", lang="en")
    with count_queries() as cold:
        client.get("/en/tags")
    assert len(cold) <= 4


def test_a_subject_is_found_by_a_part_of_a_name_or_a_synonym_in_any_language(client):
    a_synonym(a_tag("tourism", names={"en": "Tourism", "sr": "Туризам"}), "tr", "köy pansiyonu")
    a_tag("milk", names={"en": "Milk"})
    for typed in ("touri", "turizma", "pansiyon", "ТУРИЗАМ"):
        assert list(said(client, f"/en/tags?q={typed}")) == ["Tourism"], typed
    nothing = client.get("/en/tags?q=cheese")
    assert "No subject is called so" in nothing.text
    assert nothing.link("Search") == "/en/search?q=cheese"
    assert lines(client.get("/en/tags?q=%3F%21")) == []


def test_lists_and_a_subjects_own_page_lead_here(client):
    a_synonym(a_tag("milk", names={"en": "Milk"}), "en", "dairy")
    assert client.get("/en/threads").link("All subjects") == "/en/tags"
    page = client.get("/en/tags/milk")
    assert page.link("All subjects") == "/en/tags"
    assert "Also called: dairy" in page.text
    assert "Also called" not in client.get("/lv/tags/milk").text


def test_synonyms_in_serbian_are_read_in_either_script(client):
    a_synonym(a_tag("milk", names={"en": "Milk", "sr": "Млеко", "sr-latn": "Mleko"}), "sr", "сир")
    assert "сир" in client.get("/sr/tags/milk").text
    assert "sir" in client.get("/sr-latn/tags/milk").text


@pytest.fixture
def merged(app):
    into = a_tag("tourism", names={"en": "Tourism"}, is_theme=True)
    a_tag("guests", names={"en": "Guests"}, merged_into_id=into.id)
    return into


def test_the_address_of_a_merged_subject_leads_on_with_all_that_it_asks(client, merged):
    moved = client.get("/en/tags/guests?state=waiting")
    assert (moved.status, moved.location) == (301, "/en/tags/tourism?state=waiting")
    assert client.get("/en/tags/guests").location == "/en/tags/tourism"
    feed = client.get("/feeds/tags/guests.atom?lang=lv")
    assert (feed.status, feed.location) == (301, "/feeds/tags/tourism.atom?lang=lv")
    assert client.get("/en/experiences?theme=guests").location == "/en/experiences?theme=tourism"
    assert client.get("/en/mentors?theme=guests").location == "/en/mentors?theme=tourism"


def test_a_merged_subject_stands_in_no_list(client, merged):
    assert list(said(client)) == ["Tourism"]


def test_counting_reads_an_index_of_subjects_and_not_the_threads(app):
    category, person = a_category(), a_person()
    tags = [a_tag().id for _ in range(20)]
    row = {"category_id": category.id, "author_id": person.id, "last_author_id": person.id}
    row |= {"kind": "question", "title": "x", "lang": "en"}
    numbers = range(10_000, 14_000)
    with transaction(None):
        db.session.execute(insert(Thread), [row | {"id": n} for n in numbers])
        links = [
            {"thread_id": n, "tag_id": tag} for n in numbers for tag in tags[n % 20 : n % 20 + 2]
        ]
        db.session.execute(insert(ThreadTag), links)
    databases.analyse()
    for eyes in (GUEST, a_moderator().eyes, Actor(rooms=frozenset({category.id}))):
        told = plan(subjects._by_tag(eyes))
        assert "ix_thread_id_unseen" in told, told
        assert not re.search(r"SCAN thread\b(?! USING)|Seq Scan on thread\b", told), told
