"""The page of one's drafts, and a draft's own page."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import delete

from exchange.forum import actions, queries
from exchange.forum.models import Post
from exchange.forum.writing import Place
from exchange.kernel.db import db, transaction
from exchange.people.actor import Actor
from tests.factories import (
    a_moderator,
    a_person,
    a_reply,
    a_text_begun,
    a_thread,
    opening_of,
)
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]


@pytest.fixture
def me(client: CheckedClient, sign_in: SignIn) -> Actor:
    who = a_person("Jelena", timezone="Europe/Istanbul")
    sign_in(client, who)
    return who


def test_all_that_was_begun_stands_on_one_page(client: CheckedClient, me: Actor) -> None:
    thread = a_thread(title="Who pays the driver?")
    own = a_reply(thread, me)
    a_text_begun(me, title="A title")
    a_text_begun(me, Place("reply", opening_of(thread)), "We pay")
    a_text_begun(me, Place("edit", own, 1), "So did we")
    a_text_begun(a_person(), body="Nobody else reads this")
    page = client.get("/en/drafts")
    rows = [row.text for row in page.all(".rows li")]
    assert ["So did we" in rows[0], "We pay" in rows[1], "A title" in rows[2]] == [True] * 3
    assert "A change to a post in Who pays the driver?" in rows[0]
    assert "A reply in Who pays the driver?" in rows[1]
    assert "A new thread" in rows[2]
    assert "Nobody else" not in page.text
    for row in queries.draft_list(me):
        assert "This is your draft" in client.get(f"/en{row.path}").text


@pytest.mark.parametrize("hidden", ["the reply", "the thread"])
def test_the_text_outlives_what_it_was_written_for(
    client: CheckedClient, me: Actor, hidden: str
) -> None:
    thread = a_thread(title="A secret of the board")
    post = a_reply(thread)
    draft = a_text_begun(me, Place("reply", post), "What I wanted to say")
    actions.hide_post(a_moderator(), post if hidden == "the reply" else opening_of(thread))
    for path in ("/en/drafts", f"/en/drafts/{draft}"):
        page = client.get(path)
        assert "A secret of the board" not in page.text
        assert "cannot be read any more" in page.text
        assert not page.all("main a[href*='/posts/']")
    assert page.one("textarea").text.strip() == "What I wanted to say"


def test_the_text_stays_when_the_post_itself_is_taken_out(app: Flask) -> None:
    me, post = a_person(), a_reply(a_thread())
    draft = a_text_begun(me, Place("reply", post), "Still here")
    with transaction(None):
        db.session.execute(delete(Post).where(Post.id == post))
    assert queries.get_draft(me, draft).source == "Still here"
