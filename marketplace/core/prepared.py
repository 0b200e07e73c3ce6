"""Statements that the hot pages send: built and compiled once, then handed to the driver as they are.

SQLAlchemy looks each execution up anew and wraps it, which takes longer than the database does. Its statements, types
and errors stay, and who watches statements (the guard of the seller's desk, the counters of the tests) sees these as
well (decision 0024).
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any, Protocol, TypeVar, cast

from psycopg import Error
from sqlalchemy import Connection, Delete, Dialect, Insert, SelectBase, Update

from marketplace.core.hold import connection_at_hand
from marketplace.core.wire import MakeRow, refuse, send_waiting, wire_of

Statement = SelectBase | Insert | Update | Delete
_Change = Callable[[Any], Any]
T = TypeVar("T")
Later = Callable[[], T]

_NO_OPTIONS: Mapping[str, Any] = {}


class Answer(Protocol):
    """What came back for one statement."""

    @property
    def touched(self) -> int:
        """How many rows it changed, added or gave."""

    def rows(self, make_row: MakeRow) -> list[Any]:
        """Its rows, each made of the driver's values."""


class Prepared:
    """A statement with named parameters; each call sends it on the `connection_at_hand`, in its transaction.

    `build` makes the statement for a database, "postgresql" or "sqlite", when it is first sent there. An INSERT names
    the columns that its first call gives. Many numbers come as one parameter (`is_one_of`); what SQLAlchemy would have
    to write anew for each call raises ValueError. What the driver raises comes as SQLAlchemy's error, as always.
    A change outside of an action raises LookupError.
    """

    def __init__(self, build: Callable[[str], Statement]) -> None:
        self._build = build
        self._shapes: dict[str, _Shape] = {}

    def rows(self, **values: Any) -> list[Any]:
        """All rows, as named tuples."""
        shape, answer = self._asked(values)
        return answer.rows(shape.make_row)

    def ahead(self, **values: Any) -> Later[list[Any]]:
        """Ask for the rows before they are needed: sent with the next statement, or when what this gives is called.

        So what does not depend on each other is asked in one go. SQLite has no trips and is asked when it is called.
        """
        connection = connection_at_hand()
        if connection.dialect.name == "sqlite":
            return cache(partial(self.rows, **values))
        shape, parameters = self._ready(connection, values)
        heard: list[list[Any]] = []

        def hear(answer: Answer) -> None:
            heard.append(answer.rows(shape.make_row))

        try:
            wire_of(connection).send_along(cast(bytes, shape.sent), parameters, hear)
        except Error as fault:
            refuse(connection, fault, shape.text, parameters)

        def rows() -> list[Any]:
            if not heard:
                send_waiting(connection)
            # Whoever undid what it was asked in undid the question with it.
            return heard[0] if heard else self.rows(**values)

        return rows

    def value(self, **values: Any) -> Any | None:
        """The first column of the first row, or None."""
        found = self.rows(**values)
        return found[0][0] if found else None

    def change(self, **values: Any) -> int:
        """How many rows the UPDATE, DELETE or INSERT touched."""
        return self._asked(values)[1].touched

    def send_along(self, hear: Callable[[list[Any], int], None] | None = None, **values: Any) -> None:
        """Within an action: send it with the next statement or with the commit, so that nobody waits for it alone.

        `hear` is told its rows and how many it touched, and may raise. Until then nothing that is asked sees its work,
        and what the database refuses comes out there. SQLite does it at once.
        """
        connection = connection_at_hand()
        if not connection.in_transaction():
            raise LookupError("outside of an action there is nothing to send it along with")
        shape, parameters = self._ready(connection, values)

        def told(answer: Answer) -> None:
            if hear is not None:
                hear(answer.rows(shape.make_row) if shape.gives_rows else [], answer.touched)

        if isinstance(shape.sent, str):
            told(_executed(connection, shape.text, parameters))
        else:
            try:
                wire_of(connection).send_along(shape.sent, parameters, told if hear else None)
            except Error as fault:
                refuse(connection, fault, shape.text, parameters)

    def _asked(self, values: Mapping[str, Any]) -> tuple[_Shape, Answer]:
        connection = connection_at_hand()
        shape, parameters = self._ready(connection, values)
        if isinstance(shape.sent, str):
            return shape, _executed(connection, shape.text, parameters)
        try:
            return shape, wire_of(connection).ask(shape.sent, parameters, begins=connection.in_transaction())
        except Error as fault:
            refuse(connection, fault, shape.text, parameters)

    def _ready(self, connection: Connection, values: Mapping[str, Any]) -> tuple[_Shape, tuple[Any, ...]]:
        """What is to be sent, once everybody who watches statements has seen it."""
        dialect = connection.dialect
        shape = self._shapes.get(dialect.name)
        if shape is None:
            shape = self._shapes[dialect.name] = _shape_of(self._build(dialect.name), dialect, values)
        if not shape.only_reads and not connection.in_transaction():
            raise LookupError("outside of an action a change would be neither undone nor kept with others")
        for look in connection.dispatch.before_execute:
            look(connection, shape.statement, (), values, _NO_OPTIONS)
        parameters = shape.parameters(values)
        for look in connection.dispatch.before_cursor_execute:
            look(connection, None, shape.text, parameters, None, False)
        return shape, parameters


