"""Fifty thousand generated requests, as each role: every answer is one that was meant.

Half of them on each database. `PROVE_REQUESTS=2000` for a short look, `PROVE_SEED` for others.
"""

import os
import random
import traceback
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from exchange.kernel.db import db, transaction
from exchange.people.actor import Actor
from exchange.people.login import new_sign_in_key
from exchange.people.models import Account
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
            for form in page.forms if page.is_html else ():
                if form.method == "POST":
                    fields = {name: [str(v) for v in vs] for name, vs in form.fields.items()}
                    found[form.action, tuple(sorted(fields))] = KnownForm(form.action, fields)
    return list(found.values())


def token_of(forms: Sequence[KnownForm]) -> str:
    return next((f.fields["csrf_token"][0] for f in forms if "csrf_token" in f.fields), "")


def answered(app: Flask, visitor: Visitor, request: Request) -> str:
    """What is wrong with the answer; an error in a view comes through as it is."""
    try:
        answer = visitor.client.open(
            request.path, method=request.method, headers=request.headers, data=request.body
        )
    except Exception:
        return traceback.format_exc(limit=-4)
    answer.close()
    if answer.status_code >= 500:
        return answer.status
    return "" if "Content-Security-Policy" in answer.headers else "has no security policy"


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


def test_no_request_breaks_it(app: Flask) -> None:
    chance = random.Random(os.environ.get("PROVE_SEED", "2016"))
    fill()
    people = {role: make() for role, make in ROLES.items()}
    met = {role: forms_met(app, signed_in(app, who)) for role, who in people.items()}
    assert sum(map(len, met.values())) > 100
    maker, faults, codes = Maker(chance, app.url_map), list[str](), Counter[str]()
    for life in range(REQUESTS // 2 // A_LIFE):
        role = list(ROLES)[life % len(ROLES)]
        be_as_before(people)
        visitor = _born(app, role, people[role], met[role])
        for _ in range(A_LIFE):
            sent = maker.next(visitor.token, visitor.forms)
            if wrong := answered(app, visitor, sent):
                faults.append(f"{role}: {sent}\n{wrong}")
            codes[sent.method] += 1
        if len(faults) >= MANY:
            break
    assert not faults, f"after {codes.total()} requests:\n" + "\n\n".join(faults[:MANY])


def _born(app: Flask, role: str, who: Actor | None, forms: Sequence[KnownForm]) -> Visitor:
    client = signed_in(app, who)
    page = CheckedClient(client).get("/en/sign-in" if who is None else "/en/settings")
    own = [
        KnownForm(f.action, {k: [str(v) for v in vs] for k, vs in f.fields.items()})
        for f in page.forms
    ]
    return Visitor(role, client, token_of(own), forms)
