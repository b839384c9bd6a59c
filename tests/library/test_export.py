"""A list of experiences leaves as a table and as JSON: narrowed as its page is, harmless, whole."""

import csv
import json
from io import StringIO
from urllib.parse import urlsplit

import pytest

from exchange.kernel.db import db, transaction
from exchange.library import actions
from exchange.library.codes import code_of
from exchange.library.models import Experience
from exchange.library.queries import exported
from exchange.people.models import Account, Organisation
from exchange.text.cells import harmless
from exchange.text.countries import KOSOVO_FOOTNOTE
from tests.factories import (
    LATVIAN,
    a_draft,
    a_person,
    a_published,
    a_submitted,
    a_tag,
    an_organisation,
)

CSV, JSON = "/experiences.csv", "/experiences.json"


@pytest.fixture
def table(app):
    """The rows of a file, by column; and what stands below them."""

    def fetched(query=""):
        answer = app.test_client().get(CSV + query)
        assert answer.status_code == 200, answer.text
        assert answer.content_type == "text/csv; charset=utf-8"
        said = answer.data.decode("utf-8")
        assert said.startswith("\ufeff")
        assert said.count("\n") == said.count("\r\n"), "lines end in one way"
        head, *rows = csv.reader(StringIO(said.removeprefix("\ufeff"), newline=""), strict=True)
        whole = [dict(zip(head, row, strict=True)) for row in rows if len(row) > 1]
        below = [row[0] for row in rows if len(row) == 1]
        assert [len(row) for row in rows] == sorted((len(row) for row in rows), reverse=True)
        return whole, below

    return fetched


@pytest.fixture
def objects(app):
    def fetched(query=""):
        answer = app.test_client().get(JSON + query)
        assert answer.status_code == 200, answer.text
        assert answer.content_type == "application/json"
        return answer.json

    return fetched


def changed(row, **values):
    with transaction(None):
        for name, value in values.items():
            setattr(db.session.get_one(Experience, row.id), name, value)


def test_a_record_stands_in_the_table_with_all_that_tells_it_from_others(table):
    theme = a_tag("youth", is_theme=True, names={"en": "Young people", "lv": "Jaunieši"})
    lead = an_organisation(name="Rural Forum")
    row = a_published(
        a_person("Ilze Ozola"),
        **LATVIAN,
        themes=(theme.slug,),
        lead=lead.code,
        countries=("AL", "LV"),
    )
    [found], below = table()
    code = code_of(row.number)
    assert below == []
    assert found == {
        "code": code,
        "version": "1",
        "address": f"http://localhost/experiences/{code}/v1",
        "language": "lv",
        "title": LATVIAN["title"],
        "english_title": LATVIAN["english_title"],
        "summary": LATVIAN["summary"],
        "english_summary": LATVIAN["english_summary"],
        "kind": "snapshot",
        "scope": "project",
        "level": "lag",
        "maturity": "promising",
        "countries": "Albania; Latvia",
        "country_codes": "AL; LV",
        "place": "Kamena valley",
        "lead": "Rural Forum",
        "authors": "Ilze Ozola",
        "themes": "Young people",
        "start": "2017-02",
        "published": row.published_at.date().isoformat(),
        "licence": "CC BY 4.0",
        "is_sample": "no",
    }


def test_json_says_the_same(table, objects):
    a_published(**LATVIAN, countries=("AL", "LV"))
    [row], _ = table()
    said = objects()
    [one] = said["experiences"]
    assert said["more"] is None
    assert "footnote" not in said
    for name in ("code", "address", "title", "place", "start", "licence", "published"):
        assert one[name] == row[name], name
    assert one["countries"] == [
        {"code": "AL", "name": "Albania"},
        {"code": "LV", "name": "Latvia"},
    ]
    assert one["is_sample"] is False


def test_a_file_is_narrowed_as_the_page_is_and_the_page_leads_to_it(client, table, objects):
    theme = a_tag("youth", is_theme=True)
    a_published(title="A bus")
    a_published(title="A shop", countries=("RS",), themes=(theme.slug,), level="village")
    a_published(**LATVIAN)
    for query, titles in {
        "": [LATVIAN["title"], "A shop", "A bus"],
        "?country=RS": ["A shop"],
        "?theme=youth": ["A shop"],
        "?lang=lv": [LATVIAN["title"]],
        "?level=village": ["A shop"],
        "?country=RS&theme=youth&lang=en&level=village": ["A shop"],
        "?country=RS&lang=lv": [],
    }.items():
        assert [row["title"] for row in table(query)[0]] == titles, query
        assert [one["title"] for one in objects(query)["experiences"]] == titles, query
        page = client.get(f"/en/experiences{query}")
        links = [link.href for link in page.links if link.name in ("CSV", "JSON")]
        assert links == ([CSV + query, JSON + query] if titles else []), query


def test_only_what_is_published_leaves(table, objects, app, client, sign_in):
    author = a_person()
    a_draft(author)
    a_submitted(author)
    gone, old = a_published(author), a_published(author)
    actions.withdraw(author, gone.id, reason="It was not so.")
    changed(old, state="archived")
    assert table() == ([], [])
    assert objects() == {"experiences": [], "more": None}
    sign_in(client, author)
    for path in (CSV, JSON):
        assert client.flask.get(path).data == app.test_client().get(path).data


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_a_formula(app, table, sign):
    words = f'{sign}cmd|" /C calc"!A0,;\nmore'
    author, lead = a_person(), an_organisation()
    row = a_published(author, **LATVIAN, lead=lead.code)
    changed(row, title=words, summary=words, english_title=words, place=words)
    with transaction(None):
        db.session.get_one(Account, author.id).name = words
        db.session.get_one(Organisation, lead.id).name = words
    answer = app.test_client().get(CSV).data.decode().removeprefix("\ufeff")
    [_, cells] = csv.reader(StringIO(answer, newline=""), strict=True)
    assert cells.count(f"'{words}") == 6
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


