"""What the pages do not offer is refused by the actions themselves."""

import importlib

import pytest

from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound, Refused
from exchange.people import actions
from exchange.people.models import Account, MailToken
from exchange.people.queries import people_page, waiting_list
from exchange.people.tokens import LinkGone, open_token
from tests.factories import a_mentor, a_moderator, a_person, an_admin, an_organisation
from tests.people.conftest import PASSWORD

NONE = actions.Roles(mentor=False, mentoring_coordinator=False, moderator=False, admin=False)
ALL = actions.Roles(mentor=True, mentoring_coordinator=True, moderator=True, admin=True)
NOWHERE = actions.Place(None, "member")


@pytest.fixture
def home(app):
    return an_organisation()


@pytest.fixture
def coordinator(home):
    return a_person(organisation=home, role="coordinator")


@pytest.mark.parametrize("make", [a_person, a_mentor, a_moderator])
@pytest.mark.parametrize("roles", [ALL, None])
def test_nobody_makes_themselves_an_admin(app, make, roles):
    who = make()
    with pytest.raises(NotAllowed):
        actions.change_roles(who, who.id, roles, NOWHERE, version=0)


def test_a_coordinator_gives_roles_of_the_organisation_only(home, coordinator):
    who = a_person(organisation=home)
    here = actions.Place(home.id, "editor")
    with pytest.raises(NotAllowed):
        actions.change_roles(coordinator, who.id, NONE, here, version=0)
    actions.change_roles(coordinator, who.id, None, here, version=0)


def test_a_coordinator_makes_no_coordinators_and_moves_nobody(home, coordinator):
    who = a_person(organisation=home)
    for place in (
        actions.Place(home.id, "coordinator"),
        actions.Place(an_organisation().id, "member"),
        NOWHERE,
    ):
        with pytest.raises(NotAllowed):
            actions.change_roles(coordinator, who.id, None, place, version=0)


def test_an_admin_that_is_suspended_meanwhile_gives_no_roles(app):
    admin, who = an_admin(), a_person()
    with transaction(None):
        db.session.get(Account, admin.id).suspended_at = db.session.get(Account, who.id).joined_at
    with pytest.raises(NotAllowed):
        actions.change_roles(admin, who.id, ALL, NOWHERE, version=0)


@pytest.mark.parametrize("make", [a_person, a_mentor])
def test_members_suspend_nobody(app, make):
    who = a_person()
    with pytest.raises(NotAllowed):
        actions.suspend(make(), who.id, "I do not like them")
    with pytest.raises(NotAllowed):
        actions.end_suspension(make(), who.id)
    with pytest.raises(NotFound):
        actions.suspend(a_moderator(), 999_999, "There is no such person")


def test_lists_of_people_are_for_those_whose_work_they_are(app):
    for who in (a_person(), a_moderator()):
        with pytest.raises(NotAllowed):
            people_page(who, words="", state="", number=1)
        with pytest.raises(NotAllowed):
            waiting_list(who)


def test_nobody_claims_an_organisation(app, home):
    who = a_person()
    described = actions.Described(
        name="Anna",
        about="",
        organisation_id=home.id,
        reads=("en",),
        language="en",
        timezone="Europe/Riga",
    )
    with pytest.raises(Refused):
        actions.change_profile(who, described, version=1)


@pytest.mark.parametrize("purpose", ["confirm", "password"])
def test_a_link_that_two_have_opened_is_used_by_one(mail, anna, last_link, monkeypatch, purpose):
    actions.forget_password("anna@example.org")
    with transaction(None):
        db.session.query(MailToken).one().purpose = purpose
    signed = last_link(purpose).rpartition("/")[2]
    opened = open_token(signed, purpose)
    module = {"confirm": "confirm", "password": "new_password"}[purpose]
    place = importlib.import_module(f"exchange.people.actions.{module}")
    monkeypatch.setattr(place, "open_token", lambda *_: opened)
    use = {"confirm": actions.confirm_address, "password": actions.set_new_password}[purpose]
    use(signed, PASSWORD)
    with pytest.raises(LinkGone):
        use(signed, PASSWORD)


def test_a_link_belongs_to_its_own_row(mail, anna, last_link):
    """A database that is set back gives its numbers again."""
    actions.forget_password("anna@example.org")
    signed = last_link("password").rpartition("/")[2]
    with transaction(None):
        db.session.query(MailToken).one().nonce = "0" * 32
    with pytest.raises(LinkGone):
        open_token(signed, "password")
