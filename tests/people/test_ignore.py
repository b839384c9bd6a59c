"""Somebody is ignored: for one person only, who alone knows."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import delete, select

from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.people import actions
from exchange.people.actor import Actor
from exchange.people.models import Account, Ignored
from exchange.people.queries import ignored_list, is_ignored, who_ignore
from tests.factories import LONG_AGO, a_moderator, a_person
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]


@pytest.fixture
def me(client: CheckedClient, sign_in: SignIn) -> Actor:
    who = a_person("Jelena")
    sign_in(client, who)
    return who


def test_a_member_is_ignored_and_no_longer_ignored(client: CheckedClient, me: Actor) -> None:
    loud = a_person("Loud")
    here = f"/en/people/{loud.id}"
    page = client.submit(here, f"{here}/ignore")
    assert "You ignore this person" in page.text
    assert is_ignored(me, loud.id)
    assert page.one(".btn[formaction$='/ignore-no-longer']").text == "No longer ignore"
    client.submit(here, f"{here}/ignore-no-longer")
    assert not is_ignored(me, loud.id)


def test_whom_one_ignores_stands_in_ones_settings(client: CheckedClient, me: Actor) -> None:
    assert "Whom you ignore" not in client.get("/en/settings").text
    loud = a_person("Loud Larry")
    actions.ignore(me, loud.id)
    page = client.get("/en/settings")
    assert "Whom you ignore" in page.text
    assert "Loud Larry" in page.text
    page = client.submit("/en/settings", f"/en/people/{loud.id}/ignore-no-longer?from=settings")
    assert page.h1 == "Your settings"
    assert "Loud Larry" not in page.text


def test_nobody_else_sees_it_moderators_and_the_ignored_included(
    client: CheckedClient, sign_in: SignIn
) -> None:
    me, loud, moderator = a_person("Jelena"), a_person("Loud Larry"), a_moderator()
    actions.ignore(me, loud.id)
    for who in (loud, moderator, a_person()):
        assert ignored_list(who) == []
        assert not is_ignored(who, loud.id)
        sign_in(client, who)
        for path in (f"/en/people/{me.id}", f"/en/people/{loud.id}", "/en/settings"):
            page = client.get(path)
            assert "No longer ignore" not in page.text
            assert "Whom you ignore" not in page.text


def test_another_list_is_not_changed_by_the_same_address(client: CheckedClient, me: Actor) -> None:
    other, loud = a_person(), a_person()
    actions.ignore(other, loud.id)
    actions.ignore_no_longer(me, loud.id)
    assert is_ignored(other, loud.id)


def test_nobody_ignores_themselves_or_somebody_they_may_not_see(app: Flask) -> None:
    me, waiting = a_person(), a_person(admitted_at=None)
    with pytest.raises(NotAllowed):
        actions.ignore(me, me.id)
    for unseen in (waiting.id, 10**9):
        with pytest.raises(NotFound):
            actions.ignore(me, unseen)
    assert db.session.scalars(select(Ignored)).all() == []


def test_the_own_profile_offers_nothing_to_ignore(client: CheckedClient, me: Actor) -> None:
    assert not client.get(f"/en/people/{me.id}").all(".btn[formaction*='ignore']")


def test_twice_is_once_and_suspended_people_may(app: Flask) -> None:
    me, loud = a_person(suspended_at=LONG_AGO), a_person()
    for _ in range(2):
        actions.ignore(me, loud.id)
    assert [one.id for one in ignored_list(me)] == [loud.id]
    for _ in range(2):
        actions.ignore_no_longer(me, loud.id)
    assert ignored_list(me) == []


def test_there_is_room_for_so_many(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(actions.ignore.__globals__, "MOST_IGNORED", 1)
    me = a_person()
    actions.ignore(me, a_person().id)
    with pytest.raises(NotAllowed):
        actions.ignore(me, a_person().id)


def test_who_ignores_somebody_is_found_among_those_asked_about(app: Flask) -> None:
    loud, me, other, third = (a_person() for _ in range(4))
    for one in (me, third):
        actions.ignore(one, loud.id)
    assert who_ignore(loud.id, [me.id, other.id]) == {me.id}


@pytest.mark.parametrize("who", [0, 1])
def test_it_goes_with_either_person(app: Flask, who: int) -> None:
    both = [a_person(), a_person()]
    actions.ignore(both[0], both[1].id)
    with transaction(None):
        db.session.execute(delete(Account).where(Account.id == both[who].id))
    assert db.session.scalars(select(Ignored)).all() == []
