from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.people.models import SignIn
from exchange.people.passwords import hash_password
from exchange.web.limits import DatabaseStorage, RateLimit
from tests import databases
from tests.factories import a_person
from tests.page import CheckedClient

PASSWORD = "seven bees over the hill"


@pytest.fixture
def anna(app):
    return a_person("Anna", email="anna@example.org", password_hash=hash_password(PASSWORD))


def a_try(client, email="anna@example.org", password="wrong", address="127.0.0.1", **headers):
    client.flask.delete_cookie("session")  # each in a browser of their own
    form = client.get("/en/sign-in").form("/sign-in").fill(email=email, password=password)
    sent = {k.replace("_", "-"): v for k, v in headers.items()}
    answer = client.flask.post(
        "/en/sign-in", data=form.data, headers=sent, environ_base={"REMOTE_ADDR": address}
    )
    return answer.status_code


def test_the_sixth_try_on_one_account_is_refused_wherever_it_comes_from(client, anna):
    tries = [a_try(client, address=f"192.0.2.{n}") for n in range(6)]
    assert tries == [422] * 5 + [429]
    assert a_try(client, password=PASSWORD, address="192.0.2.9") == 429
    assert db.session.query(SignIn).count() == 0


def test_the_sixth_try_from_one_place_is_refused_whoever_it_is_for(client, anna):
    tries = [a_try(client, email=f"p{n}@example.org") for n in range(6)]
    assert tries == [422] * 5 + [429]
    assert a_try(client, password=PASSWORD) == 429
    assert a_try(client, password=PASSWORD, address="192.0.2.1") == 303


def test_a_class_signs_in_together_from_one_place(client):
    kept = hash_password(PASSWORD)
    for n in range(8):
        a_person(email=f"p{n}@example.org", password_hash=kept)
    tries = [a_try(client, email=f"p{n}@example.org", password=PASSWORD) for n in range(8)]
    assert tries == [303] * 8


def test_right_passwords_between_wrong_ones_make_no_more_tries(client, anna):
    a_person(email="own@example.org", password_hash=hash_password(PASSWORD))
    tries = []
    for n in range(6):
        tries.append(a_try(client, email=f"p{n}@example.org"))
        a_try(client, email="own@example.org", password=PASSWORD)
    assert tries == [422] * 5 + [429]


def test_one_account_is_signed_in_five_times_in_five_minutes(client, anna):
    tries = [a_try(client, password=PASSWORD, address=f"192.0.2.{n}") for n in range(6)]
    assert tries == [303] * 5 + [429]


def test_a_place_that_has_used_up_its_tries_uses_up_nobody_elses(client, anna):
    for _ in range(12):
        a_try(client)
    kept = {row.key.split("/")[1][:7]: row.tries for row in db.session.query(RateLimit)}
    assert kept["account"] == 5


def test_a_forwarded_address_changes_nothing(client, anna):
    tries = [
        a_try(client, email=f"p{n}@example.org", X_Forwarded_For=f"198.51.100.{n}")
        for n in range(6)
    ]
    assert tries[5] == 429


def test_one_ipv6_network_is_one_place(client, anna):
    tries = [a_try(client, email=f"p{n}@example.org", address=f"2001:db8::{n}") for n in range(6)]
    assert tries[5] == 429
    assert a_try(client, email="q@example.org", address="2001:db8:0:1::1") == 422


def test_the_address_in_another_case_is_the_same_account(client, anna):
    names = ["anna@example.org", "ANNA@example.org", " anna@example.org"] * 2
    assert [a_try(client, n, address=f"192.0.2.{i}") for i, n in enumerate(names)][5] == 429


@pytest.mark.parametrize("sign", ["\u202e", "\x01", "\ufeff", "\u2028 ", "\uffff"])
def test_signs_that_a_form_drops_make_no_other_account(client, anna, sign):
    names = [sign * n + "anna@example.org" for n in range(6)]
    tries = [a_try(client, name, address=f"192.0.2.{i}") for i, name in enumerate(names)]
    assert tries == [422] * 5 + [429]


def test_reading_the_page_is_not_counted_and_the_text_is_told(client, anna):
    for _ in range(9):
        assert client.get("/en/sign-in").status == 200
    form = client.get("/en/sign-in").form("/sign-in").fill(email="anna@example.org", password="x")
    for _ in range(5):
        assert client.send(form).status == 422
    page = client.send(form)
    assert page.status == 429
    assert "Too many tries" in page.text


def test_after_five_minutes_it_may_be_tried_again_and_old_rows_go(client, anna):
    for _ in range(6):
        a_try(client)
    with transaction(None):
        for row in db.session.query(RateLimit):
            row.until = now() - timedelta(seconds=1)
    assert a_try(client, password=PASSWORD) == 303
    kept = db.session.query(RateLimit.tries, RateLimit.until).all()
    assert sorted(tries for tries, until in kept if until > now()) == [0, 1]  # place, account


def test_continuing_counts_together_with_signing_in(client, anna):
    for _ in range(3):
        a_try(client)
    sent = {"email": "anna@example.org", "password": "wrong", "target": "/en/sign-out"}
    token = client.get("/en/sign-in").form("/sign-in").data["csrf_token"]
    sent["csrf_token"] = token
    answers = [client.post("/en/sign-in/and-continue", sent).status for _ in range(3)]
    assert answers == [422, 422, 429]


def test_tries_at_the_same_moment_are_all_counted(app):
    def a_hit(_n):
        with app.app_context():
            return DatabaseStorage().incr("one key", 300)

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(a_hit, range(24))) == list(range(1, 25))


@pytest.fixture
def without_table(database, tmp_path):
    app = databases.an_app(database, tmp_path)
    with app.app_context():
        RateLimit.__table__.drop(db.engine)
        yield CheckedClient(app.test_client())
    databases.dispose(app)


def test_while_tries_cannot_be_counted_signing_in_refuses_and_reading_goes_on(without_table):
    client = without_table
    form = client.get("/en/sign-in").form("/sign-in").fill(email="a@example.org", password="x")
    page = client.send(form)
    assert page.status == 503
    assert "Reading goes on as usual." in page.text
    assert "a@example.org" in page.one("textarea").text
    assert client.get("/en/threads").status == 200


@pytest.fixture
def without_limits(database, tmp_path):
    app = databases.an_app(database, tmp_path, limits=False)
    with app.app_context():
        yield CheckedClient(app.test_client())
    databases.dispose(app)


def test_an_installation_for_tests_may_do_without(without_limits):
    assert [a_try(without_limits) for _ in range(7)] == [422] * 7
