from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import update

from exchange.kernel.clock import now
from exchange.kernel.db import Delivery, db, transaction
from exchange.kernel.outbox import ATTEMPTS
from exchange.kernel.rulings import NotAllowed
from exchange.kernel.settings import Settings
from exchange.notifications import actions
from exchange.notifications.queries import dead_deliveries
from exchange.people.actor import GUEST, Actor
from tests.factories import a_moderator, a_person, a_reply, a_thread, an_admin
from tests.notifications.conftest import Inbox, free_port
from tests.notifications.post_office import an_hour_later, deliveries, work
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
PAGE = "/en/deliveries"


def a_dead_delivery(set_up: Callable[..., Settings]) -> None:
    """A mail that was tried until it was given up."""
    set_up(smtp_url=f"smtp://127.0.0.1:{free_port()}")
    a_reply(a_thread(a_person()))
    work()
    with transaction(None):
        db.session.execute(update(Delivery).values(attempts=ATTEMPTS - 1))
    an_hour_later()
    work()


def test_an_admin_has_a_lost_mail_sent_after_all(
    client: CheckedClient, sign_in: SignIn, set_up: Callable[..., Settings], inbox: Inbox
) -> None:
    running = set_up().smtp_url
    a_dead_delivery(set_up)
    an_hour_later()
    work()
    assert deliveries() == 1, "given up is not tried again by itself"
    sign_in(client, an_admin())
    page = client.get(PAGE)
    assert "ConnectionRefusedError" in page.text
    assert "12 tries" in page.text
    [button] = [b for b in page.all("button[form=act]") if "/deliveries/" in b["formaction"]]
    page = client.submit(page, button["formaction"])
    assert "Nothing is lost" in page.text
    set_up(smtp_url=running)
    work()
    assert len(inbox.raw) == 1
    assert deliveries() == 0
    assert client.submit(PAGE, "/sign-out").status == 200


def test_trying_again_twice_or_what_arrived_meanwhile_is_harmless(
    client: CheckedClient, sign_in: SignIn
) -> None:
    sign_in(client, an_admin())
    token = client.get(PAGE).one("form#act input[name=csrf_token]")["value"]
    for _ in range(2):
        assert client.post("/en/deliveries/7/again", {"csrf_token": token}).status == 303


def test_nobody_but_admins_sees_or_tries(
    client: CheckedClient, sign_in: SignIn, set_up: Callable[..., Settings]
) -> None:
    a_dead_delivery(set_up)
    assert client.get(PAGE).status == 302
    assert client.get("/en/deliveries/1/again").status == 405
    for who in (a_person(), a_moderator(), an_admin(suspended_at=now())):
        sign_in(client, who)
        assert client.get(PAGE).status == 403
        token = client.get("/en/").one("form#act input[name=csrf_token]")["value"]
        assert client.post("/en/deliveries/1/again", {"csrf_token": token}).status == 403


def test_the_action_itself_asks_who_it_is(app: Flask) -> None:
    for who in (a_person(), a_moderator(), GUEST):
        with pytest.raises(NotAllowed):
            actions.try_again(who, 1)
        with pytest.raises(NotAllowed):
            dead_deliveries(who)


def test_the_menu_of_an_admin_leads_there(
    app: Flask, client: CheckedClient, sign_in: SignIn
) -> None:
    sign_in(client, an_admin())
    assert client.get("/en/").link("Lost deliveries") == PAGE
    sign_in(client, a_person())
    assert "Lost deliveries" not in client.get("/en/").text
