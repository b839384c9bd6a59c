"""Pointing to a place on our map: once on all of it, then on a part that is four times as close.

A browser says where a picture was pressed in the units in which it was drawn. So these maps are
drawn equally wide on every screen, and never shrink to fit one.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from exchange.library.mapping import FRAMES, Frame

WIDTH = 280  # of every map; fits a narrow telephone
CLOSER = 4
Spot = tuple[float, float]  # degrees north and degrees east

_MIDDLE = re.compile(r"(-?[0-9]{1,3}\.[0-9]{1,3}) (-?[0-9]{1,3}\.[0-9]{1,3})")


def _drawn(frame: Frame) -> Frame:
    return frame._replace(scale=frame.scale * WIDTH / frame.exact_width)


WHOLE = tuple(_drawn(frame) for frame in FRAMES)


@dataclass(frozen=True)
class Shown:
    """The maps that are shown: a close one around some middle, or those of the whole."""

    middle: Spot | None = None
    countries: Collection[str] = ()  # whose maps are wanted; of all without

    @classmethod
    def from_text(cls, text: str, countries: Collection[str]) -> "Shown":
        """As the form sent it back; anything else is the whole."""
        found = _MIDDLE.fullmatch(text)
        return cls((float(found[1]), float(found[2])) if found else None, countries)

    @property
    def text(self) -> str:
        return "{:.3f} {:.3f}".format(*self.middle) if self.middle else ""

    @property
    def is_close(self) -> bool:
        return len(self._all) == 1

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """Those that are wanted, by the name of the button that each of them is."""
        if self.is_close:
            return self._all
        wanted = {n: one for n, one in self._all.items() if _is_of(one, self.countries)}
        return wanted or self._all

    @cached_property
    def _all(self) -> Mapping[str, Frame]:
        close = closer(self.middle) if self.middle else None
        return {"at": close} if close else {f"at{frame.code}": frame for frame in WHOLE}

    def pressed(self, sent: Mapping[str, str]) -> Spot | None:
        """The place that was pressed, if one was; a key that presses the map means no place."""
        for name, frame in self._all.items():
            x, y = (_units(sent.get(f"{name}.{axis}")) for axis in "xy")
            if x + y and x <= frame.width and y <= frame.height:
                north, east = frame.degrees_at(x, y)
                places = 3 if self.is_close else 2
                return round(north, places), round(east, places)
        return None

    def is_asked(self, sent: Mapping[str, str]) -> bool:
        """Whether a map was pressed, by hand or by key; countries may be others by now."""
        return any(f"{name}.x" in sent for name in self._all)


def _is_of(frame: Frame, countries: Collection[str]) -> bool:
    alone = {one.code for one in WHOLE if one.code}
    return frame.code in countries if frame.code else bool(set(countries) - alone)


def _units(text: str | None) -> int:
    return int(text) if text and len(text) <= 4 and text.isascii() and text.isdecimal() else 0


def closer(middle: Spot) -> Frame | None:
    """Around a place, as far as its part of the map goes; None if it lies on none."""
    whole = next((frame for frame in WHOLE if frame.holds(*middle)), None)
    if whole is None:
        return None
    high, wide = (whole.north - whole.south) / CLOSER, (whole.east - whole.west) / CLOSER
    south = min(max(middle[0] - high / 2, whole.south), whole.north - high)
    west = min(max(middle[1] - wide / 2, whole.west), whole.east - wide)
    return _drawn(whole._replace(west=west, south=south, east=west + wide, north=south + high))
