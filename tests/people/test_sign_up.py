from datetime import timedelta

import pytest

from exchange.kernel.clock import now
from exchange.kernel.db import db
from exchange.people import tokens
from exchange.people.consent import RULES_VERSION
from exchange.people.models import Account, MailToken, SignIn
from exchange.people.passwords import hash_password, is_password
from tests.factories import LONG_AGO, a_person, an_organisation
from tests.page import CheckedClient
from tests.people.conftest import PASSWORD

TYPED = {"name": "Anna Bērziņa", "email": "Anna@Example.org", "password": PASSWORD}


def join(client, **changes):
    values = TYPED | {"reads": ["en", "lv"], "consent": True} | changes
    return client.submit("/en/sign-up", "/sign-up", **values)


def sent_by_hand(client, **changes):
    """What no browser would send."""
    form = client.get("/en/sign-up").form("/sign-up")
    values = form.data.to_dict() | TYPED | {"reads": "en", "consent": "y"} | changes
    return client.post("/en/sign-up", values)


def test_somebody_joins_confirms_and_waits(client, mail, last_link, told):
    home = an_organisation("lv", "LV")
    page = join(client, organisation=str(home.id))
    assert page.h1 == "Look into your mail"
    who = db.session.query(Account).one()
    assert (who.name, who.email, who.reads) == ("Anna Bērziņa", "anna@example.org", ["en", "lv"])
    assert (who.organisation_id, who.timezone) == (home.id, "Europe/Riga")
    assert (who.consent_version, who.confirmed_at, who.admitted_at) == (RULES_VERSION, None, None)
    assert told() == ["address_to_confirm"]

    page = client.submit(last_link("confirm"), "", password=PASSWORD)
    assert "Your address is confirmed." in page.text
    assert "You have yet to be let in" in client.get("/en/settings").text
    assert told()[1:] in ([], ["address_confirmed"])
    assert "Your menu" in page.text


def test_the_interface_speaks_the_language_of_the_page(client, mail):
    values = TYPED | {"consent": True}
    client.submit("/lv/sign-up", "/sign-up", **values)
    who = db.session.query(Account).one()
    assert (who.language, who.reads) == ("lv", ["lv"])


def test_an_address_that_is_taken_is_told_to_its_owner_only(client, mail, told):
    fresh = join(client, email="new@example.org")
    a_person(email="anna@example.org", password_hash=hash_password("their own secret words"))
    taken = join(client)
    assert (taken.status, taken.path, taken.text) == (fresh.status, fresh.path, fresh.text)
    assert told() == ["address_to_confirm", "address_taken"]
    kept = db.session.query(Account).filter_by(email="anna@example.org").one()
    assert kept.name != TYPED["name"]
    assert is_password("their own secret words", kept.password_hash)


def test_the_same_form_sent_twice_sends_one_link(client, mail, told):
    form = client.get("/en/sign-up").form("/sign-up").fill(**TYPED, consent=True)
    assert client.send(form).location == client.send(form).location
    assert told() == ["address_to_confirm"]


def test_an_address_that_nobody_confirmed_may_be_signed_up_anew(client, mail, last_link, told):
    join(client, name="Somebody Else", password="a thief with many keys")
    old = last_link("confirm")
    join(client)
    assert db.session.query(Account).one().name == TYPED["name"]
    assert client.get(old).status == 410
    assert client.submit(last_link("confirm"), "", password=PASSWORD).path == "/en/"


def test_the_click_of_the_owner_confirms_nobody_elses_password(client, mail, last_link):
    join(client, password="a thief with many keys")
    page = client.submit(last_link("confirm"), "", password=PASSWORD)
    assert page.status == 422
    assert "not the password that you chose" in page.text
    assert db.session.query(Account).one().confirmed_at is None


def test_looking_at_the_link_uses_nothing_up_and_pressing_does(client, mail, last_link):
    join(client)
    link = last_link("confirm")
    for _ in range(3):
        assert client.get(link).status == 200
    form = client.get(link).form("").fill(password=PASSWORD)
    assert client.send(form).status == 303
    assert client.get(link).status == 410
    assert db.session.query(SignIn).count() == 1


