"""Two windows, or two moments, that meet over one draft: no text is lost, none comes back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from flask import Flask

from exchange.forum import actions, queries
from exchange.forum.writing import OpenForm, Place, Written
from exchange.kernel.submissions import once
from exchange.people.actor import Actor
from tests.factories import (
    a_category,
    a_person,
    a_thread,
    opening_of,
)
from tests.forum.attaching import a_file
from tests.forum.drafting import quietly, texts, written
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]


@pytest.fixture
def me(client: CheckedClient, sign_in: SignIn) -> Actor:
    who = a_person("Jelena", timezone="Europe/Istanbul")
    sign_in(client, who)
    return who


def test_a_form_that_was_posted_keeps_no_more_of_the_same_text(
    client: CheckedClient, me: Actor
) -> None:
    post = opening_of(a_thread())
    page = client.get(f"/en/posts/{post}/reply")
    client.send(page.form("/reply").fill(body="We do."))
    assert quietly(client, page, "/reply/draft", body="We do.") == (200, "")
    assert texts(me) == []
    assert quietly(client, page, "/reply/draft", body="We do. And")[1].startswith("Draft saved")
    assert texts(me) == ["We do. And"]


def test_of_two_windows_none_overwrites_the_other(client: CheckedClient, me: Actor) -> None:
    category = str(a_category().id)
    client.submit("/en/ask", "/ask/draft", body="One")
    here, there = client.get("/en/ask"), client.get("/en/ask")
    for said in ("One, here", "One, here still"):
        quietly(client, here, "/ask/draft", body=said)
    for said in ("One, there", "One, there still"):
        quietly(client, there, "/ask/draft", body=said)
    assert texts(me) == ["One, there still", "One, here still"]
    page = client.get("/en/ask")
    assert page.form("/ask").data["body"] == "One, there still"
    assert "There is another text of yours for this place." in page.text
    older = queries.draft_list(me)[1]
    assert client.get(f"/en{older.path}").form("/ask").data["body"] == "One, here still"
    client.send(here.form("/ask").fill(category=category, title="Where is it?"))
    assert texts(me) == ["One, there still"]


def test_two_windows_that_began_with_nothing_keep_a_text_each(
    client: CheckedClient, me: Actor
) -> None:
    here, there = client.get("/en/ask"), client.get("/en/ask")
    for page, said in ((here, "Here"), (there, "There"), (there, "Here"), (here, "Here")):
        quietly(client, page, "/ask/draft", body=said)
    assert set(texts(me)) == {"Here"}


def test_a_form_posted_and_kept_at_the_same_moment_leaves_no_draft(app: Flask) -> None:
    who, post = a_person(), opening_of(a_thread())

    def act(form: OpenForm) -> str:
        actions.post_reply(who, post, body="Both", lang="en")
        actions.forget_draft_of(who, form)
        return "/"

    def keep_or_send(number: int) -> None:
        form = OpenForm(f"{number // 3:032d}")
        with app.app_context():
            if number % 3 == 1:
                once(str(who.id), form.id, lambda: act(form))
            else:
                actions.keep_draft(who, Place("reply", post), written("Both"), form)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(keep_or_send, range(30)))
    assert texts(who) == []


def test_a_form_posted_while_it_is_kept_with_its_files_is_posted(app: Flask) -> None:
    """Each takes the files and the draft in its own order; none waits for the other in a ring."""
    who, post = a_person(), opening_of(a_thread())
    file, form = a_file(who), OpenForm(f"{7:032d}")

    def act() -> str:
        actions.post_reply(who, post, body="Both", lang="en", files=[file])
        sleep(0.8)
        actions.forget_draft_of(who, form)
        return "/"

    def keep_or_send(is_to_send: bool) -> None:
        with app.app_context():
            if is_to_send:
                once(str(who.id), form.id, act)
            else:
                sleep(0.3)
                text = Written("", "Both", "en", {}, [file])
                actions.keep_draft(who, Place("reply", post), text, form)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(keep_or_send, (True, False)))
    assert texts(who) == []
