import pytest

from exchange.kernel.db import db
from exchange.people.models import Account, SignIn
from exchange.people.passwords import is_password
from tests.factories import a_person, a_sign_in

NEW = "nine goats near the mill"


def forget(client, email="anna@example.org"):
    return client.submit("/en/forgotten-password", "/forgotten-password", email=email)


def test_a_new_password_is_set_by_link_and_all_sign_ins_end(client, mail, anna, last_link, told):
    a_sign_in(anna, "k" * 32)
    assert forget(client).h1 == "Look into your mail"
    page = client.submit(last_link("password"), "", password=NEW)
    assert "Your new password holds." in page.text
    assert is_password(NEW, db.session.get(Account, anna.id).password_hash)
    assert db.session.query(SignIn).filter_by(ended_at=None).count() == 0
    assert told()[0] == "password_forgotten"
    page = client.submit(page, "/sign-in", email="anna@example.org", password=NEW)
    assert "Your menu" in page.text


def test_an_unknown_address_gets_the_same_answer(client, mail, anna, told):
    known, unknown = forget(client), forget(client, "nobody@example.org")
    assert (known.status, known.path, known.text) == (unknown.status, unknown.path, unknown.text)
    assert told() == ["password_forgotten"]


def test_the_link_works_once_and_all_the_others_with_it(client, mail, anna, last_link):
    forget(client)
    first = last_link("password")
    forget(client)
    second = last_link("password")
    form = client.get(first).form("").fill(password=NEW)
    assert client.get(second).status == 200
    assert client.send(form).status == 303
    assert client.send(form).status == 410
    assert client.get(second).status == 410


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "This cannot be empty."),
        ("short", "At least 10 characters"),
        ("anna1234567", "easily guessed"),
        ("qwertzuiop1", "easily guessed"),
    ],
)
def test_a_password_too_easily_guessed_uses_nothing_up(client, mail, anna, last_link, typed, said):
    forget(client)
    page = client.submit(last_link("password"), "", password=typed)
    assert page.status == 422
    assert said in page.text
    assert client.get(last_link("password")).status == 200


def test_it_confirms_the_address_too(client, mail, last_link):
    who = a_person(email="anna@example.org", confirmed_at=None, admitted_at=None)
    forget(client)
    client.submit(last_link("password"), "", password=NEW)
    assert db.session.get(Account, who.id).confirmed_at is not None


@pytest.mark.parametrize("typed", ["", "  ", "no address", "a\x00@example.org", "x" * 300])
def test_what_is_no_address_is_said(client, mail, typed):
    form = client.get("/en/forgotten-password").form("/forgotten-password")
    page = client.post("/en/forgotten-password", form.data.to_dict() | {"email": typed})
    assert page.status == 422


def test_the_link_opens_no_page_of_another_kind(client, mail, anna, last_link):
    forget(client)
    link = last_link("password")
    assert client.get(link.replace("/new-password/", "/confirm/")).status == 410
