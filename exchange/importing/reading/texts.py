"""CSV: which alphabet, which mark between cells, and what cannot be read, told by row."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import NamedTuple

from exchange.importing import refusals
from exchange.importing.problems import Problem
from exchange.importing.reading.table import Cell, Line, Wrong

_SIGNS = "\t\r\n\x0b\x0c\x1a"  # below a space, that a text may hold
_MARKS = ";\t,"
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


class Decoded(NamedTuple):
    """A text; its odd lines, counted from 1, with the reason; what was assumed."""

    text: str
    odd: dict[int, object]
    assumed: str = ""


def decoded(content: bytes, encoding: str) -> Decoded:
    """UTF-16 by its mark, else UTF-8; only what is neither is read in `encoding`."""
    marked = next((name for bom, name in _BOMS if content.startswith(bom)), "utf-8")
    try:
        return Decoded(content.decode(marked), {})
    except UnicodeDecodeError:
        if marked == "utf-16":
            raise refusals.no_table() from None
    return _by_line(content.removeprefix(b"\xef\xbb\xbf"), encoding)


def _by_line(content: bytes, encoding: str) -> Decoded:
    """Where some lines are UTF-8 and others are not, two files were put together."""
    lines = content.splitlines(keepends=True)
    texts = [_utf8(line) for line in lines]
    is_mixed = any(text and not text.isascii() for text in texts)
    odd: dict[int, object] = {}
    for number, line in enumerate(lines, 1):
        if texts[number - 1] is None:
            read = line.decode(encoding, "replace")
            texts[number - 1] = read
            if is_mixed:
                odd[number] = refusals.OTHER_ENCODING
            elif "\ufffd" in read:
                odd[number] = refusals.UNREADABLE
    return Decoded("".join(filter(None, texts)), odd, encoding)


def _utf8(line: bytes) -> str | None:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return None


def is_text(text: str) -> bool:
    return not any(sign < " " and sign not in _SIGNS for sign in text)


def lines_of(read: Decoded) -> Iterator[Line]:
    """Rows of the table; a quoted cell may go over several lines of the file."""
    first = read.text.lstrip("\ufeff\r\n").partition("\n")[0]
    rows = csv.reader(StringIO(read.text, newline=""), delimiter=max(_MARKS, key=first.count))
    before, number = 0, 0
    while True:
        number += 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error:
            raise refusals.no_table() from None
        lines = range(before + 1, rows.line_num + 1)
        before = rows.line_num
        reason = next((read.odd[line] for line in lines if line in read.odd), None)
        yield Line(number, [_cell(one) for one in cells], reason)


def _cell(text: str) -> Cell:
    if len(text) > refusals.MOST_CELL:
        return Wrong(text, refusals.cell_too_long())
    return text or None


def told(read: Decoded) -> list[Problem]:
    """What was assumed about the whole file."""
    if not read.assumed:
        return []
    name = read.assumed.replace("cp", "Windows-")
    return [Problem(0, "", "", refusals.assumed(name), is_warning=True)]
