"""What is promised where, beside what was kept."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select

from exchange.forum.queries import CategoryRow, category_list, get_category
from exchange.kernel.reading import Reading
from exchange.kernel.validity import kept
from exchange.mentoring.models import CategoryPromise
from exchange.mentoring.queries.usual import Figures, figures_by_category
from exchange.people.actor import Actor


class Promised(NamedTuple):
    """What is promised in one category."""

    category_id: int
    days: int
    edit_version: int


class PromiseRow(NamedTuple):
    """One category, what is promised there, and how the last year was."""

    category: CategoryRow
    days: int | None
    edit_version: int  # 0 where nothing is promised
    figures: Figures


_PROMISED = Reading(
    Promised,
    select(CategoryPromise.category_id, CategoryPromise.days, CategoryPromise.edit_version),
)


@kept("threads")  # on a list of which it stands
def promises() -> Mapping[int, Promised]:
    """By category. Public."""
    return {one.category_id: one for one in _PROMISED.all()}


def promise_list(actor: Actor, *, samples: bool = False) -> Sequence[PromiseRow]:
    """All categories that the actor may enter, in their order; with figures of `samples` alone
    for coordinators, where there is nothing else."""
    made, figures = promises(), figures_by_category(samples)
    return [_row(one, made, figures) for one in category_list(actor)]


def promise_of(actor: Actor, category_id: int, *, samples: bool = False) -> PromiseRow:
    """NotFound for a room that is not open to the actor."""
    return _row(get_category(actor, category_id), promises(), figures_by_category(samples))


def _row(
    category: CategoryRow, made: Mapping[int, Promised], figures: Mapping[int, Figures]
) -> PromiseRow:
    promised = made.get(category.id)
    return PromiseRow(
        category,
        promised.days if promised else None,
        promised.edit_version if promised else 0,
        figures.get(category.id, Figures()),
    )
