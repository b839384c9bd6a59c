"""Numbers as each language writes them."""

import re
from contextlib import suppress
from decimal import Decimal

from babel.numbers import NumberFormatError, format_decimal, parse_decimal

from exchange.text.wording import current_language

MEGABYTE = 1_000_000


def megabytes(count: int) -> str:
    """How much a file weighs, to one place: "1.2" or "1,2"; what weighs next to nothing, "0.1"."""
    shown = max(0.1, round(count / MEGABYTE, 1))
    return format_decimal(shown, format="#,##0.#", locale=current_language().cldr)


def amount(number: Decimal | int) -> str:
    """As people write it, with its hundredths if it has any: "1,250.50" or "1.250,50"."""
    is_whole = number == int(number)
    pattern = "#,##0" if is_whole else "#,##0.00"
    return format_decimal(number, format=pattern, locale=current_language().cldr)


def rate(number: Decimal) -> str:
    """What one unit of another currency costs, to four places at most."""
    return format_decimal(number, format="#,##0.####", locale=current_language().cldr)


def tenths(number: float) -> str:
    """To one place: "3.5" or "3,5"."""
    return format_decimal(number, format="#,##0.#", locale=current_language().cldr)


def degrees(number: float) -> str:
    return format_decimal(number, format="0.#####", locale=current_language().cldr)


def as_typed(number: Decimal | float) -> str:
    """As a person would type it: all its places, and no mark between thousands."""
    return format_decimal(
        Decimal(str(number)), format="0.##########", locale=current_language().cldr
    )


_TYPED = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_GAPS = re.compile(r"[\s'’]")  # between thousands
_ONE_MARK = re.compile(r"([0-9]+)[.,]([0-9]+)")
_TWO_MARKS = re.compile(r"([0-9]{1,3}(?:([.,])[0-9]{3})+)(?!\2)[.,]([0-9]+)")


def number_from(text: str) -> Decimal | None:
    """What a person meant by "1.250,50" or "1 250.50": as their language has it, or as only one
    reading makes sense; None for what is no number, or could be two."""
    text = _GAPS.sub("", text)
    if not _TYPED.fullmatch(text):
        return None
    with suppress(NumberFormatError):
        return parse_decimal(text, locale=current_language().cldr, strict=True)
    if found := _ONE_MARK.fullmatch(text):
        return Decimal(f"{found[1]}.{found[2]}")
    if found := _TWO_MARKS.fullmatch(text):
        return Decimal(f"{re.sub('[.,]', '', found[1])}.{found[3]}")
    return None
