"""Where names are written on a map: as near as can be to where people look for them, whole, and
not under a mark. Always the same way for the same marks."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from exchange.library.coasts import Box

Spot = tuple[int, int, int]  # a mark: its middle and its radius, in units of the map
LETTER, WIDE_LETTER = 6.2, 7.2  # units: about as wide as the style sheet has them
ABOVE, BELOW = 10, 4  # units of a name over and under the line on which it stands
AIR = 3  # units between a name and anything else
FAR = (60, 40)  # units that a name may be moved, sideways and up or down
ACROSS = 1.5  # times as much as along: a long name soon stands beside another country/territory
_MOVES = sorted(  # the shortest first
    product(range(-FAR[0], FAR[0] + 1, 6), range(-FAR[1], FAR[1] + 1, 4)),
    key=lambda by: ((ACROSS * by[0]) ** 2 + by[1] ** 2, by),
)


class Name(NamedTuple):
    """A code, the word for it, and the middle of the line on which it stands best."""

    code: str
    word: str
    x: int
    y: int

    @property
    def half(self) -> float:
        """Half as wide as it is."""
        return sum(WIDE_LETTER if sign > "ʯ" else LETTER for sign in self.word) / 2


class _Room(NamedTuple):
    """What a name covers, with some air."""

    left: float
    top: float
    right: float
    bottom: float

    def over(self, other: "_Room") -> float:
        """Square units that both cover."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0


@lru_cache(maxsize=400)
def placed(
    names: tuple[Name, ...], spots: tuple[Spot, ...], box: Box
) -> Sequence[tuple[str, int, int]]:
    """The codes of those that stand in the box, and where each is written."""
    taken = [_Room(x - r - 1, y - r - 1, x + r + 1, y + r + 1) for x, y, r in spots]
    found = []
    for name in sorted(_in(names, box), key=lambda one: (-len(one.word), one.code)):
        x, y = _best(name, box, taken)
        taken.append(_room(name, x, y))
        found.append((name.code, x, y))
    return found


def _in(names: Iterable[Name], box: Box) -> Iterator[Name]:
    left, top, width, height = box
    for one in names:
        is_in = left <= one.x <= left + width and top <= one.y <= top + height
        if is_in and 2 * (one.half + AIR) <= width:
            yield one


def _best(name: Name, box: Box, taken: Sequence[_Room]) -> tuple[int, int]:
    """The nearest place where nothing is covered, or else the least."""
    least, best = float("inf"), (name.x, name.y)
    aside, high = FAR[0] + 2 * (name.half + AIR), FAR[1] + ABOVE + BELOW + AIR
    reach = _Room(name.x - aside, name.y - high, name.x + aside, name.y + high)
    near = [one for one in taken if one.over(reach)]
    for x, y in _places(name, box):
        room = _room(name, x, y)
        covered = sum(room.over(one) for one in near)
        if not covered:
            return x, y
        if covered < least:
            least, best = covered, (x, y)
    return best


def _places(name: Name, box: Box) -> Iterator[tuple[int, int]]:
    """From the nearest on, each whole in the box."""
    left, top, width, height = box
    inner = round(name.half) + AIR
    for dx, dy in _MOVES:
        x = min(max(name.x + dx, left + inner), left + width - inner)
        y = min(max(name.y + dy, top + ABOVE + AIR), top + height - BELOW - AIR)
        yield x, y


def _room(name: Name, x: int, y: int) -> _Room:
    half = name.half + AIR
    return _Room(x - half, y - ABOVE, x + half, y + BELOW)
