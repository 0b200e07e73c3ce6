"""Many buyers, few units: real processes race for the last of them, on both databases.

Each race has proven that it can be seen: with the guards out, the same buyers buy more than there is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.hold import hang_up
from marketplace.core.places.actions import load_places
from marketplace.domain.orders.models import Order, Purchase
from marketplace.domain.promotions.actions import make_voucher
from marketplace.domain.promotions.actions.vouchers import VoucherFacts
from marketplace.domain.promotions.models import Voucher, VoucherUse
from marketplace.domain.stock.models import StockMovement
from tests.buying import broken_rules, total_of, wishes_for
from tests.conftest import migrate, recreate
from tests.databases import of_worker
from tests.faults.arena import app_at, buyers, careless_buyers, left, press, savers
from tests.people import a_booth, on_sale

PROCESSES = 20


@pytest.fixture(scope="module")
def crowd() -> Iterator[ProcessPoolExecutor]:
    """Processes begun from a clean one that has read the market's code once."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.arena"])
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        yield pool


def is_reachable(url: str) -> bool:
    server = create_engine(make_url(url).set(database="postgres"), connect_args={"connect_timeout": 3})
    try:
        server.connect().close()
    except OperationalError:
        return False
    finally:
        server.dispose()
    return True


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def arena(request, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A migrated database of its own that the processes share: its address and data folder."""
    url = f"sqlite:///{tmp_path / 'arena.db'}"
    if request.param == "postgresql":
        url = of_worker("arena")
        if not is_reachable(url):
            pytest.skip("PostgreSQL is not reachable")
        recreate(url)
    with app_at(url, str(tmp_path)).app_context():
        migrate()
        load_places()
        yield url, str(tmp_path)
        hang_up()


def race(crowd, run, arena, wishes, total: int, *, processes: int = 12, each: int = 25) -> Counter[str]:
    """300 buyers in 12 processes; how it went for them together."""
    db.session.remove()
    running = [crowd.submit(run, *arena, number * each, each, wishes, total) for number in range(processes)]
    return sum((future.result(timeout=120) for future in running), Counter())


def moved(variant_id: int) -> int:
    return db.session.scalar(select(func.sum(StockMovement.delta)).where(StockMovement.variant_id == variant_id))


def how_many(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table))


def test_three_hundred_buyers_get_exactly_the_fifty_units_there_are(arena, crowd):
    pepper = on_sale(stock=50)
    variant_id, wishes, total = pepper.id, [(pepper.id, 1)], total_of(wishes_for(pepper))
    answers = race(crowd, buyers, arena, wishes, total)
    assert answers == {"bought": 50, "SoldOut": 250}
    assert how_many(Order) == how_many(Purchase) == 50
    assert left(variant_id) == moved(variant_id) == 0
    assert broken_rules() == {}


def test_without_the_guards_the_same_buyers_buy_more_than_there_is(arena, crowd):
    pepper = on_sale(stock=50)
    variant_id, wishes, total = pepper.id, [(pepper.id, 1)], total_of(wishes_for(pepper))
    race(crowd, careless_buyers, arena, wishes, total)
    assert how_many(Order) > 50
    assert left(variant_id) != moved(variant_id)
    assert "shelf-is-the-sum-of-its-movements" in broken_rules()


def test_two_baskets_in_opposite_order_never_wait_in_a_circle(arena, crowd):
    pepper, tea = on_sale(stock=1000), on_sale(a_booth(), stock=1000)
    total = total_of(wishes_for({pepper: 1, tea: 1}))
    there, back = [(pepper.id, 1), (tea.id, 1)], [(tea.id, 1), (pepper.id, 1)]
    db.session.remove()
    running = [
        crowd.submit(buyers, *arena, number * 30, 30, there if number % 2 else back, total) for number in range(8)
    ]
    answers = sum((future.result(timeout=120) for future in running), Counter())
    assert answers == {"bought": 240}
    assert broken_rules() == {}


def test_of_many_carts_with_one_voucher_only_as_many_save_as_it_has_uses(arena, crowd):
    pepper, now = on_sale(stock=1000), clock.now()
    voucher = make_voucher(
        VoucherFacts(
            kind="amount", value=20_000, starts_at=now, ends_at=now + timedelta(days=1), code="CUOI", max_uses=5
        )
    )
    wishes, total = [(pepper.id, 1)], total_of(wishes_for(pepper), voucher="CUOI")
    voucher_id = voucher.id
    db.session.remove()
    running = [crowd.submit(savers, *arena, number * 10, 10, wishes, total, "CUOI") for number in range(6)]
    answers = sum((future.result(timeout=120) for future in running), Counter())
    assert how_many(VoucherUse) == how_many(Purchase) == 5
    assert answers == {"bought": 5, "VoucherUsedUp": 55}
    assert db.session.get_one(Voucher, voucher_id, populate_existing=True).uses == 5
    assert broken_rules() == {}


def test_one_button_pressed_in_twenty_processes_at_once_is_one_purchase(arena, crowd):
    pepper = on_sale(stock=1)
    wishes, total = [(pepper.id, 1)], total_of(wishes_for(pepper))
    db.session.remove()
    answers = [crowd.submit(press, *arena, "the-same", wishes, total) for _ in range(PROCESSES)]
    codes = {answer.result(timeout=120) for answer in answers}
    assert len(codes) == 1
    assert codes.pop().startswith("QT-")
    assert how_many(Purchase) == 1
    assert broken_rules() == {}
