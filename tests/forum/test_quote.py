"""A reply begins with the words that it answers, if its author may read them."""

from collections.abc import Callable

import pytest

from exchange.forum import actions
from exchange.forum.writing import Place
from exchange.people.actor import Actor
from tests.factories import a_moderator, a_person, a_reply, a_text_begun, a_thread, opening_of
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]


def said_in(post: int) -> str:
    """Whose words they are leads to where they stand."""
    return f"> **[Marko](http://localhost/posts/{post}):**\n>\n> Forty per cent."


@pytest.fixture
def me(client: CheckedClient, sign_in: SignIn) -> Actor:
    who = a_person("Jelena")
    sign_in(client, who)
    return who


def text_of(client: CheckedClient, path: str) -> str:
    return str(client.get(path).form("/reply").data["body"]).replace("\r\n", "\n").strip()


def test_a_link_on_the_page_of_a_reply_quotes_the_whole_post(
    client: CheckedClient, me: Actor
) -> None:
    reply = a_reply(a_thread(), a_person("Marko"), "Forty per cent.")
    here = f"/en/posts/{reply}/reply"
    link = client.get(here).link("Quote this post")
    assert link == f"{here}?quote={reply}"
    assert text_of(client, link) == said_in(reply)
    assert text_of(client, here) == ""


def test_another_post_of_the_thread_can_be_quoted_too(client: CheckedClient, me: Actor) -> None:
    thread = a_thread()
    quoted = a_reply(thread, a_person("Marko"), "Forty per cent.")
    here = f"/en/posts/{opening_of(thread)}/reply?quote={quoted}"
    assert text_of(client, here) == said_in(quoted)


@pytest.mark.parametrize("gone", ["hidden", "deleted", "elsewhere", "nowhere"])
def test_what_one_may_not_read_gives_nothing(client: CheckedClient, me: Actor, gone: str) -> None:
    thread, marko = a_thread(), a_person("Marko")
    quoted = a_reply(a_thread() if gone == "elsewhere" else thread, marko, "Forty per cent.")
    if gone == "hidden":
        actions.hide_post(a_moderator(), quoted)
    if gone == "deleted":
        actions.delete_post(marko, quoted)
    number = 999_999 if gone == "nowhere" else quoted
    assert text_of(client, f"/en/posts/{opening_of(thread)}/reply?quote={number}") == ""


def test_a_quotation_stands_below_what_was_begun_and_once(client: CheckedClient, me: Actor) -> None:
    reply = a_reply(a_thread(), a_person("Marko"), "Forty per cent.")
    a_text_begun(me, Place("reply", reply), "I think")
    here = f"/en/posts/{reply}/reply?quote={reply}"
    assert text_of(client, here) == f"I think\n\n{said_in(reply)}"
    client.submit(here, "/reply/draft")
    assert text_of(client, here) == f"I think\n\n{said_in(reply)}"


def test_the_language_of_a_reply_is_that_of_its_own_words(client: CheckedClient, me: Actor) -> None:
    said = "Kush e paguan animatorin para se të vijnë fondet? Ne jemi një grup lokal veprimi."
    reply = a_reply(a_thread(), a_person("Marko"), said)
    here = f"/en/posts/{reply}/reply?quote={reply}"
    body = text_of(client, here) + "\n\nWith us the municipality pays, for the first two years."
    page = client.submit(here, "/reply", body=body, lang="en")
    assert page.status == 200
    assert page.all(".post blockquote")


def test_the_name_over_a_quotation_leads_to_the_post_and_shows_no_more_of_it_once_hidden(
    client: CheckedClient, me: Actor
) -> None:
    thread = a_thread()
    quoted = a_reply(thread, a_person("Marko"), "Forty per cent.")
    here = f"/en/posts/{opening_of(thread)}/reply?quote={quoted}"
    client.submit(here, "/reply", body=text_of(client, here) + "\n\nYes.")
    page = client.get(f"/en/threads/{thread.id}-who-pays-the-animator")
    link = page.one(".post blockquote a")
    assert (link.text, link["href"]) == ("Marko", f"http://localhost/posts/{quoted}")
    actions.hide_post(a_moderator(), quoted)
    page = client.get(f"/en/threads/{thread.id}-who-pays-the-animator")
    assert page.one(".post blockquote a").text == "Marko"
    assert not page.all(".post .notice")
