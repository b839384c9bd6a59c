"""A table as it was read, whatever kind of file it stood in."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from exchange.importing import refusals
from exchange.importing.columns import COLUMNS, LEFT_OUT, NOTE
from exchange.importing.problems import Problem, cut
from exchange.text.clean import printable

MOST_LINES = 5_000  # the empty ones too
MOST_TEXT = 5_000_000  # characters: in XLSX many cells can say one long text


class Wrong(NamedTuple):
    """A cell that holds nothing we could take."""

    text: str
    reason: object


Cell = str | bool | int | float | date | datetime | time | Wrong | None


class Line(NamedTuple):
    """A row as it stands in the file, counted as the program shows it that one counts with."""

    number: int
    cells: Sequence[Cell]
    reason: object = None  # what is wrong with all of it


class Row(NamedTuple):
    """An experience to be: what stands in its cells, by the names of their columns."""

    number: int
    cells: Mapping[str, Cell]


class Table(NamedTuple):
    """What is to be imported, and what was wrong before anything of it was looked at."""

    rows: Sequence[Row]
    problems: Sequence[Problem]
    left_out: int = 0  # rows that say they are none


def table_of(lines: Iterator[Line]) -> Table:
    """The first row that has something names the columns; bounded while it is read."""
    head = next((line for line in lines if any(map(_has_something, line.cells))), Line(0, ()))
    names = [_name(cell) for cell in head.cells]
    if not set(names) & COLUMNS.keys():
        raise refusals.no_names()
    if len(names) > refusals.MOST_COLUMNS:
        raise refusals.too_many_columns()
    problems, rows, left_out = list(_of_names(head.number, names)), [], 0
    for line in _bounded(lines):
        if _is_left_out(names, line.cells):
            left_out += 1
            continue
        problems += _beside(names, line)
        cells = {name: one for name, one in zip(names, line.cells, strict=False) if name in COLUMNS}
        if any(map(_has_something, cells.values())):
            rows.append(Row(line.number, cells))
        if len(rows) > refusals.MOST_ROWS:
            raise refusals.too_many_rows()
    if not rows:
        raise refusals.no_rows()
    return Table(rows, problems, left_out)


def _bounded(lines: Iterator[Line]) -> Iterator[Line]:
    length = 0
    for line in lines:
        length += sum(map(_length, line.cells))
        if line.number > MOST_LINES:
            raise refusals.too_many_rows()
        if length > MOST_TEXT:
            raise refusals.too_large()
        yield line


def _length(cell: Cell) -> int:
    text = cell.text if isinstance(cell, Wrong) else cell
    return len(text) if isinstance(text, str) else 0


def _name(cell: Cell) -> str:
    return printable(cell).strip().lower() if isinstance(cell, str) else ""  # ascii: our own names


def _of_names(number: int, names: Sequence[str]) -> Iterator[Problem]:
    for place, name in enumerate(names):
        if name and name in names[:place]:
            yield Problem(number, cut(name), "", refusals.TWICE_A_COLUMN)
        elif name and name not in COLUMNS and name != NOTE:
            yield Problem(number, cut(name), "", refusals.UNKNOWN_COLUMN, is_warning=True)


def _is_left_out(names: Sequence[str], cells: Sequence[Cell]) -> bool:
    noted = cells[names.index(NOTE)] if NOTE in names and names.index(NOTE) < len(cells) else None
    return isinstance(noted, str) and noted.lstrip().startswith(LEFT_OUT)


def _beside(names: Sequence[str], line: Line) -> Iterator[Problem]:
    """What is wrong with all of it; cells without a column."""
    if line.reason:
        yield Problem(line.number, "", "", line.reason)
    for place, cell in enumerate(line.cells):
        if _has_something(cell) and (place >= len(names) or not names[place]):
            text = cell.text if isinstance(cell, Wrong) else str(cell)
            yield Problem(line.number, "", cut(printable(text)), refusals.NO_COLUMN, True)
            return  # one for a row says it


def _has_something(cell: Cell) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None
