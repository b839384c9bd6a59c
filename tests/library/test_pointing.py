"""A place is chosen by pressing on a map: by a picture that is a button, so without script."""

import pytest

from exchange.library.actions import submit
from exchange.library.pointing import CLOSER, WHOLE, WIDTH, Shown, closer
from tests.factories import a_draft, a_full_content, a_person, the_experience


@pytest.fixture
def writing(client, sign_in):
    draft = a_draft(
        author := a_person("Ana Author"),
        a_full_content(latitude=None, longitude=None, precision="", countries=("RS",)),
    )
    sign_in(client, author)
    return draft


def part_of(draft):
    return f"/en/experiences/ALTER-XP-{draft.number:04d}/edit/where"


def press(client, page, x, y, name="at", **typed):
    """As a browser sends it: with the place in the picture instead of a value."""
    form = page.form("/edit/where").press(name).fill(**typed)
    sent = form.data
    sent.poplist(name)
    sent.update({f"{name}.x": str(x), f"{name}.y": str(y)})
    return client.post(form.action, sent)


def typed_in(page):
    fields = page.form("/edit/where").fields
    return tuple(fields[name][0] for name in ("latitude", "longitude", "precision"))


def test_a_press_types_the_place_and_brings_it_closer_and_a_second_is_more_exact(client, writing):
    whole = client.get(part_of(writing))
    assert whole.all(".glass circle") == []
    once = press(client, whole, 192, 81)
    assert once.status == 200
    assert typed_in(once) == ("44.56", "20.27", "region")
    assert len(once.all(".glass circle")) == 1
    twice = press(client, once, 200, 90)
    north, east, precision = typed_in(twice)
    assert precision == "municipality"
    assert (len(north), len(east)) == (6, 6)
    assert abs(float(north) - 44.56) < 1 / CLOSER + 0.5
    assert typed_in(press(client, twice, 200, 90)) == (north, east, precision)


def test_a_press_keeps_what_was_typed_and_saves_nothing(client, writing):
    page = client.get(part_of(writing))
    shown = press(client, page, 100, 100, place="Gornja Bukva", start_year="17", end_year="x")
    fields = shown.form("/edit/where").fields
    assert (fields["place"], fields["start_year"]) == (["Gornja Bukva"], ["17"])
    assert shown.all(".error") == []
    assert the_experience(writing.id).latitude is None
    assert the_experience(writing.id).edit_version == writing.edit_version
    sent = shown.form("/edit/where").press("all").fill(start_year="2017", end_year="2018")
    assert client.send(sent).status == 303
    assert the_experience(writing.id).precision == "region"


def test_what_is_shown_is_what_the_ticked_countries_need(client, writing):
    def maps(page):
        return [button["name"] for button in page.all("input[type=image]")]

    page = client.get(part_of(writing))
    assert maps(page) == ["at"]
    again = press(client, page, 0, 0, countries=["LV", "TR"])
    assert maps(again) == ["atTR", "atLV"]
    baltic = press(client, again, 140, 90, "atLV")
    assert typed_in(baltic)[2] == "region"
    assert 55.6 < float(typed_in(baltic)[0]) < 58.2


def test_a_key_that_presses_the_map_shows_what_is_typed(client, writing):
    page = client.get(part_of(writing))
    shown = press(client, page, 0, 0, latitude="43,912", longitude="20.351")
    assert typed_in(shown) == ("43,912", "20.351", "")
    assert len(shown.all(".glass circle")) == 1
    assert len(shown.all("input[type=image]")) == 1
    back = client.send(shown.form("/edit/where").press("whole"))
    assert typed_in(back)[:2] == ("43,912", "20.351")
    assert press(client, back, 50, 50).status == 200


def test_enter_in_a_field_saves_and_does_not_press_the_map(client, writing):
    form = client.get(part_of(writing)).form("/edit/where")
    assert form.pressed["name"] == "on"
    assert client.send(form).status == 303


@pytest.mark.parametrize("precision", ["municipality", "country"])
def test_what_is_kept_is_shown_close_unless_only_its_country_is_known(client, sign_in, precision):
    traits = {"countries": ("RS",), "precision": precision}
    kept = a_full_content(latitude=44.1, longitude=20.3, **traits)
    draft = a_draft(author := a_person(), kept)
    sign_in(client, author)
    page = client.get(part_of(draft))
    assert bool(page.all("button[name=whole]")) is (precision != "country")
    assert len(page.all(".glass circle")) == 1


def test_only_who_may_write_it_by_now_may_press(client, sign_in):
    draft = a_draft(author := a_person(), a_full_content())
    sign_in(client, author)
    page = client.get(part_of(draft))
    submit(author, draft.id)
    assert press(client, page, 100, 100).status == 403
    sign_in(client, a_person("Somebody else"))
    assert press(client, page, 100, 100).status == 404


@pytest.mark.parametrize("x", ["-4", "1e9", "99999", "281", "", "²", "9" * 5_000])
@pytest.mark.parametrize("part", ["", "44.100 20.300", "nonsense", "999.999 -999.999"])
def test_a_press_outside_the_map_is_no_place(client, writing, x, part):
    sent = client.get(part_of(writing)).form("/edit/where").data
    sent.setlist("part", [part])
    sent.update({"at.x": x, "at.y": x})
    page = client.post(part_of(writing), sent)
    assert page.status == 200
    assert typed_in(page) == ("", "", "")


@pytest.mark.parametrize("whole", WHOLE)
def test_all_maps_are_equally_wide_and_a_close_one_stays_within_its_whole(whole):
    assert whole.width == WIDTH
    for north in (whole.south, (whole.south + whole.north) / 2, whole.north):
        for east in (whole.west, (whole.west + whole.east) / 2, whole.east):
            close = closer((north, east))
            assert close.width == WIDTH
            assert close.holds(north, east) or abs(north - close.north) < 1e-9
            assert whole.south - 1e-9 <= close.south < close.north <= whole.north + 1e-9
            assert whole.west - 1e-9 <= close.west < close.east <= whole.east + 1e-9


def test_a_place_that_is_pressed_is_drawn_where_it_was_pressed():
    for shown in (Shown(), Shown((44.1, 20.3)), Shown((38.0, 30.0)), Shown((57.0, 25.0))):
        for name, frame in shown.frames.items():
            for x, y in ((1, 1), (140, 60), (frame.width, frame.height)):
                spot = shown.pressed({f"{name}.x": str(x), f"{name}.y": str(y)})
                drawn = frame.spot(*spot)
                assert abs(drawn[0] - x) <= 1
                assert abs(drawn[1] - y) <= 1
