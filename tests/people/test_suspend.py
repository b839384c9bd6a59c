import pytest

from exchange.kernel.db import db
from exchange.people.models import Account, RoleChange, SignIn
from tests.factories import a_moderator, a_person, a_sign_in, an_admin
from tests.page import CheckedClient

WHY = "Three advertisements in one day."


@pytest.fixture
def moderator(client, sign_in):
    who = a_moderator("Mod")
    sign_in(client, who)
    return who


def of(who):
    db.session.expire_all()
    return db.session.get(Account, who.id)


def test_a_moderator_suspends_with_a_reason_and_ends_it_again(client, moderator, told):
    who = a_person("Spam")
    a_sign_in(who, "key")
    page = client.submit(f"/en/people/{who.id}", "/suspend", reason=WHY)
    assert "They can read but not write now" in page.text
    assert of(who).suspension_reason == WHY
    assert db.session.query(SignIn).filter_by(account_id=who.id, ended_at=None).count() == 0
    page = client.submit(page, "/unsuspend")
    assert "They can write again." in page.text
    assert of(who).suspended_at is None
    changes = [row.change for row in db.session.query(RoleChange).order_by(RoleChange.id)]
    assert changes == ["suspended", "suspension ended"]


def test_twice_is_once(client, moderator):
    who = a_person()
    form = client.get(f"/en/people/{who.id}").form("/suspend").fill(reason=WHY)
    assert [client.send(form).status for _ in range(2)] == [303, 303]
    assert db.session.query(RoleChange).count() == 1


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", "This cannot be empty."),
        ("  ", "This cannot be empty."),
        ("spam", "At least 10 characters"),
        ("x" * 1_001, "At most 1000 characters"),
        ("a\x00 bad reason", "cannot be stored"),
    ],
)
def test_a_reason_is_asked_for(client, moderator, reason, said):
    who = a_person()
    form = client.get(f"/en/people/{who.id}").form("/suspend")
    page = client.post(f"/en/people/{who.id}/suspend", form.data.to_dict() | {"reason": reason})
    assert page.status == 422
    assert said in page.text
    assert of(who).suspended_at is None


@pytest.mark.parametrize("make", [a_moderator, an_admin])
def test_a_moderator_suspends_neither_moderators_nor_admins(client, moderator, make):
    who = make()
    assert "Suspend this person" not in client.get(f"/en/people/{who.id}").text
    token = client.get("/en/settings").form("/settings").data["csrf_token"]
    sent = {"csrf_token": token, "reason": WHY}
    assert client.post(f"/en/people/{who.id}/suspend", sent).status == 403
    assert client.post(f"/en/people/{who.id}/suspend", sent | {"reason": ""}).status == 403
    assert of(who).suspended_at is None


def test_nobody_suspends_themselves(client, sign_in):
    who = an_admin()
    sign_in(client, who)
    token = client.get("/en/settings").form("/settings").data["csrf_token"]
    sent = {"csrf_token": token, "reason": WHY}
    assert client.post(f"/en/people/{who.id}/suspend", sent).status == 403


def test_an_admin_suspends_a_moderator(client, sign_in):
    sign_in(client, an_admin())
    who = a_moderator()
    client.submit(f"/en/people/{who.id}", "/suspend", reason=WHY)
    assert of(who).suspended_at is not None


@pytest.mark.parametrize("verb", ["suspend", "unsuspend"])
def test_members_and_guests_suspend_nobody(client, app, sign_in, verb):
    who = a_person()
    guest = CheckedClient(app.test_client())
    token = guest.get("/en/sign-in").form("/sign-in").data["csrf_token"]
    path = f"/en/people/{who.id}/{verb}"
    assert guest.post(path, {"csrf_token": token, "reason": WHY}).status == 401
    assert guest.get(path).status == 405
    sign_in(client, a_person())
    token = client.get("/en/settings").form("/settings").data["csrf_token"]
    assert client.post(path, {"csrf_token": token, "reason": WHY}).status == 403
    assert of(who).suspended_at is None
