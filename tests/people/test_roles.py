import pytest

from exchange.kernel.db import db
from exchange.people.models import Account, Membership, RoleChange, SignIn
from tests.factories import (
    LONG_AGO,
    a_moderator,
    a_person,
    a_sign_in,
    an_admin,
    an_organisation,
)


@pytest.fixture
def admin(client, sign_in):
    who = an_admin("Admin")
    sign_in(client, who)
    return who


def of(who):
    db.session.expire_all()
    return db.session.get(Account, who.id)


def roles_page(who):
    return f"/en/people/{who.id}/roles"


def by_hand(client, who, **changes):
    form = client.get(roles_page(who)).form("/roles")
    return client.post(roles_page(who), form.data.to_dict() | changes)


def test_an_admin_gives_roles_and_the_log_tells(client, admin):
    who, home = a_person("Berta"), an_organisation()
    page = client.submit(
        roles_page(who),
        "/roles",
        mentor=True,
        moderator=True,
        organisation=str(home.id),
        role="coordinator",
    )
    assert page.path == f"/en/people/{who.id}"
    assert [chip.text for chip in page.all(".role")] == ["moderator", "mentor", "coordinator"]
    assert "Role given: moderator" in page.text
    assert (of(who).is_mentor, of(who).is_moderator, of(who).is_admin) == (True, True, False)
    row = db.session.query(Membership).one()
    assert (row.account_id, row.organisation_id, row.role) == (who.id, home.id, "coordinator")
    assert {line.by_id for line in db.session.query(RoleChange)} == {admin.id}


def test_who_loses_a_role_is_signed_out_and_who_gains_one_is_not(client, admin):
    who = a_person(is_mentor=True)
    a_sign_in(who, "key")
    client.submit(roles_page(who), "/roles", moderator=True)
    assert db.session.query(SignIn).filter_by(account_id=who.id, ended_at=None).count() == 1
    client.submit(roles_page(who), "/roles", mentor=False)
    assert db.session.query(SignIn).filter_by(account_id=who.id, ended_at=None).count() == 0


@pytest.mark.parametrize("after", [{"role": "member"}, {"organisation": ""}])
def test_who_loses_a_place_in_an_organisation_is_signed_out_too(client, admin, after):
    who = a_person(organisation=an_organisation(), role="editor")
    a_sign_in(who, "key")
    client.submit(roles_page(who), "/roles", **after)
    assert db.session.query(SignIn).filter_by(account_id=who.id, ended_at=None).count() == 0


def test_another_organisation_takes_the_place_of_the_old_one(client, admin):
    who, new = a_person(organisation=an_organisation()), an_organisation()
    client.submit(roles_page(who), "/roles", organisation=str(new.id), role="editor")
    row = db.session.query(Membership).one()
    assert (row.organisation_id, row.role, of(who).organisation_id) == (new.id, "editor", new.id)


def test_nothing_changed_is_nothing_logged_and_twice_is_once(client, admin):
    who = a_person()
    client.submit(roles_page(who), "/roles")
    assert db.session.query(RoleChange).count() == 0
    form = client.get(roles_page(who)).form("/roles").fill(mentor=True)
    assert [client.send(form).status for _ in range(2)] == [303, 303]
    assert db.session.query(RoleChange).count() == 1


def test_the_last_admin_stays_one(client, admin):
    page = client.submit(roles_page(admin), "/roles", admin=False)
    assert page.status == 422
    assert "There must be one admin" in page.text
    assert of(admin).is_admin


def test_a_suspended_admin_does_not_count_as_one(client, admin):
    an_admin(suspended_at=LONG_AGO)
    assert client.submit(roles_page(admin), "/roles", admin=False).status == 422


def test_with_another_admin_one_may_go_and_is_signed_out(client, admin):
    an_admin()
    page = client.submit(roles_page(admin), "/roles", admin=False)
    assert "Your menu" not in page.text
    assert not of(admin).is_admin


@pytest.mark.parametrize(
    "changes",
    [{"organisation": "99"}, {"organisation": "x"}, {"role": "king"}, {"role": ""}],
)
def test_what_no_form_offers_is_refused(client, admin, changes):
    who = a_person()
    assert by_hand(client, who, **changes).status == 422


@pytest.mark.parametrize("version", ["", "abc", "9" * 30])
def test_a_version_that_no_page_wrote_is_an_old_one(client, admin, version):
    who = a_person()
    page = by_hand(client, who, version=version, mentor="y")
    assert page.status == 409
    assert not of(who).is_mentor


def test_a_coordinator_names_editors_of_the_own_organisation_only(client, sign_in):
    home = an_organisation()
    sign_in(client, a_person(organisation=home, role="coordinator"))
    who = a_person(organisation=home)
    form = client.get(roles_page(who)).form("/roles")
    assert "admin" not in form.fields
    client.submit(roles_page(who), "/roles", role="editor")
    assert db.session.query(Membership).filter_by(account_id=who.id).one().role == "editor"
    by_hand(client, who, admin="y", moderator="y", organisation="", role="editor")
    assert (of(who).is_admin, of(who).is_moderator) == (False, False)
    assert of(who).organisation_id == home.id
    assert by_hand(client, who, role="coordinator").status == 422


def test_a_coordinator_names_nobody_elsewhere_and_no_coordinator(client, sign_in):
    home = an_organisation()
    sign_in(client, a_person(organisation=home, role="coordinator"))
    elsewhere = a_person(organisation=an_organisation())
    other = a_person(organisation=home, role="coordinator")
    assert client.get(roles_page(elsewhere)).status == 403
    assert client.get(roles_page(other)).status == 403


@pytest.mark.parametrize("make", [a_person, a_moderator])
def test_nobody_else_gives_roles(client, sign_in, make):
    sign_in(client, make())
    who = a_person()
    token = client.get("/en/settings").form("/settings").data["csrf_token"]
    assert client.get(roles_page(who)).status == 403
    sent = {"csrf_token": token, "admin": "y", "role": "member", "organisation": ""}
    assert client.post(roles_page(who), sent).status == 403
    assert not of(who).is_admin


def test_a_person_that_is_not_has_no_roles(client, admin):
    assert client.get("/en/people/999999/roles").status == 404
