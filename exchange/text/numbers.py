"""Numbers as each language writes them."""

from decimal import Decimal

from babel.numbers import format_decimal

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


def degrees(number: float) -> str:
    return format_decimal(number, format="0.#####", locale=current_language().cldr)
