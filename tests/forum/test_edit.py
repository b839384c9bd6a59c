import pytest

from exchange.forum import actions
from exchange.forum.models import Post, PostRevision, Thread
from exchange.kernel.db import db
from exchange.kernel.rulings import NotAllowed, NotFound
from tests.factories import a_moderator, a_person, a_reply, a_thread, opening_of


def test_an_author_changes_the_text_and_readers_see_that(client, sign_in):
    author = a_person()
    reply = a_reply(a_thread(), author, "Forty per cent.")
    sign_in(client, author)
    page = client.submit(f"/en/posts/{reply}/edit", "/edit", body="Forty-nine per cent.")
    assert "Forty-nine per cent." in page.text
    assert "changed" in page.one(f"#post-{reply} .meta").text
    kept = db.session.query(PostRevision).one()
    assert (kept.source, kept.edit_version, kept.by_id) == ("Forty per cent.", 1, author.id)


def test_an_asker_changes_the_title_with_the_question(client, sign_in):
    author = a_person()
    thread = a_thread(author)
    sign_in(client, author)
    here = f"/en/posts/{opening_of(thread)}/edit"
    page = client.submit(here, "/edit", title="Who pays the animator first?")
    assert page.h1 == "Who pays the animator first?"
    assert db.session.query(PostRevision).one().title == "Who pays the animator?"


def test_a_stale_save_overwrites_nothing_and_shows_both_texts(client, sign_in):
    author = a_person()
    reply = a_reply(a_thread(), author, "First text.")
    sign_in(client, author)
    form = client.get(f"/en/posts/{reply}/edit").form("/edit").fill(body="My text.")
    actions.edit_post(a_moderator(), reply, version=1, body="Their text.", lang="en")
    both = client.send(form)
    assert both.status == 409
    assert "Their text." in both.text
    assert both.form("/edit").data["body"] == "My text."
    assert db.session.get_one(Post, reply).source == "Their text."
    saved = client.send(both.form("/edit").fill(body="Their text. And mine."))
    assert saved.status == 303
    db.session.rollback()
    assert db.session.get_one(Post, reply).source == "Their text. And mine."


def test_the_same_change_sent_twice_is_saved_once(client, sign_in):
    author = a_person()
    reply = a_reply(a_thread(), author)
    sign_in(client, author)
    form = client.get(f"/en/posts/{reply}/edit").form("/edit").fill(body="Another text.")
    assert client.send(form).location == client.send(form).location
    assert db.session.get_one(Post, reply).edit_version == 2


def test_only_the_author_and_moderators_change_a_post(app):
    author = a_person()
    thread = a_thread(author)
    reply = a_reply(thread, author)
    with pytest.raises(NotAllowed, match="Only its author"):
        actions.edit_post(a_person(), reply, version=1, body="x", lang="en")
    actions.edit_post(a_moderator(), reply, version=1, body="Without the name.", lang="en")
    with pytest.raises(NotFound):
        actions.edit_post(author, 999_999, version=1, body="x", lang="en")
    moderator = a_moderator()
    actions.hide_post(moderator, reply)
    with pytest.raises(NotAllowed, match="hidden"):
        actions.edit_post(author, reply, version=2, body="x", lang="en")
    actions.lock_thread(moderator, thread.id)
    with pytest.raises(NotAllowed, match="locked"):
        actions.edit_post(author, opening_of(thread), version=1, body="x", lang="en")
    assert db.session.get_one(Thread, thread.id).edit_version == 1


def test_a_strangers_edit_page_says_why_not(client, sign_in):
    reply = a_reply(a_thread())
    sign_in(client, a_person())
    assert client.get(f"/en/posts/{reply}/edit").status == 403
    assert client.get("/en/posts/999/edit").status == 404
