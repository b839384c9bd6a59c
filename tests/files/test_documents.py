"""Documents are told by what is in them; what runs, hides or swells is refused."""

import zipfile
from io import BytesIO

import pytest

from exchange.files.documents import document
from exchange.files.names import harmless
from exchange.files.sniffing import sniffed
from exchange.kernel.rulings import Refused
from tests.files.bytes import A_CSV, A_DOCX, A_PDF, A_XLSX, AN_ODS, AN_ODT, a_folder


def why_not(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        document(content, sniffed(content))
    return str(refused.value.reason)


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (A_PDF, "pdf"),
        (a_folder(A_DOCX), "docx"),
        (a_folder(A_XLSX), "xlsx"),
        (a_folder(AN_ODT), "odt"),
        (a_folder(AN_ODS), "ods"),
        (A_CSV, "csv"),
        ("a,b\r\n1,2\r\n".encode("utf-16"), "csv"),
        (b"\xef\xbb\xbfa\tb\n1\t2", "csv"),
    ],
)
def test_a_document_is_what_its_content_says(content: bytes, ending: str) -> None:
    assert document(content, sniffed(content)).ending == ending


@pytest.mark.parametrize(
    "members",
    [
        A_DOCX | {"word/vbaProject.bin": b"x"},
        A_DOCX | {"word/VBAPROJECT.BIN": b"x"},
        A_XLSX | {"xl/macrosheets/sheet1.xml": b"x"},
        A_XLSX | {"xl/activeX/activeX1.bin": b"x"},
        A_DOCX | {"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main"},
        AN_ODT | {"Basic/Standard/script-lb.xml": b"x"},
        AN_ODT | {"Scripts/python/a.py": b"x"},
    ],
)
def test_a_document_with_macros_is_refused(members: dict[str, bytes]) -> None:
    assert "can run programs" in why_not(a_folder(members))


def test_what_would_swell_is_not_unpacked_to_find_out() -> None:
    assert "cannot look into" in why_not(a_folder(A_DOCX | {"word/a.xml": bytes(30_000_000)}))
    many = {f"word/{n}.xml": b"" for n in range(2_001)}
    assert "cannot look into" in why_not(a_folder(A_DOCX | many))


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_is_packed_as_no_office_packs_it_is_not_looked_into(how: int) -> None:
    with pytest.raises(Refused, match="cannot look into"):
        document(a_folder(A_XLSX, how), "ZIP")


def test_members_that_lie_over_each_other_are_refused() -> None:
    content = bytearray(a_folder(A_DOCX, zipfile.ZIP_STORED))
    entry = content.index(b"PK\x01\x02")
    content[entry + 20 : entry + 24] = (10_000).to_bytes(4, "little")
    assert "damaged" in why_not(bytes(content))


def test_a_document_with_a_password_is_refused() -> None:
    content = bytearray(a_folder(A_DOCX))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "without a password" in why_not(bytes(content))


@pytest.mark.parametrize(
    "content",
    [
        a_folder({"a.txt": b"a"}),
        a_folder({"word/document.xml": b"x"}),
        a_folder({"mimetype": b"application/epub+zip", "content.xml": b"x"}),
        a_folder({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        b"a line without cells",
        b"a;b\n1;2;3\n",
        b"a;b\n\x00;1\n",
        "село;људи\n".encode("cp1251"),
        b"",
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    assert "none of the kinds" in why_not(content)


@pytest.mark.parametrize("content", [A_PDF[:40], a_folder(A_DOCX)[:60], b"PK\x03\x04" + bytes(90)])
def test_half_a_document_is_damaged(content: bytes) -> None:
    assert "damaged" in why_not(content)


def test_what_stands_before_a_folder_makes_it_something_else() -> None:
    assert sniffed(b"GIF89a" + a_folder(A_DOCX)) == "GIF"
    assert sniffed(b"MZ" + a_folder(A_DOCX)) == ""


@pytest.mark.parametrize(
    ("given", "ending", "name"),
    [
        ("Plan.pdf", "pdf", "Plan.pdf"),
        ("C:\\Users\\Ana\\Plan.PDF", "pdf", "Plan.pdf"),
        ("../../etc/passwd", "csv", "passwd.csv"),
        ("photo.JPEG", "jpg", "photo.jpg"),
        ("page.html", "pdf", "page.html.pdf"),
        ("план 2026.ods", "ods", "план 2026.ods"),
        ('a"b;c\r\nSet-Cookie: x.csv', "csv", "abc Set-Cookie x.csv"),
        ("evil\u202efdp.exe", "pdf", "evilfdp.exe.pdf"),
        ("a\ud83d", "pdf", "file.pdf"),
        (".htaccess", "csv", "htaccess.csv"),
        ("", "pdf", "file.pdf"),
        ("x" * 300, "pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_name_is_made_harmless(given: str, ending: str, name: str) -> None:
    assert harmless(given, ending) == name


def test_a_folder_is_read_once_at_most() -> None:
    """The fixtures are folders that other programs can read too."""
    assert zipfile.ZipFile(BytesIO(a_folder(AN_ODT))).infolist()[0].filename == "mimetype"
