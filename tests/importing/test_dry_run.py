"""A table is looked through: every problem is told by row and column, and nothing is written."""

from datetime import datetime
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from exchange.importing.columns import COLUMNS
from exchange.importing.forms import Sections, check_table
from exchange.importing.models import ExperienceImport
from exchange.importing.reading import Row, Table, read_table
from exchange.kernel.db import db, transaction
from exchange.library.body import Block, Contact, Funding, Money, Participant
from exchange.library.forms import Lists
from exchange.library.models import Experience
from exchange.library.queries import OrganisationChoice
from exchange.tags.queries import tag_list
from exchange.text.wording import use_language
from tests.factories import a_published, a_tag, an_editor, an_organisation
from tests.importing.tables import FULL, SNAPSHOT, a_csv, an_xlsx, bring, problems


@pytest.fixture
def editor(client, sign_in):
    who = an_editor(an_organisation(name="Kamena network"))
    sign_in(client, who)
    return who


def checked(app, content, name="table.csv", known=frozenset(), lang="en"):
    with app.test_request_context(f"/{lang}/"), use_language(lang):
        themes = tag_list(lang, themes_only=True)
        lists = Lists(themes, [OrganisationChoice("rs", "Kamena network", False)])
        return check_table(
            read_table(name, content, "cp1250"), Sections(lists), lang, frozenset(known)
        )


def test_amounts_that_do_not_add_up_are_told_and_block_nothing(app):
    more = {"cost_amount": "100", "cost_currency": "EUR"}
    more |= {"funding_1_source": "own", "funding_1_amount": "300"}
    found = checked(app, a_csv(FULL | more))
    assert found.may_go_in
    assert [one.column for one in found.problems if one.is_warning] == ["cost_amount"]


def content_of(app, row, **more):
    found = checked(app, a_csv(row), **more)
    assert found.problems == []
    [(number, content)] = found.drafts
    assert number == 2
    return content


def told(app, **cells):
    """What is said of one row with these cells: column and sentence."""
    found = checked(app, a_csv(SNAPSHOT | cells))
    return [(one.column, str(one.reason)) for one in found.problems]


def how_many():
    with transaction(None):
        return db.session.scalar(select(func.count(Experience.id)))


def test_a_row_that_says_all_is_read_as_the_form_would(app):
    content = content_of(app, FULL)
    body = content.body
    assert (content.kind, content.countries, content.level) == ("full", ("EE", "LV"), "lag")
    assert (content.start_year, content.start_month, body.end_month) == (2017, 2, 6)
    assert (content.latitude, content.longitude) == (56.95, 24.11)
    assert body.areas == ("mountain", "border")
    assert body.cost == Money(Decimal("1200000.50"), "RSD", 2018, Decimal("118.2"))
    assert body.funding == (Funding("ipard", "", Decimal(900_000)),)
    assert body.participants == (Participant("Kamena municipality", "authority"),)
    assert [(one.title, one.kind) for one in body.blocks] == [
        ("A seat with a vote", "partnership"),
        ("A common purse", "finance"),
    ]
    assert all(isinstance(one, Block) and len(one.key) == 8 for one in body.blocks)
    assert body.lessons == ("Count the riders; from the first day.",)
    assert body.contacts == (Contact("Kamena group", is_public=True),)
    assert body.ratings == {"law": "high"}
    assert not body.goes_on
    assert not content.consent


def test_every_column_goes_into_a_field_of_a_form(app):
    with app.test_request_context("/en/"):
        sections = Sections(Lists())
        assert all(sections.field_of(column) is not None for column in COLUMNS.values())


def test_numbers_and_dates_of_a_spreadsheet_are_read_in_any_language(app):
    cells = FULL | {
        "start": datetime(2017, 2, 14),  # noqa: DTZ001  as a spreadsheet has it: no zone
        "end": 2019,
        "latitude": 56.95,
        "longitude": 24.11,
        "persons": 420,
        "cost_amount": 1200000.5,
        "cost_year": 2018,
        "cost_per_euro": 118.2,
        "goes_on": False,
        "areas": "mountain",
        "block_3_kind": "finance",
        "result_1_value": 14.5,
    }
    for lang, value in (("en", "14.5"), ("sr", "14,5"), ("lv", "14,5")):
        found = checked(app, an_xlsx(cells), "table.xlsx", lang=lang)
        assert found.problems == []
        content = found.drafts[0][1]
        assert (content.start_year, content.start_month) == (2017, 2)
        assert (content.body.end_year, content.body.end_month) == (2019, None)
        assert content.body.cost == Money(Decimal("1200000.5"), "RSD", 2018, Decimal("118.2"))
        assert (content.latitude, content.body.results[0].value) == (56.95, value)


