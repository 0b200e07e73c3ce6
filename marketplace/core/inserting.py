"""Rows of several tables written together: on PostgreSQL in one statement, as the round trip is most of its cost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Column, Insert, SelectBase, Table, column, func, insert, literal, select, text, union_all
from sqlalchemy.dialects import postgresql

from marketplace.core.db import Base, db
from marketplace.core.hold import database_at_hand
from marketplace.core.prepared import Later, Prepared

Row = Mapping[str, Any]
Then = Callable[[int], None]
_Part = tuple[type[Base], Sequence[Row], Then | None]

_DIALECT: Any = postgresql.dialect()  # type: ignore[no-untyped-call]
_waiting: ContextVar[list[_Part] | None] = ContextVar("waiting", default=None)


def reserve_ids(*wanted: tuple[type[Base], int]) -> Later[list[list[int]]]:
    """Numbers for so many new rows of each table, so that rows may name each other before they are written.

    Call it inside a transaction and write the rows in it: on SQLite its lock keeps others from taking them.
    """
    is_sqlite = database_at_hand() == "sqlite"
    asked = {} if is_sqlite else {f"n{place}": number for place, (_, number) in enumerate(wanted)}
    numbered = _reservation(tuple(model for model, _ in wanted)).ahead(**asked)

    def reserved() -> list[list[int]]:
        ids: list[list[int]] = [[] for _ in wanted]
        for place, number in numbered():
            ids[place].append(number)
        if is_sqlite:
            return [list(range(last + 1, last + 1 + number)) for (last,), (_, number) in zip(ids, wanted, strict=True)]
        return ids

    return reserved


@contextmanager
def written_together() -> Iterator[None]:
    """Have what is inserted inside written at the end of the block; nothing of it when the block raises.

    What is asked of the database inside the block does not see these rows yet on PostgreSQL.
    """
    if database_at_hand() == "sqlite" or _waiting.get() is not None:
        yield
        return
    parts: list[_Part] = []
    token = _waiting.set(parts)
    try:
        yield
    finally:
        _waiting.reset(token)
    if parts:
        _write(parts)


def insert_rows(model: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows that all name the same columns; nothing comes back, so their numbers are reserved or not needed."""
    if not rows:
        return
    parts = _waiting.get()
    if parts is None:
        db.session.connection().execute(_insert(model), list(rows))
    else:
        parts.append((model, rows, None))


def insert_row(model: type[Base], row: Row, *, then: Then) -> None:
    """Insert one row and call `then` with its number, at once or when what is written together is written."""
    parts = _waiting.get()
    if parts is None:
        then(cast(int, _insert_one(model).value(**row)))
    else:
        parts.append((model, [row], then))


def _write(parts: Sequence[_Part]) -> None:
    shape = tuple((model, tuple(rows[0]), then is not None) for model, rows, then in parts)
    values = {f"rows{place}": json.dumps(rows, default=_plain) for place, (_, rows, _) in enumerate(parts)}

    def tell(numbered: Sequence[Any], _touched: int) -> None:
        for place, number in numbered:
            then = parts[place][2]
            if then is not None:
                then(number)

    _together(shape).send_along(tell, **values)


@lru_cache(maxsize=64)
def _insert(model: type[Base]) -> Insert:
    return insert(model)


@lru_cache(maxsize=64)
def _insert_one(model: type[Base]) -> Prepared:
    return Prepared(lambda _database: insert(_table(model)).returning(_table(model).c.id))


@lru_cache(maxsize=64)
def _reservation(models: tuple[type[Base], ...]) -> Prepared:
    return Prepared(lambda database: _highest(models) if database == "sqlite" else _next(models))


def _highest(models: Sequence[type[Base]]) -> SelectBase:
    return union_all(*(
        select(literal(place).label("place"), func.coalesce(func.max(_table(model).c.id), 0).label("number"))
        for place, model in enumerate(models)
    ))  # fmt: skip


def _next(models: Sequence[type[Base]]) -> SelectBase:
    asked = " UNION ALL ".join(
        f"SELECT {place}, nextval('{model.__tablename__}_id_seq') FROM generate_series(1, :n{place})"  # noqa: S608 - our names
        for place, model in enumerate(models)
    )
    return _numbered(asked)


@lru_cache(maxsize=64)
def _together(shape: tuple[tuple[type[Base], tuple[str, ...], bool], ...]) -> Prepared:
    return Prepared(lambda _database: _written_at_once(shape))


def _written_at_once(shape: Sequence[tuple[type[Base], tuple[str, ...], bool]]) -> SelectBase:
    """One statement that inserts into each table what the JSON of its parameter holds; the numbers of who asked.

    Foreign keys are checked at its end, so that the rows may refer to each other.
    """
    parts, told = [], ["SELECT 0, 0 WHERE false"]
    for place, (model, names, is_told) in enumerate(shape):
        columns = [_table(model).c[name] for name in names]
        listed = ", ".join(f'"{each.name}"' for each in columns)
        typed = ", ".join(f'"{each.name}" {_type_of(each)}' for each in columns)
        returning = " RETURNING id" if is_told else ""
        parts.append(
            f"part{place} AS (INSERT INTO {model.__tablename__} ({listed}) SELECT {listed} "  # noqa: S608 - our names
            f"FROM jsonb_to_recordset(CAST(:rows{place} AS jsonb)) AS given({typed}){returning})"
        )
        if is_told:
            told.append(f"SELECT {place}, id FROM part{place}")  # noqa: S608 - our names
    return _numbered(f"WITH {', '.join(parts)} {' UNION ALL '.join(told)}")


def _numbered(asked: str) -> SelectBase:
    return text(asked).columns(column("place"), column("number"))


def _table(model: type[Base]) -> Table:
    return cast(Table, model.__table__)


def _type_of(wanted: Column[Any]) -> str:
    return wanted.type.compile(dialect=_DIALECT)


def _plain(value: Any) -> str:
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written together with others")
