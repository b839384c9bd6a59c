"""Tables for programs that calculate: what people wrote stays words there."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# Where a comma stands in numbers, those programs part cells at these signs, in the middle of ours.
_BEGINS_ONE_INSIDE = re.compile(r"(?<=[;\t\r\n])(?=[=+@]|-\S)")
_BOM = "\ufeff"  # without it some of those programs take UTF-8 for something else


def harmless(cell: str) -> str:
    """A cell that no program takes for a formula."""
    cell = _BEGINS_ONE_INSIDE.sub("'", cell)
    return f"'{cell}" if cell.startswith(_BEGINS_A_FORMULA) else cell


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """By RFC 4180, beginning with a mark of its encoding."""
    table = StringIO(newline="")
    csv.writer(table).writerows([harmless(cell) for cell in row] for row in rows)
    return _BOM + table.getvalue()
