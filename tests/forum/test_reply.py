import threading

import pytest
from sqlalchemy import func, select, update

from exchange.forum import actions, queries
from exchange.forum.models import Post, Thread
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.people.models import Account
from tests.factories import (
    LONG_AGO,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    opening_of,
)


def bodies(thread_id):
    db.session.rollback()
    return db.session.scalars(
        select(Post.source).where(Post.thread_id == thread_id).order_by(Post.path)
    ).all()


def test_a_reply_lands_on_itself(client, sign_in):
    thread = a_thread()
    sign_in(client, a_person())
    here = f"/en/threads/{thread.id}-who-pays-the-animator"
    form = client.get(here).form("/reply").fill(body="Yes, we do.")
    answer = client.send(form)
    assert answer.location == f"{here}#post-{opening_of(thread) + 1}"
    assert "Yes, we do." in client.get(here).text


def test_the_reply_page_shows_the_post_that_is_answered(client, sign_in):
    reply = a_reply(a_thread(), body="What is your **territory**?")
    sign_in(client, a_person())
    page = client.get(f"/en/posts/{reply}/reply")
    assert page.one("blockquote strong").text == "territory"
    page = client.submit(page, "/reply", body="Four municipalities.")
    assert page.status == 200
    posts = queries.thread_page(a_person(), _thread_of(reply)).posts
    assert [post.depth for post in posts if post.parent_id == reply] == [2]


def _thread_of(post_id):
    return db.session.scalars(select(Post.thread_id).where(Post.id == post_id)).one()


def test_the_same_reply_sent_twice_is_one(client, sign_in):
    thread = a_thread()
    sign_in(client, a_person())
    here = f"/en/posts/{opening_of(thread)}/reply"
    form = client.get(here).form("/reply").fill(body="Only once, please.")
    assert client.send(form).location == client.send(form).location
    assert bodies(thread.id).count("Only once, please.") == 1


def test_the_page_itself_sends_a_reply_and_is_told_where_it_stands(client, sign_in):
    thread = a_thread()
    sign_in(client, a_person())
    form = client.get(f"/en/posts/{opening_of(thread)}/reply").form("/reply")
    data = form.fill(body="Only once, please.").data
    data["quietly"] = "1"
    answers = [client.flask.post(form.action, data=data) for _ in range(2)]
    here = f"/en/threads/{thread.id}-who-pays-the-animator#post-{opening_of(thread) + 1}"
    assert [(one.status_code, one.text) for one in answers] == [(201, here)] * 2
    assert bodies(thread.id).count("Only once, please.") == 1
    data["body"] = " "
    data["submission_id"] = "f" * 32
    assert client.flask.post(form.action, data=data).status_code == 422


def test_an_empty_reply_is_asked_for_again(client, sign_in):
    thread = a_thread()
    sign_in(client, a_person())
    page = client.submit(f"/en/posts/{opening_of(thread)}/reply", "/reply", body=" \u200b\n ")
    assert page.status == 422
    assert "This cannot be empty." in page.text


def test_who_is_suspended_while_writing_a_reply_has_its_text_back_and_nothing_else(client, sign_in):
    thread, who = a_thread(), a_person()
    sign_in(client, who)
    text = "Kush e paguan animatorin para se të vijnë fondet? Ne jemi një grup lokal veprimi."
    page = client.submit(f"/en/posts/{opening_of(thread)}/reply", "/reply", body=text)
    assert page.form("/reply").data["proposed"] == "sq"
    me = update(Account).where(Account.id == who.id)
    with transaction(None):
        db.session.execute(me.values(suspended_at=LONG_AGO))
    refused = client.send(page.form("/reply"))
    assert (refused.status, "suspended" in refused.text) == (403, True)
    assert [area.text.strip() for area in refused.all("main textarea[readonly]")] == [text]


@pytest.mark.parametrize(
    ("who", "state", "refusal"),
    [
        ({}, {"locked": True}, "locked"),
        ({"suspended_at": LONG_AGO}, {}, "suspended"),
        ({"admitted_at": None}, {}, "have yet to be let in"),
    ],
)
def test_a_refused_reply_leaves_no_trace(app, who, state, refusal):
    thread = a_thread(**state)
    with pytest.raises(NotAllowed, match=refusal):
        actions.post_reply(a_person(**who), opening_of(thread), body="…", lang="en")
    assert bodies(thread.id) == ["We ask."]


def test_a_moderator_replies_in_a_locked_thread(app):
    thread = a_thread(locked=True)
    a_reply(thread, a_moderator(), "Opening again soon.")
    assert "Opening again soon." in bodies(thread.id)


def test_a_hidden_thread_takes_replies_from_nobody_who_cannot_see_it(app):
    with pytest.raises(NotFound):
        a_reply(a_thread(hidden=True))


def test_the_state_of_a_question_is_the_highest_that_holds(app):
    asker, mentor = a_person(), a_mentor()
    thread = a_thread(asker)

    def state():
        db.session.rollback()
        return db.session.scalars(select(Thread.state).where(Thread.id == thread.id)).one()

    a_reply(thread, asker)
    assert state() == "waiting"
    peer = a_reply(thread)
    assert state() == "replied"
    by_mentor = a_reply(thread, mentor)
    assert state() == "answered"
    a_reply(thread)
    assert state() == "answered"
    actions.accept_answer(asker, peer)
    assert state() == "accepted"
    actions.withdraw_acceptance(asker, thread.id)
    assert state() == "answered"
    moderator = a_moderator()
    actions.hide_post(moderator, by_mentor)
    assert state() == "replied"
    actions.show_post(moderator, by_mentor)
    assert state() == "answered"


def test_fifty_replies_at_once_are_all_there_in_one_tree(app):
    thread = a_thread()
    opening, who = opening_of(thread), [a_person() for _ in range(5)]
    thread_id = thread.id
    db.session.rollback()
    made, failed = [], []

    def write(n):
        with app.app_context():
            try:
                under = made[-1] if made and n % 2 else opening
                body = f"reply {n}"
                made.append(actions.post_reply(who[n % 5], under, body=body, lang="en"))
            except Exception as error:
                failed.append(error)

    writers = [threading.Thread(target=write, args=(n,)) for n in range(50)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failed == []
    assert len(set(made)) == 50
    row = db.session.get_one(Thread, thread_id, populate_existing=True)
    assert (row.post_count, row.reply_count) == (51, 50)
    assert db.session.scalar(select(func.count()).where(Post.thread_id == thread_id)) == 51
