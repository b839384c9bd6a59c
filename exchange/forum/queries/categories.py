from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum.models import Category
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.kernel.validity import kept


class CategoryRow(NamedTuple):
    """A category with its names in all languages."""

    id: int
    position: int
    names: dict[str, str]
    descriptions: dict[str, str]
    thread_count: int

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
)
_CATEGORIES = Reading(CategoryRow, _ROWS.order_by(Category.position))
_CATEGORY = Reading(CategoryRow, _ROWS.where(Category.id == bindparam("category_id")))


@kept("front")
def category_list() -> Sequence[CategoryRow]:
    """All of them, in their order; public."""
    return _CATEGORIES.all()


def get_category(category_id: int) -> CategoryRow:
    for category in category_list():
        if category.id == category_id:
            return category
    raise NotFound


def read_category(category_id: int) -> CategoryRow:
    """The same, asked for itself: for what is kept with a page of its own."""
    category = _CATEGORY.first(category_id=category_id)
    if category is None:
        raise NotFound
    return category
