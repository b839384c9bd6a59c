from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum.models import Category
from exchange.forum.policy import may_enter
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.kernel.validity import kept
from exchange.people.actor import Actor
from exchange.people.models import Organisation


class CategoryRow(NamedTuple):
    """A category with its names in all languages."""

    id: int
    position: int
    names: dict[str, str]
    descriptions: dict[str, str]
    thread_count: int
    audience: str  # public, members, organisation, roles
    is_room: bool
    roles: list[str]  # of a room for roles
    organisation_id: int | None  # whose room it is
    organisation: str | None

    def name(self, lang: str) -> str:
        return self.names.get(lang) or self.names["en"]

    def description(self, lang: str) -> str:
        return self.descriptions.get(lang) or self.descriptions["en"]


_ROWS = select(
    Category.id,
    Category.position,
    Category.names,
    Category.descriptions,
    Category.thread_count,
    Category.audience,
    Category.is_room,
    Category.roles,
    Category.organisation_id,
    Organisation.name.label("organisation"),
).outerjoin(Organisation, Organisation.id == Category.organisation_id)
_CATEGORIES = Reading(CategoryRow, _ROWS.order_by(Category.position))
_CATEGORY = Reading(CategoryRow, _ROWS.where(Category.id == bindparam("category_id")))


@kept("front")
def _all_categories() -> Sequence[CategoryRow]:
    return _CATEGORIES.all()


def category_list(actor: Actor) -> Sequence[CategoryRow]:
    """Those that the actor may enter, in their order."""
    return [one for one in _all_categories() if may_enter(actor, one.id, one.is_room)]


def get_category(actor: Actor, category_id: int) -> CategoryRow:
    """NotFound for a room that is not open to the actor, as for none."""
    for category in category_list(actor):
        if category.id == category_id:
            return category
    raise NotFound


def read_category(category_id: int) -> CategoryRow:
    """The same, asked for itself: for what is kept with a page of its own."""
    category = _CATEGORY.first(category_id=category_id)
    if category is None:
        raise NotFound
    return category
