"""Invariants: what must hold of the rows at any moment, each a query that finds nothing on a sound database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text

from marketplace.core.db import db


@dataclass(frozen=True)
class Invariant:
    """One rule. `sql` selects the offenders (portable SQL; `only` limits it to one dialect).

    `values` are read when it runs, so that a query can speak of now. `check` replaces the query where a few lines of
    code are needed; it returns the offenders.
    """

    name: str
    sentence: str
    sql: str = ""
    values: Callable[[], dict[str, Any]] = dict
    only: str | None = None
    check: Callable[[], Sequence[Any]] | None = field(default=None)


@dataclass(frozen=True)
class Finding:
    """An invariant and the first few rows that break it."""

    invariant: Invariant
    offenders: tuple[Any, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.offenders


def examine(invariants: Iterable[Invariant]) -> list[Finding]:
    """Run every invariant that applies to this database in one snapshot."""
    dialect = db.session.get_bind().dialect.name
    findings = [Finding(each, tuple(_offenders(each)[:5])) for each in invariants if each.only in (None, dialect)]
    db.session.rollback()
    return findings


def _offenders(invariant: Invariant) -> Sequence[Any]:
    if invariant.check is not None:
        return invariant.check()
    rows = db.session.execute(text(invariant.sql), invariant.values()).all()
    return [tuple(row) for row in rows]
