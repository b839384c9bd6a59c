"""Where a place lies on our own small map. It has no borders and no coasts: lines of latitude and
longitude, and the names of countries and territories where people look for them."""

from math import cos, radians
from typing import NamedTuple


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
    def width(self) -> int:
        return round((self.east - self.west) * self._squeeze)

    @property
    def height(self) -> int:
        return round((self.north - self.south) * self.scale)

    def holds(self, latitude: float, longitude: float) -> bool:
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east

    def spot(self, latitude: float, longitude: float) -> tuple[int, int]:
        x = (longitude - self.west) * self._squeeze
        return round(x), round((self.north - latitude) * self.scale)

    @property
    def lines(self) -> str:
        """The graticule, two degrees by two, as a path's data."""
        norths = range(-(-int(self.south) // 2) * 2, int(self.north) + 1, 2)
        easts = range(-(-int(self.west) // 2) * 2, int(self.east) + 1, 2)
        level = (f"M0 {self.spot(north, self.west)[1]}H{self.width}" for north in norths)
        upright = (f"M{self.spot(self.north, east)[0]} 0V{self.height}" for east in easts)
        return "".join((*level, *upright))

    @property
    def names(self) -> list[tuple[str, int, int]]:
        """Codes of the countries/territories whose names stand here, and where."""
        return [(c, *self.spot(*where)) for c, where in NAMES.items() if self.holds(*where)]


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
