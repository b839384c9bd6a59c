"""Sample networks and the invented people in them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from exchange.kernel.db import db, transaction
from exchange.people.actor import Actor
from exchange.people.consent import RULES_VERSION
from exchange.people.models import Account, Expertise, Membership, Organisation
from exchange.people.queries import get_actor
from exchange.samples.files import read
from exchange.tags.actions import ids_of
from exchange.text.countries import country_name

_ROLES = ("is_admin", "is_moderator", "is_mentoring_coordinator", "is_mentor")


def address_of(person: Mapping[str, Any]) -> str:
    return f"{person['key']}@example.org"


def account_lines(password: str) -> str:
    """The text of the file of accounts: address, password and role, a line each."""
    people = read("people")["people"]
    longest = max(len(address_of(one)) for one in people)
    lines = [f"{address_of(one):{longest}}  {password}  {_role(one)}" for one in people]
    head = "Sample accounts of this installation, for this machine only:"
    return "\n".join([head, *lines, ""])


def _role(person: Mapping[str, Any]) -> str:
    given = [role.removeprefix("is_").replace("_", " ") for role in _ROLES if person.get(role)]
    if _is_waiting(person):
        return "waits to be let in"
    return ", ".join(given) or str(person.get("role", "member"))


def _is_waiting(person: Mapping[str, Any]) -> bool:
    return person.get("state") == "waiting"


def load_people(password_hash: str, joined_at: datetime) -> dict[str, Actor]:
    """Everybody by the key that the files know them by."""
    given = read("people")
    with transaction(None):
        networks = {one["country"]: _network(one["country"]) for one in given["networks"]}
        zones = {one["country"]: one["timezone"] for one in given["networks"]}
        db.session.add_all(networks.values())
        db.session.flush()
        accounts: dict[str, Account] = {}
        for one in given["people"]:
            account = _account(one, password_hash, joined_at)
            account.organisation_id = networks[one["network"]].id
            account.timezone = zones[one["network"]]
            accounts[one["key"]] = account
        db.session.add_all(accounts.values())
        db.session.flush()
        for one in given["people"]:
            _place(one, accounts[one["key"]])
    return {key: get_actor(account.id) for key, account in accounts.items()}


def _network(country: str) -> Organisation:
    return Organisation(
        code=f"sample-{country.lower()}",  # ascii: a code
        country=country,
        kind="network",
        name=f"Sample network, {country_name(country, 'en')}",
        own_names=[],
        aliases=[],
        sites=[],
        is_sample=True,
    )


def _account(person: Mapping[str, Any], password_hash: str, joined_at: datetime) -> Account:
    return Account(
        email=address_of(person),
        name=person["name"],
        password_hash=password_hash,
        language=person["reads"][0],
        reads=person["reads"],
        joined_at=joined_at,
        confirmed_at=joined_at,
        admitted_at=None if _is_waiting(person) else joined_at,
        consent_version=RULES_VERSION,
        consent_at=joined_at,
        is_sample=True,
        **{role: person.get(role, False) for role in _ROLES},
    )


def _place(person: Mapping[str, Any], account: Account) -> None:
    """In the network once let in, and among those who know a theme."""
    if _is_waiting(person):
        return
    role = person.get("role", "member")
    db.session.add(
        Membership(account_id=account.id, organisation_id=account.organisation_id, role=role)
    )
    known = ids_of(person.get("themes", ()), themes_only=True)
    db.session.add_all(Expertise(account_id=account.id, tag_id=tag_id) for tag_id in known)
