"""Time zones as people say them: by a city of theirs, in the reader's language, by CLDR."""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global

from exchange.text.languages import BY_CODE
from exchange.text.wording import current_language

_OVERRIDES = {("Europe/Tirane", "en"): "Tirana"}  # CLDR takes it to be said as the zone is
_NO_PLACES = frozenset({"Etc", "GMT", "SystemV", "US"})


def zone_name(zone: str, language_code: str | None = None) -> str:
    """Its city, by default in the current language; a zone of no place as it is written."""
    return _city(zone, language_code or current_language().code)


def zone_name_then(zone: str, when: datetime) -> str:
    """The same with how far its clock is ahead at that time: "Riga, UTC+2"."""
    return f"{zone_name(zone)}, {_offset(when, zone)}"


@cache
def _city(zone: str, language_code: str) -> str:
    if found := _OVERRIDES.get((zone, language_code)):
        return found
    cities = Locale.parse(BY_CODE[language_code].cldr).time_zones
    for known in (zone, *_older_names().get(zone, ())):
        if found := cities.get(known, {}).get("city"):
            return str(found)
    continent, _, place = zone.partition("/")
    if continent in _NO_PLACES or not place:
        return zone
    return place.rpartition("/")[2].replace("_", " ")


@cache
def _older_names() -> dict[str, list[str]]:
    """CLDR keeps some cities where their zone was: Kyiv under Europe/Kiev."""
    older: dict[str, list[str]] = {}
    for old, zone in get_global("zone_aliases").items():
        older.setdefault(zone, []).append(old)
    return older


def _offset(when: datetime, zone: str) -> str:
    ahead = when.astimezone(ZoneInfo(zone)).utcoffset()
    minutes = int(ahead.total_seconds()) // 60 if ahead else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return "UTC" + (f"{sign}{hours}" if minutes else "") + (f":{rest:02}" if rest else "")
