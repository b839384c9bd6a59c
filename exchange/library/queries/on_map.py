"""The same lists as a map: a mark for each record, or one for all of a field of the grid."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from exchange.kernel.validity import kept
from exchange.library.mapping import Frame, frame_of
from exchange.library.narrowing import Narrowed
from exchange.library.queries.catalogue import Bits, Catalogue, catalogue, places_in
from exchange.library.queries.lines import ExperienceLine, lines_of
from exchange.library.queries.lists import Counts, narrowed_to

MOST_TITLES = 60  # in the table of a map, of all countries/territories together
LEAST_TITLES, WEIGHED = 2, 50


class Mark(NamedTuple):
    """Of one record, or of several in one field; where it is drawn."""

    frame: Frame
    x: int
    y: int
    cell: str
    records: int
    line: ExperienceLine | None = None

    @property
    def radius(self) -> int:
        return 12 if self.records < 10 else 14 if self.records < 100 else 17


class Group(NamedTuple):
    """The records of a country/territory: how many, and the newest of them."""

    country: str
    records: int
    lines: tuple[ExperienceLine, ...]


@dataclass(frozen=True, slots=True, eq=False)
class MapPage:
    """All that library/map.html shows. The same object as long as it is true."""

    marks: Sequence[Mark]
    groups: Sequence[Group]
    total: int
    off_map: int  # of them: their place is not known, or lies elsewhere
    counts: Counts
    is_kept: bool

    def spots(self, frame: Frame) -> Sequence[tuple[int, int, int]]:
        """What the marks of one part of the map cover: their middles and radii."""
        return [(one.x, one.y, one.radius) for one in self.marks if one.frame == frame]


@kept("experiences", when=lambda narrowed: not narrowed.q)
def map_page(narrowed: Narrowed) -> MapPage:
    """Of the published experiences that the list would hold. Public."""
    known = catalogue()
    bits, counted, _best = narrowed_to(known, narrowed)
    fields = {cell: has & bits for cell, has in known.bits["cell"].items() if has & bits}
    spots = {cell: spot for cell, has in fields.items() if (spot := _spot(known, has))}
    tops = _tops(known, bits)
    lines = _lines_of(known, [fields[cell] for cell in spots], tops)
    shown = sum(fields[cell].bit_count() for cell in spots)
    return MapPage(
        marks=[_mark(known, cell, spots[cell], fields[cell], lines) for cell in sorted(spots)],
        groups=[
            Group(code, all_of_it, tuple(lines[one] for one in ids if one in lines))
            for code, (all_of_it, ids) in sorted(tops.items())
        ],
        total=bits.bit_count(),
        off_map=bits.bit_count() - shown,
        counts=counted,
        is_kept=not narrowed.q,
    )


def spot_of(experience_id: int) -> tuple[Frame, float, float] | None:
    """Where a published record is drawn, if its place is known."""
    known = catalogue()
    if (where := known.points.get(known.places.get(experience_id, -1))) is None:
        return None
    frame = frame_of(*where)
    return (frame, *where) if frame else None


def _spot(known: Catalogue, has: Bits) -> tuple[Frame, int, int] | None:
    """Amid the newest of a field; None if it lies on no part of the map."""
    some = [known.points[place] for place in islice(places_in(has), WEIGHED)]
    north = sum(point[0] for point in some) / len(some)
    east = sum(point[1] for point in some) / len(some)
    frame = frame_of(north, east)
    return (frame, *frame.spot(north, east)) if frame else None


def _mark(
    known: Catalogue,
    cell: str,
    spot: tuple[Frame, int, int],
    has: Bits,
    lines: dict[int, ExperienceLine],
) -> Mark:
    count = has.bit_count()
    only = lines.get(known.newest(has, 0, 1)[0]) if count == 1 else None
    return Mark(*spot, cell, count, only)


def _tops(known: Catalogue, bits: Bits) -> dict[str, tuple[int, Sequence[int]]]:
    """By country/territory: how many there are, and the ids of the newest."""
    found = {code: has & bits for code, has in known.bits["country"].items() if has & bits}
    most = max(LEAST_TITLES, MOST_TITLES // max(1, len(found)))
    return {code: (has.bit_count(), known.newest(has, 0, most)) for code, has in found.items()}


def _lines_of(
    known: Catalogue, fields: Sequence[Bits], tops: dict[str, tuple[int, Sequence[int]]]
) -> dict[int, ExperienceLine]:
    """All records that are named on the page, in one statement."""
    ids = {one for has in fields if has.bit_count() == 1 for one in known.newest(has, 0, 1)}
    ids |= {one for _count, some in tops.values() for one in some}
    return {line.id: line for line in lines_of(sorted(ids))}
