"""Whatever bytes come, they are read, or refused in words; nothing is guessed silently."""

import zipfile
from io import BytesIO
from random import Random

import pytest

from exchange.importing import refusals
from exchange.importing.columns import COLUMNS
from exchange.importing.reading import read_table
from exchange.importing.reading.sheets import MOST_CELLS, MOST_OTHERS, MOST_UNPACKED
from exchange.importing.reading.table import MOST_LINES, MOST_TEXT
from exchange.kernel.rulings import Refused
from tests.files.bytes import A_DOCX, A_PDF, AN_ODS, a_folder, a_picture
from tests.importing.tables import SNAPSHOT, a_book, a_csv, an_xlsx

SPREADSHEET = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = {  # as programs other than ours write them, as short as may be
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>
<Override PartName="/{SHEET}" ContentType="{_KIND}.worksheet+xml"/>
<Override PartName="/xl/sharedStrings.xml" ContentType="{_KIND}.sharedStrings+xml"/>
</Types>""".encode(),
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>
</Relationships>""".encode(),
    "xl/workbook.xml": f"""<workbook xmlns="{SPREADSHEET.decode()}" xmlns:r="{_OFFICE}">
<sheets><sheet name="experiences" sheetId="1" r:id="a"/></sheets></workbook>""".encode(),
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="a" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>
</Relationships>""".encode(),
}
BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;">]>
<worksheet><a>&c;</a></worksheet>"""


def titles(content, encoding="cp1250", name="table.csv"):
    return [row.cells["title"] for row in read_table(name, content, encoding).rows]


def told(content, encoding="cp1250", name="table.csv"):
    table = read_table(name, content, encoding)
    return [(one.row, one.column, str(one.reason)) for one in table.problems]


def why_not(content, name="table.csv"):
    with pytest.raises(Refused) as refused:
        read_table(name, content, "cp1250")
    assert refused.value.field == refusals.FIELD
    return str(refused.value.reason)


def repacked(content, **changed):
    """An XLSX with other bytes in these parts, by the end of their name."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for part in old.namelist():
            end = part.rpartition("/")[2].partition(".")[0]
            new.writestr(part, changed.get(end, old.read(part)), zipfile.ZIP_DEFLATED)
    return written.getvalue()


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("utf-8", "Šest села İ ķ"),
        ("utf-8-sig", "Šest села İ ķ"),
        ("utf-16", "Šest села İ ķ"),
        ("cp1250", "Šest selđa žč"),
        ("cp1251", "Шест села Ђорђевића"),
        ("cp1254", "Altı köy Şişli İğdır"),
        ("cp1257", "Seši ciemi ķēķis"),
    ],
)
def test_a_csv_is_read_in_its_alphabet(encoding, title):
    content = a_csv({"title": title}, encoding=encoding)
    assert titles(content, encoding) == [title]
    is_guess = encoding.startswith("cp")
    said = told(content, encoding)
    assert [row for row, _column, _said in said] == ([0] if is_guess else [])
    if is_guess:
        assert f"We have read it as Windows-{encoding[2:]}" in said[0][2]


def test_two_alphabets_in_one_file_are_told_by_row():
    rows = (a_csv({"title": "Šest", "place": "a"}), "Ђорђе,b\n".encode("cp1251"))
    said = told(b"".join(rows) + "Žuti,c\n".encode(), "cp1251")
    assert [(row, sentence) for row, _column, sentence in said][1:] == [
        (3, str(refusals.OTHER_ENCODING))
    ]


def test_signs_that_an_alphabet_has_not_are_told_by_row():
    content = b"title\nOne\nTw\x81o\xfe\n"
    assert (3, "", str(refusals.UNREADABLE)) in told(content, "cp1250")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_mark_between_cells_is_seen(mark):
    content = a_csv({"title": "One", "place": "a, b; c", "lesson": "two\nlines"}, mark=mark)
    [row] = read_table("table.csv", content, "cp1250").rows
    assert row.cells == {"title": "One", "place": "a, b; c", "lesson": "two\nlines"}


def test_rows_are_counted_as_spreadsheets_do():
    content = b'title,place\n"One\r\nmore",x\n\nTwo,y\n'
    assert [row.number for row in read_table("table.csv", content, "cp1250").rows] == [2, 4]


def test_a_row_whose_note_begins_with_a_mark_is_left_out():
    table = read_table("t.csv", b"note,title\n# help,What it is\nmine,One\n", "cp1250")
    assert ([row.number for row in table.rows], table.left_out) == ([3], 1)


def test_names_that_we_do_not_know_or_know_twice_are_told():
    said = told(b"title,titel,place,place,\nOne,x,a,b,c\n")
    assert said == [
        (1, "titel", str(refusals.UNKNOWN_COLUMN)),
        (1, "place", str(refusals.TWICE_A_COLUMN)),
        (2, "", str(refusals.NO_COLUMN)),
    ]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("table.csv", an_xlsx(SNAPSHOT), "Its name ends in csv, but inside it is ZIP."),
        ("table.xlsx", a_csv(SNAPSHOT), "Its name ends in xlsx, but inside it is TXT."),
        ("table.xlsx", A_PDF, "Its name ends in xlsx, but inside it is PDF."),
        ("table.csv", a_picture(), "Its name ends in csv, but inside it is JPEG."),
        ("table.pdf", A_PDF, "This is no table that we can read."),
        ("table.xlsx", a_folder(A_DOCX), "This is no table that we can read."),
        ("table.ods", a_folder(AN_ODS), "This is no table that we can read."),
        ("table.xlsx", b"\xd0\xcf\x11\xe0" + bytes(100), "This is no table that we can read."),
        ("table.csv", b"<html><table>title</table></html>", "This is no table that we can read."),
        ("table.csv", b"title,\0\x01\x02\nOne,x", "This is no table that we can read."),
        ("table.csv", b"\xff\xfet", "This is no table that we can read."),
        ("table.csv", b"", "This cannot be empty."),
        ("table.csv", b"a,b\n1,2\n", "none of the column names"),
        ("table.csv", b"\n\n", "none of the column names"),
        ("table.csv", b"title\n\n", "There is no row to import"),
        ("table.csv", b"title" + b",x" * 250 + b"\nOne\n", "At most 250 columns"),
        ("table.csv", b"title\n" + b"One\n" * 501, "At most 500 rows"),
        ("table.csv", b"title\n" + b"x" * 5_000_000, "too large: at most 5 MB"),
        ("table.xlsx", an_xlsx(SNAPSHOT)[:3_000], "damaged"),
    ],
)
def test_what_is_no_table_of_ours_is_refused_in_words(name, content, sentence):
    assert sentence in why_not(content, name)


@pytest.mark.parametrize("part", ["sheet1", "theme1", "styles", "workbook", "core"])
def test_entities_and_document_types_are_refused_in_every_part(part):
    content = an_xlsx(SNAPSHOT)
    assert titles(repacked(content), name="t.xlsx") == ["Five seats, one bus"]
    assert "damaged" in why_not(repacked(content, **{part: BOMB}), "t.xlsx")


def test_an_entity_in_another_alphabet_is_seen_too():
    bomb = BOMB.decode().replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")
    assert "damaged" in why_not(repacked(an_xlsx(SNAPSHOT), sheet1=bomb), "t.xlsx")


def test_what_swells_is_refused_before_it_is_read():
    row = b"<row>" + b"<c/>" * 2_000_000 + b"</row>"
    swollen = b"<worksheet>" + row * 6 + b"</worksheet>"
    assert "cannot look into" in why_not(a_folder(PARTS | {SHEET: swollen}), "t.xlsx")


def test_a_small_file_that_is_large_inside_is_too_large():
    cells = b"".join(b'<c t="n" s="0"><v>%d</v></c>' % (n * 7_919 % 9_973) for n in range(50_000))
    sheet = b"<worksheet>" + cells * (MOST_UNPACKED // len(cells) + 1) + b"</worksheet>"
    content = a_folder(PARTS | {SHEET: sheet})
    assert len(content) < refusals.MOST_BYTES
    assert "too large" in why_not(content, "t.xlsx")


def beside(content, name, part):
    """An XLSX with another part, and so much noise that it has not grown too much for its size."""
    written = BytesIO(content)
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr(name, part)
        folder.writestr("noise", Random(1).randbytes(100_000))
    return written.getvalue()


@pytest.mark.parametrize(("element", "most"), [(b"<c/>", MOST_CELLS), (b"<x/>", MOST_OTHERS)])
def test_of_too_many_elements_no_tree_is_made_whatever_their_part_is_called(element, most):
    content = beside(an_xlsx(SNAPSHOT), "odd.bin", b"<a>" + element * (most + 1) + b"</a>")
    assert "too large" in why_not(content, "t.xlsx")


def test_what_lies_beside_and_is_no_xml_is_left_alone():
    content = beside(an_xlsx({"title": "One"}), "xl/media/image1.png", b"<a>\x89PNG")
    assert titles(content, name="t.xlsx") == ["One"]


def test_one_long_text_in_many_cells_is_as_much_as_many_texts():
    names = [name for name in COLUMNS if name.startswith("block_")]
    rows = [names, *([["x" * 20_000] * len(names)] * (MOST_TEXT // 20_000 // len(names) + 1))]
    content = beside(a_book({"experiences": rows}), "odd.bin", b"")
    assert len(content) < refusals.MOST_BYTES // 4
    assert "too large" in why_not(content, "t.xlsx")


def test_rows_beside_all_columns_are_looked_at_so_far_and_no_further():
    content = b"title,place\nOne,\n" + b",,x\n" * MOST_LINES
    assert "At most 500 rows" in why_not(content)


def test_words_that_a_program_keeps_apart_are_found():
    words = b"<sst xmlns='%s'><si><t>title</t></si><si><t>One</t></si></sst>" % SPREADSHEET
    rows = b"".join(b"<row><c t='s'><v>%d</v></c></row>" % n for n in (0, 1))
    sheet = b"<worksheet xmlns='%s'><sheetData>%s</sheetData></worksheet>" % (SPREADSHEET, rows)
    content = a_folder(PARTS | {SHEET: sheet, "xl/sharedStrings.xml": words})
    assert titles(content, name="t.xlsx") == ["One"]
    content = a_folder(PARTS | {SHEET: sheet, "xl/sharedStrings.xml": BOMB})
    assert "damaged" in why_not(content, "t.xlsx")
    content = a_folder(
        PARTS | {SHEET: sheet.replace(b"<v>1", b"<v>9"), "xl/sharedStrings.xml": words}
    )
    assert "damaged" in why_not(content, "t.xlsx")


def test_parts_that_say_wrong_things_are_no_fault_of_ours():
    for sheet in (
        b"",
        b"<worksheet",
        b"<worksheet><sheetData><row r='x'/></sheetData></worksheet>",
    ):
        assert why_not(repacked(an_xlsx(SNAPSHOT), sheet1=sheet), "t.xlsx")
    assert "damaged" in why_not(repacked(an_xlsx(SNAPSHOT), workbook=b"<workbook/>"), "t.xlsx")


def test_members_that_do_not_unpack_are_said_to_be_damaged():
    members = {name: Random(2).randbytes(3_000).hex().encode() for name in (*PARTS, SHEET)}
    whole = a_folder(members)
    for place in range(60, len(whole) - 1_000, 37):
        broken = whole[:place] + bytes([whole[place] ^ 0x5A]) + whole[place + 1 :]
        assert "damaged" in why_not(broken, "t.xlsx")


def test_a_row_at_the_end_of_the_world_is_not_walked_to():
    far = (
        b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
    )
    far += b"<row r='1'><c r='A1' t='inlineStr'><is><t>title</t></is></c></row>"
    far += b"<row r='1048576'><c r='A1048576' t='inlineStr'><is><t>One</t></is></c></row>"
    content = repacked(an_xlsx(SNAPSHOT), sheet1=far + b"</sheetData></worksheet>")
    assert "At most 500 rows" in why_not(content, "t.xlsx")
    assert MOST_LINES < 1_048_576


def test_formulas_and_errors_of_a_spreadsheet_are_told_at_their_cell():
    rows = [["title", "place", "lesson"], ["=1+1", "#REF!", "'=1+1"]]
    table = read_table("t.xlsx", a_book({"experiences": rows}), "cp1250")
    cells = table.rows[0].cells
    assert (cells["title"].text, cells["title"].reason) == ("=1+1", refusals.FORMULA)
    assert cells["place"].reason == refusals.ERROR
    assert cells["lesson"] == "'=1+1"


def test_a_cell_that_is_too_long_is_told():
    for content, name in (
        (a_csv({"title": "x" * 20_001}), "t.csv"),
        (an_xlsx({"title": "x" * 20_001}), "t.xlsx"),
    ):
        cell = read_table(name, content, "cp1250").rows[0].cells["title"]
        assert "At most 20000 characters" in str(cell.reason)


def test_the_sheet_of_our_name_is_taken_or_the_first():
    other = [["title"], ["Other"]]
    assert titles(a_book({"x": other, "experiences": [["title"], ["One"]]}), name="t.xlsx") == [
        "One"
    ]
    assert titles(a_book({"mine": other}), name="t.xlsx") == ["Other"]
