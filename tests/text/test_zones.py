"""Time zones by their cities, in ten languages."""

from datetime import UTC, datetime
from itertools import product
from zoneinfo import available_timezones

import pytest

from exchange.people.zones import ZONES, zones_by_city
from exchange.text.alphabets import sort_key
from exchange.text.languages import BY_CODE
from exchange.text.wording import use_language
from exchange.text.zones import zone_name, zone_name_then

_CYRILLIC = ("sr", "mk")


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("en", "Riga Tirana Belgrade Istanbul Skopje Kyiv"),
        ("lv", "Rīga Tirāna Belgrada Stambula Skopje Kijeva"),
        ("sq", "Rigë Tiranë Beograd Stamboll Shkup Kiev"),
        ("bs", "Riga Tirana Beograd Istanbul Skoplje Kijev"),
        ("hr", "Riga Tirana Beograd Istanbul Skoplje Kijev"),
        ("sr", "Рига Тирана Београд Истанбул Скопље Кијев"),
        ("sr-latn", "Riga Tirana Beograd Istanbul Skoplje Kijev"),
        ("cnr", "Riga Tirana Beograd Istanbul Skoplje Kijev"),
        ("mk", "Рига Тирана Белград Истанбул Скопје Киев"),
        ("tr", "Riga Tiran Belgrad İstanbul Üsküp Kiev"),
    ],
)
def test_a_zone_is_said_by_its_city_in_the_language_of_the_reader(code: str, names: str) -> None:
    cities = ("Riga", "Tirane", "Belgrade", "Istanbul", "Skopje", "Kyiv")
    assert [zone_name(f"Europe/{city}", code) for city in cities] == names.split()


@pytest.mark.parametrize("code", _CYRILLIC)
def test_no_city_to_choose_stays_in_another_script(code: str) -> None:
    assert all(not name.isascii() for name in (zone_name(zone, code) for zone in ZONES))


@pytest.mark.parametrize("code", BY_CODE)
def test_cities_stand_in_the_order_of_the_alphabet(code: str) -> None:
    names = [name for _zone, name in zones_by_city(code, "Asia/Tokyo")]
    assert names == sorted(names, key=lambda name: sort_key(name, code))
    assert len(set(names)) == len(ZONES) + 1


@pytest.mark.parametrize("zone", ["UTC", "Etc/GMT+3", "GMT", "no zone", ""])
def test_what_is_no_place_is_said_as_it_is_written(zone: str) -> None:
    assert {zone_name(zone, code) for code in BY_CODE} == {zone}


def test_any_zone_has_a_name_in_every_language() -> None:
    for zone, code in product(available_timezones(), BY_CODE):
        name = zone_name(zone, code)
        assert name
        assert "_" not in name or zone == name
    assert zone_name("America/Argentina/Buenos_Aires", "en") == "Buenos Aires"


@pytest.mark.parametrize(
    ("zone", "winter", "summer"),
    [
        ("Europe/Riga", "Рига, UTC+2", "Рига, UTC+3"),
        ("Europe/London", "Лондон, UTC", "Лондон, UTC+1"),
        ("Asia/Kathmandu", "Катманду, UTC+5:45", "Катманду, UTC+5:45"),
        ("America/New_York", "Њујорк, UTC−5", "Њујорк, UTC−4"),
    ],
)
def test_how_far_its_clock_is_ahead_hangs_on_the_day(zone: str, winter: str, summer: str) -> None:
    with use_language("sr"):
        assert zone_name_then(zone, datetime(2026, 1, 10, tzinfo=UTC)) == winter
        assert zone_name_then(zone, datetime(2026, 7, 10, tzinfo=UTC)) == summer
