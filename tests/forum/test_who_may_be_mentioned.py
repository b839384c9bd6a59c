"""In a thread that not everybody reads, only those are found, and meant, who read it."""

import pytest
from sqlalchemy import select

from exchange.forum import actions as forum
from exchange.forum.models import Post
from exchange.forum.queries import people_to_mention
from exchange.kernel.db import db
from exchange.kernel.rulings import NotFound
from tests.factories import (
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_room,
    a_thread,
    an_admin,
    an_organisation,
    opening_of,
)


def names(actor, thread=None, asked="ana"):
    return [one.name for one in people_to_mention(actor, asked, thread and thread.id)]


def source_of(post):
    return db.session.scalars(select(Post.source).where(Post.id == post)).one()


def test_in_a_hidden_thread_those_who_moderate_are_offered(app):
    actor = a_moderator("Ana Moderates")
    for one, name in ((a_person, "Ana Member"), (a_mentor, "Ana Mentors"), (an_admin, "Ana Runs")):
        one(name)
    assert names(actor, a_thread(hidden=True)) == ["Ana Moderates", "Ana Runs"]
    assert len(names(actor, a_thread())) == len(names(actor)) == 4


def test_who_does_not_read_a_thread_is_not_told_who_does(app, client, sign_in):
    a_moderator("Ana Moderates")
    actor, thread = a_person("Somebody"), a_thread(hidden=True)
    with pytest.raises(NotFound):
        people_to_mention(actor, "ana", thread.id)
    sign_in(client, actor)
    there = client.get(f"/en/people/find?q=ana&thread={thread.id}")
    assert there.status == 404
    assert "Ana Moderates" not in there.body
    assert client.get("/en/people/find?q=ana&thread=999999").status == 404
    assert client.get("/en/people/find?q=ana&thread=x").status == 200


def test_the_page_keeps_the_thread_it_was_opened_for(client, sign_in):
    thread = a_thread()
    sign_in(client, a_person("Ana Petrović"))
    page = client.submit(f"/en/people/find?thread={thread.id}", "/people/find", q="ана")
    assert page.address == f"/en/people/find?q=%D0%B0%D0%BD%D0%B0&thread={thread.id}"
    assert page.one("ul.rows a").text == "Ana Petrović"


@pytest.mark.parametrize("has_draft", [False, True])
def test_the_form_under_a_thread_leads_to_the_names_of_those_who_read_it(
    client, sign_in, has_draft
):
    moderator = a_moderator("Ana Moderates")
    a_person("Ana Reads")
    threads = [a_thread(hidden=True), a_thread(hidden=True)]
    sign_in(client, moderator)
    for thread in threads:
        page = client.get(f"/en/threads/{thread.id}", follow=True)
        if has_draft:
            client.send(page.form("/reply/draft").fill(body="A beginning"))
            page = client.get(f"/en/threads/{thread.id}", follow=True)
        address = page.link("Find a name")
        assert address == f"/people/find?thread={thread.id}"
        found = client.get(f"{address}&q=ana", follow=True).all("ul.rows li a")
        assert [one.text for one in found] == ["Ana Moderates"]


def test_a_namesake_who_does_not_read_the_thread_leaves_the_name_to_who_does(app):
    moderator = a_moderator("Ana Petrović")
    a_person("Ана Петровић")
    hidden = a_reply(a_thread(hidden=True), moderator, body="@Ana Petrović")
    assert source_of(hidden) == f"@[Ana Petrović](person:{moderator.id})"
    assert source_of(a_reply(a_thread(), body="@Ana Petrović")) == "@Ana Petrović"


def test_a_number_copied_from_elsewhere_means_nobody_who_does_not_read_the_thread(app):
    other, author = a_person("Ana Petrović"), a_moderator()
    body = f"@[Ana Petrović](person:{other.id})"
    thread = a_thread(hidden=True)
    post = a_reply(thread, author, body=body)
    assert source_of(post) == "@Ana Petrović"
    forum.edit_post(author, post, version=1, body=f"Still {body}", lang="en")
    assert source_of(post) == "Still @Ana Petrović"


def test_for_a_new_thread_in_a_room_those_who_enter_it_are_offered(app, client, sign_in):
    ours = an_organisation()
    room = a_room(ours)
    actor = a_person("Ana Ours", organisation=ours)
    a_person("Ana Elsewhere")
    at = f"/en/people/find?q=ana&category={room.id}"
    sign_in(client, actor)
    there = client.get(at)
    assert "Ana Ours" in there.body
    assert "Ana Elsewhere" not in there.body
    sign_in(client, a_person("Somebody"))
    assert client.get(at).status == 404
    assert client.get("/en/people/find?q=ana&category=").status == 200


def test_a_page_for_writing_leads_to_the_names_of_those_who_will_read_it(client, sign_in):
    ours = an_organisation()
    room = a_room(ours)
    actor = a_person("Ana Ours", organisation=ours)
    a_person("Ana Elsewhere")
    post = opening_of(a_thread(actor, category=room))
    sign_in(client, actor)
    for at in (f"posts/{post}/reply", f"posts/{post}/edit", f"ask?category={room.id}"):
        page = client.get(client.get(f"/en/{at}").link("Find a name"), follow=True)
        page = client.submit(page, "/people/find", q="ana")
        assert [one.text for one in page.all("ul.rows a")] == ["Ana Ours"]


@pytest.mark.parametrize("many", [2, 9])
def test_in_a_room_all_who_are_called_so_are_asked_for_at_once(app, count_queries, many):
    ours = an_organisation()
    room = a_room(ours)
    people = [a_person(f"Ana {letter}", organisation=ours) for letter in "ABCDEFGHI"[:many]]
    thread = a_thread(people[0], category=room)
    with count_queries() as counted:
        assert len(people_to_mention(people[0], "ana", thread.id, room.id)) == many
    assert len(counted) <= 6


def test_a_preview_shows_who_will_be_mentioned(app, client, sign_in):
    meant = a_person("Ana Petrović")
    sign_in(client, a_person("Somebody"))
    post = opening_of(a_thread())
    page = client.submit(
        f"/en/posts/{post}/reply",
        f"/en/posts/{post}/reply",
        body="@Ana Petrović, who pays for the roads in your village? @Nobody Here knows.",
        button="preview",
    )
    [link] = page.all(".preview a")
    assert link["href"] == f"/en/people/{meant.id}"
    assert "@Nobody Here" in page.one(".preview").text
