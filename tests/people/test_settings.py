import pytest

from exchange.kernel.db import db, transaction
from exchange.people.models import Account, Membership, SignIn
from exchange.people.passwords import is_password
from exchange.people.queries import hash_of
from tests.factories import LONG_AGO, a_person, a_sign_in, an_organisation, saved
from tests.people.conftest import PASSWORD

NEW = "nine goats near the mill"


@pytest.fixture
def signed_in(client, sign_in, anna):
    sign_in(client, anna)
    return anna


def of(who):
    return db.session.get(Account, who.id)


def by_hand(client, path="/en/settings", action="/settings", **changes):
    form = client.get("/en/settings").form(action)
    return client.post(path, form.data.to_dict() | changes)


def test_a_person_changes_who_they_are_and_what_they_read(client, signed_in):
    page = client.submit(
        "/en/settings",
        "/settings",
        name="Anna B.",
        about="I keep bees.\r\n\r\nAnd goats.",
        reads=["lv", "en"],
        language="lv",
        timezone="Europe/Riga",
    )
    assert page.path == "/lv/settings"
    who = of(signed_in)
    assert (who.name, who.about) == ("Anna B.", "I keep bees.\n\nAnd goats.")
    assert (who.language, who.timezone, sorted(who.reads)) == ("lv", "Europe/Riga", ["en", "lv"])


def test_the_same_settings_sent_twice_are_saved_once(client, signed_in):
    form = client.get("/en/settings").form("/settings").fill(about="Said once.")
    answers = [client.send(form) for _ in range(2)]
    assert [(one.status, one.location) for one in answers] == [(303, "/en/settings")] * 2
    assert of(signed_in).edit_version == 2


def test_a_save_from_an_old_page_shows_both_texts_and_loses_neither(client, signed_in):
    form = client.get("/en/settings").form("/settings")
    client.submit("/en/settings", "/settings", about="Saved in the other window.")
    page = client.send(form.fill(about="Written in this one."))
    assert page.status == 409
    assert "Saved in the other window." in page.text
    assert "Europe/" not in page.text  # the zone is said by its city
    assert page.form("/settings").data["about"] == "Written in this one."
    assert of(signed_in).about == "Saved in the other window."
    client.submit(page, "/settings")
    assert of(signed_in).about == "Written in this one."


@pytest.mark.parametrize("version", ["", "abc", "-1", "9" * 40, "²"])
def test_a_version_that_no_page_wrote_is_an_old_one(client, signed_in, version):
    assert by_hand(client, version=version).status == 409


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": " "}, "This cannot be empty."),
        ({"name": "x" * 81}, "At most 80 characters"),
        ({"about": "x" * 2_001}, "At most 2000 characters"),
        ({"about": "a\x00b"}, "cannot be stored"),
        ({"language": "xx"}, "Please choose one of the list."),
        ({"timezone": "Mars/Olympus"}, "Please choose one of the list."),
        ({"reads": "tlh"}, "Please choose from the list only."),
        ({"organisation": "1"}, "Please choose one of the list."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(client, signed_in, changes, said):
    an_organisation()
    page = by_hand(client, **({"name": "Anna with another name"} | changes))
    assert page.status == 422
    assert said in page.text
    if "name" not in changes:
        assert page.form("/settings").data["name"] == "Anna with another name"
    assert of(signed_in).name == "Anna"


def test_nobody_claims_an_organisation_that_has_not_let_them_in(client, signed_in):
    other = an_organisation()
    assert by_hand(client, organisation=str(other.id)).status == 422
    saved(Membership(account_id=signed_in.id, organisation_id=other.id))
    assert by_hand(client, organisation=str(other.id)).status == 303
    assert of(signed_in).organisation_id == other.id


def test_another_password_ends_the_other_sign_ins_and_not_this_one(client, signed_in):
    a_sign_in(signed_in, "other")
    page = client.submit("/en/settings", "/settings/password", password=PASSWORD, password_new=NEW)
    assert "signed out everywhere else" in page.text
    assert is_password(NEW, of(signed_in).password_hash)
    rows = db.session.query(SignIn.key_hash, SignIn.ended_at).all()
    assert {key: ended is None for key, ended in rows}[hash_of("other")] is False


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("wrong", NEW, "This is not your password."),
        (PASSWORD, "short", "At least 10 characters"),
        (PASSWORD, "anna1234567", "easily guessed"),
        ("", "", "This cannot be empty."),
    ],
)
def test_a_password_is_changed_only_by_who_knows_it(client, signed_in, old, new, said):
    page = client.submit("/en/settings", "/settings/password", password=old, password_new=new)
    assert page.status == 422
    assert said in page.text
    assert is_password(PASSWORD, of(signed_in).password_hash)


