"""Land on the map: traced from a mask of land and sea at set-up, drawn where a map shows it."""

import json
from itertools import product

import numpy as np
import pytest

from exchange.library import coasts, mapping
from exchange.library.mapping import FRAMES
from exchange.serve import coasts as making
from tests.library.finding import a_record

MAP = "/en/experiences/map"
ISLAND = [(44.0, 16.0), (44.0, 20.0), (42.0, 20.0), (42.0, 16.0)]


def forget():
    coasts._land.cache_clear()
    mapping._land.cache_clear()


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Where the land stands that maps draw; there is none yet."""
    path = tmp_path / "coasts.json"
    monkeypatch.setattr(coasts, "FILE", path)
    forget()
    yield path
    forget()


def corners(path):
    """The points of a path of one ring."""
    start, _, along = path.removesuffix("z").partition("l")
    x, y = (int(n) for n in start[1:].split())
    found = [(x, y)]
    numbers = [int(n) for n in along.replace("-", " -").split()]
    for across, down in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + across, y + down
        found.append((x, y))
    return found


def test_land_is_drawn_on_the_map_where_it_lies_and_cut_at_the_edge(client, file):
    file.write_text(json.dumps({"stamp": "", "land": {"": [ISLAND]}}))
    a_record(countries=("RS",))
    drawn = client.get(MAP).one("svg .land")["d"]
    assert set(corners(drawn)) == {FRAMES[0].spot(*point) for point in ISLAND}
    row = a_record(columns={"latitude": 44.1, "longitude": 20.3, "precision": "municipality"})
    page = client.get(f"/en/experiences/ALTER-XP-{row.number:04d}-five-seats-one-bus")
    left, top, wide, high = (int(n) for n in page.one(".rail svg")["viewBox"].split())
    beside = coasts.MARGIN + 1
    for x, y in corners(page.one(".rail svg .land")["d"]):
        assert left - beside <= x <= left + wide + beside
        assert top - beside <= y <= top + high + beside


def test_without_the_file_a_map_has_its_lines_and_names(client, file):
    a_record(countries=("RS",))
    page = client.get(MAP)
    assert page.all("svg .land") == []
    assert "Serbia" in page.all(".row svg")[0].text


def test_what_is_too_small_to_be_seen_is_not_drawn(file):
    rock = [(43.0, 16.0), (43.0, 16.07), (42.95, 16.07)]
    file.write_text(json.dumps({"stamp": "", "land": {"": [rock]}}))
    assert FRAMES[0].land(FRAMES[0].box) == ""


@pytest.mark.parametrize("frame", FRAMES)
def test_a_small_part_of_the_map_lies_on_it_and_holds_its_spot(frame):
    for x, y in product((0, 90, frame.width), (0, 60, frame.height)):
        left, top, wide, high = frame.around(x, y)
        assert 0 <= left <= x <= left + wide <= frame.width
        assert 0 <= top <= y <= top + high <= frame.height


def test_pieces_of_land_and_water_in_them_are_traced():
    land = np.zeros((12, 12), dtype=bool)
    land[1:7, 1:7] = True
    land[3:5, 3:5] = False
    land[8:11, 8:11] = True
    land[11, 0] = True  # a rock
    rings = [coasts.simplified(ring, 0.1) for ring in making.outlines(land)]
    assert sorted({min(ring) for ring in rings}) == [(1, 1), (3, 3), (8, 8)]
    assert {point for ring in rings for point in ring} >= {(1, 1), (7, 1), (7, 7), (1, 7), (5, 5)}


def test_a_simpler_line_strays_no_farther_than_it_may():
    stairs = [(n // 2, (n + 1) // 2) for n in range(40)]
    assert len(coasts.simplified(stairs, 1.1)) <= 4
    assert len(coasts.simplified(stairs, 0.1)) > 30
    assert coasts.simplified([(0, 0), (5, 9), (10, 0)], 1) == [(0, 0), (5, 9), (10, 0)]


@pytest.fixture
def mask(tmp_path, monkeypatch):
    """A mask of the world with two cells to a degree: an island, and the sea around it."""
    sea = np.ones((360, 720), dtype=bool)
    sea[90:96, 392:400] = False
    path = tmp_path / making.MASK
    np.savez_compressed(path, mask=sea)
    monkeypatch.setattr(making, "CELLS", 2)
    monkeypatch.setattr(making, "_mask", lambda: path)
    monkeypatch.setattr(making.importlib.metadata, "version", lambda _package: "1")
    return path


def test_the_file_is_made_at_set_up_and_once(file, mask):
    making.build(file)
    assert {c: len(rings) for c, rings in coasts._land().items()} == {"": 1, "TR": 0, "LV": 0}
    drawn = corners(FRAMES[0].land(FRAMES[0].box))
    north_west, south_east = FRAMES[0].spot(45.0, 16.0), FRAMES[0].spot(42.0, 20.0)
    assert (min(drawn)[0], max(drawn)[0]) == (north_west[0], south_east[0])
    assert {y for _x, y in drawn} == {north_west[1], south_east[1]}
    made = file.stat().st_mtime_ns
    making.build(file)
    assert file.stat().st_mtime_ns == made
    file.write_text(json.dumps({"stamp": "of another recipe", "land": {}}))
    making.build(file)
    assert json.loads(file.read_text())["land"][""]


def test_where_there_is_no_mask_nothing_is_made(file, monkeypatch):
    monkeypatch.setattr(making, "_mask", lambda: None)
    making.build(file)
    assert not file.exists()
