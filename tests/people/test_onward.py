"""What a guest wanted to do when they were asked to sign in or to join is there afterwards."""

import pytest

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.notifications.account_mails import link_mail
from exchange.people.models import Account, MailToken
from tests.factories import a_category
from tests.people.conftest import PASSWORD

QUESTION = "Ко плаћа аниматора пре првог позива & шта ако нема новца?"
NEWCOMER = {"name": "Anna Bērziņa", "email": "anna@example.org", "password": PASSWORD}


@pytest.fixture
def asked(client):
    """A guest typed a question on the front page, and was led to the sign-in page."""
    a_category()
    return client.submit("/sr/", "/ask", title=QUESTION)


def join_from(client, page):
    """By the link below the form, as somebody without an account does."""
    (join,) = [link for link in page.all("main a") if "/sign-up" in link["href"]]
    return client.submit(client.get(join["href"]), "/sign-up", **NEWCOMER, consent=True)


def let_in(email=NEWCOMER["email"]):
    with transaction(None):
        db.session.query(Account).filter_by(email=email).one().admitted_at = now()


def test_who_signs_in_has_the_question_in_the_form(client, anna, asked):
    assert asked.path == "/sr/sign-in"
    page = client.submit(asked, "/sign-in", email="anna@example.org", password=PASSWORD)
    assert page.form("/ask").data["title"] == QUESTION


def test_who_changes_the_language_at_the_door_goes_on_in_it(client, anna, asked):
    (other,) = [link for link in asked.all(".tongues a") if link["lang"] == "lv"]
    page = client.get(other["href"])
    page = client.submit(page, "/sign-in", email="anna@example.org", password=PASSWORD)
    assert (page.path, page.form("/ask").data["title"]) == ("/lv/ask", QUESTION)


def test_who_mistypes_the_password_and_then_joins_has_it_too(client, mail, last_link, asked):
    page = client.submit(asked, "/sign-in", email="anna@example.org", password="wrong words here")
    assert page.status == 422
    join_from(client, page)
    page = client.submit(last_link("confirm"), "", password=PASSWORD)
    assert (page.path, QUESTION in page.text) == ("/en/ask", True)


def test_who_joins_has_it_when_the_link_is_opened_in_another_browser(
    client, mail, last_link, asked
):
    join_from(client, asked)
    client.flask.delete_cookie("session", domain="localhost")
    page = client.submit(last_link("confirm"), "", password=PASSWORD)
    assert "Your address is confirmed." in page.text
    let_in()
    assert client.get(page.address).form("/ask").data["title"] == QUESTION


def test_the_category_that_was_chosen_comes_along(client, mail, last_link):
    category = str(a_category().id)
    page = client.get(f"/en/ask?category={category}", follow=True)
    join_from(client, page)
    confirm = last_link("confirm")
    let_in()
    page = client.submit(confirm, "", password=PASSWORD)
    assert page.form("/ask").data["category"] == category


def test_another_link_leads_to_the_same_place(client, mail, last_link, asked):
    join_from(client, asked)
    client.submit("/sr/sign-in", "/sign-in", email="anna@example.org", password=PASSWORD)
    client.submit("/sr/settings", "/confirm-again")
    page = client.submit(last_link("confirm"), "", password=PASSWORD)
    assert page.path == "/en/ask"


@pytest.mark.parametrize("wanted", ["https://evil.example", "//evil.example", "/en/" + "x" * 2_000])
def test_nobody_is_led_away_from_the_site_by_joining(client, mail, last_link, wanted):
    sent = client.get("/en/sign-up").form("/sign-up").fill(**NEWCOMER, consent=True)
    client.post("/en/sign-up", sent.data.to_dict() | {"next": wanted})
    assert db.session.query(MailToken).one().onward is None
    assert client.submit(last_link("confirm"), "", password=PASSWORD).path == "/en/"


def test_the_mail_to_an_address_that_anybody_can_type_holds_no_word_of_theirs(client, mail, asked):
    join_from(client, asked)
    token = db.session.query(MailToken).one()
    assert "title=" in token.onward
    letter, _recipient = link_mail(token.id)
    assert "title=" not in letter.text + letter.html


def test_a_link_that_was_used_forgets_where_it_led(client, mail, last_link, asked):
    join_from(client, asked)
    client.submit(last_link("confirm"), "", password=PASSWORD)
    db.session.expire_all()
    assert db.session.query(MailToken).one().onward is None
