"""XLSX: looked into before it is opened, read row by row, never calculated.

openpyxl reads with defusedxml where it is there, but parts of it go by other ways, so every part of
the file is walked through first: no document type, no entity, no more than a bounded size. Loaded
when somebody sends one.
"""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as FullCell
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from exchange.files.documents import document
from exchange.files.refusals import damaged
from exchange.importing import refusals
from exchange.importing.columns import SHEET
from exchange.importing.reading.table import Cell, Line, Wrong
from exchange.kernel.rulings import Refused

MOST_UNPACKED = 40_000_000  # bytes of all parts together
MOST_LOOKED_AT = 5_000  # rows, the empty ones too

_BROKEN = (  # what openpyxl says to files that say something wrong of themselves
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, OverflowError, EOFError),
    *(ParseError, DefusedXmlException, zipfile.BadZipFile, InvalidFileException, OSError),
    *(SyntaxError, NotImplementedError, RecursionError),
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
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with folder.open(part) as opened:
                        _walk_through(opened)
    except _BROKEN:
        raise _as_ours(damaged()) from None


def _walk_through(opened: IO[bytes]) -> None:
    for _event, element in iterparse(opened, forbid_dtd=True):
        element.clear()


def _lines(content: bytes) -> Iterator[Line]:
    with closing(load_workbook(BytesIO(content), read_only=True, data_only=False)) as book:
        sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
        rows = sheet.iter_rows(max_col=refusals.MOST_COLUMNS + 1, max_row=MOST_LOOKED_AT + 1)
        for number, row in enumerate(rows, 1):
            if number > MOST_LOOKED_AT:
                raise refusals.too_many_rows()
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
