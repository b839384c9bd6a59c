"""Signed out while writing, or with an old page: nothing that was typed is lost."""

import pytest

from exchange.forum.actions import delete_post, hide_post, lock_thread, move_thread
from exchange.forum.models import Post
from exchange.forum.moving import Seen
from exchange.kernel.db import db
from exchange.people.passwords import hash_password
from tests.factories import (
    a_moderator,
    a_person,
    a_reply,
    a_room,
    a_thread,
    an_organisation,
    opening_of,
)

PASSWORD = "seven bees over the hill"
WRITTEN = "We pay her from fees,\r\nand “small grants” <b>too</b> 🐝."


@pytest.fixture
def anna(app):
    return a_person("Anna", email="anna@example.org", password_hash=hash_password(PASSWORD))


@pytest.fixture
def thread(app):
    return a_thread()


def a_reply_in_hand(client, sign_in, anna, thread):
    sign_in(client, anna)
    address = f"/posts/{opening_of(thread)}/reply"
    return client.get(f"/en{address}").form(address).fill(body=WRITTEN, lang="en")


def sign_out_elsewhere(client):
    with client.flask.session_transaction() as session:
        session.clear()


def forget_token(client):
    with client.flask.session_transaction() as session:
        session["csrf_token"] = "another"


def test_signed_out_meanwhile_one_signs_in_and_sends_it_once(client, sign_in, anna, thread):
    form = a_reply_in_hand(client, sign_in, anna, thread)
    sign_out_elsewhere(client)
    page = client.send(form)
    assert page.status == 401
    assert page.h1 == "What you wrote is kept"
    assert "We pay her from fees" in page.text

    wrong = client.submit(page, "/and-continue", email="anna@example.org", password="guess")
    assert wrong.status == 422
    assert "do not go together" in wrong.text
    assert wrong.form("/and-continue").data["email"] == "anna@example.org"

    again = client.submit(wrong, "/and-continue", password=PASSWORD)
    assert "You are signed in again." in again.text
    assert "Your menu" in again.text
    form = again.form("/reply")
    done = client.send(form)
    assert client.send(form).location == done.location
    written = db.session.query(Post).filter_by(author_id=anna.id).one()
    assert written.source == WRITTEN.replace("\r\n", "\n")


def test_the_id_of_the_form_comes_along_so_that_it_is_never_done_twice(
    client, sign_in, anna, thread
):
    form = a_reply_in_hand(client, sign_in, anna, thread)
    client.send(form)
    sign_out_elsewhere(client)
    page = client.submit(
        client.send(form), "/and-continue", email="anna@example.org", password=PASSWORD
    )
    client.submit(page, "/reply")
    assert db.session.query(Post).filter_by(author_id=anna.id).count() == 1


def test_with_an_old_page_one_button_sends_it_again(client, sign_in, anna, thread):
    form = a_reply_in_hand(client, sign_in, anna, thread)
    forget_token(client)
    page = client.send(form)
    assert page.status == 400
    assert "opened too long ago" in page.text
    client.submit(page, "/reply")
    assert db.session.query(Post).filter_by(author_id=anna.id).count() == 1


def test_an_old_sign_in_page_asks_for_no_second_sign_in_and_shows_no_password(client, anna):
    form = client.get("/en/sign-in").form("/sign-in")
    form.fill(email="anna@example.org", password=PASSWORD)
    forget_token(client)
    page = client.send(form)
    assert page.status == 400
    assert PASSWORD not in page.body
    page = client.submit(page, "/sign-in")
    assert page.status == 422
    assert page.form("/sign-in").data["email"] == "anna@example.org"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/x",
        "//evil.example/en/ask",
        "/\\evil.example",
        "/en/",
        "/en/no-such-page",
        "",
        "\ud800",
    ],
)
def test_kept_words_go_to_forms_of_ours_only(client, anna, target):
    token = client.get("/en/sign-in").form("/sign-in").data["csrf_token"]
    sent = {"email": "anna@example.org", "password": PASSWORD, "csrf_token": token}
    sent |= {"target": target.encode("utf-8", "replace").decode(), "kept.body": "x"}
    page = client.post("/en/sign-in/and-continue", sent)
    assert page.status == 400


def test_fields_sent_in_by_hand_overwrite_none_of_the_page(client, anna):
    token = client.get("/en/sign-in").form("/sign-in").data["csrf_token"]
    sent = {"email": "anna@example.org", "password": PASSWORD, "csrf_token": token}
    sent |= {"target": "/en/ask", "kept.csrf_token": "forged", "kept.title": "A title"}
    page = client.post("/en/sign-in/and-continue", sent)
    assert "forged" not in page.body
    assert page.form("/ask").data["title"] == "A title"


def test_what_was_written_to_a_thread_that_is_gone_meanwhile_is_kept(client, sign_in, anna, thread):
    form = a_reply_in_hand(client, sign_in, anna, thread)
    hide_post(a_moderator(), opening_of(thread))
    page = client.send(form)
    assert page.status == 404
    assert page.h1 == "There is no such page"
    assert any("We pay her from fees" in one.text for one in page.all("textarea"))


@pytest.mark.parametrize("gone", ["locked", "taken back", "moved away"])
def test_a_reply_that_came_too_late_is_kept_with_the_way_to_its_thread(
    client, sign_in, anna, thread, gone
):
    author = a_person()
    reply = a_reply(thread, author)
    sign_in(client, anna)
    address = f"/posts/{reply}/reply"
    form = client.get(f"/en{address}").form(address).fill(body=WRITTEN, lang="en")
    if gone == "locked":
        lock_thread(a_moderator(), thread.id)
    elif gone == "taken back":
        delete_post(author, reply)
    else:
        move_thread(a_moderator(), a_room(an_organisation()).id, Seen(thread.id, 1))
    page = client.send(form)
    assert page.status == (403 if gone == "locked" else 404)
    assert any("We pay her from fees" in one.text for one in page.all("textarea"))
    ways = [link.href for link in page.links if link.name == "To the thread"]
    if gone == "locked":
        assert client.get(ways[0]).h1 == thread.title
    else:  # as for what never was there
        assert ways == []
        assert thread.title not in page.text


def test_hard_spaces_and_joined_emoji_survive_a_sign_out(client, sign_in, anna, thread):
    words = "5\u00a0km to the mill 👩‍🌾"
    form = a_reply_in_hand(client, sign_in, anna, thread).fill(body=words)
    sign_out_elsewhere(client)
    page = client.submit(
        client.send(form), "/and-continue", email="anna@example.org", password=PASSWORD
    )
    client.submit(page, "/reply")
    assert db.session.query(Post).filter_by(author_id=anna.id).one().source == words
