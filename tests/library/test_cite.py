"""A public version is cited: in a sentence, in files of programs, in the head of its page."""

import json
import re

import pytest

from exchange.kernel.db import db, record, transaction
from exchange.library import actions
from exchange.library.codes import code_of
from exchange.library.events import ExperiencePublished
from exchange.library.models import Experience
from exchange.people.models import Account
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

HOSTILE = (
    "</script><script>alert(1)</script>",
    "}, author = {Somebody else}, note = {",
    "{{{ \\ } \\input{/etc/passwd} % # $ & _ ^ ~",
    "A line\r\nER  - \r\nTY  - BOOK",
    "A\x0bline\x0cand\x85another\u2028and\u2029more\x1emore",
    '"><meta http-equiv="refresh" content="0">',
    "a\x01b\u202ec\ufffe",
)


def changed(row, **values):
    with transaction(None):
        for name, value in values.items():
            setattr(db.session.get_one(Experience, row.id), name, value)
        record(ExperiencePublished(row.id, row.number, None, 1))  # its page is not as it was


def lasting(row, version=1):
    return f"/experiences/{code_of(row.number)}/v{version}"


def bibtex_of(app, row):
    """The fields of its entry, read as BibTeX does: by counting braces, escaped or not."""
    said = app.test_client().get(f"{lasting(row)}.bib").text
    head, _, rest = said.partition(",\n")
    assert head == f"@misc{{{code_of(row.number)}-v1"
    depth, start, fields, name = 1, 0, {}, ""
    for place, sign in enumerate(rest):
        if sign == "{":
            if depth == 1:
                name = rest[start:place].strip(" ,\n=")
                start = place + 1
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 1:
                assert name not in fields, f"{name} twice: {said}"
                fields[name] = rest[start:place]
                start = place + 1
        if depth == 0:
            assert rest[place + 1 :] == "\n", f"something follows the entry: {said}"
            break
    assert depth == 0, said
    return fields


def ris_of(app, row):
    said = app.test_client().get(f"{lasting(row)}.ris").data.decode()
    assert said.endswith("ER  - \r\n")
    lines = said.removesuffix("\r\n").split("\r\n")
    assert len(lines) == len(said.splitlines()), "a text of ours has broken a line"
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines), said
    return [(line[:2], line[6:]) for line in lines]


def values_of(found, tag):
    return [value for name, value in found if name == tag]


def test_the_sentence_says_who_when_what_in_which_version_and_where(client):
    row = a_published(a_person("Ilze Ozola"), title="Who pays?")
    shown = client.get(f"/en{lasting(row)}/cite")
    year, code = row.published_at.year, code_of(row.number)
    assert (
        f"Ilze Ozola ({year}). Who pays? [English]. Version 1. ALTER Exchange, {code}. "
        f"http://localhost{lasting(row)}"
    ) in shown.text
    assert shown.one("meta[name=robots]")["content"] == "noindex"


def test_a_title_in_another_language_carries_its_language(client):
    row = a_published(**LATVIAN)
    shown = client.get(f"/en{lasting(row)}/cite")
    assert shown.one("main i")["lang"] == "lv"
    assert f"{LATVIAN['title']} [Latvian]. Version 1." in shown.text


def test_the_permanent_address_leads_to_this_version_in_the_readers_language(client):
    row = a_published(**LATVIAN)
    shown = client.get(lasting(row), follow=True, headers={"Accept-Language": "lv"})
    assert shown.status == 200
    assert shown.path.startswith(f"/lv/experiences/{code_of(row.number)}-")


def test_the_record_leads_to_all_ways_to_cite_it(client):
    row = a_published()
    shown = client.get(f"/en/experiences/{code_of(row.number)}", follow=True)
    section = next(e for e in shown.all(".rail section") if "Cite this version" in e.text)
    links = [e["href"] for e in section.down() if e.tag == "a"]
    here = lasting(row)
    assert links == [f"/en{here}/cite", f"{here}.bib", f"{here}.ris"]


