"""Many numbers as one parameter, so that a statement is the same text however many there are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Boolean, ColumnElement, Dialect, Text, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class Numbers(TypeDecorator[Sequence[int]]):
    """Whole numbers as one value: an array on PostgreSQL, JSON on SQLite, which has no arrays."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """What the database knows of the two."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else ARRAY(BigInteger()))

    def process_bind_param(self, value: Sequence[int] | None, dialect: Dialect) -> Any:
        """Write them down."""
        return json.dumps(value) if dialect.name == "sqlite" else value


class _IsOneOf(FunctionElement[bool]):
    name = "is_one_of"
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:  # noqa: ARG002
        """A comparison: SQLite is not to compare it with 1 again, which would hide the index from it."""
        return self


def is_one_of(column: Any, parameter: str) -> ColumnElement[bool]:
    """Whether a column is one of the numbers that the parameter of this name brings.

    `column.in_` makes a parameter of each number: a statement of its own for each length, written anew each time.
    """
    return _IsOneOf(column, bindparam(parameter, type_=Numbers()))


@compiles(_IsOneOf, "sqlite")
def _of_sqlite(element: _IsOneOf, compiler: Any, **options: Any) -> str:
    column, numbers = (compiler.process(each, **options) for each in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({numbers}))"  # noqa: S608 - nothing but names and marks


@compiles(_IsOneOf, "postgresql")
def _of_postgresql(element: _IsOneOf, compiler: Any, **options: Any) -> str:
    column, numbers = (compiler.process(each, **options) for each in element.clauses)
    return f"{column} = ANY ({numbers})"
