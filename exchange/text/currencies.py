"""Names of currencies in each language, by CLDR: those in use, and those that the networks knew."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from babel import Locale
from babel.numbers import get_territory_currencies

from exchange.text.alphabets import sort_key
from exchange.text.countries import COUNTRIES, all_countries
from exchange.text.languages import BY_CODE
from exchange.text.wording import current_language

_SINCE = date(1991, 1, 1)  # what was paid with in the networks' countries/territories
_TODAY = date(2025, 1, 1)  # as far as CLDR matters here; one that is added comes with CLDR
_FIRST = ("EUR", "RSD", "BAM", "ALL", "MKD", "TRY", "USD", "CHF")


@cache
def currencies() -> frozenset[str]:
    """Every code of ISO 4217 that CLDR knows, those of the past too."""
    return frozenset(str(code) for code in Locale.parse("en").currencies)


def currency_names(kept: str = "") -> Sequence[tuple[str, str]]:
    """Codes with names in the current language, the networks' first; `kept` is among them."""
    names = _names(current_language().code)
    return [*names, (kept, kept)] if kept and kept not in dict(names) else names


@cache
def _names(language_code: str) -> list[tuple[str, str]]:
    cldr = Locale.parse(BY_CODE[language_code].cldr).currencies
    english = Locale.parse("en").currencies
    named = {code: str(cldr.get(code) or english[code]) for code in _offered()}
    others = sorted(named.keys() - set(_FIRST), key=lambda one: sort_key(named[one], language_code))
    return [(code, named[code]) for code in (*_FIRST, *others)]


@cache
def _offered() -> frozenset[str]:
    here = [get_territory_currencies(code, _SINCE, _TODAY) for code in COUNTRIES]
    now = [get_territory_currencies(code, _TODAY, _TODAY) for code, _ in all_countries("en")]
    return frozenset(str(code) for some in (*here, *now) for code in some) & currencies()
