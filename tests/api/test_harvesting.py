"""Other libraries collect what is published here, by OAI-PMH 2.0: all of it, once, for good."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy import update

from exchange.api.queries import harvesting
from exchange.kernel.db import db, transaction
from exchange.library import actions
from exchange.library.codes import code_of
from exchange.library.models import Experience, ExperienceTag
from exchange.people.models import Account
from exchange.text.countries import KOSOVO_FOOTNOTE
from tests.api.oai import DC, OAI, XML_LANG, Answer
from tests.factories import (
    LATVIAN,
    MARKS,
    a_draft,
    a_mentor,
    a_moderator,
    a_person,
    a_published,
    a_submitted,
    a_tag,
    a_whole_content,
    an_organisation,
    the_experience,
)

LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
DAY = datetime(2026, 3, 1, 12, 30, 15, 250_000, tzinfo=UTC)


@pytest.fixture
def ask(app):
    def asked(query=None, /, method="GET", **arguments):
        pairs = query if query is not None else arguments
        body = pairs if isinstance(pairs, str) else urlencode(pairs)
        if method == "POST":
            kind = "application/x-www-form-urlencoded"
            return Answer(app.test_client().post("/oai", data=body, content_type=kind))
        return Answer(app.test_client().get(f"/oai?{body}"))

    return asked


def listed(ask, **more):
    return ask({**LIST, **more})


def moved(row, moment, **values):
    with transaction(None):
        given = {"moved_at": moment, **values}
        db.session.execute(update(Experience).where(Experience.id == row.id).values(**given))


def name_of(row):
    return f"oai:localhost:{code_of(row.number)}"


def get(ask, row):
    return ask(verb="GetRecord", metadataPrefix="oai_dc", identifier=name_of(row))


def test_it_says_who_it_is(ask, app):
    moved(a_published(), DAY)
    said = ask(verb="Identify")
    told = {one.tag.removeprefix(OAI): one.text for one in said.body}
    assert told == {
        "repositoryName": "ALTER Exchange",
        "baseURL": "http://localhost/oai",
        "protocolVersion": "2.0",
        "adminEmail": app.extensions["settings"].sender,
        "earliestDatestamp": "2026-03-01T12:30:15Z",
        "deletedRecord": "persistent",
        "granularity": "YYYY-MM-DDThh:mm:ssZ",
    }


def test_an_empty_library_answers_by_the_rules(ask):
    assert ask(verb="Identify").code == ""
    assert ask(verb="ListSets").sets[:2] == ["country", "theme"]
    assert listed(ask).code == "noRecordsMatch"


def test_there_is_one_format(ask):
    row = a_published()
    for asked in ({}, {"identifier": name_of(row)}):
        said = ask({"verb": "ListMetadataFormats", **asked})
        assert [one.text for one in said.body.iter(f"{OAI}metadataPrefix")] == ["oai_dc"]
    nowhere = ask(verb="ListMetadataFormats", identifier="oai:localhost:ALTER-XP-9999")
    assert nowhere.code == "idDoesNotExist"


def test_a_record_says_all_that_dublin_core_has_a_place_for(ask):
    theme = a_tag("youth", is_theme=True, names={"en": "Young people"})
    lead = an_organisation(name="Rural Forum")
    row = a_published(a_person("Ilze Ozola"), **LATVIAN, themes=("youth",), lead=lead.code)
    said = get(ask, row)
    assert said.identifiers == [name_of(row)]
    assert said.sets == ["country:LV", f"theme:{theme.slug}"]
    code = code_of(row.number)
    for name, values in {
        "title": [LATVIAN["title"], LATVIAN["english_title"]],
        "creator": ["Ilze Ozola"],
        "contributor": ["Rural Forum"],
        "publisher": ["ALTER Exchange"],
        "subject": ["Young people"],
        "description": [LATVIAN["summary"], LATVIAN["english_summary"]],
        "date": [row.published_at.date().isoformat()],
        "type": ["Text"],
        "format": ["text/html"],
        "identifier": [f"http://localhost/experiences/{code}/v1", code],
        "language": ["lv"],
        "coverage": ["Latvia", "Kamena valley"],
        "rights": ["CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"],
    }.items():
        assert said.values(name) == values, name
    assert [one.get(XML_LANG) for one in said.body.iter(f"{DC}title")] == ["lv", "en"]


def test_headers_alone_are_the_same_headers(ask):
    for row in (a_published(), a_published()):
        assert row
    records, headers = listed(ask), ask({**LIST, "verb": "ListIdentifiers"})
    assert records.identifiers == headers.identifiers
    assert (records.stamps(), records.sets) == (headers.stamps(), headers.sets)
    assert headers.values("title") == []


def test_a_post_asks_as_a_get_does_without_a_token_or_a_session(ask):
    row = a_published()
    said = ask(LIST, method="POST")
    assert said.identifiers == [name_of(row)]
    assert "Set-Cookie" not in said.response.headers
    assert ask("", method="POST").code == "badVerb"


def test_a_post_of_another_kind_is_refused(app):
    for kind in (None, "text/xml", "multipart/form-data; boundary=x"):
        answer = app.test_client().post("/oai", data=b"verb=Identify", content_type=kind)
        assert answer.status_code == 415, kind


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=", "badVerb"),
        ("verb=identify", "badVerb"),
        ("verb=Nonsense", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("metadataPrefix=oai_dc", "badVerb"),
        ("verb=Identify&set=country", "badArgument"),
        ("verb=Identify&x=1", "badArgument"),
        ("verb=ListSets&from=2026-01-01", "badArgument"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        ("verb=GetRecord", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        ("verb=GetRecord&identifier=oai:localhost:ALTER-XP-0001", "badArgument"),
        ("verb=GetRecord&identifier=x&metadataPrefix=oai_dc&set=country", "badArgument"),
        ("verb=GetRecord&identifier=x&metadataPrefix=oai_dc", "idDoesNotExist"),
        ("verb=GetRecord&identifier=x&metadataPrefix=marc", "cannotDisseminateFormat"),
        ("verb=GetRecord&identifier=oai:localhost:ALTER-XP-9999&metadataPrefix=oai_dc",
         "idDoesNotExist"),
        ("verb=GetRecord&identifier=oai:elsewhere:ALTER-XP-{n}&metadataPrefix=oai_dc",
         "idDoesNotExist"),
        ("verb=GetRecord&identifier=oai:localhost:ALTER-XP-0{n}&metadataPrefix=oai_dc",
         "idDoesNotExist"),
        ("verb=GetRecord&identifier=oai:localhost:ALTER-XP-{n}-slug&metadataPrefix=oai_dc",
         "idDoesNotExist"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListIdentifiers&set=country", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=yesterday", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=0000-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=9999-12-31", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01T00:00:00", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01T00:00:00.5Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01T24:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-02&until=2026-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01&until=2026-01-01T00:00:00Z",
         "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=0001-01-01", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=9998-01-01", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=village", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=country:RS:1", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=country:", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=country:ZZ", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=theme:none", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x", "badArgument"),
        ("verb=ListRecords&resumptionToken=", "badArgument"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=oai_dc/1//1.000000-0", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=marc/1//1.000000-1", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=oai_dc/99999999999999999//1.000000-1",
         "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=oai_dc/1//999999999999999.000000-1",
         "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=oai_dc/-1e9//1.000000-1", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=oai_dc/1/x/1.000000-1", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=oai_dc/1//1.000000-1", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=%00%ff%F0%9F", "badResumptionToken"),
        ("verb=ListRecords&metadataPrefix=%22%3E%3Cx%3E%01", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=" + "x" * 201, "badArgument"),
        ("verb=ListRecords&" + "x" * 5_000 + "=1", "badArgument"),
        ("verb=" + "x" * 5_000, "badVerb"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_the_words_of_the_protocol(ask, query, code):
    row = a_published()
    asked = query.replace("{n}", f"{row.number:04d}")
    for method in ("GET", "POST"):
        assert ask(asked, method=method).code == code, asked


def test_an_answer_repeats_what_was_asked(ask):
    a_published()
    said = listed(ask, **{"from": "2026-01-01", "set": "country:LV"})
    asked = {**LIST, "from": "2026-01-01", "set": "country:LV"}
    assert (said.request.text, said.request.attrib) == ("http://localhost/oai", asked)


def test_records_are_in_the_order_in_which_they_came_into_sight(ask):
    rows = [a_published() for _ in range(3)]
    for days, row in zip((3, 1, 2), rows, strict=True):
        moved(row, DAY + timedelta(days=days))
    told = listed(ask)
    assert told.identifiers == [name_of(rows[n]) for n in (1, 2, 0)]
    assert told.stamps() == [f"2026-03-0{n}T12:30:15Z" for n in (2, 3, 4)]


@pytest.mark.parametrize(
    ("limits", "is_told"),
    [
        ({"from": "2026-03-01T12:30:15Z"}, True),
        ({"from": "2026-03-01T12:30:16Z"}, False),
        ({"until": "2026-03-01T12:30:15Z"}, True),
        ({"until": "2026-03-01T12:30:14Z"}, False),
        ({"from": "2026-03-01T12:30:15Z", "until": "2026-03-01T12:30:15Z"}, True),
        ({"from": "2026-03-01", "until": "2026-03-01"}, True),
        ({"from": "2026-03-02"}, False),
        ({"until": "2026-02-28"}, False),
    ],
)
def test_from_and_until_include_their_day_or_second(ask, limits, is_told):
    moved(a_published(), DAY)
    assert (listed(ask, **limits).code == "") is is_told


def test_sets_are_places_and_themes(ask):
    youth, women = (a_tag(slug, is_theme=True) for slug in ("youth", "women"))
    one = a_published(countries=("RS", "XK"), themes=("youth",))
    two = a_published(countries=("LV",), themes=("women", "youth"))
    said = ask(verb="ListSets")
    assert said.sets == [
        *("country", "theme", "country:LV", "country:RS", "country:XK"),
        *("theme:women", "theme:youth"),
    ]
    assert {youth.slug, women.slug} == {"youth", "women"}
    both = [name_of(one), name_of(two)]
    for spec, told in {
        "country:RS": both[:1],
        "country:LV": both[1:],
        "theme:youth": both,
        "theme:women": both[1:],
        "country": both,
        "theme": both,
    }.items():
        assert listed(ask, set=spec).identifiers == told, spec


def test_kosovo_is_written_with_its_footnote_in_each_record_and_in_its_set(ask):
    a_published(countries=("XK",))
    said = listed(ask)
    assert said.values("coverage")[0] == "Kosovo*"
    assert said.values("description")[-1] == f"* {KOSOVO_FOOTNOTE}"
    sets = ask(verb="ListSets")
    names = [one.text for one in sets.body.iter(f"{OAI}setName")]
    assert "Kosovo*" in names
    assert sets.values("description") == [f"* {KOSOVO_FOOTNOTE}"]


def test_what_was_withdrawn_is_told_as_gone_for_good_and_once_put_back_as_a_record(ask):
    author = a_person()
    row = a_published(author)
    before = get(ask, row).stamps()
    actions.withdraw(author, row.id, reason="We were not sure of a figure.")
    moved(row, DAY + timedelta(days=300))
    for said in (listed(ask), get(ask, row), ask({**LIST, "verb": "ListIdentifiers"})):
        assert said.gone == said.identifiers == [name_of(row)]
        assert said.sets[0] == "country:LV"
        assert "Five villages" not in said.response.text
        assert "not sure" not in said.response.text
    assert get(ask, row).stamps() == ["2026-12-26T12:30:15Z"] != before
    assert listed(ask, set="country:LV").gone == [name_of(row)]
    actions.put_back(author, row.id)
    said = listed(ask)
    assert (said.gone, said.identifiers) == ([], [name_of(row)])
    assert said.values("title") == ["Five seats, one bus"]


def test_a_record_is_told_once_by_its_valid_version(ask):
    author, reader = a_person(), a_mentor()
    row = a_published(author, reader)
    newer = published_again(author, reader, row, title="Six seats, one bus")
    said = listed(ask)
    assert (said.identifiers, said.values("title")) == ([name_of(row)], ["Six seats, one bus"])
    assert said.values("identifier")[0].endswith("/v2")
    actions.withdraw(author, row.id, reason="The old one was not so.")
    assert (listed(ask).gone, get(ask, row).gone) == ([], [])
    actions.withdraw(author, newer, reason="Neither was the new one.")
    for said in (listed(ask), get(ask, row)):
        assert said.gone == said.identifiers == [name_of(row)]
    actions.put_back(author, row.id)
    for said in (listed(ask), get(ask, row)):
        assert (said.gone, said.values("title")) == ([], ["Five seats, one bus"])


def test_what_has_no_valid_version_is_gone_though_an_older_one_can_be_read(ask):
    author, reader = a_person(), a_mentor()
    row = a_published(author, reader)
    newer = published_again(author, reader, row, title="Six seats, one bus")
    actions.withdraw(author, newer, reason="Neither was the new one.")
    assert the_experience(row.id).state == "archived"
    assert listed(ask).gone == listed(ask).identifiers == [name_of(row)]


def published_again(author, reader, old, **changes):
    new = actions.begin_new_version(author, old.id)
    actions.save_draft(author, new, version=1, content=a_whole_content(**changes))
    actions.submit(author, new)
    actions.take(reader, new)
    actions.accept(reader, new, note="Better than before.", lang="en", marks=MARKS)
    return new


def test_what_was_never_public_is_not_even_told_as_gone(ask):
    author = a_person()
    a_draft(author)
    a_submitted(author)
    given_up = a_draft(author)
    actions.withdraw(author, given_up.id, reason="We will not finish it.")
    row = a_published(author)
    actions.begin_new_version(author, row.id)
    said = listed(ask)
    assert (said.identifiers, said.gone) == ([name_of(row)], [])
    assert get(ask, given_up).code == "idDoesNotExist"


def test_samples_are_never_told_even_where_there_is_nothing_else(ask):
    row, gone = a_published(author := a_person()), a_published(author, countries=("RS",))
    actions.withdraw(author, gone.id, reason="We were not sure.")
    for one in (row, gone):
        moved(one, DAY, is_sample=True)
    assert listed(ask).code == "noRecordsMatch"
    assert get(ask, row).code == get(ask, gone).code == "idDoesNotExist"
    assert "country:LV" not in (sets := ask(verb="ListSets").sets)
    assert "country:RS" not in sets


def test_whoever_asks_hears_what_guests_hear(app, ask, client, sign_in):
    author = a_person()
    a_submitted(author)
    a_published(author)
    query = f"/oai?{urlencode(LIST)}"
    as_guest = listed(ask)
    for who in (author, a_moderator()):
        sign_in(client, who)
        said = Answer(client.flask.get(query, headers={"Accept-Language": "lv"}))
        assert said.identifiers == as_guest.identifiers
        assert said.values("coverage") == as_guest.values("coverage")


@pytest.mark.parametrize(
    "words",
    [
        "]]></dc:title><script>alert(1)</script>",
        "&bogus; &#1; <!-- --> <?xml version='9'?>",
        "a\x01b\x08c\x1fd\x7fe\ufffef\u202eg",
        '"\' onclick="alert(1)"',
    ],
)
def test_hostile_words_are_words(ask, words):
    """As rows may hold them, whatever forms let through."""
    author = a_person()
    row = a_published(author, **LATVIAN)
    moved(row, DAY, title=words, summary=words, english_title=words, place=words)
    with transaction(None):
        db.session.get_one(Account, author.id).name = words
    shown = "".join(c for c in words if c not in "\x01\x08\x1f\x7f\ufffe\u202e")
    said = listed(ask)
    assert said.values("title") == [shown, shown]
    assert said.values("creator") == [shown]
    assert said.values("coverage")[1] == shown


def test_a_long_list_goes_on_by_tokens_each_record_once(ask, monkeypatch):
    monkeypatch.setattr(harvesting, "PAGE_SIZE", 2)
    rows = [a_published() for _ in range(5)]
    for n, row in enumerate(rows):  # four at one moment: the id then decides
        moved(row, DAY if n < 4 else DAY + timedelta(seconds=1))
    for verb in ("ListRecords", "ListIdentifiers"):
        said = ask({**LIST, "verb": verb, "set": "country:LV", "until": "2026-03-02"})
        told, tokens = said.identifiers, [said.token]
        while said.token:
            said = ask(verb=verb, resumptionToken=said.token)
            told, tokens = told + said.identifiers, [*tokens, said.token]
        assert told == [name_of(row) for row in rows]
        assert [bool(token) for token in tokens] == [True, True, False]
        assert tokens[-1] == ""  # so the last part of a list in parts says


def test_a_list_that_fits_into_one_answer_has_no_token(ask):
    a_published()
    assert listed(ask).token is None


def test_a_token_keeps_to_the_set_and_the_end_that_were_asked_for(ask, monkeypatch):
    monkeypatch.setattr(harvesting, "PAGE_SIZE", 1)
    rows = [a_published(countries=(code,)) for code in ("RS", "LV", "RS", "RS")]
    for n, row in enumerate(rows):
        moved(row, DAY + timedelta(days=n))
    said = listed(ask, set="country:RS", until="2026-03-03")
    after = ask(verb="ListRecords", resumptionToken=said.token)
    assert said.identifiers + after.identifiers == [name_of(rows[0]), name_of(rows[2])]
    assert after.token == ""


def test_a_token_holds_while_records_are_added_changed_and_withdrawn(ask, monkeypatch):
    monkeypatch.setattr(harvesting, "PAGE_SIZE", 2)
    author = a_person()
    rows = [a_published(author) for _ in range(5)]
    for n, row in enumerate(rows):
        moved(row, DAY + timedelta(days=n))
    first = listed(ask)
    actions.withdraw(author, rows[0].id, reason="It was not so.")  # told already
    actions.withdraw(author, rows[3].id, reason="It was not so.")  # not yet
    added = a_published(author)
    told, said = first.identifiers, first
    while said.token:
        said = ask(verb="ListRecords", resumptionToken=said.token)
        told += said.identifiers
    last = [name_of(rows[n]) for n in (0, 3)] + [name_of(added)]
    assert told == [name_of(rows[n]) for n in (0, 1, 2, 4)] + last


def test_a_list_costs_the_same_statements_however_long(ask, count_queries):
    a_published()
    listed(ask)
    with count_queries() as one:
        listed(ask)
    for _ in range(4):
        a_published()
    with count_queries() as many:
        listed(ask)
    assert len(one) == len(many) <= 4, many


def test_a_subject_that_was_merged_is_told_as_the_one_it_is_now(ask):
    old, new = (a_tag(slug, is_theme=True) for slug in ("old", "new"))
    row = a_published(themes=("old",))
    with transaction(None):
        here = ExperienceTag.experience_id == row.id
        db.session.execute(update(ExperienceTag).where(here).values(tag_id=new.id))
        db.session.get_one(type(old), old.id).merged_into_id = new.id
    assert listed(ask).sets == ["country:LV", "theme:new"]
    assert "theme:old" not in ask(verb="ListSets").sets
