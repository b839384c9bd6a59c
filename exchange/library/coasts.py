"""Land, as it is drawn on a part of our map. `exchange.serve.coasts` makes the file at set-up; a
map is whole without it."""

import json
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from math import hypot
from pathlib import Path

FILE = Path(__file__).with_name("coasts.json")
Point = tuple[float, float]
Ring = Sequence[Point]
Box = tuple[int, int, int, int]  # left, top, width, height, in units of a map
Draw = Callable[[float, float], Point]  # where degrees north and east stand on a map

MARGIN = 4  # units around a map: land goes on there, its line does not
STRAY = 0.6  # units by which a line may stray
LEAST = 3  # units: what is smaller is not drawn


def is_made(path: Path, stamp: str) -> bool:
    """Whether this file was made to this recipe."""
    return path.exists() and json.loads(path.read_text(encoding="ascii"))["stamp"] == stamp


@cache
def _land() -> dict[str, list[Ring]]:
    """By the part of the map, in degrees north and degrees east; none before a set-up."""
    if not FILE.exists():
        return {}
    known: dict[str, list[Ring]] = json.loads(FILE.read_text(encoding="ascii"))["land"]
    return known


def land_in(box: Box, code: str, draw: Draw) -> str:
    """Data of a path: what of the land on this part of the map lies in a box."""
    return "".join(_drawn([draw(*point) for point in ring], box) for ring in _land().get(code, ()))


def _drawn(points: Ring, box: Box) -> str:
    left, top, width, height = box
    right, bottom = left + width, top + height
    for axis, bound, sign in ((0, left, 1), (1, top, 1), (0, right, -1), (1, bottom, -1)):
        points = _cut(points, axis, bound - sign * MARGIN, sign)
    if not points:
        return ""
    xs, ys = zip(*points, strict=True)
    if max(max(xs) - min(xs), max(ys) - min(ys)) < LEAST:
        return ""
    return _path([(round(x), round(y)) for x, y in simplified(points, STRAY)])


def _cut(points: Ring, axis: int, bound: float, sign: int) -> Ring:
    """What of it lies on one side of a line across the map (Sutherland and Hodgman)."""
    kept: list[Point] = []
    for before, point in pairwise([*points[-1:], *points]):
        is_in, was_in = ((one[axis] - bound) * sign >= 0 for one in (point, before))
        if is_in != was_in:
            share = (bound - before[axis]) / (point[axis] - before[axis])
            x, y = (b + share * (p - b) for b, p in zip(before, point, strict=True))
            kept.append((x, y))
        if is_in:
            kept.append(point)
    return kept


def _path(points: Sequence[tuple[int, int]]) -> str:
    """Each point by its way from the one before."""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points) if a != b]
    along = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
    return f"M{points[0][0]} {points[0][1]}l{along}z" if along else ""


def simplified(ring: Ring, stray: float) -> Ring:
    """Without the points that lie nearer than this to the line without them (Douglas and
    Peucker)."""
    closed = [*ring, *ring[:1]]
    halves = max(range(len(ring)), key=lambda n: _off(closed, n, 0, 0))
    spans, kept = [(0, halves), (halves, len(ring))], {0, halves}
    while spans:
        first, last = spans.pop()
        between = range(first + 1, last)
        farthest = max(between, key=lambda n: _off(closed, n, first, last), default=first)
        if _off(closed, farthest, first, last) > stray:
            kept.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [ring[number] for number in sorted(kept)]


def _off(ring: Ring, number: int, first: int, last: int) -> float:
    """How far a point lies off the line between two others."""
    (x, y), (x1, y1), (x2, y2) = ring[number], ring[first], ring[last]
    length = hypot(x2 - x1, y2 - y1)
    if not length:
        return hypot(x - x1, y - y1)
    return abs((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)) / length
