"""Whom a mentorship may be proposed to, and who stands for an organisation."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, exists, select
from sqlalchemy.orm import aliased

from exchange.kernel.reading import Reading
from exchange.library.readings import IS_ACTIVE
from exchange.mentoring.policy.mentorships import may_propose
from exchange.people.actor import Actor
from exchange.people.models import Account, Membership, Organisation

_editor = aliased(Account)


class Choosable(NamedTuple):
    """A mentor to choose from a list."""

    id: int
    name: str


class ChoosableOrganisation(NamedTuple):
    """An organisation, and whether anybody could accept for it."""

    id: int
    name: str
    is_edited: bool


def is_edited(organisation_id: Any) -> ColumnElement[bool]:
    """Somebody who is active edits for an organisation."""
    return exists().where(
        Membership.organisation_id == organisation_id,
        Membership.role != "member",
        _editor.id == Membership.account_id,
        _editor.confirmed_at.is_not(None),
        _editor.admitted_at.is_not(None),
        _editor.suspended_at.is_(None),
    )


_MENTORS = Reading(
    Choosable,
    select(Account.id, Account.name)
    .where(Account.is_mentor.is_(True), *IS_ACTIVE)
    .order_by(Account.folded_name, Account.id),
)
_ORGANISATIONS = Reading(
    ChoosableOrganisation,
    select(
        Organisation.id, Organisation.name, is_edited(Organisation.id).label("is_edited")
    ).order_by(Organisation.name),
)


def mentors_to_choose() -> Sequence[Choosable]:
    """Everybody who may be a mentor of an organisation."""
    return _MENTORS.all()


def organisations_to_choose(actor: Actor) -> Sequence[ChoosableOrganisation]:
    """Those for which the actor may propose one."""
    rows = _ORGANISATIONS.all()
    return [row for row in rows if may_propose(actor, row.id)]


_EDITORS = Reading(
    Choosable,
    select(Account.id, Account.name)
    .join(Membership, Membership.account_id == Account.id)
    .where(
        Membership.organisation_id == bindparam("organisation_id"),
        Membership.role != "member",
        *IS_ACTIVE,
    ),
)


def editors_of(organisation_id: int) -> set[int]:
    """Who stands for an organisation."""
    return {one.id for one in _EDITORS.all(organisation_id=organisation_id)}
