"""All that the front page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exchange.forum.queries import (
    CategoryRow,
    FrontAnnouncement,
    LeftAnnouncements,
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

    def pinned_among(self, announced: LeftAnnouncements) -> frozenset[int]:
        """Which of the pinned stand on top of the page already, as one reader sees it, or are put
        away: what is to be confirmed leaves the top for whoever has done so."""
        above = {one.id for one in announced.shown} | announced.put_away
        return frozenset({one.id for one in self.pinned} & above)


def front_page(actor: Actor, lang: str) -> FrontPage:
    """The directory stands in the order of the reader's alphabet."""
    return _front(actor.eyes, lang)


@kept("front")
def _front(eyes: Actor, lang: str) -> FrontPage:
    lists, announcements = front_lists(eyes), announced_on_the_front(eyes)
    return FrontPage(
        announcements=announcements,
        pinned=lists.pinned,
        waiting=lists.waiting,
        answered=lists.answered,
        categories={category.id: category for category in category_list(eyes)},
        organisations=by_country(organisation_list(), lang),
    )
