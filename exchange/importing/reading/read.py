"""A file of either kind, told apart by what is in it."""

from collections.abc import Mapping
from importlib import import_module

from exchange.files.sniffing import sniffed
from exchange.importing import refusals
from exchange.importing.reading import texts
from exchange.importing.reading.table import Table, table_of
from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l

# What a program may have written that knows no UTF-8.
ENCODINGS: Mapping[str, Lazy] = {
    "cp1250": _l("Central European (Windows-1250)"),
    "cp1251": _l("Cyrillic (Windows-1251)"),
    "cp1254": _l("Turkish (Windows-1254)"),
    "cp1257": _l("Baltic (Windows-1257)"),
}
GUESSED: Mapping[str, str] = {"sr": "cp1251", "mk": "cp1251", "tr": "cp1254", "lv": "cp1257"}
_ENDINGS = ("xlsx", "csv", "txt", "tsv")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # XLS, and what is locked by a password


def read_table(name: str, content: bytes, encoding: str) -> Table:
    """Rows with their numbers; Refused beside the field "table"."""
    if not content:
        raise refusals.no_file()
    if len(content) > refusals.MOST_BYTES:
        raise refusals.too_large()
    kind = sniffed(content)
    ending = name.rpartition(".")[2].lower()  # ascii: endings
    if kind == "ZIP":
        if ending in ("csv", "txt", "tsv"):
            raise refusals.lies(ending, kind)
        sheets = import_module("exchange.importing.reading.sheets")
        return table_of(sheets.lines_of(content))
    if kind or content.startswith(_OLD_OFFICE):
        raise refusals.lies(ending, kind) if kind and ending in _ENDINGS else refusals.no_table()
    if ending == "xlsx":
        raise refusals.lies(ending, "TXT")
    return _of_text(content, encoding)


def _of_text(content: bytes, encoding: str) -> Table:
    read = texts.decoded(content, encoding)
    if not texts.is_text(read.text) or read.text.lstrip("\ufeff \r\n").startswith("<"):
        raise refusals.no_table()
    table = table_of(texts.lines_of(read))
    return table._replace(problems=[*texts.told(read), *table.problems])
