"""A category as those see it who change it, and who is invited into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum.keeping import may_keep
from exchange.forum.models import Category, CategoryGuest
from exchange.forum.queries.categories import get_category
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound, require
from exchange.people.actor import Actor
from exchange.people.models import Account, Organisation


class KeptRow(NamedTuple):
    """All that can be changed of a category."""

    id: int
    names: dict[str, str]
    descriptions: dict[str, str]
    audience: str
    organisation_id: int | None
    roles: list[str]
    edit_version: int

    def name(self, lang: str) -> str:
        return self.names.get(lang) or self.names["en"]


class GuestRow(NamedTuple):
    """Somebody who is invited."""

    id: int
    name: str
    organisation: str | None


@dataclass(frozen=True, slots=True)
class CategoryToChange:
    """What forum/category.html shows of one that there is."""

    row: KeptRow
    guests: Sequence[GuestRow]

    @property
    def takes_guests(self) -> bool:
        return self.row.audience in ("organisation", "roles")


_KEPT = Reading(
    KeptRow,
    select(
        Category.id,
        Category.names,
        Category.descriptions,
        Category.audience,
        Category.organisation_id,
        Category.roles,
        Category.edit_version,
    ).where(Category.id == bindparam("category_id")),
)
_GUESTS = Reading(
    GuestRow,
    select(Account.id, Account.name, Organisation.name.label("organisation"))
    .join(CategoryGuest, CategoryGuest.account_id == Account.id)
    .outerjoin(Organisation, Organisation.id == Account.organisation_id)
    .where(CategoryGuest.category_id == bindparam("category_id"))
    .order_by(Account.name, Account.id),
)


def category_to_change(actor: Actor, category_id: int) -> CategoryToChange:
    """NotFound for a room that the actor may not enter, NotAllowed for one that others keep."""
    get_category(actor, category_id)
    row = _KEPT.first(category_id=category_id)
    if row is None:
        raise NotFound
    require(may_keep(actor, row))
    return CategoryToChange(row, _GUESTS.all(category_id=category_id))
