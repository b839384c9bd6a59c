"""Which threads a list shows and in which order, as its address says it."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlencode

# The first is the one that needs no word. What waits stands by its age, one's own by activity.
BY_AGE = ("oldest", "newest")
ORDERS = {
    "": ("active", "newest", "oldest", "helpful"),
    "waiting": BY_AGE,
    "mentor": BY_AGE,
}
OF_OTHERS = ("active",)
FILTERS = ("lang", "country", "organisation")


class Narrowing(NamedTuple):
    """In the order in which addresses write it; "" where nothing is asked."""

    state: str = ""
    lang: str = ""
    country: str = ""  # of the asker's organisation
    organisation: str = ""  # its code
    order: str = ""

    @property
    def orders(self) -> Sequence[str]:
        return ORDERS.get(self.state, OF_OTHERS)

    @property
    def sorted_by(self) -> str:
        return self.order or self.orders[0]

    @property
    def filters(self) -> Sequence[str]:
        """Which of them are set."""
        return [name for name in FILTERS if getattr(self, name)]

    @property
    def is_single(self) -> bool:
        """Whether at most one thing is asked: of such lists there are few, and they are kept."""
        return sum(map(bool, self)) <= 1

    def but(self, **changes: str) -> "Narrowing":
        """The same otherwise; an order that the new list has not is left."""
        changed = self._replace(**changes)
        return changed if changed.order in changed.orders[1:] else changed._replace(order="")

    def query(self, **more: str) -> str:
        """As it stands in an address: "?lang=lv&order=newest", or nothing."""
        asked = {name: value for name, value in (self._asdict() | more).items() if value}
        return f"?{urlencode(asked)}" if asked else ""
