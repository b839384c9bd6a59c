"""Documents: told apart by what is in them, kept as they are, handed out as downloads only."""

import csv
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import NamedTuple

from exchange.files.refusals import closed, damaged, strange, with_macros

MOST_MEMBERS = 2_000
MOST_UNPACKED = 200_000_000  # bytes
MOST_GROWTH = 250  # times what it takes packed: a sheet of equal cells comes to 60
_ODF = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_OOXML = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "csv": "text/csv",
}
BROKEN = (  # what is said of members that do not unpack
    *(zipfile.BadZipFile, zlib.error),
    *(NotImplementedError, OSError, ValueError, EOFError),
)
_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others may ask for 4 GB to unpack a byte
_RUNS = ("vbaproject", "vbadata", "macrosheets/", "activex", "basic/", "scripts/")
_ROWS = 20  # of a table that are looked at
_END_OF_PDF = 2_048  # bytes in which the mark of the end has to stand


class Document(NamedTuple):
    """What a document is: the ending of its name, and its media type."""

    ending: str

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.ending]


def document(content: bytes, kind: str) -> Document:
    """What it is; Refused if we do not take it."""
    if kind == "PDF":
        if b"%%EOF" not in content[-_END_OF_PDF:]:
            raise damaged()
        return Document("pdf")
    return Document(_packed(content) if kind == "ZIP" else _table(content))


def _packed(content: bytes) -> str:
    """ODF and OOXML are folders packed as ZIP: their list of members is read, little else."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as folder:
            members = folder.infolist()
            _bound(members, len(content))
            return _ending(folder, [member.filename for member in members])
    except BROKEN:
        raise damaged() from None


def _bound(members: Sequence[zipfile.ZipInfo], length: int) -> None:
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    names = {member.filename for member in members}
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or unpacked > MOST_GROWTH * length:
        raise closed()
    if any(member.flag_bits & 1 for member in members):  # asks for a password
        raise closed()
    if any(member.compress_type not in _WAYS for member in members):
        raise closed()
    if packed > length or len(names) < len(members):  # members that lie over each other
        raise damaged()


def _ending(folder: zipfile.ZipFile, names: Sequence[str]) -> str:
    if any(sign in name.lower() for name in names for sign in _RUNS):  # ascii: names of programs
        raise with_macros()
    if names and names[0] == "mimetype" and folder.getinfo("mimetype").file_size < 100:
        said = folder.read("mimetype")
        ending = _ODF.get(said, "") if "content.xml" in names else ""
    else:
        ending = next((_OOXML[name] for name in names if name in _OOXML), "")
        if ending and "macroEnabled" in _types(folder, names):
            raise with_macros()
    if not ending:
        raise strange()
    return ending


def _types(folder: zipfile.ZipFile, names: Sequence[str]) -> str:
    """What a document of this kind says of its parts."""
    if "[Content_Types].xml" not in names:
        raise strange()
    with folder.open("[Content_Types].xml") as types:
        return types.read(1_000_000).decode("utf-8", "replace")


def _table(content: bytes) -> str:
    """Text with rows of equally many cells; markup is none, whatever its name says."""
    text = _text(content)
    if text.lstrip().startswith("<"):
        raise strange()
    first = text.lstrip().partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        rows = csv.reader(StringIO(text), delimiter=mark, strict=True)
        cells = [len(row) for row, _ in zip((r for r in rows if r), range(_ROWS), strict=False)]
    except csv.Error:
        raise strange() from None
    if not cells or cells[0] < 2 or len(set(cells)) > 1:
        raise strange()
    return "csv"


def _text(content: bytes) -> str:
    is_wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise strange() from None
    if any(ord(sign) < 32 and sign not in "\t\r\n" for sign in text):
        raise strange()
    return text