def test_guessing_the_own_password_is_limited_too(client, signed_in):
    tries = [by_hand(client, "/en/settings/password", "/settings/password") for _ in range(6)]
    assert [page.status for page in tries] == [422] * 5 + [429]


def test_a_sign_in_elsewhere_is_seen_and_ended(client, signed_in):
    lost = saved(SignIn(account_id=signed_in.id, key_hash=hash_of("lost"), device="Old phone"))
    page = client.get("/en/settings")
    assert "Old phone" in page.text
    form = page.form(f"/sign-ins/{lost.id}/end")
    assert client.send(form).status == 303
    assert client.send(form).status == 303
    assert "Old phone" not in client.get("/en/settings").text


def test_all_others_end_at_once_and_this_one_goes_on(client, signed_in):
    for key in ("one", "two"):
        a_sign_in(signed_in, key)
    page = client.submit("/en/settings", "/end-others")
    assert page.h1 == "Your settings"
    assert db.session.query(SignIn).filter_by(ended_at=None).count() == 1


def test_nobody_ends_the_sign_in_of_somebody_else(client, signed_in):
    theirs = a_sign_in(a_person(), "theirs")
    token = client.get("/en/settings").form("/settings").data["csrf_token"]
    path = f"/en/sign-ins/{theirs.id}/end"
    assert client.post(path, {"csrf_token": token}).status == 404
    assert client.post("/en/sign-ins/999999999/end", {"csrf_token": token}).status == 404
    db.session.expire_all()
    assert db.session.get(SignIn, theirs.id).ended_at is None


def test_the_suspended_see_why_and_may_still_look_after_their_account(client, sign_in):
    who = a_person(suspended_at=LONG_AGO, suspension_reason="Three advertisements in one day.")
    sign_in(client, who)
    assert "Three advertisements" in client.get("/en/settings").text
    assert by_hand(client, name="Another Name").status == 303


@pytest.mark.parametrize("path", ["/settings", "/settings/password", "/sign-ins/1/end"])
def test_guests_sign_in_first(client, path):
    token = client.get("/en/sign-in").form("/sign-in").data["csrf_token"]
    assert client.post(f"/en{path}", {"csrf_token": token}).status == 401
    assert client.get("/en/settings").location == "/en/sign-in?next=/en/settings"


def test_signed_out_meanwhile_what_was_typed_is_kept(client, signed_in):
    form = client.get("/en/settings").form("/settings").fill(about="I keep bees, many of them.")
    with client.flask.session_transaction() as session:
        session.clear()
    page = client.submit(
        client.send(form), "/and-continue", email="anna@example.org", password=PASSWORD
    )
    client.submit(page, "/settings")
    assert of(signed_in).about == "I keep bees, many of them."


def test_the_page_asks_few_questions_however_often_one_is_signed_in(
    client, signed_in, count_queries
):
    client.get("/en/settings")
    with count_queries() as few:
        client.get("/en/settings")
    for n in range(9):
        a_sign_in(signed_in, f"key{n}")
    with count_queries() as many:
        client.get("/en/settings")
    assert len(few) == len(many) <= 7  # one of them whether they watch what they write


def test_an_account_changed_meanwhile_by_a_suspension_is_told(client, signed_in):
    with transaction(None):
        of(signed_in).suspended_at = LONG_AGO
    assert "Your account is suspended" in client.get("/en/settings").text
