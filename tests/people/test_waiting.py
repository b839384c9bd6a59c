from itertools import product

import pytest

from exchange.kernel.db import db
from exchange.people.models import Account, Membership, RoleChange
from exchange.people.policy import may_admit, waiting_for
from exchange.people.queries import get_actor, get_person
from tests.factories import LONG_AGO, a_moderator, a_person, an_admin, an_organisation


@pytest.fixture
def home(app):
    return an_organisation()


@pytest.fixture
def coordinator(client, sign_in, home):
    who = a_person("Coordinator", organisation=home, role="coordinator")
    sign_in(client, who)
    return who


def newcomer(name="Nina", home=None, **traits):
    at = home.id if home else None
    return a_person(name, **({"admitted_at": None, "organisation_id": at} | traits))


def of(who):
    db.session.expire_all()
    return db.session.get(Account, who.id)


def test_a_coordinator_lets_in_who_names_the_own_organisation(client, coordinator, home, told):
    nina, other = newcomer(home=home), newcomer("Olga", an_organisation())
    page = client.get("/en/people/waiting")
    assert "Nina" in page.text
    assert "Olga" not in page.text
    form = page.form(f"/people/{nina.id}/admit")
    assert client.send(form).status == 303
    assert client.send(form).status == 303
    assert get_actor(nina.id).state == "active"
    row = db.session.query(Membership).filter_by(account_id=nina.id).one()
    assert (row.organisation_id, row.role) == (home.id, "member")
    assert told().count("person_admitted") == 1
    assert db.session.query(RoleChange).one().change == "admitted"
    token = client.get("/en/settings").form("/settings").data["csrf_token"]
    assert client.post(f"/en/people/{other.id}/admit", {"csrf_token": token}).status == 404
    assert of(other).admitted_at is None


def test_an_admin_lets_in_everybody(client, sign_in):
    sign_in(client, an_admin())
    nina = newcomer()
    page = client.get("/en/people/waiting")
    assert "no organisation named" in page.text
    page = client.submit(page, f"/people/{nina.id}/admit")
    assert "Nobody waits" in page.text
    assert get_actor(nina.id).state == "active"


def test_a_coordinator_and_an_admin_are_each_told_whom_to_let_in(client, sign_in, home):
    for who, told, other in (
        (
            a_person(organisation=home, role="coordinator"),
            "your organisation",
            "You can let everybody in",
        ),
        (
            an_admin(organisation=home, role="coordinator"),
            "You can let everybody in",
            "your organisation",
        ),
    ):
        sign_in(client, who)
        lede = client.get("/en/people/waiting").one(".lede").text
        assert told in lede
        assert other not in lede


def test_who_is_of_another_organisation_is_left_to_admins(client, coordinator, home):
    nina = newcomer(home=home)
    page = client.submit("/en/people/waiting", f"/people/{nina.id}/not-ours")
    assert "Nina" not in page.text
    assert (of(nina).organisation_id, of(nina).admitted_at) == (None, None)


@pytest.mark.parametrize(
    "state", [{"confirmed_at": None}, {"suspended_at": LONG_AGO, "confirmed_at": LONG_AGO}]
)
def test_who_has_not_confirmed_or_is_suspended_is_not_let_in(client, coordinator, home, state):
    who = newcomer(home=home, **state)
    page = client.get("/en/people/waiting")
    assert "Nina" not in page.text
    token = page.form("/sign-out").data["csrf_token"]
    assert client.post(f"/en/people/{who.id}/admit", {"csrf_token": token}).status == 404


@pytest.mark.parametrize(("make", "status"), [(a_person, 404), (a_moderator, 403), (newcomer, 404)])
def test_nobody_else_sees_who_waits(client, sign_in, make, status):
    sign_in(client, make())
    who = newcomer("Olga")
    assert client.get("/en/people/waiting").status == 403
    token = client.get("/en/settings").form("/settings").data["csrf_token"]
    for verb in ("admit", "not-ours"):
        assert client.post(f"/en/people/{who.id}/{verb}", {"csrf_token": token}).status == status


def test_guests_are_led_to_sign_in(client):
    assert client.get("/en/people/waiting").location == "/en/sign-in?next=/en/people/waiting"


def test_the_page_asks_the_same_few_questions_for_one_and_for_many(
    client, coordinator, home, count_queries
):
    newcomer(home=home)
    client.get("/en/people/waiting")
    with count_queries() as few:
        client.get("/en/people/waiting")
    for n in range(5):
        newcomer(f"N{n}", home)
    with count_queries() as many:
        client.get("/en/people/waiting")
    assert len(few) == len(many) <= 4


def test_the_list_and_the_rule_agree(app):
    """Over every state of a person and every kind of actor."""
    homes = [an_organisation(), an_organisation(), None]
    times = [None, LONG_AGO]
    for home, confirmed, admitted, suspended in product(homes, times, times, times):
        state = {"confirmed_at": confirmed, "admitted_at": admitted, "suspended_at": suspended}
        newcomer(home=home, **state)
    people = [row.id for row in db.session.query(Account.id)]
    actors = [
        an_admin(),
        a_person(organisation=homes[0], role="coordinator"),
        a_person(organisation=homes[1], role="coordinator", suspended_at=LONG_AGO),
        a_person(organisation=homes[0], role="editor"),
    ]
    for actor in actors:
        listed = {row.id for row in db.session.query(Account.id).filter(waiting_for(actor))}
        ruled = {
            one
            for one in people
            if (person := get_person(one)).state == "waiting"
            and may_admit(actor, person.organisation_id)
        }
        assert listed == ruled
