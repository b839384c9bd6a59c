"""The shortest way to the driver: a constant statement compiled once, with what turns values into
those of the driver and back. What SQLAlchemy does anew for each execution is most of what a short
statement costs, and for what pages read nothing of it ever comes out otherwise."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Engine, PoolProxiedConnection, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

Statement = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
Values = Mapping[str, Any]
_Process = Callable[[Any], Any] | None


MOST_SHAPES = 64  # of one statement: how many values are asked about differs from page to page


class Way:
    """One statement on its way to one database: compiled once, and written out once for each number
    of values that it asks about."""

    def __init__(self, statement: Statement, compiled: SQLCompiler) -> None:
        self._dialect, self._compiled, self._binds = compiled.dialect, compiled, compiled.binds
        self._types = [
            column.type.dialect_impl(self._dialect) for column in statement.selected_columns
        ]
        self._open = [name for name, bind in self._binds.items() if not bind.unique]
        self._several = [name for name in self._open if self._binds[name].expanding]
        self._required = {name for name in self._open if self._binds[name].required}
        self._written: dict[tuple[int, ...], _Written] = {}
        self._from_driver: Sequence[_Process] | None = None  # known with the first answer

    def rows(self, engine: Engine, values: Values) -> Iterable[tuple[Any, ...]] | None:
        """None where it has to go the long way: with less than it needs, in too many shapes, where
        no connection can be had, or after one was lost, which shows only when it is used."""
        written = self._written_for(values) if self._required <= values.keys() else None
        if written is None:
            return None
        parameters = written.parameters(self._all(values))
        connection = _connection_of(engine)
        if connection is None:
            return None
        try:
            cursor = connection.cursor()
            cursor.execute(written.text, parameters)
            rows = cursor.fetchall()
            if self._from_driver is None:
                self._from_driver = self._processes(cursor.description)
        except BaseException as error:
            is_lost = _is_lost(engine, error, connection)
            connection.invalidate()  # broken, or in the middle of an answer
            if is_lost:
                engine.dispose()  # the others that wait are as old
                return None
            raise _in_its_words(written.text, engine, error) from None
        cursor.close()
        connection.close()
        return _processed(rows, self._from_driver)

    def _all(self, values: Values) -> Values:
        """With those that are worked out anew each time."""
        missing = [name for name in self._open if name not in values]
        return {**values, **{name: self._binds[name].effective_value for name in missing}}

    def _written_for(self, values: Values) -> "_Written | None":
        shape = tuple(len(values[name]) for name in self._several)
        written = self._written.get(shape)
        if written is None and len(self._written) < MOST_SHAPES:
            written = self._written[shape] = self._write(values)
        return written

    def _write(self, some: Values) -> "_Written":
        state = self._compiled.construct_expanded_state(self._all(some))
        parts = state.parameter_expansion
        processors: Any = self._compiled._bind_processors
        to_driver: Mapping[str, _Process] = {name: processors.get(name) for name in self._binds}
        of = {part: name for name, names in parts.items() for part in names}
        return _Written(
            text=state.statement,
            places=state.positiontup,
            constants={
                name: _made(to_driver[of.get(name, name)], value)
                for name, value in state.parameters.items()
                if of.get(name, name) not in self._open
            },
            single=[(one, to_driver[one]) for one in self._open if one not in self._several],
            several=[(one, to_driver[one], parts[one]) for one in self._several],
        )

    def _processes(self, columns: Sequence[Any]) -> Sequence[_Process]:
        return [
            one.result_processor(self._dialect, column[1])
            for one, column in zip(self._types, columns, strict=True)
        ]


class _Written(NamedTuple):
    """What is sent."""

    text: str
    places: Sequence[str] | None  # None: the driver takes values by name
    constants: Values  # as the driver takes them
    single: Sequence[tuple[str, _Process]]
    several: Sequence[tuple[str, _Process, Sequence[str]]]  # with the name of each

    def parameters(self, values: Values) -> Any:
        made = dict(self.constants)
        for name, process in self.single:
            made[name] = _made(process, values[name])
        for name, process, parts in self.several:
            for part, value in zip(parts, values[name], strict=True):
                made[part] = _made(process, value)
        return made if self.places is None else [made[name] for name in self.places]


def way_of(statement: Statement, engine: Engine) -> Way | None:
    """None for what is not only a text with values: then SQLAlchemy sends it each time."""
    compiled = statement.compile(dialect=engine.dialect)
    if not isinstance(compiled, SQLCompiler) or compiled.escaped_bind_names:
        return None
    is_plain = not any(
        bind.literal_execute or bind.type._is_tuple_type or (bind.unique and bind.callable)
        for bind in compiled.binds.values()
    )
    return Way(statement, compiled) if is_plain else None


def _made(process: _Process, value: Any) -> Any:
    return value if process is None else process(value)


def _processed(
    rows: Sequence[tuple[Any, ...]], processes: Sequence[_Process]
) -> Iterable[tuple[Any, ...]]:
    """Column by column, which is quicker than row by row."""
    if not rows or not any(processes):
        return rows
    columns = zip(*rows, strict=True)
    return zip(
        *(
            column if process is None else map(process, column)
            for process, column in zip(processes, columns, strict=True)
        ),
        strict=True,
    )


def _connection_of(engine: Engine) -> PoolProxiedConnection | None:
    driver: Any = engine.dialect.loaded_dbapi
    try:
        return engine.raw_connection()
    except driver.Error:
        return None


def _is_lost(engine: Engine, error: BaseException, connection: PoolProxiedConnection) -> bool:
    driver: Any = engine.dialect.loaded_dbapi
    if not isinstance(error, driver.Error):
        return False
    return engine.dialect.is_disconnect(error, connection.dbapi_connection, None)


def _in_its_words(text: str, engine: Engine, error: BaseException) -> BaseException:
    """As SQLAlchemy says it: with the statement, without what somebody wrote."""
    driver: Any = engine.dialect.loaded_dbapi
    if not isinstance(error, driver.Error):
        return error
    said: BaseException = DBAPIError.instance(
        text, None, error, driver.Error, hide_parameters=True, dialect=engine.dialect
    )
    return said
