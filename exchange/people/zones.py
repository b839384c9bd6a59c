"""Time zones as people choose them: by a city of theirs, in their language."""

from functools import cache

from exchange.text.alphabets import sort_key
from exchange.text.zones import zone_name

_BY_COUNTRY = {
    "AL": "Europe/Tirane",
    "BA": "Europe/Sarajevo",
    "HR": "Europe/Zagreb",
    "LV": "Europe/Riga",
    "ME": "Europe/Podgorica",
    "MK": "Europe/Skopje",
    "RS": "Europe/Belgrade",
    "TR": "Europe/Istanbul",
    "XK": "Europe/Belgrade",
}
_ELSEWHERE = (
    "Amsterdam Athens Berlin Bratislava Brussels Bucharest Budapest Chisinau Copenhagen Dublin "
    "Helsinki Kyiv Lisbon Ljubljana London Luxembourg Madrid Malta Oslo Paris Prague Rome Sofia "
    "Stockholm Tallinn Vienna Vilnius Warsaw Zurich"
)
ZONES = frozenset(_BY_COUNTRY.values()) | {f"Europe/{city}" for city in _ELSEWHERE.split()}


def zone_in(country: str, otherwise: str) -> str:
    return _BY_COUNTRY.get(country, otherwise)


@cache
def zones_by_city(lang: str, now_used: str) -> list[tuple[str, str]]:
    """Each zone with its city's name, in the order of the reader's alphabet."""
    named = [(zone, zone_name(zone, lang)) for zone in ZONES | {now_used}]
    return sorted(named, key=lambda pair: sort_key(pair[1], lang))