class _Cursor:
    """The answer of SQLite."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    @property
    def touched(self) -> int:
        return cast(int, self._cursor.rowcount)

    def rows(self, make_row: MakeRow) -> list[Any]:
        found = list(map(make_row, self._cursor.fetchall()))
        self._cursor.close()
        return found


def _executed(connection: Connection, text: str, parameters: tuple[Any, ...]) -> _Cursor:
    cursor = connection.connection.cursor()
    try:
        cursor.execute(text, parameters)
    except BaseException as fault:  # noqa: BLE001 - raised again
        # It knows every driver's errors, lost connections and interrupted waits, and always raises.
        connection._handle_dbapi_exception(fault, text, parameters, cursor, None)  # noqa: SLF001
    return _Cursor(cursor)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A statement as one database is sent it (bytes for PostgreSQL), and what its values go through on either way."""

    statement: Statement
    text: str
    sent: str | bytes
    fixed: Mapping[str, Any]
    inward: Mapping[str, _Change | None]
    order: tuple[str, ...]
    make_row: MakeRow
    gives_rows: bool
    only_reads: bool

    def parameters(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """What goes with the statement; raise KeyError for a value that it does not know or lacks."""
        inward, bound = self.inward, dict(self.fixed)
        for name, value in values.items():
            change = inward[name]
            bound[name] = value if change is None else change(value)
        if len(bound) < len(inward):
            raise KeyError(", ".join(sorted(inward.keys() - bound.keys())))
        return tuple([bound[name] for name in self.order])


def _shape_of(statement: Statement, dialect: Dialect, given: Iterable[str]) -> _Shape:
    columns = list(given) if isinstance(statement, Insert) else None
    compiled = statement.compile(dialect=_numbering(dialect), column_keys=columns)
    if compiled.post_compile_params:
        raise ValueError(f"written anew for each call: {compiled.string}")
    names = compiled.bind_names
    inward = {name: bound.type.dialect_impl(dialect).bind_processor(dialect) for bound, name in names.items()}
    fixed = {name: bound.effective_value for bound, name in names.items() if not bound.required}
    back = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in statement.exported_columns]
    return _Shape(
        statement, compiled.string,
        sent=compiled.string if dialect.name == "sqlite" else compiled.string.encode(),
        fixed={name: value if (change := inward[name]) is None else change(value) for name, value in fixed.items()},
        inward=inward,
        order=tuple(compiled.positiontup or ()),
        make_row=_row_of(
            map(str, statement.exported_columns.keys()),
            [(place, change) for place, change in enumerate(back) if change is not None],
        ),
        gives_rows=bool(back),
        only_reads=isinstance(statement, SelectBase),
    )  # fmt: skip


@lru_cache(maxsize=8)
def _numbering(dialect: Dialect) -> Dialect:
    """The same, with parameters by number where PostgreSQL itself is to read them."""
    if dialect.name == "sqlite":
        return dialect
    numbering = copy(dialect)
    numbering.paramstyle, numbering.positional = "numeric_dollar", True
    numbering.identifier_preparer = numbering.preparer(numbering)
    return numbering


def _row_of(names: Iterable[str], outward: Sequence[tuple[int, _Change]]) -> MakeRow:
    make: MakeRow = cast(Any, namedtuple("Row", names))._make
    if not outward:
        return make

    def changed(row: Iterable[Any]) -> Any:
        cells = list(row)
        for place, change in outward:
            if cells[place] is not None:
                cells[place] = change(cells[place])
        return make(cells)

    return changed
