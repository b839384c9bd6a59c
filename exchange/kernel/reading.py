"""The short way to read: constant statements, columns into named tuples, on a read-only bind."""

from typing import Any, Generic, TypeVar

from sqlalchemy import Engine, Select

from exchange.kernel.db import db

R = TypeVar("R", bound=tuple[Any, ...])


class Reading(Generic[R]):
    """A constant select whose columns fill the fields of a NamedTuple.

    Runs on the bind "read": no transaction, and the database itself refuses writes. Inside a
    transaction it runs on the session's connection and sees what was just written.
    """

    def __init__(self, row: type[R], statement: Select[*tuple[Any, ...]]) -> None:
        names = tuple(column.key for column in statement.selected_columns)
        if names != getattr(row, "_fields", None):
            raise TypeError(f"{row.__name__} should have the fields {names}")
        self._row: Any = row
        self._statement = statement

    def all(self, **values: Any) -> list[R]:
        if db.session.info.get("depth"):
            rows = db.session.connection().execute(self._statement, values).all()
            return [self._row._make(row) for row in rows]
        return self.all_from(db.engines["read"], **values)

    def all_from(self, engine: Engine, **values: Any) -> list[R]:
        """The same where no application context is: the engine is given."""
        with engine.connect() as connection:
            rows = connection.execute(self._statement, values).all()
        return [self._row._make(row) for row in rows]

    def first(self, **values: Any) -> R | None:
        rows = self.all(**values)
        return rows[0] if rows else None
