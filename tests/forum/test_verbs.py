"""Helpful and accept: each set and taken back at two addresses, so that a repeat is harmless."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from exchange.forum import actions
from exchange.forum.models import Post, Thread
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed
from tests.factories import (
    LONG_AGO,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    opening_of,
)


def helpful_count(post_id):
    db.session.rollback()
    return db.session.get_one(Post, post_id, populate_existing=True).helpful_count


def test_a_reader_finds_a_post_helpful_once_and_takes_it_back(client, sign_in):
    thread = a_thread()
    reply = a_reply(thread)
    sign_in(client, a_person())
    page = client.get(f"/en/posts/{reply}", follow=True)
    form = page.form(f"/posts/{reply}/helpful")
    client.send(form)
    client.send(form)
    assert helpful_count(reply) == 1
    page = client.get(f"/en/posts/{reply}", follow=True)
    pressed = page.one(f"#post-{reply} button")
    assert pressed["aria-pressed"] == "true"
    assert "You found this helpful" in pressed.text
    client.send(page.form("/not-helpful"))
    assert helpful_count(reply) == 0


def test_nobody_marks_the_own_post(app):
    author = a_person()
    with pytest.raises(NotAllowed, match="own post"):
        actions.find_helpful(author, opening_of(a_thread(author)))


def test_the_asker_accepts_an_answer_and_another_in_its_place(app):
    asker = a_person()
    thread = a_thread(asker)
    first, second = a_reply(thread), a_reply(thread)
    actions.accept_answer(asker, first)
    actions.accept_answer(asker, second)
    db.session.rollback()
    assert db.session.get_one(Thread, thread.id).accepted_post_id == second


def test_accepting_through_the_page_puts_the_answer_on_top(client, sign_in):
    asker = a_person()
    thread = a_thread(asker)
    reply = a_reply(thread)
    sign_in(client, asker)
    here = f"/en/threads/{thread.id}-who-pays-the-animator"
    page = client.submit(here, "/accept")
    assert page.one(f"#accepted-{reply}")
    assert "now stands on top" in page.text
    page = client.submit(page, "/reopen")
    assert not page.all(f"#accepted-{reply}")


@pytest.mark.parametrize(("silent_days", "may"), [(13, False), (15, True)])
def test_a_mentor_accepts_after_fourteen_silent_days(app, silent_days, may):
    thread = a_thread()
    reply = a_reply(thread)
    with transaction(None):
        silent = now() - timedelta(days=silent_days)
        db.session.execute(update(Thread).values(last_post_at=silent))
    mentor = a_mentor()
    if may:
        actions.accept_answer(mentor, reply)
    else:
        with pytest.raises(NotAllowed, match="14 silent days"):
            actions.accept_answer(mentor, reply)


def test_what_cannot_be_the_answer_is_not_accepted(app):
    asker, moderator = a_person(), a_moderator()
    thread = a_thread(asker)
    reply = a_reply(thread)
    with pytest.raises(NotAllowed, match="own answer"):
        actions.accept_answer(asker, opening_of(thread))
    actions.hide_post(moderator, reply)
    with pytest.raises(NotAllowed, match="cannot be read"):
        actions.accept_answer(asker, reply)
    talk = a_thread(asker, kind="discussion")
    with pytest.raises(NotAllowed, match="Only a question"):
        actions.accept_answer(asker, a_reply(talk))
    with pytest.raises(NotAllowed, match="asker accepts"):
        actions.accept_answer(a_person(), a_reply(thread))


def test_reading_the_accepting_address_accepts_nothing(client, sign_in):
    asker = a_person()
    thread = a_thread(asker)
    sign_in(client, asker)
    assert client.get(f"/en/threads/{thread.id}/accept").status == 405


def test_members_neither_lock_nor_hide(app):
    thread = a_thread()
    for act in (actions.lock_thread, actions.unlock_thread):
        with pytest.raises(NotAllowed):
            act(a_mentor(), thread.id)
    for act in (actions.hide_post, actions.show_post):
        with pytest.raises(NotAllowed):
            act(a_person(), opening_of(thread))
    with pytest.raises(NotAllowed):
        actions.find_helpful(a_person(suspended_at=LONG_AGO), opening_of(thread))
