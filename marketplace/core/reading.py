"""Reads that need no transaction: each statement stands alone, so that beginning and ending one costs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from marketplace.core.db import db, reads_alone
from marketplace.core.transactions import in_transaction


@contextmanager
def reading_alone() -> Iterator[None]:
    """Run the reads inside without a transaction around them; within an action nothing changes, and none begins inside.

    On PostgreSQL that spares two of three round trips of a page that asks once, on SQLite two statements. What the
    session reads all the same, it lets go at the end.
    """
    session = db.session() if db.session.registry.has() else None
    if (
        in_transaction()
        or reads_alone.get()
        or (session is not None and (session.new or session.dirty or session.deleted))
    ):
        yield
        return
    if session is not None and session.in_transaction():
        session.rollback()
    token = reads_alone.set(True)
    try:
        yield
    finally:
        reads_alone.reset(token)
        if db.session.registry.has() and db.session().in_transaction():
            db.session.close()