@pytest.mark.parametrize("mark", ["=", "+", "-", "@"])
@pytest.mark.parametrize("between", [";", "\t", "\n"])
def test_nor_in_the_middle_of_a_cell_where_programs_part_cells_at_other_signs(between, mark):
    assert harmless(f"Bus{between}{mark}cmd|'x'!A0") == f"Bus{between}'{mark}cmd|'x'!A0"


def test_other_cells_stay_as_they_were():
    for cell in ("", "a=1", "'=1", " ", "1.5", "Ž-a", "* note", "one; - two", "x\n- a list", "a;b"):
        assert harmless(cell) == cell


def test_kosovo_is_written_with_its_footnote_in_the_last_line(table, objects):
    a_published(countries=("XK", "AL"))
    [row], below = table()
    assert row["countries"] == "Albania; Kosovo*"
    assert below == [f"* {KOSOVO_FOOTNOTE}"]
    said = objects()
    assert said["experiences"][0]["countries"][1] == {"code": "XK", "name": "Kosovo*"}
    assert said["footnote"] == f"* {KOSOVO_FOOTNOTE}"
    assert table("?country=LV") == ([], [])


def test_a_sample_says_so(table, objects):
    changed(a_published(), is_sample=True)
    assert table()[0][0]["is_sample"] == "yes"
    assert objects()["experiences"][0]["is_sample"] is True


def test_a_list_that_is_too_long_for_a_file_goes_on_in_another(app, table, objects, monkeypatch):
    monkeypatch.setattr(exported, "MOST", 2)
    a_published(title="Elsewhere", countries=("RS",))
    for n in range(5):
        a_published(title=f"Bus {n}", countries=("LV", "XK"))
    query, titles = "?country=LV", []
    while query:
        said, (rows, below) = objects(query), table(query)
        answer = app.test_client().get(CSV + query)
        assert 1 <= len(rows) <= 2
        titles += [row["title"] for row in rows]
        assert [one["title"] for one in said["experiences"]] == [row["title"] for row in rows]
        query = f"?{urlsplit(said['more']).query}" if said["more"] else ""
        assert answer.headers.get("Link", "") == (
            f'<http://localhost{CSV}{query}>; rel="next"' if query else ""
        )
        assert below[:-1] == ([f"More: http://localhost{CSV}{query}"] if query else [])
        assert below[-1].startswith("* ")
    assert titles == [f"Bus {n}" for n in (4, 3, 2, 1, 0)]


def test_a_file_costs_five_statements_and_the_themes_however_long(app, count_queries):
    a_published()
    for path in (CSV, JSON):
        app.test_client().get(path)
        with count_queries() as one:
            app.test_client().get(path)
        a_published()
        a_published()
        app.test_client().get(path)  # the first after a publication reads the catalogue anew
        with count_queries() as many:
            app.test_client().get(path)
        assert len(one) == len(many) <= 6, many


def test_what_is_not_known_is_refused_in_words(app):
    a_published()
    for query, fault in {
        "?country=ZZ": "country has a value that is not known here.",
        "?country=rs": "country has a value that is not known here.",
        "?theme=none": "theme has a value that is not known here.",
        "?level=%00": "level has a value that is not known here.",
        "?from=abc": "from has a value that is not known here.",
        "?x=1": "A list is narrowed by q, country, theme, lang",
        "?country=LV&country=AL": "country is given more than once.",
    }.items():
        for path in (CSV, JSON):
            answer = app.test_client().get(path + query)
            assert (answer.status_code, answer.mimetype) == (400, "text/plain"), query
            assert fault in answer.text, query


def test_another_spelling_of_an_address_leads_to_the_right_one(app):
    into, old = a_tag("new", is_theme=True), a_tag("old", is_theme=True)
    with transaction(None):
        db.session.get_one(type(old), old.id).merged_into_id = into.id
    for odd, right in {
        "?level=village&country=LV": "?country=LV&level=village",
        "?country=&theme=": "",
        "?theme=old": "?theme=new",
    }.items():
        answer = app.test_client().get(CSV + odd)
        assert (answer.status_code, answer.location) == (301, CSV + right), odd


def test_a_cursor_that_no_file_gave_breaks_nothing(app):
    a_published()
    for start in ("9" * 17 + "-1", "1-1", "-", "1", "0-0", "9" * 400):
        for path in (CSV, JSON):
            assert app.test_client().get(f"{path}?from={start}").status_code in (200, 400)


def test_files_are_saved_under_their_name_compressed_and_kept_out_of_search_engines(app):
    for _ in range(3):
        a_published()
    for path in (CSV, JSON):
        answer = app.test_client().get(path, headers={"Accept-Encoding": "gzip"})
        name = path.strip("/")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Content-Encoding"] == "gzip"


def test_letters_stand_in_json_as_they_are(app):
    a_published(**LATVIAN)
    said = app.test_client().get(JSON).text
    assert LATVIAN["title"] in said
    assert json.loads(said)["experiences"][0]["title"] == LATVIAN["title"]
