"""What a list of experiences is narrowed to, and its order, as the address says it."""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

# What can be chosen, each with counts beside it.
FACETS = (
    *("country", "theme", "lang", "level", "kind", "maturity", "funding", "area", "year"),
    "cell",
)
ORDERS = ("newest", "used")  # with words the best match comes before them
CELL_HEIGHT, CELL_WIDTH = 1, 2  # degrees of latitude and longitude
_CELL = re.compile(r"([0-9]{1,2})([ns])([0-9]{1,3})([ew])")


class Narrowed(NamedTuple):
    """In the order in which addresses write it; "" where nothing is asked."""

    q: str = ""  # words
    country: str = ""
    theme: str = ""  # a slug
    lang: str = ""
    level: str = ""
    kind: str = ""
    maturity: str = ""
    funding: str = ""
    area: str = ""
    year: str = ""  # of the start
    cell: str = ""  # of the map
    order: str = ""  # "" is the first of `orders`

    @property
    def orders(self) -> tuple[str, ...]:
        return ("best", *ORDERS) if self.q else ORDERS

    @property
    def sorted_by(self) -> str:
        return self.order or self.orders[0]

    def chosen(self) -> dict[str, str]:
        """The facets that are set."""
        return {name: value for name in FACETS if (value := getattr(self, name))}

    @property
    def is_narrow(self) -> bool:
        return bool(self.q or self.chosen())

    def but(self, **changes: str) -> "Narrowed":
        """The same otherwise; an order that the new list has not is left."""
        changed = self._replace(**changes)
        return changed if changed.order in changed.orders[1:] else changed._replace(order="")

    @property
    def asked(self) -> str:
        """What it is narrowed to, without an order: what is saved under a name."""
        return self.but(order="").query().removeprefix("?")

    def query(self, **more: str) -> str:
        """As it stands in an address: "?country=XK&order=used", or nothing."""
        asked = {name: value for name, value in (self._asdict() | more).items() if value}
        return f"?{urlencode(asked)}" if asked else ""


def saved_as(asked: str) -> Narrowed:
    """What was saved so; what an address of today does not know is left out."""
    known = {name: value for name, value in parse_qsl(asked) if name in Narrowed._fields}
    return Narrowed(**known)


def cell_of(latitude: float, longitude: float) -> str:
    """The field of the map's grid in which a place lies: "43n20e" begins at 43 N, 20 E."""
    south = int(latitude // CELL_HEIGHT * CELL_HEIGHT)
    west = int(longitude // CELL_WIDTH * CELL_WIDTH)
    return f"{abs(south)}{'s' if south < 0 else 'n'}{abs(west)}{'w' if west < 0 else 'e'}"


def corner_of(cell: str) -> tuple[int, int] | None:
    """Where the field begins: degrees north and east; None if this is no field's name."""
    found = _CELL.fullmatch(cell)
    if not found:
        return None
    south = int(found[1]) * (-1 if found[2] == "s" else 1)
    west = int(found[3]) * (-1 if found[4] == "w" else 1)
    return (south, west) if cell_of(south, west) == cell and -90 <= south <= 90 else None
