"""How the two databases are opened: one bind that writes, one, named "read", that cannot."""

from typing import Any

from sqlalchemy import Connection, Engine, FromClause, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler

# An error that is logged tells the statement, not what somebody wrote.
_QUIET: dict[str, Any] = {"hide_parameters": True}


def databases(url: str) -> dict[str, Any]:
    """Flask-SQLAlchemy's settings: the bind that writes and the one that only reads."""
    if url.startswith("sqlite"):
        return {
            "SQLALCHEMY_DATABASE_URI": url,
            "SQLALCHEMY_ENGINE_OPTIONS": dict(_QUIET),
            "SQLALCHEMY_BINDS": {"read": {"url": url, **_QUIET}},
        }
    limits = "-c timezone=UTC -c lock_timeout=5000 -c statement_timeout=30000 -c jit=off"
    write = {"url": url, "connect_args": {"options": limits}, "pool_pre_ping": True, **_QUIET}
    read = {
        "url": url,
        "isolation_level": "AUTOCOMMIT",
        "pool_reset_on_return": None,
        "pool_pre_ping": False,
        "connect_args": {
            "prepare_threshold": 0,
            "options": f"{limits} -c default_transaction_read_only=on -c random_page_cost=1.1",
        },
        **_QUIET,
    }
    return {
        "SQLALCHEMY_DATABASE_URI": url,
        "SQLALCHEMY_ENGINE_OPTIONS": {k: v for k, v in write.items() if k != "url"},
        "SQLALCHEMY_BINDS": {"read": read},
    }


class _ObeysHints(SQLiteCompiler):
    """`with_hint(Post, "INDEXED BY …", "sqlite")`: SQLAlchemy keeps such hints, but says them for
    other databases only."""

    def get_from_hint_text(self, _table: FromClause, text: str | None) -> str | None:
        return text


def prepare(engine: Engine, *, reads_only: bool) -> None:
    """SQLite as safe as PostgreSQL: writers queue at BEGIN, and readers cannot write."""
    if engine.dialect.name != "sqlite":
        return
    engine.dialect.statement_compiler = _ObeysHints
    # Writers do not queue in order of their coming: one of eight may wait much longer than most.
    pragmas = ["journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=20000"]

    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late: lost updates
        for pragma in [*pragmas, "query_only=ON"] if reads_only else pragmas:
            connection.execute(f"PRAGMA {pragma}")

    def begin(connection: Connection) -> None:
        how = connection.get_execution_options().get("begin", "")
        connection.exec_driver_sql(f"BEGIN {how}")

    event.listen(engine, "connect", set_up)
    if not reads_only:
        event.listen(engine, "begin", begin)
