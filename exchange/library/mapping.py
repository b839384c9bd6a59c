"""Where a place lies on our own small map. It has no borders: land and sea, lines of latitude and
longitude, and the names of countries and territories where people look for them."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import ceil, cos, floor, radians
from typing import NamedTuple

from exchange.library import coasts
from exchange.library.lettering import Name, Spot, placed
from exchange.text.countries import country_name

SMALL = (280, 116)  # units of a map beside a record
JUMP = 20  # units: places near each other share what is drawn around them


class Frame(NamedTuple):
    """A part of the world in degrees, and how many units a degree of latitude is drawn."""

    code: str  # of the country/territory that it is about; "" for several
    west: float
    south: float
    east: float
    north: float
    scale: float

    @property
    def _squeeze(self) -> float:
        return cos(radians((self.south + self.north) / 2)) * self.scale

    @property
    def exact_width(self) -> float:
        return (self.east - self.west) * self._squeeze

    @property
    def width(self) -> int:
        return round(self.exact_width)

    @property
    def height(self) -> int:
        return round((self.north - self.south) * self.scale)

    def holds(self, latitude: float, longitude: float) -> bool:
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east

    def exact_spot(self, latitude: float, longitude: float) -> tuple[float, float]:
        return (longitude - self.west) * self._squeeze, (self.north - latitude) * self.scale

    def spot(self, latitude: float, longitude: float) -> tuple[int, int]:
        x, y = self.exact_spot(latitude, longitude)
        return round(x), round(y)

    @property
    def box(self) -> coasts.Box:
        return 0, 0, self.width, self.height

    def around(self, x: int, y: int) -> coasts.Box:
        """A small part of it, with this spot about in its middle."""
        wide, high = min(SMALL[0], self.width), min(SMALL[1], self.height)
        left = min(max(x - wide // 2, 0) // JUMP * JUMP, self.width - wide)
        return left, min(max(y - high // 2, 0) // JUMP * JUMP, self.height - high), wide, high

    def land(self, box: coasts.Box) -> str:
        """What of a part of it is land, as a path's data."""
        return _land(self, box)

    def degrees_at(self, x: float, y: float) -> tuple[float, float]:
        """Degrees north and degrees east of what is drawn there."""
        return self.north - y / self.scale, self.west + x / self._squeeze

    @property
    def lines(self) -> str:
        """The graticule, two degrees by two or closer, as a path's data."""
        step = 2 if self.east - self.west > WIDE else 0.5
        level = (
            f"M0 {self.spot(north, self.west)[1]}H{self.width}"
            for north in _steps(self.south, self.north, step)
        )
        upright = (
            f"M{self.spot(self.north, east)[0]} 0V{self.height}"
            for east in _steps(self.west, self.east, step)
        )
        return "".join((*level, *upright))

    @property
    def figures(self) -> list[tuple[str, int, int]]:
        """Whole degrees, to be written at the edge of a close map, and where they stand."""
        level = [(n, self.spot(n, self.west)[1]) for n in _steps(self.south, self.north, 1)]
        upright = [(n, self.spot(self.north, n)[0]) for n in _steps(self.west, self.east, 1)]
        return [(f"{n:.0f}°", 18, y - 4) for n, y in level] + [
            (f"{n:.0f}°", x + 16, self.height - 6) for n, x in upright
        ]

    @property
    def figured(self) -> list[Spot]:
        """What these figures cover."""
        return [(x, y - 4, 14) for _words, x, y in self.figures]

    def names(self, box: coasts.Box, spots: Iterable[Spot] = ()) -> Sequence[tuple[str, int, int]]:
        """Codes of the countries/territories whose names stand on a part of it, and where they do
        in the reader's language, beside these marks."""
        here = [(c, *self.spot(*where)) for c, where in NAMES.items() if self.holds(*where)]
        named = tuple(Name(code, country_name(code), x, y) for code, x, y in here)
        return placed(named, tuple(spots), box)


@lru_cache(maxsize=400)
def _land(frame: Frame, box: coasts.Box) -> str:
    return coasts.land_in(box, frame.code, frame.exact_spot)


def _steps(low: float, high: float, step: float) -> list[float]:
    return [number * step for number in range(ceil(low / step), floor(high / step) + 1)]


WIDE = 6  # degrees: what shows more has a line at every second one
# None is wider than a telephone.
FRAMES = (
    Frame("", 13, 39.2, 23.6, 46.8, 45),
    Frame("TR", 25.6, 35.6, 45, 42.4, 23.5),
    Frame("LV", 20.6, 55.6, 28.4, 58.2, 45),
)
NAMES: dict[str, tuple[float, float]] = {  # where a name is written
    "LV": (57.05, 25.0),
    "AL": (40.55, 20.0),
    "BA": (44.55, 17.6),
    "HR": (45.75, 15.6),
    "XK": (42.55, 21.0),
    "ME": (42.85, 19.2),
    "MK": (41.55, 21.9),
    "RS": (44.55, 20.7),
    "TR": (39.5, 35.5),
}


def frame_of(latitude: float, longitude: float) -> Frame | None:
    """The part of the map on which a place lies, if it lies on one."""
    return next((frame for frame in FRAMES if frame.holds(latitude, longitude)), None)
