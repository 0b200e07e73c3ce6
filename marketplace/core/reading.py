"""Reads that need no transaction: each statement stands alone, so that beginning and ending one costs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from marketplace.core.db import db
from marketplace.core.transactions import READS_ALONE, in_transaction


@contextmanager
def reading_alone() -> Iterator[None]:
    """Run the reads inside without a transaction around them; within an action nothing changes, and none begins inside.

    On PostgreSQL that spares two of three round trips of a page that asks once, on SQLite two statements.
    """
    session = db.session()
    begun = session.in_transaction()
    if (
        in_transaction()
        or session.info.get(READS_ALONE)
        or (begun and (session.new or session.dirty or session.deleted))
    ):
        yield
        return
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    options = {"reads_alone": True} if is_sqlite else {"isolation_level": "AUTOCOMMIT"}
    if begun:
        session.rollback()
    session.connection(execution_options=options)
    session.info[READS_ALONE] = True
    try:
        yield
    finally:
        del session.info[READS_ALONE]
        session.close()
