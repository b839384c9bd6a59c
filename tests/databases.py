"""Databases for tests: made once per run, emptied after each test."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine, event, text
from werkzeug.test import TestResponse

from exchange.app import create_app
from exchange.kernel.db import Model, db
from exchange.kernel.settings import Funder, Settings

AFRESH = 200  # tests after which PostgreSQL is given new, empty files
SENTENCE = "The project is funded by the European Union"


class FreshContextClient(FlaskClient):
    """Every request in an application context of its own, as a server gives it: the test's own
    context would share `g`, and with it who is signed in."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        db.session.rollback()  # what the test has read is of before
        with self.application.app_context():
            return super().open(*args, **kwargs)


def an_app(kind: str, folder: Path, **changes: object) -> Flask:
    """The application on a new database with all tables."""
    app = _app_on(settings_for(kind, folder, **changes))
    with app.app_context():
        Model.metadata.create_all(db.engine)
    return app


@contextmanager
def a_copy(of: Flask, folder: Path) -> Iterator[Flask]:
    """The application, in a context, on a database that begins as another's is now, with its
    statistics; gone afterwards."""
    dispose(of)
    settings: Settings = of.extensions["settings"]
    address = _copied(settings.database_url, folder)
    app = _app_on(replace(settings, data=folder, database_url=address))
    with app.app_context():
        yield app
    dispose(app)
    if not address.startswith("sqlite"):
        _tell_server(f"DROP DATABASE {_name_in(address)}")


def _app_on(settings: Settings) -> Flask:
    app = create_app(settings)
    app.testing = True
    app.test_client_class = FreshContextClient
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _without_waiting_for_the_disk)
    return app


def _without_waiting_for_the_disk(connection: Any, _record: object) -> None:
    """No test cuts the power; each commit would wait some milliseconds."""
    connection.execute("PRAGMA synchronous = OFF")


def settings_for(kind: str, folder: Path, **changes: object) -> Settings:
    given: dict[str, object] = {
        "data": folder,
        "database_url": _new_database(kind, folder),
        "base_url": "http://localhost",
        "secret_key": "of tests",
        "funders": (Funder({"en": SENTENCE}, {"en": "Its authors answer for it."}, "eu"),),
    }
    return Settings(**(given | changes))  # type: ignore[arg-type]


def _new_database(kind: str, folder: Path) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder / f'{uuid4().hex}.db'}"
    return _created("")


def _copied(address: str, folder: Path) -> str:
    scheme, _, file = address.partition(":///")
    if scheme == "sqlite":
        copy = folder / f"{uuid4().hex}.db"
        shutil.copyfile(file, copy)
        return f"{scheme}:///{copy}"
    return _created(f"TEMPLATE {_name_in(address)}")


def _created(how: str) -> str:
    name = f"t{uuid4().hex}"
    _tell_server(f"CREATE DATABASE {name} {how}")
    return f"{os.environ['EXCHANGE_TEST_POSTGRESQL'].rpartition('/')[0]}/{name}"


def _name_in(address: str) -> str:
    return address.rpartition("/")[2]


def _tell_server(what: str) -> None:
    engine = create_engine(os.environ["EXCHANGE_TEST_POSTGRESQL"], isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(what))
    engine.dispose()


def empty(app: Flask) -> None:
    """Take every row out."""
    with app.app_context():
        db.session.remove()
        if db.engine.dialect.name == "postgresql":
            _empty_postgresql(db.engine)
        else:
            _empty_sqlite(db.engine)


def _empty_postgresql(engine: Engine) -> None:
    """Children first; with keys and triggers, which empty the index of words. Deleted rows lie
    about until somebody sweeps: from time to time it begins afresh."""
    with engine.begin() as connection:
        if next(_emptied) % AFRESH == 0:
            connection.execute(text(f"TRUNCATE {', '.join(_children_first())} CASCADE"))
            return
        connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))
        filled = set(connection.execute(text(_filled())).scalars())
        for name in [name for name in _children_first() if name in filled]:
            connection.execute(text(f"DELETE FROM {name}"))


_emptied = count(1)


@cache
def _children_first() -> list[str]:
    return [table.name for table in reversed(Model.metadata.sorted_tables)]


def _empty_sqlite(engine: Engine) -> None:
    """As no row stays, nobody looks after each whom it leaves behind; triggers do their part."""
    with closing(engine.raw_connection()) as pooled:
        try:
            _empty_without_keys(pooled.cursor())
        except BaseException:
            pooled.invalidate()  # it would go on without keys
            raise


def _empty_without_keys(cursor: Any) -> None:
    cursor.execute("PRAGMA foreign_keys = OFF")  # which says nothing within a transaction
    cursor.execute("BEGIN IMMEDIATE")
    # What a test has told the planner of its rows is not true of the next one's.
    cursor.execute("DROP TABLE IF EXISTS sqlite_stat1")
    cursor.execute("DROP TABLE IF EXISTS sqlite_stat4")
    for (name,) in cursor.execute(_filled()).fetchall():
        cursor.execute(f"DELETE FROM {name}")
    cursor.execute("COMMIT")
    cursor.execute("PRAGMA foreign_keys = ON")


@cache
def _filled() -> str:
    """The names of the tables that have a row; few have after a test."""
    each = "SELECT '{0}' WHERE EXISTS (SELECT 1 FROM {0})"
    return " UNION ALL ".join(each.format(name) for name in Model.metadata.tables)


def analyse() -> None:
    """Tell the planner of the rows that are here; PostgreSQL may be at it by itself just now."""
    with db.engine.execution_options(begin="IMMEDIATE").begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            # Rows of commits that have not reached the disk are not yet seen as there for all:
            # a VACUUM that follows would leave its map empty, and index-only plans untaken.
            connection.execute(text("SET LOCAL synchronous_commit = on"))
        connection.execute(text("ANALYZE"))
    for engine in db.engines.values():
        engine.dispose()  # SQLite tells no connection that is open of new statistics


def forget_statistics() -> None:
    """On SQLite: a connection that knows them from another test would go by them."""
    if db.engine.dialect.name != "sqlite":
        return
    with db.engine.execution_options(begin="IMMEDIATE").begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS sqlite_stat1"))
        connection.execute(text("DROP TABLE IF EXISTS sqlite_stat4"))
    for engine in db.engines.values():
        engine.dispose()


def dispose(app: Flask) -> None:
    """An engine left open fails the run when warnings are errors."""
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
