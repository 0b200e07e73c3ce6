"""Rows in bulk, with numbers of our own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.carts.models import Cart, CartLine

BATCH = 5_000


def write_rows(table: type[Any], rows: Iterable[dict[str, Any]]) -> None:
    """Write them, so many at a time.

    PostgreSQL then looks at the table: its checks of what refers to it keep a plan that they made while it was empty.
    """
    left, connection = iter(rows), db.session.connection()
    while batch := list(islice(left, BATCH)):
        connection.execute(insert(table), batch)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ANALYZE {table.__tablename__}")


def set_counters(*tables: type[Any]) -> None:
    """Rows were written with numbers of ours; PostgreSQL must count on from there."""
    if db.engine.dialect.name != "postgresql":
        return
    for table in tables:
        last = select(func.max(table.id)).scalar_subquery()
        db.session.execute(select(func.setval(func.pg_get_serial_sequence(table.__tablename__, "id"), last)))


def fill_carts(wanted: Iterable[tuple[str, Sequence[int], Mapping[str, str]]]) -> None:
    """Carts with these keys, each with one unit of these variants and a delivery."""
    now, carts = clock.now(), list(wanted)
    with transaction():
        first = (db.session.scalar(select(func.max(Cart.id))) or 0) + 1
        rows = ({"id": n, "key": key, "delivery": dict(delivery), "changed_at": now}
                for n, (key, _, delivery) in enumerate(carts, first))  # fmt: skip
        write_rows(Cart, rows)
        write_rows(CartLine, ({"cart_id": n, "variant_id": variant, "quantity": 1, "added_at": now}
                          for n, (_, variants, _) in enumerate(carts, first) for variant in variants))  # fmt: skip
        set_counters(Cart)
    db.session.remove()
