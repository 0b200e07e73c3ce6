"""Rows of several tables written together: on PostgreSQL in one statement, as the round trip is most of its cost."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Column, Insert, Table, TextClause, bindparam, func, insert, literal, select, text, union_all
from sqlalchemy.dialects import postgresql

from marketplace.core.db import Base, db

Row = Mapping[str, Any]
_Part = tuple[type[Base], Sequence[Row]]

_DIALECT: Any = postgresql.dialect()  # type: ignore[no-untyped-call]
_waiting: ContextVar[list[_Part] | None] = ContextVar("waiting", default=None)


def reserved_ids(*wanted: tuple[type[Base], int]) -> list[list[int]]:
    """Numbers for so many new rows of each table, so that rows may name each other before they are written.

    Call it inside a transaction and write the rows in it: on SQLite its lock keeps others from taking them.
    """
    is_sqlite = db.session.connection().dialect.name == "sqlite"
    found = db.session.connection().execute(
        _reservation(tuple(model for model, _ in wanted), is_sqlite),
        {f"n{place}": number for place, (_, number) in enumerate(wanted)},
    )
    ids: list[list[int]] = [[] for _ in wanted]
    for place, number in found:
        ids[place].append(number)
    if is_sqlite:
        return [list(range(last + 1, last + 1 + number)) for (last,), (_, number) in zip(ids, wanted, strict=True)]
    return ids


@contextmanager
def written_together() -> Iterator[None]:
    """Have what `insert_rows` is given inside written at the end of the block; nothing of it when the block raises.

    What is asked of the database inside the block does not see these rows yet on PostgreSQL.
    """
    if db.session.connection().dialect.name == "sqlite" or _waiting.get() is not None:
        yield
        return
    parts: list[_Part] = []
    token = _waiting.set(parts)
    try:
        yield
    finally:
        _waiting.reset(token)
    if parts:
        shape = tuple((model, tuple(rows[0])) for model, rows in parts)
        values = {f"rows{place}": json.dumps(rows, default=_plain) for place, (_, rows) in enumerate(parts)}
        db.session.connection().execute(_together(shape), values)


def insert_rows(model: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows that all name the same columns; nothing comes back, so their numbers are reserved or not needed."""
    if not rows:
        return
    parts = _waiting.get()
    if parts is None:
        db.session.connection().execute(_insert(model), list(rows))
    else:
        parts.append((model, rows))


@lru_cache(maxsize=64)
def _insert(model: type[Base]) -> Insert:
    return insert(model)


@lru_cache(maxsize=64)
def _reservation(models: tuple[type[Base], ...], is_sqlite: bool) -> Any:
    if is_sqlite:
        return union_all(*(
            select(literal(place), func.coalesce(func.max(_table(model).c.id), 0)) for place, model in enumerate(models)
        ))  # fmt: skip
    return text(" UNION ALL ".join(
        f"SELECT {place}, nextval('{model.__tablename__}_id_seq') FROM generate_series(1, :n{place})"  # noqa: S608 - our names
        for place, model in enumerate(models)
    ))  # fmt: skip


@lru_cache(maxsize=64)
def _together(shape: tuple[tuple[type[Base], tuple[str, ...]], ...]) -> TextClause:
    """One statement that inserts into each table what the JSON of its parameter holds.

    Foreign keys are checked at its end, so that the rows may refer to each other.
    """
    parts = []
    for place, (model, names) in enumerate(shape):
        columns = [_table(model).c[name] for name in names]
        listed = ", ".join(f'"{column.name}"' for column in columns)
        typed = ", ".join(f'"{column.name}" {_type_of(column)}' for column in columns)
        parts.append(
            f"part{place} AS (INSERT INTO {model.__tablename__} ({listed}) SELECT {listed} "  # noqa: S608 - our names
            f"FROM jsonb_to_recordset(CAST(:rows{place} AS jsonb)) AS given({typed}))"
        )
    return text(f"WITH {', '.join(parts)} SELECT 1").bindparams(*(bindparam(f"rows{n}") for n in range(len(shape))))


def _table(model: type[Base]) -> Table:
    return cast(Table, model.__table__)


def _type_of(column: Column[Any]) -> str:
    return column.type.compile(dialect=_DIALECT)


def _plain(value: Any) -> str:
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written together with others")
