"""Buyers in processes of their own, each with its own app and connections, over one database."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

import pytest
from sqlalchemy import event, select, update

from config import Config
from marketplace import create_app
from marketplace.core import db as ground
from marketplace.core import hold
from marketplace.core.db import db
from marketplace.core.hold import hang_up
from marketplace.domain.checkout.actions import place_purchase
from marketplace.domain.checkout.queries import baskets
from marketplace.domain.checkout.rules import Delivery, Wish
from marketplace.domain.stock.actions import moving
from marketplace.domain.stock.models import StockLevel
from tests.people import DONG_HA


@cache
def app_at(url: str, folder: str):
    """This process's market."""
    return create_app(
        Config(
            DATABASE_URL=url, DATA_FOLDER=folder, PUBLIC_URL="http://localhost", BANK_BIN="970436",
            BANK_ACCOUNT="0123499999", TESTING=True,
        )
    )  # fmt: skip


def place(wishes: Sequence[tuple[int, int]], total: int, *, phone: str, key: str, voucher: str | None = None) -> str:
    """One buyer's press of the button: the code, or the name of what was the matter."""
    try:
        placed = place_purchase(
            wishes=[Wish(*wish) for wish in wishes],
            delivery=Delivery("Nguyễn Thị Lan", phone, "12 Lê Duẩn", DONG_HA),
            payment_method="cod", expected_total=total, idempotency=("arena", key), by=None, language="vi",
            voucher_code=voucher,
        )  # fmt: skip
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is counted
        return type(fault).__name__
    return placed.code


def buyers(url: str, folder: str, first: int, count: int, wishes, total: int) -> Counter[str]:
    """`count` buyers, one after another; how it went for them."""
    with app_at(url, folder).app_context():
        answers = [place(wishes, total, phone=f"09{n:08d}", key=f"buyer-{n}") for n in range(first, first + count)]
        db.session.remove()
    return Counter("bought" if answer.startswith("QT-") else answer for answer in answers)


def savers(url: str, folder: str, first: int, count: int, wishes, total: int, voucher: str) -> Counter[str]:
    """Buyers who all type the same voucher, and buy at its price or not at all."""
    with app_at(url, folder).app_context():
        numbers = range(first, first + count)
        answers = [place(wishes, total, phone=f"09{n:08d}", key=f"saver-{n}", voucher=voucher) for n in numbers]
        db.session.remove()
    return Counter("bought" if answer.startswith("QT-") else answer for answer in answers)


def press(url: str, folder: str, key: str, wishes, total: int) -> str:
    """One press of a button that others press as well."""
    with app_at(url, folder).app_context():
        answer = place(wishes, total, phone="0912345678", key=key)
        db.session.remove()
    return answer


def careless_buyers(url: str, folder: str, first: int, count: int, wishes, total: int) -> Counter[str]:
    """The same buyers in a market without its guards: it looks at the shelf, and writes down what it makes of it."""
    with pytest.MonkeyPatch.context() as patch, app_at(url, folder).app_context(), read_modify_write(patch):
        return buyers(url, folder, first, count, wishes, total)


@contextmanager
def read_modify_write(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take both guards out: the conditional statement, and on SQLite the lock taken before anything is read."""
    seen: dict[int, int] = {}
    items_for = baskets.items_for

    def look(variant_ids, commune_code, at):
        items, destination = items_for(variant_ids, commune_code, at)
        seen.update({variant_id: item.left for variant_id, item in items.items()})
        time.sleep(0.002)
        return items, destination

    def write_down(variant_id: int, quantity: int) -> int:
        left = seen[variant_id] - quantity
        db.session.execute(update(StockLevel).where(StockLevel.variant_id == variant_id).values(available=left))
        return left

    patch.setattr(baskets, "items_for", look)
    patch.setattr(moving, "_lower_level", write_down)
    patch.setattr(hold, "_take_lock", db.session.connection)
    with as_the_driver_does():
        yield


@contextmanager
def as_the_driver_does() -> Iterator[None]:
    """On SQLite, connections as the driver hands them out: no transaction until the first write."""
    if db.engine.dialect.name != "sqlite":
        yield
        return

    def legacy(connection, *_):
        connection.isolation_level = ""

    event.remove(db.engine, "begin", ground._begin_sqlite)
    event.listen(db.engine, "connect", legacy)
    hang_up()
    try:
        yield
    finally:
        event.remove(db.engine, "connect", legacy)
        event.listen(db.engine, "begin", ground._begin_sqlite)
        hang_up()


def left(variant_id: int) -> int:
    """What the shelf says."""
    return db.session.scalar(select(StockLevel.available).where(StockLevel.variant_id == variant_id))
