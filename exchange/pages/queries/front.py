"""All that the front page shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.forum.queries import CategoryRow, ThreadRow, category_list, front_lists
from exchange.people.actor import Actor
from exchange.people.queries import OrganisationRow, organisation_list
from exchange.text.countries import country_name, sort_key


@dataclass(frozen=True, slots=True)
class FrontPage:
    """All that pages/front.html shows."""

    waiting: Sequence[ThreadRow]
    answered: Sequence[ThreadRow]
    categories: dict[int, CategoryRow]
    organisations: Sequence[OrganisationRow]


def front_page(actor: Actor, lang: str) -> FrontPage:
    """The directory stands in the order of the reader's alphabet."""
    waiting, answered = front_lists(actor)
    organisations = organisation_list()
    return FrontPage(
        waiting=waiting,
        answered=answered,
        categories={category.id: category for category in category_list()},
        organisations=sorted(
            organisations, key=lambda one: sort_key(country_name(one.country, lang), lang)
        ),
    )