def test_codes_may_be_written_as_words_in_the_readers_language(app):
    a_tag("tourism", is_theme=True, names={"en": "Tourism", "lv": "Tūrisms"})
    words = {"level": "Vietējā rīcības grupa", "countries": "Latvija", "themes": "Tūrisms"}
    content = content_of(app, SNAPSHOT | words | {"lead": "Kamena network"}, lang="lv")
    assert (content.level, content.countries) == ("lag", ("LV",))
    assert (content.themes, content.lead) == (("tourism",), "rs")


def test_a_row_that_does_not_say_its_language_has_that_of_the_page(app):
    assert content_of(app, SNAPSHOT | {"lang": ""}, lang="lv").lang == "lv"


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"title": ""}, "title", "This cannot be empty."),
        ({"title": "x" * 101}, "title", "At most 100 characters, please; there are 101."),
        ({"level": "planet"}, "level", "Please choose one of the list."),
        ({"countries": "LV; ZZ"}, "countries", "Please choose from the list only."),
        ({"start": "2017-13"}, "start", "A month like 2017-02, please."),
        ({"start": "31.02.2017"}, "start", "A month like 2017-02, please."),
        ({"start": "1217-02"}, "start", "A year from 1950 to 2100, please."),
        ({"end": "2016-01"}, "end", "The end cannot be before the start."),
        ({"latitude": "56.9"}, "longitude", "Latitude and longitude go together"),
        ({"latitude": "156.9", "longitude": "24"}, "latitude", "Between -90 and 90 degrees"),
        ({"persons": "-3"}, "persons", "Between 0 and 1,000,000,000, please."),
        ({"women": "101"}, "women", "Between 0 and 100, please."),
        ({"goes_on": "perhaps"}, "goes_on", "Please write “yes” or “no”."),
        ({"lead": "lv"}, "lead", "You bring in experiences of organisations that you edit"),
        ({"lang": "xx"}, "lang", "Please choose one of the list."),
        ({"kind": "poem"}, "kind", "Please choose one of the list."),
        ({"objective": "One bus"}, "objective", "Only a full record has this."),
        ({"cost_amount": "5"}, "cost_amount", "Only a full record has this."),
        ({"rating_law": "high"}, "rating_law", "Only a full record has this."),
        ({"block_2_title": "A bus"}, "block_2_title", "Only a full record has this."),
        ({"participant_2_name": "A", "participant_2_role": "boss"}, "participant_2_role", "choose"),
        ({"lesson_3": "x" * 601}, "lesson_3", "At most 600 characters, please"),
    ],
)
def test_what_the_form_would_refuse_is_told_at_its_column(app, cells, column, sentence):
    [(at, said)] = told(app, **cells)
    assert at == column
    assert sentence in said


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"cost_currency": "XYZ"}, "cost_currency", "Please choose one of the list."),
        ({"cost_currency": ""}, "cost_currency", "Please say in which currency."),
        ({"cost_amount": "-5"}, "cost_amount", "Between 0 and 1,000,000,000,000"),
        ({"cost_amount": "5e9"}, "cost_amount", "is no number that we understand"),
        ({"funding_3_amount": "7"}, "funding_3_source", "Please say where it came from."),
        ({"participant_3_name": "A"}, "participant_3_role", "Please choose one of the list."),
        ({"block_2_kind": "finance"}, "block_2_title", "This cannot be empty."),
        ({"block_3_kind": "magic"}, "block_3_kind", "Please choose one of the list."),
        ({"result_4_year": "99"}, "result_4_year", "four digits"),
        ({"objective": "x" * 12_001}, "objective", "At most 12000 characters"),
    ],
)
def test_and_so_is_what_only_a_full_record_has(app, cells, column, sentence):
    found = checked(app, a_csv(FULL | cells))
    assert [one.column for one in found.problems] == [column]
    assert sentence in str(found.problems[0].reason)
    assert found.drafts == ()


