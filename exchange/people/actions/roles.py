from dataclasses import dataclass, fields

from sqlalchemy import func, select

from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotAllowed, Refused, Stale, require
from exchange.people.actions.rows import (
    end_sign_ins,
    facts_of,
    get_account,
    lock_admins,
    membership_of,
    note_change,
)
from exchange.people.actor import Actor
from exchange.people.events import RolesChanged
from exchange.people.models import Account, Membership, Organisation, RoleChange
from exchange.people.policy import ADMINS_DO, may_give_roles, may_name_editors
from exchange.text.wording import lazy as _l

RANKS = {None: 0, "member": 1, "editor": 2, "coordinator": 3}


@dataclass(frozen=True, slots=True)
class Roles:
    """What belongs to a person, wherever they are."""

    mentor: bool
    mentoring_coordinator: bool
    moderator: bool
    admin: bool


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation, none at all, and what the person is there."""

    organisation_id: int | None
    role: str


def change_roles(
    actor: Actor, account_id: int, roles: Roles | None, place: Place, *, version: int
) -> None:
    """Give and take roles; each change is logged, and a lost one ends the person's sign-ins.

    `version` is the number of the last line of the log that was read; Stale if there is a newer.
    None for `roles` leaves them as they are: what a coordinator may do.
    """
    with transaction(actor) as actor:
        admins = lock_admins()
        account = get_account(account_id)
        before = facts_of(account)
        require(may_name_editors(actor, before))
        if _version(account_id) != version:
            raise Stale
        lost = changed = False
        if roles is not None:
            require(may_give_roles(actor))
            _keep_an_admin(account, roles, admins)
            changed, lost = _give(actor, account, roles)
        moved, lowered = _settle(actor, account, place)
        if lost or lowered:
            end_sign_ins(account.id)
        if changed or moved:
            record(RolesChanged(account.id, actor.id))


def _version(account_id: int) -> int:
    last = select(func.max(RoleChange.id)).where(RoleChange.account_id == account_id)
    return db.session.scalar(last) or 0


def _keep_an_admin(account: Account, roles: Roles, admins: frozenset[int]) -> None:
    if account.is_admin and not roles.admin and not admins - {account.id}:
        raise Refused("admin", _l("There must be one admin: make somebody else one first."))


def _give(actor: Actor, account: Account, roles: Roles) -> tuple[bool, bool]:
    """Whether anything changed, and whether anything was lost."""
    changed = lost = False
    for role in (field.name for field in fields(Roles)):
        has, gets = getattr(account, f"is_{role}"), getattr(roles, role)
        if has != gets:
            setattr(account, f"is_{role}", gets)
            note_change(account.id, actor.id, "given" if gets else "taken", role=role)
            changed, lost = True, lost or not gets
    return changed, lost


def give_role(account: Account, role: str, by_id: int) -> None:
    """One of `Roles`, in the name of whoever decided it; inside a transaction that asked whether
    it may be, with the account locked."""
    if not getattr(account, f"is_{role}"):
        setattr(account, f"is_{role}", True)
        note_change(account.id, by_id, "given", role=role)
        record(RolesChanged(account.id, by_id))


def _settle(actor: Actor, account: Account, place: Place) -> tuple[bool, bool]:
    """The one organisation that stands beside the name; others that they are in stay."""
    old = account.organisation_id
    row = membership_of(account.id, old) if old is not None else None
    was = row.role if row else None
    role = place.role if place.organisation_id is not None else None
    if (old, was) == (place.organisation_id, role):
        return False, False
    if not actor.is_admin and (old != place.organisation_id or role not in ("member", "editor")):
        raise NotAllowed(ADMINS_DO)
    if row is not None and old != place.organisation_id:
        db.session.delete(row)
    if place.organisation_id is not None:
        _join(account, place)
    account.organisation_id = place.organisation_id
    detail = {"organisation": place.organisation_id, "role": role, "before": was}
    note_change(account.id, actor.id, "placed", **detail)
    return True, old != place.organisation_id or RANKS[role] < RANKS[was]


def _join(account: Account, place: Place) -> None:
    home = place.organisation_id
    if home is None or db.session.get(Organisation, home) is None:
        raise Refused("organisation", _l("Please choose one of the list."))
    row = membership_of(account.id, home)
    if row is None:
        db.session.add(Membership(account_id=account.id, organisation_id=home, role=place.role))
    else:
        row.role = place.role
