"""The shortest way to the driver: a constant statement compiled once, with what turns values into
those of the driver and back. What SQLAlchemy does anew for each execution is most of what a short
statement costs, and for what pages read nothing of it ever comes out otherwise."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Dialect, Engine, PoolProxiedConnection, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

Statement = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
Values = Mapping[str, Any]
_Process = Callable[[Any], Any] | None


class Ready:
    """One statement for one engine, whose executions differ by the values of these names alone."""

    def __init__(self, statement: Statement, compiled: SQLCompiler, dialect: Dialect, some: Values):
        state = compiled.construct_expanded_state(some)
        self._dialect, self._text, self._places = dialect, state.statement, state.positiontup
        self._types = [column.type.dialect_impl(dialect) for column in statement.selected_columns]
        self._to_driver = {name: _to_driver(compiled, dialect, name) for name in compiled.binds}
        of = {part: name for name, parts in state.parameter_expansion.items() for part in parts}
        self._constants = {
            name: _made(self._to_driver[of.get(name, name)], value)
            for name, value in state.parameters.items()
        }
        self._given = [(name, self._to_driver[name]) for name in _open_names(compiled)]
        self._from_driver: Sequence[_Process] | None = None  # known with the first answer

    def rows(self, engine: Engine, values: Values) -> Iterable[tuple[Any, ...]] | None:
        """None where the connection was lost, which shows only now: then it is asked again."""
        parameters = self._parameters(values)
        connection = engine.raw_connection()
        cursor = connection.cursor()
        try:
            cursor.execute(self._text, parameters)
            rows = cursor.fetchall()
            if self._from_driver is None:
                self._from_driver = self._processes(cursor.description)
        except BaseException as error:
            is_lost = _is_lost(engine, error, connection)
            connection.invalidate()  # broken, or in the middle of an answer
            if is_lost:
                return None
            raise _in_its_words(self._text, engine, error) from None
        cursor.close()
        connection.close()
        return _processed(rows, self._from_driver)

    def _parameters(self, values: Values) -> Any:
        made = dict(self._constants)
        for name, process in self._given:
            made[name] = _made(process, values[name])
        return made if self._places is None else [made[name] for name in self._places]

    def _processes(self, columns: Sequence[Any]) -> Sequence[_Process]:
        return [
            one.result_processor(self._dialect, column[1])
            for one, column in zip(self._types, columns, strict=True)
        ]


def ready(statement: Statement, engine: Engine, some: Values) -> Ready | None:
    """None where an execution may need another statement than this: where as many values are given
    as there happen to be, or where one may be left out."""
    compiled = statement.compile(dialect=engine.dialect)
    if not isinstance(compiled, SQLCompiler) or compiled.escaped_bind_names:
        return None
    names = _open_names(compiled)
    if any(compiled.binds[name].expanding for name in names) or not names <= set(some):
        return None
    return Ready(statement, compiled, engine.dialect, some)


def _open_names(compiled: SQLCompiler) -> set[str]:
    return {name for name, bind in compiled.binds.items() if not bind.unique}


def _to_driver(compiled: SQLCompiler, dialect: Dialect, name: str) -> _Process:
    process: _Process = compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)
    return process


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
