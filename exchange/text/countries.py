"""Names of countries/territories in each language, by CLDR and a reviewed list of exceptions."""

import re
from functools import cache

from babel import Locale

from exchange.text.alphabets import sort_key
from exchange.text.languages import BY_CODE
from exchange.text.wording import current_language, lazy

__all__ = ["COUNTRIES", "KOSOVO_FOOTNOTE", "all_countries", "country_name", "sort_key"]

COUNTRIES: tuple[str, ...] = ("LV", "AL", "BA", "HR", "XK", "ME", "MK", "RS", "TR")

KOSOVO_FOOTNOTE = lazy(
    "This designation is without prejudice to positions on status, and is in line with "
    "UNSCR 1244/1999 and the ICJ Opinion on the Kosovo declaration of independence."
)

# in CLDR but no country/territory of ISO 3166: unions, parts, test regions
_NOT_ISO = "AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ"
_TWO_LETTERS = re.compile(r"[A-Z]{2}")
_OVERRIDES: dict[str, dict[str, str]] = {
    # CLDR writes Montenegrin with Serbian (ekavian) names
    "cnr": {
        "BY": "Bjelorusija",
        "DE": "Njemačka",
        "KP": "Sjeverna Koreja",
        "MK": "Sjeverna Makedonija",
        "MP": "Sjeverna Marijanska Ostrva",
        "VG": "Britanska Djevičanska Ostrva",
        "VI": "Američka Djevičanska Ostrva",
    },
    # reviewed: said so in Latvian and Turkish, whatever CLDR turns to
    "lv": {"XK": "Kosova"},
    "tr": {"XK": "Kosova"},
}


def country_name(code: str, language_code: str | None = None) -> str:
    """The name of an ISO 3166 code or XK, by default in the current language."""
    return _names(language_code or current_language().code)[code]


def all_countries(language_code: str | None = None) -> list[tuple[str, str]]:
    """Every code with its name, in the order of the reader's alphabet."""
    reader = language_code or current_language().code
    return sorted(_names(reader).items(), key=lambda pair: sort_key(pair[1], reader))


@cache
def _names(language_code: str) -> dict[str, str]:
    territories = Locale.parse(BY_CODE[language_code].cldr).territories
    english = Locale.parse("en").territories
    codes = filter(_TWO_LETTERS.fullmatch, map(str, english))
    names = {
        code: str(territories.get(code) or english[code]) for code in codes if code not in _NOT_ISO
    }
    if language_code == "en":
        names = {code: name.replace(" & ", " and ") for code, name in names.items()}
    names |= _OVERRIDES.get(language_code, {})
    names["XK"] += "*"
    return names
