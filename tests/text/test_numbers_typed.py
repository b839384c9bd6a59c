"""Numbers as people type them."""

from decimal import Decimal

import pytest

from exchange.text.languages import LANGUAGES
from exchange.text.numbers import amount, number_from, rate
from exchange.text.wording import use_language


@pytest.mark.parametrize("text", ["0", "12", "1250", "1250.5", "1200000.55", "999999999999.01"])
@pytest.mark.parametrize("lang", [language.code for language in LANGUAGES])
def test_what_a_language_writes_it_reads(lang, text):
    with use_language(lang):
        assert number_from(amount(Decimal(text))) == Decimal(text)
        assert number_from(rate(Decimal("118.2345"))) == Decimal("118.2345")


@pytest.mark.parametrize(
    ("lang", "typed", "meant"),
    [
        ("en", "1,250.50", "1250.50"),
        ("en", "1.250,50", "1250.50"),
        ("sr", "1,250.50", "1250.50"),
        ("sr", "1.250", "1250"),
        ("en", "1.250", "1.250"),
        ("lv", "1 250,5", "1250.5"),
        ("mk", "1 250.5", "1250.5"),
        ("bs", "1.250.000", "1250000"),
    ],
)
def test_one_reading_that_makes_sense_is_taken(lang, typed, meant):
    with use_language(lang):
        assert number_from(typed) == Decimal(meant)


@pytest.mark.parametrize(
    "typed", ["", "a", "1a", "-1", "1e5", "1.2.3", "1,2,3.4", ",", "١٢", "NaN"]
)
@pytest.mark.parametrize("lang", ["en", "sr", "lv"])
def test_what_is_no_number_is_none(lang, typed):
    with use_language(lang):
        assert number_from(typed) is None
