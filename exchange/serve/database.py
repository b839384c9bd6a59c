"""The schema, brought up to date by one process at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import flask_migrate
from alembic.runtime.migration import MigrationContext
from flask import Flask, current_app
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from exchange.kernel.db import db
from exchange.serve.options import ROOT, CannotStart

MIGRATIONS = ROOT / "migrations"
_LOCK = 4_703_311_200  # any number, the same for all machines of an installation


@contextmanager
def alone() -> Iterator[None]:
    """Keep other machines from migrating meanwhile; on SQLite the data folder's lock does."""
    if db.engine.dialect.name == "sqlite":
        yield
        return
    with db.engine.connect() as plain:
        connection = plain.execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(text("SET lock_timeout = 0"))
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
            connection.invalidate()  # its limits are off: nobody else shall have it


def check_answers() -> None:
    try:
        with db.engine.connect():
            pass
    except DBAPIError as error:
        raise CannotStart(
            f"The database did not answer ({_first_line(error)}): check that it runs and that"
            " EXCHANGE_DATABASE_URL is right."
        ) from None


def is_new() -> bool:
    """Whether no migration has run yet."""
    with db.engine.connect() as connection:
        return not MigrationContext.configure(connection).get_current_heads()


def knows_migrations(app: Flask) -> None:
    """Let Flask-Migrate work on the application. A web process never does, and Alembic with its
    template engine and colours would take 9 MB of each."""
    flask_migrate.Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)


def migrate() -> None:
    """To the newest revision, on the database of the current application."""
    knows_migrations(cast(Any, current_app)._get_current_object())
    try:
        flask_migrate.upgrade()
    except SystemExit:  # Flask-Migrate has printed why
        raise CannotStart(
            "The database could not be brought up to date: the reason stands above; if a newer"
            " release made this database, start that release."
        ) from None


def _first_line(error: DBAPIError) -> str:
    return (str(error.orig).strip().splitlines() or ["no reason given"])[0].rstrip(".")