def test_a_link_works_for_an_hour(client, mail, last_link, monkeypatch):
    join(client)
    link = last_link("confirm")
    monkeypatch.setattr(tokens, "now", lambda: now() + timedelta(minutes=59))
    assert client.get(link).status == 200
    monkeypatch.setattr(tokens, "now", lambda: now() + timedelta(minutes=61))
    assert client.get(link).status == 410


def test_a_link_works_for_the_address_it_was_sent_to(client, mail, last_link):
    join(client)
    link = last_link("confirm")
    who = db.session.query(Account).one()
    who.email = "other@example.org"
    db.session.commit()
    assert client.get(link).status == 410


def test_a_forged_link_says_so_and_links_of_one_kind_do_not_serve_as_the_other(
    client, mail, last_link
):
    join(client)
    link = last_link("confirm")
    assert client.get(link[:-9] + ("A" if link[-9] != "A" else "B") + link[-8:]).status == 410
    assert client.get("/en/confirm/" + "x" * 3_000).status == 410
    assert client.get("/en/confirm/WzFd.x").status == 410
    assert client.get(link.replace("/confirm/", "/new-password/")).status == 410
    assert len(db.session.query(MailToken).one().nonce) * 4 >= 128


def test_links_are_built_from_the_configured_address_only(client, mail, app):
    form = client.get("/en/sign-up").form("/sign-up").fill(**TYPED, consent=True)
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    assert client.flask.post("/en/sign-up", data=form.data, headers=headers).status_code == 400
    client.flask.post("/en/sign-up", data=form.data, headers={"X-Forwarded-Host": "evil.example"})
    token = db.session.query(MailToken).one()
    assert tokens.link_for(token.id, "en").startswith("http://localhost/en/confirm/")


def test_another_link_may_be_asked_for(client, mail, sign_in, told, last_link):
    who = a_person(confirmed_at=None, password_hash=hash_password(PASSWORD))
    sign_in(client, who)
    page = client.submit("/en/settings", "/confirm-again")
    assert "The link is on its way." in page.text
    assert told() == ["address_to_confirm"]
    client.submit(last_link("confirm"), "", password=PASSWORD)
    assert client.post("/en/confirm-again", {"csrf_token": token_of(client)}).status == 403


def token_of(client):
    return client.get("/en/settings").form("/settings").data["csrf_token"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "This cannot be empty."),
        ({"name": "  \u2800 "}, "This cannot be empty."),
        ({"name": "A"}, "At least 2 characters"),
        ({"name": "x" * 81}, "At most 80 characters"),
        ({"name": "An\x00na"}, "cannot be stored"),
        ({"email": ""}, "This cannot be empty."),
        ({"email": "anna"}, "does not look like a mail address"),
        ({"email": "anna@example.org\nBcc: all@example.org"}, "does not look like a mail address"),
        ({"email": "a" * 250 + "@example.org"}, "At most 254 characters"),
        ({"password": ""}, "This cannot be empty."),
        ({"password": "short"}, "At least 10 characters"),
        ({"password": "Lozinka2016!"}, "easily guessed"),
        ({"password": "Anna Berzina 1"}, "easily guessed"),
        ({"password": "x" * 201}, "At most 200 characters"),
        ({"password": "\x00" * 12}, "none that cannot be typed"),
        ({"organisation": "99999"}, "Please choose one of the list."),
        ({"organisation": "🐝"}, "Please choose one of the list."),
        ({"reads": "xx"}, "Please choose from the list only."),
        ({"reads": ""}, "choose"),
        ({"consent": ""}, "Without this you cannot join."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, mail, changes, said):
    page = sent_by_hand(client, **changes)
    assert page.status == 422
    assert said.casefold() in page.text.casefold()
    kept = page.form("/sign-up").data
    assert kept["password"] == ""
    if "name" not in changes:
        assert kept["name"] == TYPED["name"]
    assert db.session.query(Account).count() == 0


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ana 🐝 Šarić", "Ana 🐝 Šarić"),
        ("S\u030cime", "Šime"),
        ("\u202eevil\u202c Ana", "evil Ana"),
        ("<b>Ana</b>", "<b>Ana</b>"),
        ("  Ana\t\nMarić ", "Ana Marić"),
    ],
)
def test_names_of_all_sorts_are_taken(client, mail, typed, kept):
    assert sent_by_hand(client, name=typed).status == 303
    assert db.session.query(Account).one().name == kept


