"""A thousand records and more, collected by a client that others use; found through indexes."""

import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
from sickle import Sickle
from sickle.oaiexceptions import IdDoesNotExist, NoRecordsMatch
from sqlalchemy import insert
from werkzeug.serving import make_server

from exchange.kernel.db import db, transaction
from exchange.library.codes import code_of
from exchange.library.models import (
    Experience,
    ExperienceAuthor,
    ExperienceCountry,
    ExperienceNumber,
    ExperienceTag,
)
from exchange.library.queries import harvested, mapped
from exchange.text.countries import COUNTRIES
from exchange.text.wording import use_language
from tests import databases
from tests.factories import a_person, a_tag, an_organisation
from tests.forum.test_plans import plan

RECORDS, GONE_EACH = 1_105, 13  # of each 13 one is withdrawn
START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def crowded(database, tmp_path_factory):
    """Made once; each test gets a copy."""
    app = databases.an_app(database, tmp_path_factory.mktemp("crowded"))
    with app.app_context(), use_language("en"):
        _crowd()
    return app


@pytest.fixture
def app(crowded, tmp_path):
    with databases.a_copy(crowded, tmp_path) as app:
        yield app


def _crowd():
    """Each record in two versions, an archived one and a later one; and as many drafts."""
    author, lead = a_person("Ilze Ozola"), an_organisation().id
    themes = [a_tag(f"theme{n}", is_theme=True).id for n in range(7)]
    numbers, versions, people, places, filed = [], [], [], [], []
    for n in range(1, RECORDS + 1):
        numbers.append({"id": n})
        for version, state in enumerate(("archived", _state(n), "draft"), start=1):
            moment = START + timedelta(minutes=n, days=version)
            one = {"id": n * 10 + version, "number": n, "version": version, "state": state}
            one |= {"lang": "en", "title": f"Record {n}", "summary": "What was done. " * 20}
            one |= {"moved_at": moment, "lead_id": lead, "renderer_version": 1}
            one |= {"published_at": None if state == "draft" else moment}
            versions.append(one)
            of = {"experience_id": one["id"]}
            people.append(of | {"account_id": author.id, "role": "author", "position": 0})
            places.append(of | {"country": COUNTRIES[n % len(COUNTRIES)]})
            filed.append(of | {"tag_id": themes[n % len(themes)]})
    with transaction(None):
        for table, rows in (
            (ExperienceNumber, numbers),
            (Experience, versions),
            (ExperienceAuthor, people),
            (ExperienceCountry, places),
            (ExperienceTag, filed),
        ):
            db.session.execute(insert(table), rows)
    databases.analyse()


def _state(n):
    return "withdrawn" if n % GONE_EACH == 0 else "published"


@pytest.fixture
def sickle(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield lambda **how: Sickle(f"http://127.0.0.1:{server.server_port}/oai", **how)
    server.shutdown()
    thread.join()
    server.server_close()


def name_of(n):
    return f"oai:localhost:{code_of(n)}"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_client_of_others_collects_every_record_once_and_hears_of_those_that_are_gone(
    sickle, method
):
    records = list(sickle(http_method=method).ListRecords(metadataPrefix="oai_dc"))
    told = [record.header.identifier for record in records]
    assert told == [name_of(n) for n in range(1, RECORDS + 1)]
    gone = {record.header.identifier for record in records if record.header.deleted}
    assert gone == {name_of(n) for n in range(GONE_EACH, RECORDS + 1, GONE_EACH)}
    first = records[0].metadata
    assert first["title"] == ["Record 1"]
    assert first["creator"] == ["Ilze Ozola"]
    assert first["identifier"][0].endswith("/experiences/ALTER-XP-0001/v2")


def test_a_client_of_others_asks_by_each_verb(sickle):
    client = sickle()
    assert client.Identify().deletedRecord == "persistent"
    assert [one.metadataPrefix for one in client.ListMetadataFormats()] == ["oai_dc"]
    sets = [one.setSpec for one in client.ListSets()]
    assert len(sets) == 2 + len(COUNTRIES) + 7
    one = client.GetRecord(identifier=name_of(7), metadataPrefix="oai_dc")
    assert one.metadata["title"] == ["Record 7"]
    in_kosovo = list(client.ListIdentifiers(metadataPrefix="oai_dc", set="country:XK"))
    number = COUNTRIES.index("XK")
    assert [one.identifier for one in in_kosovo] == [
        name_of(n) for n in range(number, RECORDS + 1, len(COUNTRIES))
    ]
    day = START + timedelta(days=2)
    of_an_hour = {"from": f"{day:%Y-%m-%d}T01:00:00Z", "until": f"{day:%Y-%m-%d}T01:59:59Z"}
    heard = client.ListRecords(metadataPrefix="oai_dc", **of_an_hour)
    assert [one.header.identifier for one in heard] == [name_of(n) for n in range(60, 120)]
    with pytest.raises(IdDoesNotExist):
        client.GetRecord(identifier=name_of(RECORDS + 1), metadataPrefix="oai_dc")
    with pytest.raises(NoRecordsMatch):
        client.ListRecords(metadataPrefix="oai_dc", set="theme:none")


_WALKED = re.compile(r"SCAN experience\b(?! USING)|Seq Scan on experience\b")


_SORTED = re.compile(r"(?<!Incremental )\bSort\b.* rows=([0-9]+)")


def walked(told):
    return [line for line in told.split("\n") if _WALKED.search(line)]


def sorted_in_full(told):
    """Sorts of more than two answers' worth, as PostgreSQL expects them; one that goes on where an
    index ends stops with the answer."""
    return [rows for rows in _SORTED.findall(told) if int(rows) > 2 * 101]


@pytest.mark.parametrize(
    ("kind", "of_kind"),
    [("", ""), ("country", ""), ("country", "RS"), ("theme", ""), ("theme", "theme3")],
)
def test_a_list_is_walked_by_state_and_time_wherever_it_goes_on(app, kind, of_kind):
    reading = harvested._stretch(kind, bool(of_kind))
    values = {"moment": START + timedelta(days=2, minutes=700), "last_id": 7_000, "most": 101}
    values |= {"before": harvested.END_OF_TIME} | ({"of_kind": of_kind} if of_kind else {})
    told = plan(reading, **values)
    assert not walked(told), told
    assert told.count("ix_experience_state_moved_at") >= (1 if of_kind else 2), told
    assert not sorted_in_full(told), told
    rows = reading.all(**values)
    assert [row.moved_at for row in rows] == sorted(row.moved_at for row in rows)


def test_one_record_is_found_by_its_number(app):
    told = plan(harvested._RECORD, number=7)
    assert not walked(told), told


def test_the_map_is_made_block_by_block_by_the_key(app):
    for reading, values in ((mapped._BLOCKS, {}), (mapped._EXPERIENCES, {"start": 4_000})):
        told = plan(reading, **values)
        assert not walked(told), told
    assert mapped.blocks_of_experiences() == list(range((RECORDS * 10 + 2) // 200 + 1))
    assert len(mapped.mapped_experiences(20)) in (18, 19)
