"""Whoever tries an installation joins a sample network; its coordinator lets them in."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from exchange.kernel.db import db
from exchange.people.actor import Actor
from exchange.people.models import Account, MailToken, Membership
from exchange.people.queries import get_actor
from exchange.people.tokens import link_for
from exchange.samples.drop import drop_samples
from exchange.samples.marker import marker
from exchange.samples.people import load_people
from exchange.serve import reference
from tests.factories import LONG_AGO
from tests.page import CheckedClient

pytestmark = pytest.mark.slow

PASSWORD = "seven bees over the hill"


@pytest.fixture
def networks(app: Flask) -> Iterator[dict[str, Actor]]:
    """The real organisations, and the invented ones with their people."""
    reference.load()
    people = load_people("", LONG_AGO)
    marker().touch()
    yield people
    marker().unlink(missing_ok=True)


def joined(client: CheckedClient, network: str) -> int:
    """Somebody new who has named this network and confirmed their address; their id."""
    page = client.get("/en/sign-up")
    (samples,) = page.all('#organisation optgroup[label="Sample networks"]')
    assert len(samples.all("option")) == 9
    assert len(page.all("#organisation option")) == 9 + 9 + 1
    (chosen,) = [one["value"] for one in samples.all("option") if one.text == network]
    client.submit(
        page,
        "/sign-up",
        name="Somebody New",
        email="new@example.com",
        password=PASSWORD,
        organisation=chosen,
        consent=True,
    )
    token = db.session.query(MailToken).one()
    path = link_for(token.id, "en").removeprefix("http://localhost")
    client.submit(path, "", password=PASSWORD)
    return token.account_id


def test_a_sample_coordinator_lets_in_who_joined_their_sample_network(
    client: CheckedClient, sign_in: Callable[..., None], networks: dict[str, Actor]
) -> None:
    account_id = joined(client, "Sample network, Serbia")
    sign_in(client, networks["coordinator-rs"])
    page = client.get("/en/people/waiting")
    assert "Somebody New" in page.text
    client.submit(page, f"/people/{account_id}/admit")
    db.session.rollback()
    assert get_actor(account_id).may_write


def test_who_was_let_in_by_samples_stays_a_member_without_them(
    client: CheckedClient, sign_in: Callable[..., None], networks: dict[str, Actor]
) -> None:
    account_id = joined(client, "Sample network, Latvia")
    sign_in(client, networks["coordinator-lv"])
    client.submit("/en/people/waiting", f"/people/{account_id}/admit")
    drop_samples()
    db.session.rollback()
    assert get_actor(account_id).may_write
    assert db.session.get_one(Account, account_id).organisation_id is None
    assert not db.session.query(Membership).count()


def test_without_samples_only_real_organisations_are_offered(
    client: CheckedClient, networks: dict[str, Actor]
) -> None:
    drop_samples()
    marker().touch()  # as if mail were set up
    page = client.get("/en/sign-up")
    assert not page.all('#organisation optgroup[label="Sample networks"]')
    assert len(page.all("#organisation option")) == 9 + 1
