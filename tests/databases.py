"""Databases for tests: made once per run, emptied after each test."""

import os
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, event, text
from werkzeug.test import TestResponse

from exchange.app import create_app
from exchange.kernel.db import Model, db
from exchange.kernel.settings import Funder, Settings

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
    app = create_app(settings_for(kind, folder, **changes))
    app.testing = True
    app.test_client_class = FreshContextClient
    with app.app_context():
        if kind == "sqlite":
            event.listen(db.engine, "connect", _without_waiting_for_the_disk)
        Model.metadata.create_all(db.engine)
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
    server = os.environ["EXCHANGE_TEST_POSTGRESQL"]
    name = f"t{uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server.rpartition('/')[0]}/{name}"


def empty(app: Flask) -> None:
    """Take every row out, children first."""
    with app.app_context():
        db.session.remove()
        engine = db.engine.execution_options(begin="IMMEDIATE")
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))
            else:
                connection.execute(text("PRAGMA defer_foreign_keys = ON"))
                # What a test has told the planner of its rows is not true of the next one's.
                connection.execute(text("DROP TABLE IF EXISTS sqlite_stat1"))
                connection.execute(text("DROP TABLE IF EXISTS sqlite_stat4"))
            for table in reversed(Model.metadata.sorted_tables):
                connection.execute(table.delete())


def analyse() -> None:
    """Tell the planner of the rows that are here; PostgreSQL may be at it by itself just now."""
    with db.engine.execution_options(begin="IMMEDIATE").begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("ANALYZE"))


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
