"""What pages of several features show."""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.forum.queries import CategoryRow, ThreadRow, category_list, front_lists
from exchange.people.actor import Actor
from exchange.people.queries import OrganisationRow, organisation_list


@dataclass(frozen=True, slots=True)
class FrontPage:
    """All that pages/front.html shows."""

    waiting: Sequence[ThreadRow]
    answered: Sequence[ThreadRow]
    categories: dict[int, CategoryRow]
    organisations: Sequence[OrganisationRow]


def front_page(actor: Actor) -> FrontPage:
    waiting, answered = front_lists(actor)
    return FrontPage(
        waiting=waiting,
        answered=answered,
        categories={category.id: category for category in category_list()},
        organisations=organisation_list(),
    )
