"""Runs migrations on the application's database, inside one transaction."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

import exchange.models  # noqa: F401  all tables
from exchange.kernel.db import Model, UtcTime, db


def is_ours(_thing: object, name: str | None, kind: str, *_rest: Any) -> bool:
    """The search tables are made by hand: autogenerate would drop them."""
    return not (kind == "table" and name is not None and "_fts" in name)


def plainly(kind: str, thing: object, _context: object) -> str | bool:
    """Migrations name the database's own types, so that they outlive our code."""
    if kind == "type" and isinstance(thing, UtcTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    with current_app.app_context(), db.engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:  # a table is changed by copying it: its children would notice
            _keep_keys(connection, "OFF")
        context.configure(
            connection=connection.execution_options(begin="IMMEDIATE"),
            target_metadata=Model.metadata,
            render_as_batch=is_sqlite,
            include_object=is_ours,
            compare_type=True,
            render_item=plainly,
        )
        with context.begin_transaction():
            context.run_migrations()
        if is_sqlite:
            _keep_keys(connection, "ON")


def _keep_keys(connection: Connection, how: str) -> None:
    """On the driver: any other way our BEGIN comes first, and inside it SQLite changes nothing."""
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute(f"PRAGMA foreign_keys={how}")


run()
