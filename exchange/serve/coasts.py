"""Where land ends, on the parts of our map: made at set-up from a mask of land and sea, never
committed. The mask knows no borders of any state, and no lakes.

It comes with the package global-land-mask: a byte for each half minute of the world. We read it
from its archive row by row (whole, it takes a gigabyte) and never import the package, which would
load it.
"""

import importlib.metadata
import importlib.util
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from exchange.library.coasts import FILE, Ring, is_made, simplified
from exchange.library.mapping import FRAMES, Frame

PACKAGE, MASK = "global-land-mask", "globe_combined_mask_compressed.npz"
CELLS = 120  # of the mask, in a degree
BESIDE = 0.2  # degrees around a part of the map that are drawn, too
LEAST_CELLS = 8  # what is smaller is no island of ours
STEPS = 1.1  # cells by which a line may stray: steps become slopes
_RECIPE = 1  # raise it with every change of the file


def build(path: Path = FILE) -> None:
    """Make what is missing, or made to another recipe; nothing where the package is not here."""
    if (mask := _mask()) is None:
        return
    stamp = f"{_RECIPE} {importlib.metadata.version(PACKAGE)} {FRAMES}"
    if is_made(path, stamp):
        return
    rings = {frame.code: _land(mask, frame) for frame in FRAMES}
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(json.dumps({"stamp": stamp, "land": rings}), encoding="ascii")
    unfinished.replace(path)


def _mask() -> Path | None:
    found = importlib.util.find_spec(PACKAGE.replace("-", "_"))
    places = (found and found.submodule_search_locations) or ()
    return next((Path(place) / MASK for place in places), None)


def _land(mask: Path, frame: Frame) -> list[Ring]:
    west, north = frame.west - BESIDE, frame.north + BESIDE
    top, left = round((90 - north) * CELLS), round((west + 180) * CELLS)
    rows = round((frame.north - frame.south + 2 * BESIDE) * CELLS)
    columns = round((frame.east - frame.west + 2 * BESIDE) * CELLS)
    land = window_of(mask, slice(top, top + rows), slice(left, left + columns))
    return [
        [(round(90 - (top + y) / CELLS, 3), round((left + x) / CELLS - 180, 3)) for x, y in ring]
        for ring in (simplified(ring, STEPS) for ring in outlines(land))
        if len(ring) > 3
    ]


def window_of(mask: Path, rows: slice, columns: slice) -> Any:
    """Which cells there are land."""
    with zipfile.ZipFile(mask) as archive, archive.open("mask.npy") as file:
        shape, _is_by_columns, kind = _head(file)
        for _row in range(rows.start):
            file.read(shape[1] * kind.itemsize)
        read = (file.read(shape[1] * kind.itemsize) for _row in range(rows.start, rows.stop))
        return ~np.array([np.frombuffer(row, kind)[columns] for row in read], dtype=bool)


def _head(file: Any) -> tuple[tuple[int, ...], bool, Any]:
    np.lib.format.read_magic(file)
    return np.lib.format.read_array_header_1_0(file)


def outlines(land: Any) -> Iterator[list[tuple[float, float]]]:
    """Around each piece of land and each water within one, as corners (x, y) of cells."""
    edges = _edges(np.pad(land, 1))
    while edges:
        start = place = next(iter(edges))
        ring = [start]
        while True:
            ways = edges[place]
            onward = ways.pop()
            if not ways:
                del edges[place]
            place = onward
            if place == start:
                break
            ring.append(place)
        if len(ring) >= LEAST_CELLS:
            yield [(x - 1, y - 1) for x, y in ring]


def _edges(land: Any) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """From each corner the corners that it leads to, with land to the right hand."""
    edges: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for (down, right), start, end in (
        ((1, 0), (0, 0), (1, 0)),  # sea above: along the upper side, eastwards
        ((0, -1), (1, 0), (1, 1)),  # sea to the east: down
        ((-1, 0), (1, 1), (0, 1)),  # sea below: westwards
        ((0, 1), (0, 1), (0, 0)),  # sea to the west: up
    ):
        ys, xs = np.nonzero(land & ~np.roll(land, (down, right), (0, 1)))
        for x, y in zip(xs.tolist(), ys.tolist(), strict=True):
            first, last = (x + start[0], y + start[1]), (x + end[0], y + end[1])
            edges.setdefault(first, []).append(last)
    return edges
