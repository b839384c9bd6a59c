"""What is hidden is found by moderators only, on every surface of the search."""

from itertools import product

import pytest
from sqlalchemy import select, update

from exchange.forum.actions import delete_post, hide_post, restore_post, show_post
from exchange.forum.models import Post, Thread
from exchange.forum.policy import may_read_post, may_view
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.library import actions as library
from exchange.library.models import Experience
from exchange.library.vocabulary import STATES
from exchange.people.actor import GUEST
from exchange.people.queries import get_actor
from exchange.search.models import SearchDocument
from exchange.search.policy import posts_found_by, posts_readable_by
from exchange.search.queries.asking import Asked
from exchange.search.queries.hits import Group, Hits
from exchange.search.queries.page import find
from tests.factories import (
    a_mentor,
    a_moderator,
    a_person,
    a_published,
    a_reply,
    a_room,
    a_submitted,
    a_thread,
    an_admin,
    an_editor,
    an_organisation,
    opening_of,
)
from tests.search.asking import found_posts

PEOPLE = {
    "guest": lambda: GUEST,
    "member": a_person,
    "mentor": a_mentor,
    "editor": an_editor,
    "suspended": lambda: a_person(is_moderator=True, suspended_at=now()),
    "moderator": a_moderator,
    "admin": an_admin,
}


@pytest.mark.parametrize("role", PEOPLE)
def test_hiding_takes_a_post_out_of_the_search_for_all_but_moderators(client, sign_in, role):
    thread = a_thread(title="Who pays the animator?", body="A mobile slaughterhouse")
    reply = a_reply(thread, body="A cheese dairy")
    actor = PEOPLE[role]()
    hide_post(a_moderator(), reply)
    assert found_posts("dairy", actor) == ({reply} if actor.is_moderator else set())
    hide_post(a_moderator(), opening_of(thread))
    assert found_posts("slaughterhouse", actor) == (
        {opening_of(thread)} if actor.is_moderator else set()
    )
    if actor.is_signed_in:
        sign_in(client, actor)
    page = client.get("/en/search?q=dairy")
    assert ("Who pays the animator?" in page.text) == actor.is_moderator
    assert ("1 result" in page.text) == actor.is_moderator
    assert page.status == 200


def seen(actor, typed="dairy"):
    """All that the search says to somebody: the posts, how many results, and those on the page."""
    found = find(actor, Asked(typed))
    return found_posts(typed, actor), found.pages.total, [one.post.id for one in found.results]


@pytest.mark.parametrize("of", ["reply", "opening"])
@pytest.mark.parametrize("role", ["guest", "member", "moderator"])
def test_hidden_and_shown_again(app, role, of):
    thread = a_thread(body="A mobile dairy")
    opening, reply = opening_of(thread), a_reply(thread, body="A cheese dairy in a dairy")
    actor, moderator = PEOPLE[role](), a_moderator()
    before = seen(actor)
    assert before[:2] == ({opening, reply}, 1)
    hide_post(moderator, opening if of == "opening" else reply)
    if actor.is_moderator:
        assert seen(actor) == before
    elif of == "opening":  # its thread goes with it, the reply too
        assert seen(actor) == (set(), 0, [])
    else:
        assert seen(actor) == ({opening}, 1, [opening])
    show_post(moderator, opening if of == "opening" else reply)
    assert seen(actor) == before


@pytest.mark.parametrize("of", ["reply", "opening"])
@pytest.mark.parametrize("role", ["guest", "member", "author", "moderator"])
def test_deleted_and_put_back(app, role, of):
    author = a_person()
    thread = a_thread(author, body="A mobile dairy")
    opening, reply = opening_of(thread), a_reply(thread, author, body="A cheese dairy in a dairy")
    actor = author if role == "author" else PEOPLE[role]()
    before = seen(actor)
    assert before[:2] == ({opening, reply}, 1)
    delete_post(author, opening if of == "opening" else reply)
    gone = (set(), 0, []) if of == "opening" else ({opening}, 1, [opening])
    assert seen(actor) == gone
    restore_post(author, opening if of == "opening" else reply)
    assert seen(actor) == before


@pytest.mark.parametrize("role", PEOPLE)
@pytest.mark.parametrize("what", ["hidden_at", "deleted_at"])
def test_a_thread_that_is_not_seen_takes_its_replies_along(app, role, what):
    reply = a_reply(a_thread(), body="A cheese dairy")
    with transaction(None):  # the thread alone, its posts as they were
        db.session.execute(update(Thread).values({what: now()}))
    actor = PEOPLE[role]()
    sees = actor.is_moderator and what == "hidden_at"
    assert seen(actor) == (({reply}, 1, [reply]) if sees else (set(), 0, []))


