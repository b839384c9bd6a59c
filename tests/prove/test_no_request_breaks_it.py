"""Fifty thousand generated requests, as each role: every answer is one that was meant.

Half of them on each database. `PROVE_REQUESTS=2000` for a short look, `PROVE_SEED` for others.
"""

import os
import random
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from exchange.kernel.db import db, transaction
from exchange.people.actor import Actor
from exchange.people.login import new_sign_in_key
from exchange.people.models import Account
from tests import databases
from tests.factories import a_sign_in
from tests.migrations.filling import fill
from tests.page import CheckedClient
from tests.prove.requests import KnownForm, Maker, Request
from tests.rules.test_routes import ROLES, addresses

pytestmark = pytest.mark.prove

REQUESTS = int(os.environ.get("PROVE_REQUESTS", "50000"))
A_LIFE = 100  # requests of one browser; then somebody may have signed it out or suspended it
MANY = 5  # faults: enough to see


@dataclass
class Visitor:
    """One role in a browser, with the forms that its pages showed it."""

    role: str
    client: FlaskClient
    token: str
    forms: Sequence[KnownForm]


def signed_in(app: Flask, who: Actor | None) -> FlaskClient:
    client = app.test_client()
    if who:
        key = new_sign_in_key()
        a_sign_in(who, key)
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = key, True
    return client


def forms_met(app: Flask, client: FlaskClient) -> list[KnownForm]:
    """All that its own pages offer, on the addresses that exist."""
    browser, found = CheckedClient(client), {}
    for number in (1, 2, 3):
        for rule, path in addresses(app, number):
            if "GET" not in rule.methods or "/static/" in path:
                continue
            page = browser.get(path, follow=True)
            for form in page.forms() if page.is_html else ():
                if form.method == "POST":
                    fields = {name: [str(v) for v in vs] for name, vs in form.fields.items()}
                    found[form.action, tuple(sorted(fields))] = KnownForm(form.action, fields)
    return list(found.values())


def token_of(forms: Sequence[KnownForm]) -> str:
    return next((f.fields["csrf_token"][0] for f in forms if "csrf_token" in f.fields), "")


def answered(visitor: Visitor, request: Request) -> tuple[int, str]:
    """The status, and what is wrong with it; an error in a view comes through as it is."""
    try:
        answer = visitor.client.open(
            request.path, method=request.method, headers=request.headers, data=request.body
        )
    except Exception:
        return 0, traceback.format_exc(limit=-4)
    answer.close()
    if answer.status_code >= 500:
        return answer.status_code, answer.status
    has_policy = "Content-Security-Policy" in answer.headers
    return answer.status_code, "" if has_policy else "has no security policy"


def be_as_before(people: Mapping[str, Actor | None]) -> None:
    """Whoever was suspended or given a role by a form is what their role says."""
    db.session.rollback()
    with transaction(None):
        for role, who in people.items():
            if who and role not in ("suspended", "unconfirmed", "waiting"):
                mine = update(Account).where(Account.id == who.id)
                db.session.execute(
                    mine.values(
                        suspended_at=None,
                        is_mentor=role == "mentor",
                        is_moderator=role == "moderator",
                        is_admin=role == "admin",
                    )
                )


@pytest.fixture
def fresh(database: str, tmp_path: Path) -> Iterator[Flask]:
    """A database of its own, whose first rows have the first numbers."""
    app = databases.an_app(database, tmp_path, limits=False)
    with app.app_context():
        yield app
    databases.dispose(app)


def test_no_request_breaks_it(fresh: Flask) -> None:
    chance = random.Random(os.environ.get("PROVE_SEED", "2016"))
    fill()
    people = {role: make() for role, make in ROLES.items()}
    met = {role: forms_met(fresh, signed_in(fresh, who)) for role, who in people.items()}
    maker, faults, seen = Maker(chance, fresh.url_map), list[str](), Counter[tuple[str, int]]()
    for life in range(REQUESTS // 2 // A_LIFE):
        role = list(ROLES)[life % len(ROLES)]
        be_as_before(people)
        visitor = _born(fresh, role, people[role], met[role])
        for _ in range(A_LIFE):
            sent = maker.next(visitor.token, visitor.forms)
            status, wrong = answered(visitor, sent)
            seen[sent.method, status] += 1
            if status == 401:  # it has signed itself out, and would meet nothing but the door
                visitor = _born(fresh, role, people[role], met[role])
            if wrong:
                faults.append(f"{role}: {sent}\n{wrong}")
        if len(faults) >= MANY:
            break
    assert not faults, f"after {seen.total()} requests:\n" + "\n\n".join(faults[:MANY])
    _reach_far(seen)


def _reach_far(seen: Counter[tuple[str, int]]) -> None:
    """Requests that are all turned away at the door would prove nothing."""
    posts = sum(times for (method, _status), times in seen.items() if method == "POST")
    for method, status, part in (("POST", 303, 0.05), ("POST", 422, 0.05), ("GET", 200, 0.02)):
        assert seen[method, status] > part * posts, (method, status, seen)


def _born(app: Flask, role: str, who: Actor | None, forms: Sequence[KnownForm]) -> Visitor:
    client = signed_in(app, who)
    page = CheckedClient(client).get("/en/sign-in" if who is None else "/en/settings")
    own = [
        KnownForm(f.action, {k: [str(v) for v in vs] for k, vs in f.fields.items()})
        for f in page.forms()
    ]
    return Visitor(role, client, token_of(own), forms)
