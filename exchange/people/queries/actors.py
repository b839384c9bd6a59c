"""Who is asking, as the database knows them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.db import reads_actors_afresh
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.rulings import NotFound
from exchange.people.actor import GUEST, Actor
from exchange.people.models import Account, Membership, SignIn
from exchange.people.rooms import asked, ids_in


class _AccountRow(NamedTuple):
    id: int
    name: str
    language: str
    timezone: str
    reads: list[str]
    is_mentor: bool
    is_mentoring_coordinator: bool
    is_moderator: bool
    is_admin: bool
    confirmed_at: datetime | None
    admitted_at: datetime | None
    suspended_at: datetime | None
    organisation_id: int | None
    membership: str | None
    rooms: str | None
    moderated_rooms: str | None


@built_once
def _reading(by: str) -> Reading[_AccountRow]:
    rows = select(
        Account.id,
        Account.name,
        Account.language,
        Account.timezone,
        Account.reads,
        Account.is_mentor,
        Account.is_mentoring_coordinator,
        Account.is_moderator,
        Account.is_admin,
        Account.confirmed_at,
        Account.admitted_at,
        Account.suspended_at,
        Membership.organisation_id,
        Membership.role.label("membership"),
        asked.entered.label("rooms"),
        asked.moderated.label("moderated_rooms"),
    ).outerjoin(Membership, Membership.account_id == Account.id)
    if by == "ids":
        several = Account.id.in_(bindparam("account_ids", expanding=True))
        return Reading(_AccountRow, rows.where(several).order_by(Account.id))
    if by == "id":
        return Reading(_AccountRow, rows.where(Account.id == bindparam("account_id")))
    signed_in = (SignIn.key_hash == bindparam("key_hash"), SignIn.ended_at.is_(None))
    here = rows.join(SignIn, SignIn.account_id == Account.id).where(*signed_in)
    return Reading(_AccountRow, here)


def hash_of(secret: str) -> str:
    """Secrets are 128 random bits: a plain hash is enough, and a stolen backup signs no one in."""
    return sha256(secret.encode()).hexdigest()


def actor_signed_in_with(key: str) -> Actor | None:
    return _actor(_reading("key").all(key_hash=hash_of(key)), key)


def get_actor(account_id: int) -> Actor:
    """The person as they are now; NotFound if there is none."""
    actor = _actor(_reading("id").all(account_id=account_id), "")
    if actor is None:
        raise NotFound
    return actor


def get_actors(account_ids: Iterable[int]) -> Sequence[Actor]:
    """Those of them that there are, in one statement."""
    rows = _reading("ids").all(account_ids=sorted(account_ids))
    each = groupby(rows, key=attrgetter("id"))
    return [actor for _, of_one in each if (actor := _actor(list(of_one), ""))]


@reads_actors_afresh
def as_of_now(actor: Actor) -> Actor:
    """The same actor with the roles and the state that they have at this moment."""
    if not actor.is_signed_in:
        return actor
    return _actor(_reading("id").all(account_id=actor.id), actor.sign_in_key) or GUEST


def _actor(rows: Sequence[_AccountRow], key: str) -> Actor | None:
    if not rows:
        return None
    one = rows[0]
    state = _state(one)
    here = {r.organisation_id: r.membership for r in rows if r.organisation_id is not None}
    active = state == "active"
    return Actor(
        id=one.id,
        name=one.name,
        language=one.language,
        timezone=one.timezone,
        reads=tuple(one.reads),
        state=state,
        roles=_roles(one) if active else frozenset(),
        organisations=frozenset(here),
        edits=frozenset(o for o, role in here.items() if active and role != "member"),
        coordinates=frozenset(o for o, role in here.items() if active and role == "coordinator"),
        rooms=ids_in(one.rooms),
        moderated_rooms=ids_in(one.moderated_rooms),
        sign_in_key=key,
    )


def _state(row: _AccountRow) -> str:
    if row.suspended_at:
        return "suspended"
    if not row.confirmed_at:
        return "unconfirmed"
    return "active" if row.admitted_at else "waiting"


def _roles(row: _AccountRow) -> frozenset[str]:
    held = {
        "mentor": row.is_mentor,
        "mentoring_coordinator": row.is_mentoring_coordinator,
        "moderator": row.is_moderator,
        "admin": row.is_admin,
    }
    return frozenset(role for role, has in held.items() if has)
