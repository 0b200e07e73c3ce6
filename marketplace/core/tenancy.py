"""The guard behind every seller page: no statement touches another booth's rows.

While it stands, each SELECT, UPDATE and DELETE on a table whose rows all belong to a booth must say which booth: by
`booth_id = <the acting one>`, by the key of a row of that booth that was found before, or by joining such a table.
Anything else raises, in tests and in production alike: a page that fails is better than a page that leaks (T01, T04).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Delete, Engine, Select, Table, TextClause, TextualSelect, Update, event
from sqlalchemy.orm import Mapper, ORMExecuteState, Session
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, BooleanClauseList, ClauseElement, ColumnClause
from sqlalchemy.sql.selectable import Alias, Join

from marketplace.core.db import Base, db

log = logging.getLogger(__name__)

_EXEMPT = "across_booths"


class UnboundStatement(RuntimeError):
    """A fault in the program: a statement of a seller page did not say whose rows it means."""


@dataclass
class _Keeping:
    booth_id: int
    flushing: bool = False


_keeping: ContextVar[_Keeping | None] = ContextVar("keeping", default=None)
_across: ContextVar[str] = ContextVar("across", default="")

Kept = Token[_Keeping | None]


def keep_to_booth(booth_id: int) -> Kept:
    """Put the guard up for this request; give what takes it down again."""
    return _keeping.set(_Keeping(booth_id))


def let_go(kept: Kept) -> None:
    """Take the guard down."""
    _keeping.reset(kept)


@contextmanager
def across_booths(reason: str) -> Iterator[None]:
    """Let the statements inside see every booth; `reason` says why, for whoever reads the code."""
    if not reason:
        raise ValueError("say why")
    token = _across.set(reason)
    try:
        yield
    finally:
        _across.reset(token)


def init_tenancy(engine: Engine) -> None:
    """Have the guard look at every statement of this engine, from the ORM and from Core."""
    event.listen(engine, "before_execute", _look)
    for name, listener in (
        ("do_orm_execute", _exempt_loads_of_parts),
        ("before_flush", _flush_begins),
        ("after_flush", _flush_ends),
        ("after_rollback", _flush_is_over),
    ):
        if not event.contains(db.session, name, listener):
            event.listen(db.session, name, listener)


def _exempt_loads_of_parts(state: ORMExecuteState) -> None:
    """Relationships and expired columns are read of rows that were found through their booth."""
    if _keeping.get() is not None and (state.is_relationship_load or state.is_column_load):
        state.update_execution_options(**{_EXEMPT: True})


def _flush_begins(*_rest: Any) -> None:
    if keeping := _keeping.get():
        keeping.flushing = True


def _flush_ends(*_rest: Any) -> None:
    if keeping := _keeping.get():
        keeping.flushing = False


def _flush_is_over(_session: Session) -> None:
    _flush_ends()


def _look(
    _connection: Connection, statement: Any, many: Sequence[Any], one: Mapping[str, Any], options: Mapping[str, Any]
) -> None:
    keeping = _keeping.get()
    if keeping is None or keeping.flushing or _across.get() or options.get(_EXEMPT):
        return
    if isinstance(statement, TextualSelect):
        statement = statement.element
    if not isinstance(statement, Select | Update | Delete | TextClause):
        return
    values = {**one, **(many[0] if many and isinstance(many[0], Mapping) else {})}
    loose = _Statement(statement, values, keeping.booth_id).loose_tables()
    if loose:
        names = ", ".join(sorted(loose))
        log.error("a statement of a seller page does not say whose rows it means: %s", names)
        raise UnboundStatement(f"no booth for {names}: add a predicate on booth_id or say across_booths\n{statement}")


class _Statement:
    """One statement, its booth-owned tables, and which of them are tied to the acting booth."""

    def __init__(self, statement: ClauseElement, values: Mapping[str, Any], booth_id: int) -> None:
        self._statement = statement
        self._values = values
        self._booth_id = booth_id

    def loose_tables(self) -> set[str]:
        """The booth-owned tables for which nothing says which booth is meant."""
        if isinstance(self._statement, TextClause):
            return {name for name in _owned_tables() if name in self._statement.text}
        parts = list(visitors.iterate(self._statement))
        tables = {key: name for part in parts for key, name in _tables_in(part)}
        tied: set[str] = set()
        pairs: list[tuple[str, str]] = []
        for condition in _conditions(parts):
            self._sort(condition, tied, pairs)
        _spread(tied, pairs)
        return {name for key, name in tables.items() if key not in tied}

    def _sort(self, condition: Any, tied: set[str], pairs: list[tuple[str, str]]) -> None:
        """Put one condition under what ties a table to the booth, or two tables to each other."""
        if not isinstance(condition, BinaryExpression) or condition.operator not in (operators.eq, operators.in_op):
            return
        left, right = condition.left, condition.right
        if isinstance(left, BindParameter):
            left, right = right, left
        if not isinstance(left, ColumnClause):
            return
        if isinstance(right, BindParameter) and self._names_our_rows(left, self._value(right)):
            tied.update(key for key, _name in _tables_in(left))
        elif isinstance(right, ColumnClause):
            ours = [key for side in (left, right) for key, _name in _tables_in(side)]
            if len(ours) == 2:
                pairs.append((ours[0], ours[1]))

    def _value(self, bound: BindParameter[Any]) -> Any:
        return self._values.get(bound.key, bound.effective_value)

    def _names_our_rows(self, column: ColumnClause[Any], value: Any) -> bool:
        """Whether `column = value` can only mean rows of the acting booth."""
        values = value if isinstance(value, list | tuple | set | frozenset) else [value]
        if column.name == "booth_id":
            return all(each == self._booth_id for each in values)
        mapper = _row_named_by(column)
        return mapper is not None and all(self._is_ours(mapper, each) for each in values)

    def _is_ours(self, mapper: Mapper[Any], key: Any) -> bool:
        row = db.session().identity_map.get(mapper.identity_key_from_primary_key((key,)))
        if row is None:
            return False
        # A row that was found before may be expired by now; its booth is then read anew.
        with across_booths("asking whose row it is"):
            return bool(row.booth_id == self._booth_id)


def _owned_tables() -> dict[str, Mapper[Any]]:
    """The tables whose every row belongs to a booth, with their mappers."""
    return {
        mapper.local_table.name: mapper
        for mapper in Base.registry.mappers
        if isinstance(mapper.local_table, Table) and _is_owned(mapper.local_table)
    }


def _is_owned(table: Table) -> bool:
    column = table.c.get("booth_id")
    return column is not None and not column.nullable and bool(column.foreign_keys)


def _tables_in(part: Any) -> Iterator[tuple[str, str]]:
    """The booth-owned table that a part of a statement is or belongs to: its name there and its own."""
    table: Any = part.table if isinstance(part, ColumnClause | Update | Delete) else part
    inner = table.element if isinstance(table, Alias) else table
    if isinstance(inner, Table) and _is_owned(inner):
        yield str(table.name), inner.name


def _row_named_by(column: ColumnClause[Any]) -> Mapper[Any] | None:
    """The mapper of the booth-owned row that the column's value is the key of."""
    table = column.table.element if isinstance(column.table, Alias) else column.table
    if not isinstance(table, Table):
        return None
    real: Column[Any] = table.c[column.name]
    targets = [key.column for key in real.foreign_keys] or [real]
    owned = _owned_tables()
    return next((owned[each.table.name] for each in targets if each.primary_key and each.table.name in owned), None)


def _conditions(parts: Sequence[Any]) -> Iterator[Any]:
    """Every condition that must hold: what stands under OR or NOT ties nothing."""
    for part in parts:
        if isinstance(part, Select | Update | Delete):
            for criterion in part._where_criteria:  # noqa: SLF001 - `whereclause` would join them again
                yield from _both(criterion)
        if isinstance(part, Select):
            for join in part._setup_joins:  # noqa: SLF001 - joins written as `.join(target, condition)`
                yield from _both(join[1])
        if isinstance(part, Join):
            yield from _both(part.onclause)


def _both(condition: Any) -> Iterator[Any]:
    if isinstance(condition, BooleanClauseList) and condition.operator is operators.and_:
        for each in condition.clauses:
            yield from _both(each)
    elif condition is not None:
        yield condition


def _spread(tied: set[str], pairs: list[tuple[str, str]]) -> None:
    """Tables joined to a tied one are tied."""
    grown = True
    while grown:
        grown = False
        for one, other in pairs:
            if (one in tied) != (other in tied):
                tied.update((one, other))
                grown = True
