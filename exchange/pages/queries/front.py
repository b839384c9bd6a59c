"""All that the front page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exchange.forum.queries import (
    ON_THE_FRONT,
    CategoryRow,
    FrontAnnouncement,
    ThreadRow,
    announced_on_the_front,
    category_list,
    front_lists,
)
from exchange.kernel.validity import kept
from exchange.people.actor import Actor
from exchange.people.queries import OrganisationRow, by_country, organisation_list


@dataclass(frozen=True, slots=True, eq=False)
class FrontPage:
    """What pages/front.html shows to all with the same eyes; kept while it is true."""

    announcements: Sequence[FrontAnnouncement]
    pinned: Sequence[ThreadRow]
    waiting: Sequence[ThreadRow]
    answered: Sequence[ThreadRow]
    categories: Mapping[int, CategoryRow]
    organisations: Sequence[OrganisationRow]


def front_page(actor: Actor, lang: str) -> FrontPage:
    """The directory stands in the order of the reader's alphabet."""
    return _front(actor.eyes, lang)


@kept("front")
def _front(eyes: Actor, lang: str) -> FrontPage:
    lists, announcements = front_lists(eyes), announced_on_the_front(eyes)
    # Not those that are to be confirmed: they leave the top for whoever has done so.
    stand_above = {one.id for one in announcements[:ON_THE_FRONT] if not one.asks}
    return FrontPage(
        announcements=announcements,
        pinned=[one for one in lists.pinned if one.id not in stand_above],
        waiting=lists.waiting,
        answered=lists.answered,
        categories={category.id: category for category in category_list(eyes)},
        organisations=by_country(organisation_list(), lang),
    )
