"""Statements of the hot path: compiled once by SQLAlchemy, then run by the driver itself.

Compiling is cached by SQLAlchemy too, but its way around each execution costs more than SQLite's
work for it; issuing and calling a ticket run six statements each, in the turn of all writers.
"""

from collections import namedtuple
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError

Values = dict[str, Any]
_Process = Callable[[Any], Any]


class Prepared:
    """One statement whose parameters always have the same names."""

    def __init__(self, statement: Any):
        self._statement = statement
        self._forms: dict[str, _Form] = {}

    def rows(self, conn: Connection, values: Values) -> list[Any]:
        """The rows as named tuples, read like SQLAlchemy's own."""
        form = self._form(conn, values)
        return form.read(form.execute(conn, values).fetchall())

    def run(self, conn: Connection, values: Values) -> int:
        """Runs a statement without an answer; how many rows it changed."""
        return int(self._form(conn, values).execute(conn, values).rowcount)

    def _form(self, conn: Connection, values: Values) -> "_Form":
        form = self._forms.get(conn.dialect.name)
        if form is None:
            form = _Form(self._statement, conn.dialect, list(values))
            self._forms[conn.dialect.name] = form
        return form


class _Form:
    """The statement in one database's words."""

    def __init__(self, statement: Any, dialect: Dialect, names: list[str]):
        compiled = statement.compile(dialect=dialect, column_keys=names)
        self._text = str(compiled)
        self._dialect = dialect
        self._order: list[str] | None = compiled.positiontup
        binds = {
            name: bind.type.dialect_impl(dialect).bind_processor(dialect)
            for name, bind in compiled.binds.items()
        }
        self._given: list[tuple[str, _Process]] = [
            (name, process) for name, process in binds.items() if process and name in names
        ]
        self._fixed = {
            name: binds[name](value) if binds[name] else value
            for name, value in compiled.params.items()
            if name not in names
        }
        columns = getattr(statement, "exported_columns", ())
        self._row = namedtuple("_Row", [column.key for column in columns])  # type: ignore[misc]
        processes = [
            column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns
        ]
        self._readers = [(place, read) for place, read in enumerate(processes) if read]

    def execute(self, conn: Connection, values: Values) -> Any:
        """The driver's cursor after the statement; errors as SQLAlchemy tells them."""
        bound = {**self._fixed, **values}
        for name, process in self._given:
            bound[name] = process(bound[name])
        order = self._order
        parameters = bound if order is None else tuple([bound[name] for name in order])
        cursor = conn.connection.cursor()
        base = self._dialect.loaded_dbapi.Error
        try:
            cursor.execute(self._text, parameters)
        except base as fault:
            raise DBAPIError.instance(
                self._text, parameters, fault, base, dialect=self._dialect
            ) from fault
        return cursor

    def read(self, rows: list[Any]) -> list[Any]:
        """The driver's rows with dates and enumerations instead of texts."""
        readers = self._readers
        answer = []
        for row in rows:
            cells = list(row)
            for place, read in readers:
                cells[place] = read(cells[place])
            answer.append(self._row(*cells))
        return answer
