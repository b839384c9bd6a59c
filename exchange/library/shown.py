"""The words that a page needs to show a whole record, on a screen and on paper."""

from exchange.library import picturing, vocabulary
from exchange.library.codes import code_of
from exchange.text import numbers


def words() -> dict[str, object]:
    """By the names that templates know them by."""
    return {
        "kinds": vocabulary.KINDS,
        "scopes": vocabulary.SCOPES,
        "levels": vocabulary.LEVELS,
        "maturities": vocabulary.MATURITIES,
        "states": vocabulary.STATES,
        "marks": vocabulary.MARKS,
        "licences": vocabulary.LICENCE_ADDRESSES,
        "v": vocabulary,
        "numbers": numbers,
        "code_of": code_of,
        "picturing": picturing,
    }
