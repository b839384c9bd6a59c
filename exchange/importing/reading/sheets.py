"""XLSX: looked into before it is opened, read row by row, never calculated.

openpyxl reads with defusedxml where it is there, but makes a tree of much of it, so every part of
the file is walked through first without making one: no document type, hence no entity, no more than
a bounded size and so many elements. Loaded when somebody sends one.
"""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError, ParserCreate

from defusedxml.common import DefusedXmlException, DTDForbidden
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as FullCell
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from exchange.files.documents import BROKEN, document
from exchange.files.refusals import damaged
from exchange.importing import refusals
from exchange.importing.columns import SHEET
from exchange.importing.reading.table import MOST_LINES, Cell, Line, Wrong
from exchange.kernel.rulings import Refused

MOST_UNPACKED = 40_000_000  # bytes of all parts together
MOST_CELLS, MOST_OTHERS = 1_000_000, 200_000  # elements of all parts together
_OF_CELLS = frozenset(("row", "c", "v", "f", "is", "si", "t"))

_BROKEN = (  # what openpyxl says to files that say something wrong of themselves
    *BROKEN,
    *(KeyError, TypeError, IndexError, AttributeError, OverflowError, SyntaxError, RecursionError),
    *(ParseError, ExpatError, DefusedXmlException, InvalidFileException),
)


def lines_of(content: bytes) -> Iterator[Line]:
    """Rows of the sheet, each as wide as it is filled."""
    _look_into(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what it leaves out: pictures, styles
            yield from _lines(content)
    except _BROKEN:
        raise _as_ours(damaged()) from None


def _as_ours(refused: Refused) -> Refused:
    """Said beside our field, whoever says it."""
    return Refused(refusals.FIELD, refused.reason)


def _look_into(content: bytes) -> None:
    try:
        if document(content, "ZIP").ending != "xlsx":
            raise refusals.no_table()
    except Refused as refused:
        raise _as_ours(refused) from None
    try:
        with zipfile.ZipFile(BytesIO(content)) as folder:
            parts = folder.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise refusals.too_large()
            walk = _Walk()
            for part in parts:
                with folder.open(part) as opened:
                    walk.through(opened, is_said_to_be=part.filename.endswith((".xml", ".rels")))
    except _BROKEN:
        raise _as_ours(damaged()) from None


class _Walk:
    """Through part after part, whatever they are called: openpyxl goes by what others say of
    them."""

    def __init__(self) -> None:
        self._left = {True: MOST_CELLS, False: MOST_OTHERS}

    def through(self, opened: IO[bytes], *, is_said_to_be: bool) -> None:
        parser = ParserCreate()
        parser.StartDoctypeDeclHandler = _forbid
        parser.StartElementHandler = self._count
        try:
            parser.ParseFile(opened)
        except ExpatError:
            if is_said_to_be:
                raise

    def _count(self, name: str, _attributes: object) -> None:
        kind = name.rpartition(":")[2] in _OF_CELLS
        self._left[kind] -= 1
        if self._left[kind] < 0:
            raise refusals.too_large()


def _forbid(name: str, system: str | None, public: str | None, _has_more: bool) -> None:
    raise DTDForbidden(name, system, public)


def _lines(content: bytes) -> Iterator[Line]:
    with closing(load_workbook(BytesIO(content), read_only=True, data_only=False)) as book:
        sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
        rows = sheet.iter_rows(max_col=refusals.MOST_COLUMNS + 1, max_row=MOST_LINES + 1)
        for number, row in enumerate(rows, 1):
            cells = [_cell(one) for one in row]
            while cells and cells[-1] is None:
                cells.pop()
            yield Line(number, cells)


def _cell(cell: ReadOnlyCell | FullCell) -> Cell:
    value = cell.value
    if value is None or value == "":
        return None
    if cell.data_type == "f":
        return Wrong(getattr(value, "text", None) or str(value), refusals.FORMULA)
    if cell.data_type == "e":
        return Wrong(str(value), refusals.ERROR)
    if isinstance(value, str) and len(value) > refusals.MOST_CELL:
        return Wrong(value, refusals.cell_too_long())
    if isinstance(value, str | bool | int | float | datetime | date | time):
        return value
    return Wrong(str(value), refusals.ERROR)
