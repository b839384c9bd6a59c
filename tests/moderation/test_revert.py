"""Putting an earlier text of a post back, with a reason that stands in the log."""

import pytest

from exchange.forum import actions as forum
from exchange.forum.models import Post, PostRevision, Thread
from exchange.kernel.db import db
from exchange.kernel.rulings import NotAllowed, NotFound, Stale
from exchange.moderation import actions
from exchange.moderation.models import LogEntry
from exchange.text import markdown
from tests.factories import (
    LONG_AGO,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    opening_of,
)

WHY = {"to": 1, "version": 2, "reason": "It was right before.", "lang": "en"}


@pytest.fixture
def author(app):
    return a_person("Author")


@pytest.fixture
def post(author):
    reply = a_reply(a_thread(), author, body="Forty **per** cent.")
    forum.edit_post(author, reply, version=1, body="Buy my shop.", lang="lv")
    return reply


def the(post):
    db.session.rollback()
    return db.session.get_one(Post, post, populate_existing=True)


def deeds():
    db.session.rollback()
    found = db.session.query(LogEntry).order_by(LogEntry.id)
    return [(e.what, e.post_id, e.person_id, e.reason, e.lang) for e in found]


def form_of(client, post, to=1):
    return client.get(f"/en/posts/{post}/revert?to={to}").form("/revert")


def test_a_moderator_puts_an_earlier_text_back_and_all_texts_are_kept(
    client, moderator, author, post
):
    page = client.get(f"/en/posts/{post}/history")
    page = client.get(page.link("Put version 1 back"))
    assert page.one(".difference ins").text.startswith("[added: Forty")
    page = client.submit(page, "/revert", reason="The shop is an advertisement.")
    assert "The earlier text stands there again." in page.text
    row = the(post)
    assert (row.source, row.lang, row.edit_version) == ("Forty **per** cent.", "en", 3)
    assert "<strong>per</strong>" in row.html
    kept = db.session.query(PostRevision).order_by(PostRevision.edit_version)
    assert [(one.source, one.by_id) for one in kept] == [
        ("Forty **per** cent.", author.id),
        ("Buy my shop.", moderator.id),
    ]
    assert deeds() == [("reverted", post, author.id, "The shop is an advertisement.", "en")]
    log = client.get("/en/moderation/log")
    for words in (f"An earlier text of post {post} was put back", "The shop is", "Author: Author"):
        assert words in log.text
    assert "Forty" in client.get("/en/search?q=forty").one(".rows").text


def test_the_title_goes_back_with_a_question(app, author):
    thread = a_thread(author, title="Who pays the animator?")
    post = opening_of(thread)
    forum.edit_post(author, post, version=1, body="Buy.", lang="lv", title="Buy my shop today")
    actions.revert_post(a_moderator(), post, **WHY)
    db.session.rollback()
    row = db.session.get_one(Thread, thread.id, populate_existing=True)
    assert (row.title, row.lang) == ("Who pays the animator?", "en")


def test_the_same_form_sent_twice_reverts_once(client, moderator, post):
    form = form_of(client, post).fill(reason="Once.")
    assert client.send(form).location == client.send(form).location
    assert (the(post).edit_version, len(deeds())) == (3, 1)


def test_who_read_another_text_is_told_and_keeps_the_reason(client, moderator, author, post):
    form = form_of(client, post).fill(reason="It was right before.")
    forum.edit_post(author, post, version=2, body="Another text of mine.", lang="en")
    page = client.send(form)
    assert page.status == 409
    assert "This post was changed meanwhile" in page.one(".errors").text
    assert "Another" in page.text
    assert (the(post).source, deeds()) == ("Another text of mine.", [])
    again = page.form("/revert")
    assert again.data["reason"] == "It was right before."
    assert client.send(again).status == 303
    assert the(post).source == "Forty **per** cent."
    with pytest.raises(Stale):
        actions.revert_post(moderator, post, **WHY)
    assert len(deeds()) == 1


@pytest.mark.parametrize(
    ("typed", "words"), [("  ", "This cannot be empty."), ("x" * 1001, "At most 1000 characters")]
)
def test_without_a_fitting_reason_nothing_happens(client, moderator, post, typed, words):
    page = client.send(form_of(client, post).fill(reason=typed))
    assert page.status == 422
    assert words in page.text
    assert page.form("/revert").data["reason"] == typed.strip()
    assert the(post).edit_version == 2


def test_what_may_not_be_written_any_more_is_not_put_back(client, moderator, post, monkeypatch):
    form = form_of(client, post).fill(reason="It was right before.")

    def check(_text):
        raise markdown.TooMuch("Too many links.")

    monkeypatch.setattr("exchange.forum.actions.texts.check", check)
    page = client.send(form)
    assert (page.status, "Too many links." in page.text) == (422, True)
    assert page.form("/revert").data["reason"] == "It was right before."
    assert deeds() == []


@pytest.mark.parametrize("to", ["0", "2", "3", "x", "-1", ""])
def test_only_what_stood_there_before_can_be_put_back(client, moderator, post, to):
    assert client.get(f"/en/posts/{post}/revert?to={to}").status == 404
    assert client.get(f"/en/posts/{post}/revert").status == 404
    assert client.get("/en/posts/999999/revert?to=1").status == 404
    with pytest.raises(NotFound):
        actions.revert_post(moderator, post, **(WHY | {"to": 2}))


def test_a_post_that_was_deleted_meanwhile_stays_so(client, moderator, author, post):
    form = form_of(client, post).fill(reason="It was right before.")
    forum.delete_post(author, post)
    assert client.send(form).status == 404
    with pytest.raises(NotFound):
        actions.revert_post(moderator, post, **WHY)
    assert the(post).edit_version == 2


@pytest.mark.parametrize("who", [a_person, a_mentor, lambda: a_moderator(suspended_at=LONG_AGO)])
def test_only_moderators_put_a_text_back(client, sign_in, post, who):
    stranger = who()
    assert client.get(f"/en/posts/{post}/revert?to=1").status == 302
    sign_in(client, stranger)
    assert client.get(f"/en/posts/{post}/revert?to=1").status == 403
    assert "revert" not in client.get(f"/en/posts/{post}/history").body
    with pytest.raises(NotAllowed):
        actions.revert_post(stranger, post, **WHY)


def test_its_author_does_not_put_it_back_this_way(client, sign_in, author, post):
    sign_in(client, author)
    assert client.get(f"/en/posts/{post}/revert?to=1").status == 403
    with pytest.raises(NotAllowed):
        actions.revert_post(author, post, **WHY)


def test_signed_out_meanwhile_keeps_what_was_typed(client, moderator, post):
    form = form_of(client, post).fill(reason="It was right before.")
    with client.flask.session_transaction() as session:
        del session["_user_id"]
    page = client.send(form)
    assert page.status == 401
    assert "It was right before." in page.body