def test_programs_that_keep_references_are_told_the_same(app):
    theme, lead = a_tag(is_theme=True, names={"en": "Young people"}), an_organisation()
    ilze = a_person("Ilze Ozola & Co")
    row = a_published(ilze, **LATVIAN, themes=(theme.slug,), lead=lead.code)
    code, day = code_of(row.number), row.published_at
    bib = bibtex_of(app, row)
    assert bib["author"] == r"{Ilze Ozola \& Co}"
    assert bib["title"] == f"{{{LATVIAN['title']}}}"
    assert (bib["year"], bib["number"], bib["version"]) == (str(day.year), code, "1")
    assert bib["url"] == f"http://localhost{lasting(row)}"
    assert bib["keywords"] == "Young people, Latvia"
    assert bib["note"] == f"English title: {LATVIAN['english_title']}."
    ris = ris_of(app, row)
    assert ris[0] == ("TY", "ELEC")
    for tag, said in (
        ("AU", ["Ilze Ozola & Co"]),
        ("TI", [LATVIAN["title"]]),
        ("TT", [LATVIAN["english_title"]]),
        ("PY", [str(day.year)]),
        ("DA", [f"{day:%Y/%m/%d}"]),
        ("ET", ["1"]),
        ("AN", [code]),
        ("LA", ["lv"]),
        ("UR", [f"http://localhost{lasting(row)}"]),
        ("KW", ["Young people", "Latvia"]),
        ("C1", ["CC BY 4.0"]),
    ):
        assert values_of(ris, tag) == said, tag


def test_files_say_what_they_are_and_are_saved_under_their_code(app):
    row = a_published()
    for ending, kind in (("bib", "x-bibtex"), ("ris", "x-research-info-systems")):
        answer = app.test_client().get(f"{lasting(row)}.{ending}")
        assert answer.content_type == f"application/{kind}; charset=utf-8"
        name = f"{code_of(row.number)}-v1.{ending}"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_words_in_every_format(app, client, words):
    """As rows may hold them, whatever forms let through."""
    author = a_person()
    row = a_published(author, **LATVIAN)
    changed(row, title=words, summary=words, english_title=words, english_summary=words)
    with transaction(None):
        db.session.get_one(Account, author.id).name = words
    assert set(bibtex_of(app, row)) >= {"author", "title", "abstract", "note", "url"}
    ris = ris_of(app, row)
    assert [tag for tag, _ in ris].count("TY") == 1
    assert [tag for tag, _ in ris].count("ER") == 1
    title = values_of(ris, "TI")[0]
    client.get(f"/en{lasting(row)}/cite")
    if words.isprintable():  # the page itself shows what forms have let through
        shown = client.get(f"/en{lasting(row)}", follow=True)
        assert json.loads(block_of(shown).text)["headline"] == title


def block_of(shown):
    [block] = [e for e in shown.all("script") if e.get("type") == "application/ld+json"]
    return block


def test_kosovo_is_written_with_its_footnote_in_every_export(app, client):
    row = a_published(countries=("AL", "XK"))
    bib, ris = bibtex_of(app, row), ris_of(app, row)
    assert bib["keywords"].endswith("Albania, Kosovo*")
    assert values_of(ris, "KW")[-2:] == ["Albania", "Kosovo*"]
    assert str(KOSOVO_FOOTNOTE) in bib["note"]
    assert values_of(ris, "N1") == [f"* {KOSOVO_FOOTNOTE}"]
    shown = client.get(f"/en{lasting(row)}", follow=True)
    places = json.loads(block_of(shown).text)["spatialCoverage"]
    assert places == [
        {"@type": "Place", "name": "Albania"},
        {"@type": "Place", "name": "Kosovo*", "description": f"* {KOSOVO_FOOTNOTE}"},
    ]
    assert "Kosovo*" in metas(shown, "DC.coverage")


def test_an_export_that_does_not_name_kosovo_owes_nothing(app):
    row = a_published()
    assert "note" not in bibtex_of(app, row)
    assert values_of(ris_of(app, row), "N1") == []


def metas(shown, name):
    return [e["content"] for e in shown.all("meta") if e.get("name") == name]


