"""Taking the own post back, and for ten minutes undoing that."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from exchange.forum import actions, queries
from exchange.forum.events import PostDeleted, PostRestored
from exchange.forum.models import Category, Post, Thread
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction, wiring
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.people.actor import GUEST
from tests.factories import (
    LONG_AGO,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    opening_of,
)


@pytest.fixture
def author(client, sign_in):
    who = a_person("Author")
    sign_in(client, who)
    return who


def the(model, row_id):
    db.session.rollback()
    return db.session.get_one(model, row_id, populate_existing=True)


def is_deleted(post):
    return the(Post, post).deleted_at is not None


def minutes_pass(post, minutes):
    with transaction(None):
        moment = now() - timedelta(minutes=minutes)
        db.session.execute(update(Post).where(Post.id == post).values(deleted_at=moment))


@pytest.fixture
def told(monkeypatch):
    """The names of what happened, in order."""
    names = []

    def note(event):
        names.append(event.stored_as)

    for kind in (PostDeleted, PostRestored):
        monkeypatch.setitem(wiring.inside, kind, [*wiring.inside.get(kind, ()), note])
    return names


def form_of(client, post, verb="delete"):
    return client.get(f"/en/posts/{post}/{verb}").form(f"/{verb}")


def test_a_reply_with_replies_leaves_a_line_and_its_author_puts_it_back(client, author):
    reply = a_reply(a_thread(), author, body="I regret this.")
    below = a_reply(reply, body="But why?")
    page = client.get(f"/en/posts/{reply}", follow=True)
    page = client.submit(page.link(f"Delete, post {reply}"), "/delete")
    assert page.h1 == "Your post is deleted"
    assert "I regret this." in page.text
    page = client.get(page.link("Back to the discussion"), follow=True)
    assert "I regret this." not in page.text
    assert "You deleted this post." in page.one(f"#post-{reply}").text
    assert "But why?" in page.one(f"#post-{below}").text
    page = client.submit(page.link(f"Put it back, post {reply}"), "/restore")
    assert "The post stands in its place again." in page.text
    assert "I regret this." in page.one(f"#post-{reply}").text


def test_others_see_one_line_where_replies_hang_on_it_and_nothing_where_none_do(client):
    author, thread = a_person(), a_thread()
    answered, bare = (a_reply(thread, author, body="I regret this.") for _ in range(2))
    a_reply(answered)
    for post in (answered, bare):
        actions.delete_post(author, post)
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert page.one(f"#post-{answered}").text == "Its author took this post back."
    assert not page.all(f"#post-{bare}")
    assert "I regret this." not in page.body
    assert page.one("h2.count").text == "1 reply"


def test_a_thread_whose_replies_are_all_deleted_shows_none(client):
    author, thread = a_person(), a_thread()
    actions.delete_post(author, a_reply(thread, author))
    assert not client.get(f"/en/threads/{thread.id}", follow=True).all("h2.count")


def test_page_numbers_count_what_is_deleted(app):
    author, thread = a_person(), a_thread()
    replies = [a_reply(thread, author) for _ in range(21)]
    for reply in replies[:5]:
        actions.delete_post(author, reply)
    assert the(Thread, thread.id).post_count == 22
    assert queries.post_place(GUEST, replies[-1])[1] == 2


def test_deleting_and_restoring_count_again_and_set_the_state(app, told):
    asker, mentor = a_person(), a_mentor()
    thread = a_thread(asker)
    reply = a_reply(thread, mentor)
    actions.accept_answer(asker, reply)
    actions.delete_post(mentor, reply)
    row = the(Thread, thread.id)
    assert (row.state, row.reply_count, row.accepted_post_id) == ("waiting", 0, None)
    assert (row.accepted_at, row.accepted_by_id, row.first_mentor_at) == (None, None, None)
    actions.restore_post(mentor, reply)
    row = the(Thread, thread.id)
    assert (row.state, row.reply_count, row.accepted_post_id) == ("answered", 1, None)
    assert told == ["forum.post_deleted.1", "forum.post_restored.1"]


def test_with_its_opening_post_a_thread_goes_from_everywhere_and_comes_back(client, author):
    thread = a_thread(author, title="Who regrets this question?")
    opening, category = opening_of(thread), thread.category_id
    a_reply(thread, author, body="Does nobody know?")
    places = ("/en/", "/en/threads", "/en/threads?state=waiting", f"/en/categories/{category}")
    places += ("/en/search?q=regrets", f"/en/people/{author.id}")
    seen = [at for at in places if "Who regrets" in client.get(at, follow=True).text]
    assert len(seen) >= 5
    page = client.get(f"/en/posts/{opening}/delete")
    assert "The whole thread goes with it" in page.text
    page = client.submit(page, "/delete")
    assert page.h1 == "Your post is deleted"
    for at in places:
        assert "Who regrets" not in client.get(at, follow=True).text.replace("q=regrets", "")
    for at in (f"/en/threads/{thread.id}", f"/en/posts/{opening}", f"/en/posts/{opening}/edit"):
        assert client.get(at).status == 404
    assert the(Category, category).thread_count == 0
    page = client.submit(page, "/restore")
    assert page.h1 == "Who regrets this question?"
    assert the(Category, category).thread_count == 1
    assert [at for at in places if "Who regrets" in client.get(at, follow=True).text] == seen


def test_nobody_else_finds_a_deleted_thread(client, sign_in):
    author, helper = a_person(), a_person()
    thread = a_thread(author)
    reply = a_reply(thread, helper)
    actions.delete_post(helper, reply)
    actions.delete_post(author, opening_of(thread))
    for who in (helper, a_moderator()):
        sign_in(client, who)
        assert client.get(f"/en/threads/{thread.id}").status == 404
        for post in (reply, opening_of(thread)):
            for verb in ("", "/delete", "/restore", "/reply"):
                assert client.get(f"/en/posts/{post}{verb}").status == 404
        for post in (reply, opening_of(thread)):
            with pytest.raises(NotFound):
                actions.restore_post(who, post)


def test_a_thread_stays_once_somebody_else_has_replied(client, author):
    thread = a_thread(author)
    a_reply(thread)
    page = client.get(f"/en/posts/{opening_of(thread)}/delete")
    assert (page.status, "Somebody else has replied" in page.text) == (403, True)
    with pytest.raises(NotAllowed, match="Somebody else has replied"):
        actions.delete_post(author, opening_of(thread))
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert not [link for link in page.links if link.href.endswith("/delete")]


def test_after_ten_minutes_it_stays_deleted(client, author):
    reply = a_reply(a_thread(), author)
    a_reply(reply)
    actions.delete_post(author, reply)
    minutes_pass(reply, 9)
    assert client.get(f"/en/posts/{reply}/restore").status == 200
    form = form_of(client, reply, "restore")
    minutes_pass(reply, 11)
    page = client.send(form)
    assert (page.status, "Ten minutes have passed" in page.text) == (403, True)
    with pytest.raises(NotAllowed, match="Ten minutes"):
        actions.restore_post(author, reply)
    assert is_deleted(reply)
    page = client.get(f"/en/posts/{reply}", follow=True)
    assert page.one(f"#post-{reply}").text == "Its author took this post back."


@pytest.mark.parametrize("verb", ["delete", "restore"])
def test_the_same_form_sent_twice_does_it_once(client, author, told, verb):
    reply = a_reply(a_thread(), author)
    if verb == "restore":
        actions.delete_post(author, reply)
    form = form_of(client, reply, verb)
    assert client.send(form).location == client.send(form).location
    assert is_deleted(reply) == (verb == "delete")
    assert len(told) == {"delete": 1, "restore": 2}[verb]


def test_two_forms_for_the_same_deed_meet_without_harm(client, author, told):
    thread = a_thread(author)
    post = opening_of(thread)
    forms = [form_of(client, post) for _ in range(2)]
    assert [client.send(form).location for form in forms] == [f"/en/posts/{post}/restore"] * 2
    assert client.get(f"/en/posts/{post}/delete").location == f"/en/posts/{post}/restore"
    actions.delete_post(author, post)
    forms = [form_of(client, post, "restore") for _ in range(2)]
    assert [client.send(form).location for form in forms] == [f"/en/posts/{post}"] * 2
    actions.restore_post(author, post)
    assert the(Category, thread.category_id).thread_count == 1
    assert len(told) == 2


@pytest.mark.parametrize("verb", ["delete", "restore"])
def test_without_its_token_a_form_does_nothing(client, author, verb):
    reply = a_reply(a_thread(), author)
    if verb == "restore":
        actions.delete_post(author, reply)
    before = is_deleted(reply)
    client.flask.post(f"/en/posts/{reply}/{verb}")
    assert is_deleted(reply) == before


@pytest.mark.parametrize("verb", ["delete", "restore"])
def test_guests_are_led_to_sign_in(client, verb):
    author = a_person()
    reply = a_reply(a_thread(), author)
    if verb == "restore":
        actions.delete_post(author, reply)
    assert client.get(f"/en/posts/{reply}/{verb}").status == 302


@pytest.mark.parametrize("stranger", [a_person, a_mentor, a_moderator])
def test_only_its_author_deletes_and_restores_a_post(client, sign_in, stranger):
    author, who = a_person(), stranger()
    reply = a_reply(a_thread(), author)
    a_reply(reply)
    sign_in(client, who)
    page = client.get(f"/en/posts/{reply}/delete")
    assert (page.status, "Only its author" in page.text) == (403, True)
    with pytest.raises(NotAllowed, match="Only its author"):
        actions.delete_post(who, reply)
    actions.delete_post(author, reply)
    assert client.get(f"/en/posts/{reply}/restore").status == 404
    for act in (actions.restore_post, actions.delete_post):
        with pytest.raises(NotAllowed, match="Only its author"):
            act(who, reply)
    assert "restore" not in client.get(f"/en/posts/{reply}", follow=True).body


@pytest.mark.parametrize("act", [actions.delete_post, actions.restore_post])
def test_who_is_suspended_or_in_a_locked_thread_does_neither(app, act):
    author, moderator = a_person(), a_moderator()
    thread = a_thread()
    reply = a_reply(thread, author)
    if act is actions.restore_post:
        actions.delete_post(author, reply)
    before = is_deleted(reply)
    actions.lock_thread(moderator, thread.id)
    with pytest.raises(NotAllowed, match="locked"):
        act(author, reply)
    actions.unlock_thread(moderator, thread.id)
    with transaction(None):
        table = db.metadata.tables["account"]
        db.session.execute(update(table).values(suspended_at=LONG_AGO))
    with pytest.raises(NotAllowed, match="suspended"):
        act(author, reply)
    assert is_deleted(reply) == before


@pytest.mark.parametrize("who", [a_person, a_moderator])
def test_what_a_moderator_has_hidden_is_neither_deleted_nor_put_back(app, who):
    author, moderator = who(), a_moderator()
    hidden, deleted = (a_reply(a_thread(), author) for _ in range(2))
    actions.hide_post(moderator, hidden)
    with pytest.raises(NotAllowed, match="hidden"):
        actions.delete_post(author, hidden)
    actions.delete_post(author, deleted)
    actions.hide_post(moderator, deleted)
    with pytest.raises(NotAllowed, match="hidden"):
        actions.restore_post(author, deleted)


def test_a_reply_in_a_thread_that_was_hidden_meanwhile_is_not_put_back(app):
    author, thread = a_person(), a_thread()
    reply = a_reply(thread, author)
    actions.delete_post(author, reply)
    actions.hide_post(a_moderator(), opening_of(thread))
    with pytest.raises(NotFound):
        actions.restore_post(author, reply)


def test_the_counts_of_a_category_are_those_of_its_threads(app):
    author = a_person()
    thread = a_thread(author)
    actions.delete_post(author, opening_of(thread))
    seen = select(func.count()).where(Thread.deleted_at.is_(None))
    assert the(Category, thread.category_id).thread_count == db.session.scalar(seen) == 0
