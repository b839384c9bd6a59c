"""Files as people send them, made here: pictures by Pillow, documents by zipfile."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image

RIGA = (56.9, 24.1)


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **more: Any) -> bytes:
    """Red on the left, blue on the right."""
    mode = more.pop("mode", "RGB")
    image = Image.new(mode, size)
    if mode == "RGB":
        image.paste((200, 30, 30), (0, 0, size[0] // 2, size[1]))
        image.paste((30, 30, 200), (size[0] // 2, 0, *size))
    written = BytesIO()
    image.save(written, kind, **more)
    return written.getvalue()


def a_photo(orientation: int = 1, size: tuple[int, int] = (64, 48)) -> bytes:
    """As a telephone takes it: with the place, the device and a comment in it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9286] = orientation, "Telephone of Ana", "a remark"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (56.0, 54.0, 0.0), "E", (24.0, 6.0, 0.0)
    return a_picture("JPEG", size, exif=exif, comment=b"by Ana", icc_profile=b"profile of Ana")


def a_png_that_claims(width: int, height: int) -> bytes:
    """A header of any size and not one pixel of it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", b"") + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def a_webp_that_claims(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


def a_folder(members: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same bytes at any hour: a ZipInfo of its own carries no time of day."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", how) as folder:
        for name, content in members.items():
            packed = zipfile.ZIP_STORED if name == "mimetype" else how
            folder.writestr(zipfile.ZipInfo(name), content, packed)
    return written.getvalue()


TYPES = b'<Types><Override ContentType="application/x.main+xml"/></Types>'
A_DOCX = {"[Content_Types].xml": TYPES, "word/document.xml": b"<w:document/>"}
A_XLSX = {"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<workbook/>"}
AN_ODT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office/>"}
AN_ODS = {
    "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
    "content.xml": b"<office/>",
}
A_PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
A_CSV = "village;people\nKamena;310\nĐurđevo;1200\n".encode()
