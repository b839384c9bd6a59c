"""The short way to read: constant statements, columns into named tuples, on a read-only bind."""

import threading
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from exchange.kernel.db import db
from exchange.kernel.drivers import Statement, Way, way_of

R = TypeVar("R", bound=tuple[Any, ...])
Build = TypeVar("Build", bound=Callable[..., Any])

# Threads that make or compile a statement for the first time at once leave what they share, mappers
# and aliases, broken for good: one process in nine answered nothing but 500 when its first requests
# came together. So first times stand in a queue.
_first = threading.RLock()


def built_once(build: Build) -> Build:
    """Like `functools.lru_cache`, for what makes a Reading while requests are answered."""
    kept = lru_cache(maxsize=200)(build)

    @wraps(build)
    def built(*values: Any) -> Any:
        with _first:
            return kept(*values)

    built.__dict__["cache_clear"] = kept.cache_clear
    return built  # type: ignore[return-value]


class Reading(Generic[R]):
    """A constant select whose columns fill the fields of a NamedTuple.

    Runs on the bind "read": no transaction, and the database itself refuses writes. Inside a
    transaction it runs on the session's connection and sees what was just written.
    """

    def __init__(self, row: type[R], statement: Statement) -> None:
        names = tuple(column.key for column in statement.selected_columns)
        if names != getattr(row, "_fields", None):
            raise TypeError(f"{row.__name__} should have the fields {names}")
        self._row: Any = row
        self._statement = statement
        self._ways: WeakKeyDictionary[Engine, Way | None] = WeakKeyDictionary()

    def all(self, **values: Any) -> list[R]:
        if db.session.info.get("depth"):
            return self._rows(db.session.connection(), values)
        return self.all_from(db.engines["read"], **values)

    def all_from(self, engine: Engine, **values: Any) -> list[R]:
        """The same where no application context is: the engine is given. Whoever listens to what
        is sent hears of it: then SQLAlchemy sends it."""
        way = self._ways.get(engine)
        if way is not None and not engine.dispatch.before_cursor_execute:
            rows = way.rows(engine, values)
            if rows is not None:
                return list(map(self._row._make, rows))
        with engine.connect() as connection:
            return self._rows(connection, values)

    def _rows(self, connection: Connection, values: dict[str, Any]) -> list[R]:
        if connection.engine in self._ways:
            return list(map(self._row._make, connection.execute(self._statement, values).all()))
        with _first:
            rows = connection.execute(self._statement, values).all()
            self._ways[connection.engine] = way_of(self._statement, connection.engine)
        return list(map(self._row._make, rows))

    def first(self, **values: Any) -> R | None:
        rows = self.all(**values)
        return rows[0] if rows else None