def test_without_mail_nobody_can_sign_up_or_forget(client):
    for path in ("/en/sign-up", "/en/forgotten-password"):
        page = client.get(path)
        assert (page.status, page.h1) == (200, "Mail is not set up")
        token = client.get("/en/sign-in").form("/sign-in").data["csrf_token"]
        sent = {"csrf_token": token, "email": "anna@example.org"}
        assert client.post(path, sent).status == 403
    assert db.session.query(Account).count() == 0


def test_too_many_links_to_one_address_are_refused(client, mail):
    assert [sent_by_hand(client).status for _ in range(6)] == [303] * 5 + [429]


def test_a_refusal_shows_what_was_typed_and_no_codes_of_choices(client, mail):
    for _ in range(6):
        page = sent_by_hand(client, reads="sr-latn", organisation="")
    assert TYPED["name"] in page.text
    assert "sr-latn" not in [element.text for element in page.all("textarea")]


def test_who_is_signed_in_is_led_to_the_settings(client, mail, sign_in):
    sign_in(client, a_person())
    assert client.get("/en/sign-up").location == "/en/settings"


def test_a_suspended_address_is_not_signed_up_anew(client, mail, told):
    a_person(email="anna@example.org", confirmed_at=None, suspended_at=LONG_AGO, name="Anna")
    join(client)
    assert told() == ["address_taken"]


def test_two_browsers_may_confirm_at_once_and_one_does(client, app, mail, last_link):
    join(client)
    link = last_link("confirm")
    other = CheckedClient(app.test_client())
    forms = [one.get(link).form("").fill(password=PASSWORD) for one in (client, other)]
    answers = [one.send(form).status for one, form in zip((client, other), forms, strict=True)]
    assert answers == [303, 410]


@pytest.mark.parametrize("page", ["sign-up", "forgotten-password"])
def test_who_tries_the_exchange_is_shown_where_its_mails_are(client, mail, page):
    assert "/en/mailbox" in [link.href for link in client.get(f"/en/{page}/sent").links]


def test_where_mails_are_sent_nobody_is_sent_to_the_mailbox(client):
    assert "/en/mailbox" not in [link.href for link in client.get("/en/sign-up/sent").links]


def test_a_link_followed_again_says_that_the_address_is_confirmed(client, mail, last_link):
    join(client)
    link = last_link("confirm")
    client.submit(link, "", password=PASSWORD)
    page = client.get(link)
    assert page.status == 410
    assert "Your address is confirmed already." in page.text
    assert [link["href"] for link in page.all("main a")] == ["/en/"]


def offered(page):
    """What can be chosen as organisation: heading, language, name."""
    groups = page.all("#organisation optgroup")
    return [(one["label"], o["lang"], o.text) for one in groups for o in one.all("option")]


def test_organisations_stand_under_their_country_in_the_readers_order(client, mail):
    an_organisation("rs", "RS", name="Network of Serbia", own_names=[["sr", "Мрежа Србије"]])
    an_organisation("xk", "XK", name="Network of Kosovo", own_names=[["sq", "Rrjeti i Kosovës"]])
    an_organisation("hr", "HR", name="Croatian Network", own_names=[["hr", "Hrvatska mreža"]])
    assert offered(client.get("/en/sign-up")) == [
        ("Croatia", "en", "Croatian Network"),
        ("Kosovo*", "en", "Network of Kosovo"),
        ("Serbia", "en", "Network of Serbia"),
    ]
    page = client.get("/tr/sign-up")
    assert offered(page) == [
        ("Hırvatistan", "hr", "Hrvatska mreža"),
        ("Kosova*", "sq", "Rrjeti i Kosovës"),
        ("Sırbistan", "sr-Cyrl", "Мрежа Србије"),
    ]
    assert page.one("#kosovo-footnote")


def test_without_kosovo_in_the_list_no_footnote_is_owed(client, mail):
    an_organisation("lv", "LV", name="Latvian Rural Forum")
    assert not client.get("/en/sign-up").all("#kosovo-footnote")