@pytest.mark.parametrize("role", PEOPLE)
def test_an_experience_is_found_while_it_is_published_and_at_no_other_time(app, role):
    author, actor = a_person(), PEOPLE[role]()
    record = a_published(author, title="A mobile slaughterhouse")

    def results():
        found = find(actor, Asked("slaughterhouse"))
        return found.pages.total, [one.experience.id for one in found.results]

    assert results() == (1, [record.id])
    library.withdraw(author, record.id, reason="It was wrong.")
    assert results() == (0, [])
    library.put_back(author, record.id)
    assert results() == (1, [record.id])
    for state in set(STATES) - {"published"}:
        with transaction(None):  # as no action does it: its index row stays
            db.session.get_one(Experience, record.id).state = state
        assert results() == (0, [])


@pytest.mark.parametrize("role", ["guest", "member", "moderator"])
def test_what_is_hidden_while_the_page_is_made_is_not_on_it(app, monkeypatch, role):
    author, actor = a_person(), PEOPLE[role]()
    hidden = a_reply(a_thread(), body="A cheese dairy")
    deleted = a_reply(a_thread(), author, body="A cheese dairy")
    record = a_published(author, title="A cheese dairy")
    groups = [Group(None, hidden), Group(None, deleted), Group(record.id)]
    monkeypatch.setattr(
        "exchange.search.queries.page.hits", lambda *_args, **_more: Hits(groups, 3, None)
    )
    assert len(find(actor, Asked("dairy")).results) == 3
    hide_post(a_moderator(), hidden)
    delete_post(author, deleted)
    library.withdraw(author, record.id, reason="It was wrong.")
    found = [one.post.id for one in find(actor, Asked("dairy")).results]
    assert found == ([hidden] if actor.is_moderator else [])


def test_hidden_hits_are_not_counted_for_others(client, monkeypatch):
    monkeypatch.setattr("exchange.search.queries.hits.MOST_HITS", 3)
    threads = [a_thread(title=f"The bus {n}") for n in range(5)]
    for thread in threads[3:]:
        hide_post(a_moderator(), opening_of(thread))
    page = client.get("/en/search?q=bus")  # of the newest four, two are to be seen: more than one
    assert "More than 1 hit," in page.text
    assert "The bus 2" in page.text
    assert "The bus 3" not in page.text
    assert "The bus 4" not in page.text


def test_a_draft_is_found_by_nobody(client, sign_in):
    author = a_person()
    a_submitted(author, title="A mobile slaughterhouse")
    sign_in(client, author)
    assert "Nothing found" in client.get("/en/search?q=slaughterhouse").text


def test_the_state_of_a_record_is_asked_when_it_is_found(client):
    record = a_published(title="A mobile slaughterhouse")
    with transaction(None):  # as no action does it: its index row stays
        db.session.get_one(Experience, record.id).state = "withdrawn"
    assert "Nothing found" in client.get("/en/search?q=slaughterhouse").text


def test_a_draft_is_not_reached_by_its_code(client):
    draft = a_submitted()
    page = client.get(f"/en/search?q=ALTER-XP-{draft.number:04d}")
    assert page.status == 200
    assert "Nothing found" in page.text


def test_people_are_not_found(client):
    a_person("Jovana Petrova", organisation=an_organisation())
    assert "Nothing found" in client.get("/en/search?q=Jovana").text


@pytest.mark.parametrize("role", ["guest", "member", "mentor", "moderator"])
def test_the_rule_in_sql_is_the_rule_of_the_forum(app, role):
    actor = PEOPLE[role]()
    writer, room = an_admin(), a_room(roles=["mentor"])
    actor = get_actor(actor.id) if actor.is_signed_in else actor
    for in_room, *states in product((False, True), repeat=5):
        thread_hidden, thread_deleted, post_hidden, deleted = states
        post_id = a_reply(a_thread(writer, category=room if in_room else None), writer)
        with transaction(None):
            post = db.session.get_one(Post, post_id)
            thread = db.session.get_one(Thread, post.thread_id)
            thread.hidden_at = now() if thread_hidden else None
            thread.deleted_at = now() if thread_deleted else None
            post.hidden_at = now() if post_hidden else None
            post.deleted_at = now() if deleted else None
            db.session.flush()
            read = db.session.scalar(
                select(Post.id)
                .join(Thread, Thread.id == Post.thread_id)
                .where(Post.id == post_id, posts_readable_by(actor))
            )
            found = db.session.scalar(
                select(SearchDocument.post_id).where(
                    SearchDocument.post_id == post_id, posts_found_by(actor)
                )
            )
            allowed = bool(may_view(actor, thread)) and bool(may_read_post(actor, post))
        assert (read is not None) == allowed
        assert (found is not None) == allowed
