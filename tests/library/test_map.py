"""The map of experiences: the same lists, seen as places, with a table that says it in words."""

from tests.factories import LATVIAN, a_published
from tests.library.finding import a_record

MAP = "/en/experiences/map"


def at(north, east, precision="municipality"):
    return {"latitude": north, "longitude": east, "precision": precision}


def marks(page):
    """Where each mark leads, with what it is called and the figure that stands in it."""
    return [(link["href"], link.one("title").text) for link in page.all("svg a")]


def test_a_record_alone_is_a_mark_that_leads_to_it(client):
    row = a_record(columns=at(44.1, 20.3), countries=("RS",))
    [(href, name)] = marks(client.get(MAP))
    assert href == f"/en/experiences/ALTER-XP-{row.number:04d}-five-seats-one-bus"
    assert name == row.title


def test_several_in_one_field_are_one_mark_that_leads_to_their_list(client):
    for north in (44.1, 44.9):
        a_record(columns=at(north, 20.3), countries=("RS",))
    a_record(columns=at(45.1, 20.3), countries=("RS",))
    page = client.get(MAP)
    names = dict(marks(page))
    field = "/en/experiences?cell=44n20e"
    assert names[field] == "2 experiences near 44° N, 20° E"
    assert len(names) == 2
    there = client.get(field)
    assert len(there.all(".rows a")) == 2
    assert [chip["href"] for chip in there.all(".chips a")] == ["/en/experiences"]


def test_what_is_known_by_its_country_only_is_no_point_but_stands_in_the_table(client):
    row = a_record(columns=at(44.0, 20.0, "country"), countries=("RS",))
    a_published(**LATVIAN, countries=("XK",))
    a_record(columns=at(60.0, 10.0), countries=("NO",))
    page = client.get(MAP)
    assert marks(page) == []
    assert "3 are in the table only" in page.text
    assert [cell.text for cell in page.all("tbody th")] == ["Kosovo*", "Norway", "Serbia"]
    assert f"ALTER-XP-{row.number:04d}" in page.all("tbody a[lang=en]")[1]["href"]
    assert "UNSCR 1244/1999" in page.text
    assert "no opinion" in page.text


def test_the_map_takes_the_same_choices_as_the_list(client):
    a_record(columns=at(44.1, 20.3), countries=("RS",), level="village")
    a_record(columns=at(41.1, 20.3), countries=("AL",), level="lag")
    page = client.get(f"{MAP}?level=lag")
    assert len(marks(page)) == 1
    assert [cell.text for cell in page.all("tbody th")] == ["Albania"]
    assert client.get(f"{MAP}?x=1").location == MAP
    assert client.get(f"{MAP}?order=used").location == MAP
    sent = client.submit(page, "/experiences/map", country="AL", level="")
    assert sent.address == f"{MAP}?country=AL"
    assert client.get(f"{MAP}?level=national").one(".empty")


def test_a_map_is_small_and_costs_few_statements(client, count_queries):
    for north in range(36, 47):
        for east in range(14, 24):
            if (north + east) % 9 == 0:
                a_record(columns=at(north + 0.1, east + 0.1), countries=("RS", "AL"))
    client.get(MAP)
    with count_queries() as seen:
        page = client.get(MAP)
    assert len(seen) == 1, seen
    assert len(page.body) < 60_000


def test_beside_a_record_stands_a_small_map_where_its_place_is_known(client):
    row = a_record(columns=at(57.0, 25.0))
    path = f"/en/experiences/ALTER-XP-{row.number:04d}-five-seats-one-bus"
    assert client.get(path).one(".rail svg circle")
    without = a_record(columns=at(57.0, 25.0, "country"))
    page = client.get(path.replace(f"{row.number:04d}", f"{without.number:04d}"))
    assert page.all(".rail svg") == []
