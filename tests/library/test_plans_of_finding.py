"""Lists of 20,000 experiences are found by indexes: asked of the planner of each database."""

import re

import pytest

from exchange.kernel.db import db, transaction
from exchange.library.narrowing import Narrowed
from exchange.library.queries import catalogue, experience_list, lines, named
from exchange.search.engines import engine
from exchange.search.queries import records as by_words
from exchange.search.query import parse
from exchange.search.tokens import EXPERIENCES
from exchange.text.wording import use_language
from tests import databases
from tests.bench.records import load_records
from tests.factories import a_person, an_organisation
from tests.forum.test_plans import plan

RECORDS = 20_000
_WALKED = re.compile(r"SCAN experience\b(?! USING)|Seq Scan on experience\b")


@pytest.fixture(scope="module")
def filled(database, tmp_path_factory):
    """Made once; each test gets a copy."""
    app = databases.an_app(database, tmp_path_factory.mktemp("library"))
    with app.app_context(), use_language("en"):
        homes, author = [an_organisation().id for _ in range(9)], a_person().id
        with transaction(None):
            load_records(db.session.connection(), RECORDS, author, homes)
        databases.analyse()
        if database == "postgresql":  # as it does by itself before long
            db.session.remove()  # what is read in a transaction still would be kept for it
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM (FREEZE, ANALYZE) experience")
    return app


@pytest.fixture
def app(filled, tmp_path):
    with databases.a_copy(filled, tmp_path) as app:
        yield app


@pytest.mark.usefixtures("app")
def test_all_that_lists_are_narrowed_by_is_read_from_one_index_without_the_texts():
    told = plan(catalogue.RECORDS)
    assert "ix_experience_catalogue" in told, told
    assert not _WALKED.search(told), told
    assert not re.search(r"Sort|TEMP B-TREE", told), told


@pytest.mark.usefixtures("app")
def test_what_records_are_filed_under_is_read_without_the_records():
    told = plan(catalogue.VALUES)
    assert not re.search(r"experience\b(?!_)", told.replace("experience_id", "")), told


@pytest.mark.usefixtures("app")
def test_the_rows_of_a_list_are_found_by_their_key():
    told = plan(lines.LINES, ids=[3, 77, 19_000], told_in="lv")
    assert not _WALKED.search(told), told


@pytest.mark.usefixtures("app")
def test_records_are_named_by_their_numbers_without_a_walk():
    told = plan(named.NAMED, numbers=[3, 77, 19_000])
    assert not _WALKED.search(told), told


@pytest.mark.usefixtures("app")
def test_words_are_looked_for_in_the_index_alone():
    asked = engine().match(parse("medlar", [EXPERIENCES]))
    told = plan(by_words._reading(db.engine.dialect.name), match=asked, most=2_000)
    assert not re.search(r"Seq Scan|SCAN search_document\b(?! USING)", told), told


@pytest.mark.usefixtures("app")
def test_any_choice_costs_one_statement_beside_the_version_as_long_as_nothing_is_published(
    count_queries,
):
    experience_list()
    for asked in (
        Narrowed(level="lag"),
        Narrowed(country="RS", theme="theme-3", order="used"),
        Narrowed(lang="lv", kind="lesson", maturity="pilot", year="2011"),
    ):
        with count_queries() as seen:
            page = experience_list(asked)
        read = [one for one in seen if "page_version" not in one]  # a request asks that once
        assert len(read) <= 1, seen
        assert page.rows
