"""Arithmetic of moments that SQLite and PostgreSQL spell differently."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from marketplace.core.db import Moment


class days_after(FunctionElement[datetime]):  # noqa: N801 - reads as the SQL function it is
    """`days_after(moment, days)`: the moment so many days later."""

    type = Moment()
    inherit_cache = True


class hours_after(FunctionElement[datetime]):  # noqa: N801
    """`hours_after(moment, hours)`: the moment so many hours later."""

    type = Moment()
    inherit_cache = True


class minute_of(FunctionElement[str]):  # noqa: N801
    """`minute_of(moment)`: `2026-11-22 13:05`, in UTC."""

    type = String()
    inherit_cache = True


@compiles(days_after, "sqlite")
def _days_after_of_sqlite(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    moment, days = (compiler.process(part, **kw) for part in element.clauses)
    # Only the day is reckoned with: SQLite's own arithmetic knows thousandths of a second, moments have millionths.
    return f"(date({moment}, {days} || ' days') || substr({moment}, 11))"


@compiles(hours_after, "sqlite")
def _hours_after_of_sqlite(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    moment, hours = (compiler.process(part, **kw) for part in element.clauses)
    # As with days: the fraction of a second is put back as it was.
    return f"(datetime({moment}, {hours} || ' hours') || substr({moment}, 20))"


@compiles(hours_after, "postgresql")
def _hours_after_of_postgresql(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    moment, hours = (compiler.process(part, **kw) for part in element.clauses)
    return f"({moment} + make_interval(hours => CAST({hours} AS integer)))"


@compiles(days_after, "postgresql")
def _days_after_of_postgresql(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    moment, days = (compiler.process(part, **kw) for part in element.clauses)
    return f"({moment} + make_interval(days => CAST({days} AS integer)))"


@compiles(minute_of, "sqlite")
def _minute_of_sqlite(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    return f"substr({compiler.process(element.clauses, **kw)}, 1, 16)"


@compiles(minute_of, "postgresql")
def _minute_of_postgresql(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    return f"to_char({compiler.process(element.clauses, **kw)} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI')"
