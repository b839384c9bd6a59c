import re

import pytest
from argon2 import PasswordHasher

from exchange.kernel.db import db
from exchange.people.models import Account, SignIn
from exchange.people.passwords import hash_password
from tests.factories import LONG_AGO, a_person
from tests.page import CheckedClient

PASSWORD = "seven bees over the hill"
WRONG = "The address and the password do not go together."


@pytest.fixture
def anna(app):
    return a_person("Anna", email="anna@example.org", password_hash=hash_password(PASSWORD))


def come_in(client, **changes):
    values = {"email": "anna@example.org", "password": PASSWORD} | changes
    return client.submit("/en/sign-in", "/sign-in", **values)


def test_a_member_signs_in_and_out_again(client, anna):
    page = come_in(client)
    assert page.path == "/en/"
    assert "Your menu" in page.text
    page = client.submit(page, "/sign-out")
    assert "You are signed out." in page.text
    assert "Your menu" not in page.text
    assert db.session.query(SignIn).one().ended_at is not None


def test_the_first_cookie_holds_the_form_token_and_no_page_signs_another(client, anna, monkeypatch):
    """An answer that is under way when a page sets one would take it away again."""
    form = client.get("/en/sign-in").form("/sign-in")
    form.fill(email="anna@example.org", password=PASSWORD)
    assert client.flask.post(form.action, data=form.data).status_code == 303
    with client.flask.session_transaction() as session:
        assert "_user_id" in session
        token = session["csrf_token"]
    monkeypatch.setattr("flask_wtf.csrf.generate_csrf", lambda: pytest.fail("signed for one page"))
    client.get("/en/threads")
    with client.flask.session_transaction() as session:
        assert session["csrf_token"] == token


def test_a_cookie_of_before_the_sign_out_is_worth_nothing(client, anna):
    page = come_in(client)
    with client.flask.session_transaction() as session:
        kept = dict(session)
    client.submit(page, "/sign-out")
    with client.flask.session_transaction() as session:
        session.update(kept)
    assert "Your menu" not in client.get("/en/").text


@pytest.mark.parametrize("typed", ["ANNA@example.org", "  anna@Example.org "])
def test_the_address_may_be_typed_in_any_case(client, anna, typed):
    assert come_in(client, email=typed).path == "/en/"


def test_the_password_may_come_composed_or_in_pieces(client):
    a_person(email="anna@example.org", password_hash=hash_password("šuma i čamac na reci"))
    assert come_in(client, password="s\u030cuma i c\u030camac na reci").path == "/en/"


@pytest.mark.parametrize(
    "typed",
    [
        {"password": "another"},
        {"email": "nobody@example.org"},
        {"email": "not an address"},
        {"password": "x" * 100_000},
        {"password": "\ud800 \x00".encode("utf-8", "replace").decode()},
        {"email": "🐝" * 50},
        {"password": "   "},
    ],
)
def test_whatever_is_wrong_the_answer_is_one_sentence_and_the_address_is_kept(client, anna, typed):
    page = come_in(client, **typed)
    assert page.status == 422
    assert WRONG in page.text
    assert page.form("/sign-in").data["email"] == typed.get("email", "anna@example.org")
    assert page.form("/sign-in").data["password"] == ""
    assert db.session.query(SignIn).count() == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": ""}, "This cannot be empty."),
        ({"email": "   "}, "This cannot be empty."),
        ({"password": ""}, "This cannot be empty."),
        ({"email": "a" * 255}, "At most 254 characters"),
        ({"email": "a\x00b"}, "characters that cannot be stored"),
    ],
)
def test_what_cannot_be_an_address_or_a_password_is_said(client, anna, typed, said):
    values = {"email": "anna@example.org", "password": PASSWORD} | typed
    form = client.get("/en/sign-in").form("/sign-in")
    page = client.post("/en/sign-in", form.data.to_dict() | values)
    assert page.status == 422
    assert said in page.text


def test_an_account_without_a_password_cannot_be_entered(client):
    a_person(email="anna@example.org")
    assert WRONG in come_in(client).text
    assert WRONG in come_in(client, password=" ").text


@pytest.mark.parametrize(
    "state", [{"suspended_at": LONG_AGO}, {"confirmed_at": None}, {"admitted_at": None}]
)
def test_the_suspended_unconfirmed_and_waiting_sign_in_too(client, state):
    a_person(email="anna@example.org", password_hash=hash_password(PASSWORD), **state)
    assert "Your menu" in come_in(client).text


def test_the_sign_in_is_named_after_its_browser(client, anna):
    agent = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
    form = client.get("/en/sign-in").form("/sign-in")
    form.fill(email="anna@example.org", password=PASSWORD)
    client.flask.post("/en/sign-in", data=form.data, headers={"User-Agent": agent})
    assert db.session.query(SignIn).one().device == "Firefox, Android"


def test_one_goes_on_where_one_wanted_to(client, anna):
    page = client.get("/en/sign-in?next=/en/threads")
    page = client.submit(page, "/sign-in", email="anna@example.org", password=PASSWORD)
    assert page.path == "/en/threads"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\t//e",
        "/en/" + "x" * 2_000,
    ],
)
def test_nobody_is_led_away_from_the_site(client, anna, elsewhere):
    form = client.get("/en/sign-in").form("/sign-in")
    sent = form.data.to_dict() | {
        "email": "anna@example.org",
        "password": PASSWORD,
        "next": elsewhere,
    }
    assert client.post("/en/sign-in", sent).location == "/en/"


def test_who_is_signed_in_needs_no_form(client, sign_in, anna):
    sign_in(client, anna)
    assert client.get("/en/sign-in?next=/en/threads").location == "/en/threads"


def test_the_session_is_a_new_one(client, anna):
    client.get("/en/sign-in")
    with client.flask.session_transaction() as session:
        before = session["csrf_token"]
    come_in(client)
    with client.flask.session_transaction() as session:
        assert session.get("csrf_token") != before


@pytest.mark.usefixtures("hashing_as_in_use")
def test_a_hash_of_older_parameters_is_made_anew(client):
    old = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD)
    who = a_person(email="anna@example.org", password_hash=old)
    come_in(client)
    kept = db.session.get(Account, who.id).password_hash
    cost, rounds, lanes = map(int, re.search(r"m=(\d+),t=(\d+),p=(\d+)", kept).groups())
    assert kept.startswith("$argon2id$")
    assert (cost >= 19_456, rounds >= 2, lanes) == (True, True, 1)
    assert come_in(CheckedClient(client.flask.application.test_client())).path == "/en/"


def test_signing_out_twice_is_harmless(client, anna):
    page = come_in(client)
    form = page.form("/sign-out")
    assert client.send(form).location == "/en/"
    assert client.send(form).status in (303, 400)


def test_addresses_for_forms_say_so(client):
    assert client.get("/en/sign-out").status == 405
    assert client.get("/en/sign-in/and-continue").status == 405
