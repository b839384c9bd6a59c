"""Tables for programs that calculate: what people wrote stays words there."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_BOM = "\ufeff"  # without it some of those programs take UTF-8 for something else


def harmless(cell: str) -> str:
    """A cell that no program takes for a formula."""
    return f"'{cell}" if cell.startswith(_BEGINS_A_FORMULA) else cell


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """By RFC 4180, beginning with a mark of its encoding."""
    table = StringIO(newline="")
    csv.writer(table).writerows([harmless(cell) for cell in row] for row in rows)
    return _BOM + table.getvalue()
