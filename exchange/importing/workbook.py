"""The empty table as XLSX. Loaded when somebody asks for it: openpyxl takes 20 MB."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from exchange.importing.columns import SHEET
from exchange.importing.forms import Sections
from exchange.importing.template import explained, names, vocabulary

VOCABULARY = "vocabulary"
_WIDTH = 24  # of a column, in characters


def as_xlsx_template(sections: Sections) -> bytes:
    """One sheet to fill in, one with all codes in words."""
    book = Workbook(write_only=True)
    _write(book.create_sheet(SHEET), [names(), explained(sections)])
    _write(book.create_sheet(VOCABULARY), vocabulary(sections))
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _write(sheet: WriteOnlyWorksheet, rows: Iterable[Sequence[str]]) -> None:
    """Words only: what people have named never becomes a formula."""
    sheet.freeze_panes = "A2"
    for number in range(1, len(names()) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTH
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, text, is_name=not number) for text in row])


def _cell(sheet: WriteOnlyWorksheet, text: str, *, is_name: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.font = Font(bold=is_name)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