def test_cells_that_begin_like_a_formula_are_text(app):
    for sign in "=+-@":
        assert content_of(app, SNAPSHOT | {"place": f"{sign}1+1"}).place == f"{sign}1+1"


def test_what_may_be_right_is_told_apart_and_stops_nothing(app):
    there = {"latitude": "24.11", "longitude": "56.95", "countries": "LV"}
    rows = (SNAPSHOT | there, SNAPSHOT, SNAPSHOT | {"title": "Šesti!"})
    found = checked(app, a_csv(*rows), known={"sesti"})
    assert [(one.row, one.column) for one in found.problems] == [
        (2, "title"),
        (2, "latitude"),
        (3, "title"),
        (4, "title"),
    ]
    assert all(one.is_warning for one in found.problems)
    assert len(found.drafts) == 3


def test_a_bad_row_blocks_all_of_them(app):
    found = checked(app, a_csv(SNAPSHOT, SNAPSHOT | {"title": "Two", "level": "planet"}))
    assert (found.rows, found.faulty, found.drafts) == (2, 1, ())


def test_of_very_many_problems_the_first_are_told_and_how_many_more_there_are(app):
    rows = [SNAPSHOT | {"title": f"{n}", "level": "planet", "start": "x"} for n in range(300)]
    found = checked(app, a_csv(*rows))
    assert (len(found.problems), found.faulty) == (501, 300)
    assert "100 other places" in str(found.problems[-1].reason)


def test_the_page_tells_every_problem_and_how_many_rows_are_good(client, editor):
    a_published(None, title="Five seats, one bus")
    bad = SNAPSHOT | {"title": "Another", "level": "planet", "start": "2017-13", "whim": "x"}
    before = how_many()
    page = bring(client, a_csv(SNAPSHOT | {"whim": ""}, bad))
    assert problems(page) == [
        ("3", "level", "planet", "Please choose one of the list."),
        ("3", "start", "2017-13", "A month like 2017-02, please."),
        ("1", "whim", "", "This column is not one of the template. It is not imported."),
        ("2", "title", "Five seats, one bus", "There is an experience with this title already."),
    ]
    assert "1 of 2 rows are good." in page.text
    assert "As long as there are mistakes nothing is brought in" in page.text
    assert not [form for form in page.forms() if form.action.endswith("/use")]
    assert how_many() == before


def test_the_sentences_are_in_the_language_of_whoever_looks(client, editor):
    page = bring(client, a_csv(SNAPSHOT | {"level": "planet"}))
    there = client.get(page.address.replace("/en/", "/lv/"))
    assert "Lūdzu, izvēlieties" in there.text


def test_the_form_says_what_it_does_not_take(client, editor):
    empty = client.submit("/en/experiences/import", "/experiences/import")
    assert (empty.status, "This cannot be empty." in empty.text) == (422, True)
    wrong = bring(client, b"%PDF-1.7 %%EOF", "table.csv")
    assert wrong.status == 422
    assert "Its name ends in csv, but inside it is PDF." in wrong.text
    assert bring(client, a_csv({"a": "1"})).status == 422


@pytest.mark.parametrize("number", [1e23, -1e300, float("inf"), 10**21])
def test_a_number_without_end_in_any_cell_is_told_in_words(app, number):
    for name in ("title", "persons", "latitude", "cost_amount", "start", "kind"):
        table = Table([Row(2, {name: number})], [])
        with app.test_request_context("/en/"):
            found = check_table(table, Sections(Lists([], [])), "en", frozenset())
        assert found.problems or name == "title"


@pytest.mark.parametrize("ending", ["c\0v", "\u202evsc", "<b>", "", "Ⅷ" * 9])
@pytest.mark.usefixtures("editor")
def test_the_ending_of_a_name_is_made_harmless_as_its_stem_is(client, ending):
    page = bring(client, a_csv(SNAPSHOT), f"villages.{ending}")
    assert "/experiences/imports/" in page.address
    with transaction(None):
        [name] = db.session.scalars(select(ExperienceImport.file_name))
    assert name.endswith(".csv")
    assert name.isascii() or ending.startswith("Ⅷ")
