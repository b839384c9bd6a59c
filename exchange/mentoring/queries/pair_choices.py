"""Whom a mentorship may be proposed to, and who stands for an organisation."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.library.readings import IS_ACTIVE
from exchange.people.actor import Actor
from exchange.people.models import Account, Membership, Organisation


class Choosable(NamedTuple):
    """An organisation, or a mentor, to choose from a list."""

    id: int
    name: str


_MENTORS = Reading(
    Choosable,
    select(Account.id, Account.name)
    .where(Account.is_mentor.is_(True), *IS_ACTIVE)
    .order_by(Account.folded_name, Account.id),
)
_ORGANISATIONS = Reading(
    Choosable, select(Organisation.id, Organisation.name).order_by(Organisation.name)
)


def mentors_to_choose() -> Sequence[Choosable]:
    """Everybody who may be a mentor of an organisation."""
    return _MENTORS.all()


def organisations_to_choose(actor: Actor) -> Sequence[Choosable]:
    """Those for which the actor may propose one."""
    rows = _ORGANISATIONS.all()
    return [row for row in rows if actor.is_mentoring_coordinator or row.id in actor.edits]


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
