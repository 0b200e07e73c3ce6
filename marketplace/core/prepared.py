"""Statements that the hot pages send: built and compiled once, then handed to the driver as they are.

SQLAlchemy looks each execution up anew and wraps it, which takes longer than the database does. Its statements, types
and errors stay, and who watches statements (the guard of the seller's desk, the counters of the tests) sees these as
well (decision 0024).
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Delete, Dialect, Insert, SelectBase, Update

from marketplace.core.db import connection_at_hand

Statement = SelectBase | Insert | Update | Delete
_Change = Callable[[Any], Any]

_NO_OPTIONS: Mapping[str, Any] = {}


class Prepared:
    """A statement with named parameters; each call sends it within the session's transaction (`connection_at_hand`).

    `build` makes the statement for a database, "postgresql" or "sqlite", when it is first sent there. An INSERT names
    the columns that its first call gives. Many numbers come as one parameter (`is_one_of`); what SQLAlchemy would have
    to write anew for each call raises ValueError. What the driver raises comes as SQLAlchemy's error, as always.
    """

    def __init__(self, build: Callable[[str], Statement]) -> None:
        self._build = build
        self._shapes: dict[str, _Shape] = {}

    def rows(self, **values: Any) -> list[Any]:
        """All rows, as named tuples."""
        shape, cursor = self._sent(values)
        found = cursor.fetchall()
        cursor.close()
        return shape.as_rows(found)

    def value(self, **values: Any) -> Any | None:
        """The first column of the first row, or None."""
        found = self.rows(**values)
        return found[0][0] if found else None

    def change(self, **values: Any) -> int:
        """How many rows the UPDATE, DELETE or INSERT touched."""
        _shape, cursor = self._sent(values)
        touched: int = cursor.rowcount
        cursor.close()
        return touched

    def _sent(self, values: Mapping[str, Any]) -> tuple[_Shape, Any]:
        connection = connection_at_hand()
        dialect = connection.dialect
        shape = self._shapes.get(dialect.name)
        if shape is None:
            shape = self._shapes[dialect.name] = _shape_of(self._build(dialect.name), dialect, values)
        for look in connection.dispatch.before_execute:
            look(connection, shape.statement, (), values, _NO_OPTIONS)
        parameters = shape.parameters(values)
        cursor = connection.connection.cursor()
        for look in connection.dispatch.before_cursor_execute:
            look(connection, cursor, shape.text, parameters, None, False)
        try:
            cursor.execute(shape.sent, parameters)
        except BaseException as fault:  # noqa: BLE001 - raised again
            # It knows every driver's errors, lost connections and interrupted waits, and always raises.
            connection._handle_dbapi_exception(fault, shape.text, parameters, cursor, None)  # noqa: SLF001
        return shape, cursor


@dataclass(frozen=True, slots=True)
class _Shape:
    """A statement as one database is sent it, and what its values go through on their way there and back."""

    statement: Statement
    text: str
    sent: str | bytes
    fixed: Mapping[str, Any]
    inward: Mapping[str, _Change | None]
    order: tuple[str, ...] | None
    make_row: Callable[[Iterable[Any]], Any]
    outward: tuple[tuple[int, _Change], ...]

    def parameters(self, values: Mapping[str, Any]) -> dict[str, Any] | tuple[Any, ...]:
        """What goes with the statement; raise KeyError for a value that it does not know or lacks."""
        inward, bound = self.inward, dict(self.fixed)
        for name, value in values.items():
            change = inward[name]
            bound[name] = value if change is None else change(value)
        if len(bound) < len(inward):
            raise KeyError(", ".join(sorted(inward.keys() - bound.keys())))
        return bound if self.order is None else tuple([bound[name] for name in self.order])

    def as_rows(self, found: Iterable[Any]) -> list[Any]:
        """The driver's rows as named tuples of the market's values."""
        if not self.outward:
            return list(map(self.make_row, found))
        rows = []
        for row in found:
            cells = list(row)
            for place, change in self.outward:
                if cells[place] is not None:
                    cells[place] = change(cells[place])
            rows.append(self.make_row(cells))
        return rows


def _shape_of(statement: Statement, dialect: Dialect, given: Iterable[str]) -> _Shape:
    columns = list(given) if isinstance(statement, Insert) else None
    compiled = statement.compile(dialect=dialect, column_keys=columns)
    if compiled.post_compile_params:
        raise ValueError(f"written anew for each call: {compiled.string}")
    names = compiled.bind_names
    inward = {name: bound.type.dialect_impl(dialect).bind_processor(dialect) for bound, name in names.items()}
    fixed = {name: bound.effective_value for bound, name in names.items() if not bound.required}
    back = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in statement.exported_columns]
    return _Shape(
        statement, compiled.string,
        # The driver of PostgreSQL turns text into bytes at each call, the one of SQLite wants text.
        sent=compiled.string if dialect.name == "sqlite" else compiled.string.encode(),
        fixed={name: value if (change := inward[name]) is None else change(value) for name, value in fixed.items()},
        inward=inward,
        order=None if compiled.positiontup is None else tuple(compiled.positiontup),
        make_row=_row_of(map(str, statement.exported_columns.keys())),
        outward=tuple((place, change) for place, change in enumerate(back) if change is not None),
    )  # fmt: skip


def _row_of(names: Iterable[str]) -> Callable[[Iterable[Any]], Any]:
    make: Callable[[Iterable[Any]], Any] = cast(Any, namedtuple("Row", names))._make
    return make
