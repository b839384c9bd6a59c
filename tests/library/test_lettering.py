"""Names on a map are whole, and no mark lies on them, in any language."""

import random

import pytest

from exchange.library.lettering import ABOVE, BELOW, Name, placed
from exchange.library.mapping import FRAMES, NAMES
from exchange.library.pointing import WHOLE, closer
from exchange.text.countries import country_name
from exchange.text.languages import LANGUAGES
from exchange.text.wording import use_language
from tests.library.finding import a_record
from tests.library.test_map import MAP, at

CODES = [one.code for one in LANGUAGES]


def rooms(found, lang):
    """Left, top, right, bottom of each name as it is written."""
    for code, x, y in found:
        half = Name(code, country_name(code, lang), x, y).half
        yield code, x - half, y - ABOVE, x + half, y + BELOW


def is_free(room, spots):
    _code, left, top, right, bottom = room
    nearest = [(min(max(x, left), right) - x, min(max(y, top), bottom) - y, r) for x, y, r in spots]
    return all(dx**2 + dy**2 >= r**2 for dx, dy, r in nearest)


def are_apart(one, other):
    is_beside = one[3] <= other[1] or other[3] <= one[1]
    return is_beside or one[4] <= other[2] or other[4] <= one[2]


@pytest.mark.parametrize("lang", CODES)
@pytest.mark.parametrize("frame", [*FRAMES, *WHOLE], ids=str)
def test_names_are_whole_and_apart_where_they_are_looked_for(app, frame, lang):
    with app.test_request_context(f"/{lang}/"), use_language(lang):
        found = frame.names(frame.box)
    assert {code for code, _x, _y in found} == {c for c, at in NAMES.items() if frame.holds(*at)}
    all_of_them = list(rooms(found, lang))
    for number, (code, left, top, right, bottom) in enumerate(all_of_them):
        assert min(left, top, frame.width - right, frame.height - bottom) >= 0, code
        assert all(are_apart(all_of_them[number], one) for one in all_of_them[:number]), code


@pytest.mark.parametrize("lang", ["en", "sr", "tr"])
def test_no_mark_lies_on_a_name_where_there_is_room(app, lang):
    """A mark at each name itself, the worst there is, and some elsewhere."""
    chance = random.Random(7)
    for frame in FRAMES:
        spots = [(*frame.spot(*place), 12) for place in NAMES.values() if frame.holds(*place)]
        more = range(frame.width * frame.height // 12_000)
        spots += [(chance.randrange(frame.width), chance.randrange(frame.height), 12) for _ in more]
        with app.test_request_context(f"/{lang}/"), use_language(lang):
            found = frame.names(frame.box, spots)
            assert found == frame.names(frame.box, spots)
        assert all(is_free(room, spots) for room in rooms(found, lang)), frame.code


def test_beside_a_record_names_are_whole_in_the_part_that_is_shown(app):
    with app.test_request_context("/en/"), use_language("en"):
        for frame in FRAMES:
            for place in NAMES.values():
                if not frame.holds(*place):
                    continue
                x, y = frame.spot(*place)
                left, top, wide, high = box = frame.around(x, y)
                found = frame.names(box, [(x, y, 8)])
                assert found
                for room in rooms(found, "en"):
                    assert is_free(room, [(x, y, 8)])
                    _code, *sides = room
                    edges = (left, top, left + wide, top + high)
                    inwards = [s - e for s, e in zip(sides, edges, strict=True)]
                    assert inwards[0] >= 0 <= inwards[1]
                    assert inwards[2] <= 0 >= inwards[3]


def test_names_give_way_to_the_figures_of_a_close_map(app):
    frame = closer((44.55, 20.7))
    with app.test_request_context("/en/"), use_language("en"):
        found = frame.names(frame.box, frame.figured)
    assert [code for code, _x, _y in found] == ["RS"]


def test_without_room_a_name_covers_as_little_as_can_be():
    crowd = tuple((x, y, 12) for x in range(0, 300, 20) for y in range(0, 200, 20))
    [(code, x, y)] = placed((Name("RS", "Serbia", 150, 100),), crowd, (0, 0, 300, 200))
    assert code == "RS"
    assert 0 < x < 300
    assert 0 < y < 200


def test_on_the_page_no_name_lies_under_the_mark_of_its_country(client):
    a_record(columns=at(*NAMES["RS"]), countries=("RS",))
    page = client.get(MAP)
    circle = page.one("svg a circle")
    [name] = [one for one in page.all("svg text") if one.text == "Serbia"]
    spots = [tuple(int(circle[one]) for one in ("cx", "cy", "r"))]
    assert all(is_free(r, spots) for r in rooms([("RS", int(name["x"]), int(name["y"]))], "en"))
