"""What holds for every table, so that nobody has to remember it."""

import re
from pathlib import Path

import pytest
from sqlalchemy import DateTime, inspect

import exchange.models  # noqa: F401
from exchange.kernel.db import Model, UtcTime, db

TABLES = sorted(Model.metadata.tables.values(), key=lambda table: table.name)
VERSIONS = Path(__file__).parents[2] / "migrations" / "versions"


def starts(columns, table):
    """Whether some index, key or unique constraint begins with these columns."""
    keys = [list(index.columns) for index in table.indexes] + [list(table.primary_key.columns)]
    keys += [list(c.columns) for c in table.constraints if c.__visit_name__ == "unique_constraint"]
    return any(set(key[: len(columns)]) == set(columns) for key in keys)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_foreign_key_is_indexed_and_says_what_a_delete_does(table):
    for key in table.foreign_key_constraints:
        columns = list(key.columns)
        assert starts(columns, table) or starts(columns[-1:], table), key.name
        assert key.ondelete or key.deferrable, key.name


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_times_know_their_zone_and_names_their_columns(table):
    for column in table.columns:
        assert isinstance(column.type, UtcTime) or not isinstance(column.type, DateTime)
    for index in table.indexes:
        assert index.name
        assert index.name.startswith((f"ix_{table.name}", f"uq_{table.name}"))
        assert len(index.name) <= 63


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_ids_are_never_given_twice(table):
    if "id" in table.c:
        assert table.dialect_options["sqlite"]["autoincrement"]


def test_the_migrations_are_one_line():
    texts = [file.read_text(encoding="utf-8") for file in VERSIONS.glob("*.py")]
    found = [re.findall(r"^(?:down_)?revision = '?(\w+)", t, re.M) for t in texts]
    before = dict(found)
    assert len(set(before.values())) == len(before)
    assert sorted(before.values(), key=lambda step: (step != "None", step)) == [
        "None",
        *sorted(before)[:-1],
    ]


def test_the_tables_of_the_tests_are_those_of_the_models(app):
    here = set(inspect(db.engine).get_table_names())
    assert {table.name for table in TABLES} <= here
