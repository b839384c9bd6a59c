"""What is wrong with a table, or only to be looked at, told by row and column.

The sentences are kept as they were marked, so that the page tells them in any language.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from exchange.text.wording import Lazy

SHOWN = 60  # characters of a cell


class Problem(NamedTuple):
    """One sentence about a cell, a row, or (row 0) the whole table; a fault blocks the import."""

    row: int
    column: str
    text: str  # what stands in the cell, cut
    reason: object
    is_warning: bool = False

    def as_json(self) -> list[Any]:
        return [self.row, self.column, self.text, _kept(self.reason), self.is_warning]


def problem_from(kept: list[Any]) -> Problem:
    """What `as_json` gave."""
    row, column, text, reason, is_warning = kept
    return Problem(row, column, text, _said(reason), is_warning)


def cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"


def _kept(reason: object) -> Any:
    if isinstance(reason, Lazy):
        message, values = reason.parts
        return {"message": message, "values": {n: _kept(one) for n, one in values.items()}}
    return reason if isinstance(reason, int) else str(reason)


def _said(kept: Any) -> object:
    if isinstance(kept, Mapping):
        return Lazy(kept["message"], {n: _said(one) for n, one in kept["values"].items()})
    return kept
