import re

from exchange.kernel.db import db
from exchange.people.models import Account
from exchange.people.passwords import is_password
from exchange.people.queries import get_actor
from tests.factories import a_person, an_organisation


def run(app, *words):
    return app.test_cli_runner().invoke(args=["people", *words])


def test_the_first_admin_is_made_with_a_random_password(app):
    said = run(app, "create", "--email", "Admin@example.org", "--name", "Ada", "--admin")
    assert said.exit_code == 0, said.output
    password = re.search(r"Password: (\S+)", said.output)[1]
    row = db.session.query(Account).one()
    assert is_password(password, row.password_hash)
    assert get_actor(row.id).is_admin


def test_what_cannot_be_an_account_is_said(app):
    a_person(email="ada@example.org")
    taken = run(app, "create", "--email", "ADA@example.org", "--name", "Ada")
    assert taken.exit_code == 1
    assert "already has an account" in taken.output
    assert "does not look like" in run(app, "create", "--email", "ada", "--name", "Ada").output
    assert run(app, "create", "--name", "Ada").exit_code == 2
    assert "needs a name" in run(app, "create", "--email", "b@example.org", "--name", " ").output


def test_an_address_is_confirmed_where_no_mail_can_be_sent(app):
    home = an_organisation()
    who = a_person(
        email="ada@example.org", confirmed_at=None, admitted_at=None, organisation_id=home.id
    )
    assert run(app, "confirm", "ada@example.org").exit_code == 0
    assert run(app, "confirm", "ada@example.org").exit_code == 0
    assert get_actor(who.id).state == "active"
    assert get_actor(who.id).organisations == {home.id}
    assert "Nobody here has" in run(app, "confirm", "nobody@example.org").output


def test_everybody_is_listed(app):
    a_person("Ada", email="ada@example.org", is_mentor=True)
    line = run(app, "list").output.strip().split("\t")
    assert line[1:] == ["active", "ada@example.org", "Ada", "mentor"]
