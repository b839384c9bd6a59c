"""Where the networks' countries/territories roughly lie: enough to see that two figures of a place
were mixed up, and no more. It says nothing about borders."""

from collections.abc import Sequence

_MARGIN = 0.5  # degrees: some 50 km
# South, north, west, east, in degrees.
_BOXES = {
    "AL": (39.6, 42.7, 19.2, 21.1),
    "BA": (42.5, 45.3, 15.7, 19.7),
    "HR": (42.3, 46.6, 13.4, 19.5),
    "LV": (55.6, 58.1, 20.9, 28.3),
    "ME": (41.8, 43.6, 18.4, 20.4),
    "MK": (40.8, 42.4, 20.4, 23.1),
    "RS": (42.2, 46.2, 18.8, 23.0),
    "TR": (35.8, 42.2, 25.6, 44.9),
    "XK": (41.8, 43.3, 20.0, 21.8),
}


def is_far_from(countries: Sequence[str], latitude: float | None, longitude: float | None) -> bool:
    """Whether this place is far outside all of them; not asked where we do not know one."""
    if latitude is None or longitude is None or not countries:
        return False
    boxes = [_BOXES.get(code) for code in countries]
    return not any(box is None or _is_in(box, latitude, longitude) for box in boxes)


def _is_in(box: tuple[float, float, float, float], latitude: float, longitude: float) -> bool:
    south, north, west, east = box
    is_as_far_north = south - _MARGIN <= latitude <= north + _MARGIN
    return is_as_far_north and west - _MARGIN <= longitude <= east + _MARGIN
