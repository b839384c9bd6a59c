from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from itsdangerous import URLSafeSerializer

from exchange.notifications.queries import kinds_switched_off
from exchange.people.actor import Actor
from tests.factories import a_person, a_reply, a_thread
from tests.notifications.post_office import change, filed, text_of, work
from tests.page import CheckedClient

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def link_of(app: Flask, folder: Path) -> Callable[[Actor], str]:
    """The path in the header of a mail that this person got."""

    def link(person: Actor) -> str:
        a_reply(a_thread(person))
        work()
        [mail] = filed(folder)
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        address = str(mail["List-Unsubscribe"]).strip("<>")
        assert address in text_of(mail)
        return address.removeprefix("http://localhost")

    return link


def test_the_button_of_the_page_ends_such_mails_without_signing_in(
    client: CheckedClient, link_of: Callable[[Actor], str]
) -> None:
    person = a_person()
    link = link_of(person)
    page = client.get(link)
    assert "Replies to my questions" in page.text
    assert kinds_switched_off(person.id) == set(), "looking changes nothing"
    page = client.submit(page, link)
    assert "You get no more mails about it" in page.text
    assert kinds_switched_off(person.id) == {"reply_to_question"}
    assert client.get(link).all("main form") == []


def test_one_click_of_a_mail_program_needs_no_token_and_is_not_led_elsewhere(
    client: CheckedClient, link_of: Callable[[Actor], str]
) -> None:
    person = a_person()
    link = link_of(person)
    for _ in range(2):
        assert client.post(link, ONE_CLICK).status == 200
    assert kinds_switched_off(person.id) == {"reply_to_question"}


@pytest.mark.parametrize("body", [{}, {"List-Unsubscribe": "Two"}, ONE_CLICK | {"more": "1"}])
def test_any_other_body_needs_the_token_of_our_page(
    client: CheckedClient, link_of: Callable[[Actor], str], body: dict[str, str]
) -> None:
    person = a_person()
    assert client.post(link_of(person), body).status == 400
    assert kinds_switched_off(person.id) == set()


def test_a_link_that_we_did_not_sign_does_nothing(
    client: CheckedClient, link_of: Callable[[Actor], str]
) -> None:
    person = a_person()
    link = link_of(person)
    forged = URLSafeSerializer("another key", salt="mail link: unsubscribe")
    for token in (link[:-1] + "~", "x", forged.dumps([person.id, "reply_to_question"])):
        address = f"/mail/unsubscribe/{token.rpartition('/')[2]}"
        assert client.get(address).status == 404
        assert client.post(address, ONE_CLICK).status == 404
    assert kinds_switched_off(person.id) == set()


def test_the_page_speaks_the_persons_language(
    client: CheckedClient, link_of: Callable[[Actor], str]
) -> None:
    person = a_person(language="mk")
    link = link_of(person)
    client.language = "mk"
    assert client.get(link).status == 200
    assert client.post(link, {}).status == 400


def test_suspended_people_end_mails_too(
    client: CheckedClient, link_of: Callable[[Actor], str]
) -> None:
    person = a_person()
    link = link_of(person)
    change(person.id, confirmed_at=None)
    assert client.post(link, ONE_CLICK).status == 200
    assert kinds_switched_off(person.id) == {"reply_to_question"}
