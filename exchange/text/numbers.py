"""Numbers as each language writes them."""

from babel.numbers import format_decimal

from exchange.text.wording import current_language

MEGABYTE = 1_000_000


def megabytes(count: int) -> str:
    """How much a file weighs, to one place: "1.2" or "1,2"; what weighs next to nothing, "0.1"."""
    shown = max(0.1, round(count / MEGABYTE, 1))
    return format_decimal(shown, format="#,##0.#", locale=current_language().cldr)
