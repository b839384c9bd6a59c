"""A cell as somebody would type it into its field, in the reader's way of writing."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from wtforms import BooleanField, Field

from exchange.importing import refusals
from exchange.importing.columns import MONTHS, Column
from exchange.importing.forms.sections import Sections
from exchange.importing.reading import Cell, Wrong
from exchange.library.forms.fields import Degrees, Year
from exchange.text.fold import fold
from exchange.text.numbers import as_typed
from exchange.web.forms import Choice, Choices

_PLAIN = 10**15  # a spreadsheet itself has no more places of a number
BETWEEN = ";"  # what stands between several codes in one cell
_YEAR_FIRST = re.compile(r"([0-9]{4})(?:[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?)?")
_YEAR_LAST = re.compile(r"(?:([0-9]{1,2})\.)?([0-9]{1,2})[-./]([0-9]{4})")
_YES, _NO = frozenset({"yes", "true", "1", "x"}), frozenset({"no", "false", "0"})


class Unclear(Exception):
    """A cell that no field would show like this; with the reason."""

    def __init__(self, reason: object) -> None:
        super().__init__(reason)
        self.reason = reason


def text_of(cell: Cell) -> str:
    """What stands in it, for whoever looks for it in the table."""
    if isinstance(cell, Wrong):
        return cell.text
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, int | float):
        return as_typed(cell) if abs(cell) < _PLAIN else str(cell)
    return cell.isoformat() if isinstance(cell, time) else (cell or "").strip()


def typed(sections: Sections, column: Column, cell: Cell) -> Mapping[str, Any]:
    """By the names of the fields: one, or of a month two."""
    if column.name in MONTHS:
        year, month = _month(cell)
        return {f"{column.place}_year": year, f"{column.place}_month": month}
    field = sections.field_of(column)
    text = _text_for(field, cell)
    if isinstance(field, BooleanField):
        return {column.place: "y"} if _is_yes(text) else {}
    if isinstance(field, Choices):
        several = (one.strip() for one in text.split(BETWEEN))
        return {column.place: [_code(sections, column, field, one) for one in several if one]}
    if isinstance(field, Choice):
        return {column.place: _code(sections, column, field, text)}
    return {column.place: text}


def _text_for(field: Field, cell: Cell) -> str:
    if isinstance(field, Year) and isinstance(cell, datetime | date):
        return str(cell.year)
    if isinstance(field, Degrees) and isinstance(cell, float):
        return f"{cell:.9f}".rstrip("0").rstrip(".")
    return text_of(cell)


def _code(sections: Sections, column: Column, field: Field, text: str) -> str:
    return sections.words_of(column, field).get(fold(text.removesuffix("*")), text)


def _is_yes(text: str) -> bool:
    said = fold(text)
    if said not in _YES | _NO:
        raise Unclear(refusals.YES_OR_NO)
    return said in _YES


def _month(cell: Cell) -> tuple[str, str]:
    """Year and month as the form takes them; a day is looked at and left out."""
    text = text_of(cell)
    found = _YEAR_FIRST.fullmatch(text)
    year, month, day = found.groups() if found else _month_first(text)
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise Unclear(refusals.MONTH) from None
    return year, str(int(month)) if month else ""


def _month_first(text: str) -> tuple[str, str, str | None]:
    found = _YEAR_LAST.fullmatch(text)
    if found is None:
        raise Unclear(refusals.MONTH)
    return found[3], found[2], found[1]