def test_the_head_of_the_page_tells_programs_who_wrote_what_when(client):
    row = a_published(a_person("Ilze Ozola"), **LATVIAN)
    shown = client.get(f"/en{lasting(row)}", follow=True)
    address, day = f"http://localhost{lasting(row)}", row.published_at.date()
    for name, said in (
        ("citation_title", [LATVIAN["title"]]),
        ("citation_author", ["Ilze Ozola"]),
        ("citation_publication_date", [f"{day:%Y/%m/%d}"]),
        ("citation_language", ["lv"]),
        ("DC.title", [LATVIAN["title"], LATVIAN["english_title"]]),
        ("DC.creator", ["Ilze Ozola"]),
        ("DC.date", [day.isoformat()]),
        ("DC.identifier", [address, code_of(row.number)]),
        ("DC.rights", ["https://creativecommons.org/licenses/by/4.0/"]),
        ("DC.coverage", ["Latvia"]),
    ):
        assert metas(shown, name) == said, name
    told = json.loads(block_of(shown).text)
    assert (told["@context"], told["@type"]) == ("https://schema.org", "Report")
    assert (told["@id"], told["inLanguage"], told["version"]) == (address, "lv", "1")
    assert told["author"] == [{"@type": "Person", "name": "Ilze Ozola"}]
    assert told["datePublished"] == day.isoformat()
    assert "\\u" not in block_of(shown).text  # letters stand as they are


def test_the_valid_version_has_one_canonical_address_and_an_older_one_its_own(client):
    row = a_published()
    code = code_of(row.number)
    record = f"http://localhost/en/experiences/{code}-five-seats-one-bus"
    for path in (f"/en/experiences/{code}", f"/en{lasting(row)}"):
        shown = client.get(path, follow=True)
        assert shown.one("link[rel=canonical]")["href"] == record
        assert shown.one("link[rel=license]")["href"].endswith("/by/4.0/")
    changed(row, state="archived")
    shown = client.get(f"/en{lasting(row)}", follow=True)
    assert shown.one("link[rel=canonical]")["href"] == f"{record}/v1"
    assert json.loads(block_of(shown).text)["creativeWorkStatus"] == "Archived"


def test_a_version_that_was_replaced_is_cited_as_it_was(app, client):
    row = a_published()
    changed(row, state="archived")
    assert bibtex_of(app, row)["note"] == "Replaced by a newer version."
    assert "Version 1." in client.get(f"/en{lasting(row)}/cite").text


def test_a_sample_says_so_wherever_it_is_cited(app, client):
    row = a_published()
    changed(row, is_sample=True)
    assert bibtex_of(app, row)["note"] == "Sample record: its content is invented."
    assert values_of(ris_of(app, row), "N1") == ["Sample record: its content is invented."]
    assert "[sample] Five seats" in client.get(f"/en{lasting(row)}/cite").text
    shown = client.get(f"/en{lasting(row)}", follow=True)
    assert json.loads(block_of(shown).text)["creativeWorkStatus"].startswith("Sample record")


def test_what_is_not_public_cannot_be_cited_not_even_by_its_authors(client, sign_in):
    author = a_person()
    withdrawn = a_published(author)
    actions.withdraw(author, withdrawn.id, reason="It was not so.")
    sign_in(client, author)
    gone = None
    for row in (a_draft(author), a_submitted(author), withdrawn):
        shown = client.get(f"/en{lasting(row)}", follow=True)
        assert shown.status == 200
        assert "Cite this version" not in shown.text
        assert not [e for e in shown.all("script") if e.get("type") == "application/ld+json"]
        assert not shown.all("link[rel=canonical]")
        for there, nowhere in (
            (f"/en{lasting(row)}/cite", "/en/experiences/ALTER-XP-9999/v1/cite"),
            (f"{lasting(row)}.bib", "/experiences/ALTER-XP-9999/v1.bib"),
            (f"{lasting(row)}.ris", "/experiences/ALTER-XP-9999/v1.ris"),
        ):
            here, gone = client.get(there), client.get(nowhere)
            assert (here.status, gone.status) == (404, 404), there
            assert here.one("main").text == gone.one("main").text
    assert gone


def test_what_names_no_version_is_not_there(client):
    row = a_published()
    code = code_of(row.number)
    for path in ("v2.bib", "v0.bib", "v01.ris", "v1.txt", f"v{'9' * 30}.bib", "v1.bib/", "v-1.ris"):
        assert client.get(f"/experiences/{code}/{path}").status == 404, path
    for name in (f"{code}-five-seats", code.lower(), "ALTER-XP-1", "x"):
        assert client.get(f"/experiences/{name}/v1.bib").status == 404, name


def test_a_page_that_can_be_cited_costs_no_further_query(client, count_queries):
    row = a_published()
    path = f"/en/experiences/{code_of(row.number)}-five-seats-one-bus"
    client.get(path)
    with count_queries() as seen:
        client.get(path)
    assert len(seen) <= 6, seen
    with count_queries() as seen:
        client.get(f"/en{lasting(row)}/cite")
    assert len(seen) <= 6, seen
