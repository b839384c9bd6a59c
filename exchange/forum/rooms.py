"""Rooms: categories that not everybody may enter. Who may is one condition here, asked with the
account; whatever the forum shows then asks the actor (forum.policy).
"""

from collections.abc import Mapping

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Text,
    and_,
    cast,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from exchange.forum.models import Category, CategoryGuest
from exchange.people.models import Account, Membership
from exchange.people.rooms import rooms_are_asked_by

_place = aliased(Membership)
_IS_LET_IN = and_(Account.confirmed_at.is_not(None), Account.admitted_at.is_not(None))
_IS_ACTIVE = and_(_IS_LET_IN, Account.suspended_at.is_(None))


def _holds_a_place(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    held = exists().where(_place.account_id == Account.id, *which)
    return held.correlate(Account, Category)


# What a room can be for, by the name of the role; moderators and admins enter all of them.
ROLES: Mapping[str, ColumnElement[bool]] = {
    "mentor": Account.is_mentor.is_(True),
    "mentoring_coordinator": Account.is_mentoring_coordinator.is_(True),
    "editor": _holds_a_place(_place.role != "member"),
    "coordinator": _holds_a_place(_place.role == "coordinator"),
}


def let_into_room() -> ColumnElement[bool]:
    """Whether an Account may enter a Category that is a room, by what it is for or by invitation.
    Whoever is suspended goes on reading, but has no role."""
    named = [
        and_(cast(Category.roles, Text).contains(f'"{role}"'), holds)
        for role, holds in ROLES.items()
    ]
    invited = exists().where(
        CategoryGuest.category_id == Category.id, CategoryGuest.account_id == Account.id
    )
    return and_(
        _IS_LET_IN,
        or_(
            Category.audience == "members",
            _holds_a_place(_place.organisation_id == Category.organisation_id),
            and_(Category.audience == "roles", _IS_ACTIVE, or_(*named)),
            invited.correlate(Account, Category),
        ),
    )


def moderates() -> ColumnElement[bool]:
    """Whether an Account enters, and moderates, everywhere."""
    return and_(_IS_ACTIVE, or_(Account.is_moderator.is_(True), Account.is_admin.is_(True)))


def _moderated() -> ColumnElement[bool]:
    """An editor moderates the rooms of the own organisation."""
    of_own = _holds_a_place(
        _place.organisation_id == Category.organisation_id, _place.role != "member"
    )
    return and_(_IS_ACTIVE, of_own)


def _ids(which: ColumnElement[bool]) -> ScalarSelect[str | None]:
    listed = func.aggregate_strings(cast(Category.id, Text), ",")
    rooms = select(listed).where(Category.is_room.is_(True), which)
    return rooms.correlate(Account).scalar_subquery()


rooms_are_asked_by(entered=_ids(let_into_room()), moderated=_ids(_moderated()))
