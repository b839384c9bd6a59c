"""One begins with an empty table that explains itself, and that is never imported as it is."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from exchange.importing.columns import COLUMNS
from exchange.text.countries import COUNTRIES
from exchange.text.languages import LANGUAGES
from tests.factories import a_person, a_tag, an_admin, an_editor, an_organisation
from tests.importing.tables import SEND, SNAPSHOT, a_book, bring, problems

XLSX, CSV = f"{SEND}/template.xlsx", f"{SEND}/template.csv"


@pytest.fixture
def editor(client, sign_in):
    who = an_editor(an_organisation("rs", name="=Kamena network"))
    sign_in(client, who)
    return who


def fetched(client, address):
    answer = client.flask.get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    return answer


def test_the_names_of_the_columns_stand_above_what_each_is_for(client, editor):
    names, told, *rest = csv.reader(StringIO(fetched(client, CSV).text.removeprefix("\ufeff")))
    assert names == ["note", *COLUMNS]
    assert rest == []
    about = dict(zip(names, told, strict=True))
    assert about["note"].startswith("#")
    assert about["title"] == "Title"
    assert about["kind"] == "What is it?: snapshot; full; lesson"
    assert about["start"].endswith(": 2017-02")
    assert about["block_6_needs"] == "What it needs"


def test_the_codes_of_our_networks_are_told_in_full(client, editor):
    names, told = csv.reader(StringIO(fetched(client, CSV).text.removeprefix("\ufeff")))
    about = dict(zip(names, told, strict=True))
    countries = about["countries"].partition(": ")[2].split("; ")
    assert countries == [*COUNTRIES, "…"]
    assert about["lang"].partition(": ")[2].split("; ") == [one.code for one in LANGUAGES]
    assert about["cost_currency"].endswith("; …")


def test_the_xlsx_lists_all_codes_with_words_in_the_readers_language(client, editor):
    a_tag("tourism", is_theme=True, names={"en": "Tourism", "lv": "Tūrisms"})
    for lang, words in (("en", "Tourism"), ("lv", "Tūrisms")):
        answer = fetched(client, XLSX.replace("/en/", f"/{lang}/"))
        book = load_workbook(BytesIO(answer.data))
        assert book.sheetnames == ["experiences", "vocabulary"]
        listed = [[cell.value for cell in row] for row in book["vocabulary"].iter_rows()]
        assert ["themes", "tourism", words] in listed
        assert {"kind", "lang", "countries", "lead", "cost_currency"} <= {row[0] for row in listed}
        assert any(row[:2] == ["countries", "XK"] and row[2].endswith("*") for row in listed)


def test_a_name_that_looks_like_a_formula_is_text(client, editor):
    book = load_workbook(BytesIO(fetched(client, XLSX).data))
    cells = [row[2] for row in book["vocabulary"].iter_rows() if row[0].value == "lead"]
    assert [(cell.value, cell.data_type) for cell in cells] == [("=Kamena network", "s")]


def test_sent_as_it_is_nothing_would_be_imported(client, editor):
    page = bring(client, fetched(client, XLSX).data)
    assert page.status == 422
    assert "There is no row to import in this file." in page.text


def test_a_row_below_the_explanation_is_imported_alone(client, editor):
    book = load_workbook(BytesIO(fetched(client, XLSX).data))
    names = [cell.value for cell in book["experiences"][1]]
    told = [cell.value for cell in book["experiences"][2]]
    row = [SNAPSHOT.get(name) for name in names]
    page = bring(client, a_book({"vocabulary": [["x"]], "experiences": [names, told, row]}))
    assert problems(page) == []
    assert "1 of 1 row is good." in page.text
    assert "1 row is left out" in page.text


def test_the_way_there_is_shown_to_editors_and_admins_where_one_begins(client, sign_in):
    for who, is_shown in ((an_editor(), True), (an_admin(), True), (a_person(), False)):
        sign_in(client, who)
        links = [link.href for link in client.get("/en/experiences/new").links]
        assert (SEND in links) == is_shown


@pytest.mark.parametrize("address", [SEND, XLSX, CSV])
def test_members_have_no_templates(client, sign_in, address):
    sign_in(client, a_person())
    assert client.flask.get(address).status_code == 403
