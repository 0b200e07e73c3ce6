"""Every rule of buying finds the fault that it is there for, and nothing on a sound market."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.orders.actions import move_order
from marketplace.domain.promotions.actions import make_offer, make_voucher
from marketplace.domain.promotions.actions.vouchers import VoucherFacts
from marketplace.domain.shipping.actions import save_rates, ship_order
from marketplace.domain.shipping.rules import DEFAULT_RATES, Terms
from tests.buying import RULES, a_delivery, broken_rules, buy, order_in
from tests.people import a_booth, on_sale

TABLES = (
    "stock_levels", "stock_movements", "offers", "offer_uses", "vouchers", "voucher_uses", "purchases", "orders",
    "order_lines", "order_steps", "parcels", "shipping_policies", "shipping_rates",
)  # fmt: skip

# Their faults need batches and parcels: tests/domain/stock/test_batches.py, tests/domain/shipping/test_shortfalls.py.
PLANTED_BESIDE_THEIR_VERBS = (
    "a-batch-is-what-came-in", "no-unit-is-sent-twice", "shortfalls-are-part-of-their-order",
    "bookings-are-their-orders", "nobody-fetches-what-is-sent", "carriers-collect-what-is-owed",
)  # fmt: skip

FAULTS = {
    "no-shelf-below-zero": ["UPDATE stock_levels SET available = -1"],
    "shelf-is-the-sum-of-its-movements": ["UPDATE stock_levels SET available = available + 1"],
    "shelves-belong-to-the-variants-booth": ["UPDATE stock_movements SET booth_id = booth_id + 1 WHERE id = 1"],
    "offer-counter-is-its-uses": ["UPDATE offers SET sold = sold + 1"],
    "offer-limit-per-buyer": ["UPDATE offer_uses SET quantity = 5", "UPDATE offers SET sold = 5"],
    "voucher-counter-is-its-uses": ["UPDATE vouchers SET uses = 0"],
    "voucher-limit-per-buyer": [
        "INSERT INTO voucher_uses SELECT id + 1, voucher_id, buyer_key, n + 1, purchase_id + 1, at FROM voucher_uses"
    ],
    "line-total-is-its-product": ["UPDATE order_lines SET line_total = line_total + 1 WHERE id = 1"],
    "order-is-the-sum-of-its-lines": ["UPDATE orders SET goods_total = goods_total - 1 WHERE id = 1"],
    "no-order-without-a-line": ["DELETE FROM order_lines WHERE order_id = 1"],
    "lines-belong-to-the-orders-booth": ["UPDATE order_lines SET booth_id = booth_id + 1 WHERE id = 1"],
    "purchase-is-the-sum-of-its-orders": ["UPDATE purchases SET grand_total = grand_total + 1 WHERE id = 1"],
    "codes-are-long-and-unique": ["UPDATE purchases SET code = 'QT-1' WHERE id = 1"],
    "order-state-is-its-last-step": ["UPDATE orders SET state = 'accepted' WHERE id = 1"],
    "order-steps-follow-time": ["UPDATE order_steps SET at = '2001-01-01 00:00:00.000000+00:00' WHERE seq = 4"],
    "no-hold-outlives-its-time": ["UPDATE purchases SET held_until = '2001-01-01 00:00:00.000000+00:00' WHERE id = 2"],
    "one-key-one-purchase": ["UPDATE purchases SET idempotency_key = 'same', idempotency_scope = 'same'"],
    "parcels-belong-to-sent-orders": ["UPDATE parcels SET order_id = 2"],
    "orders-know-their-day": ["UPDATE orders SET placed_on = NULL WHERE id = 1"],
    "who-fetches-is-sent-nothing": ["UPDATE orders SET pickup_place = '12 Lê Duẩn', shipping_fee = 0"],
    "shipping-tables-are-whole": ["DELETE FROM shipping_rates WHERE zone = 'near'"],
    "goods-left-exactly-once": ["DELETE FROM stock_movements WHERE order_line_id = 1"],
    "movements-match-their-line": ["UPDATE stock_movements SET order_line_id = 4711 WHERE order_line_id = 1"],
    "no-line-holds-too-much": [
        "INSERT INTO stock_movements SELECT id + 1000, variant_id, booth_id, delta, kind, order_line_id, by_id, at, "
        "reason FROM stock_movements WHERE order_line_id = 1"
    ],
    "offer-price-inside-its-window": ["UPDATE order_lines SET unit_price = unit_price - 1, offer_id = NULL"],
    "voucher-use-matches-its-purchase": ["UPDATE vouchers SET booth_id = 4711"],
    "no-discount-without-a-voucher": ["UPDATE purchases SET voucher_code = NULL"],
}

# Other faces of the same rules, each with a fault of its own.
MORE = [
    ("shelf-is-the-sum-of-its-movements", "DELETE FROM stock_levels WHERE variant_id = 1"),
    ("shelves-belong-to-the-variants-booth", "UPDATE stock_levels SET booth_id = booth_id + 1"),
    ("offer-counter-is-its-uses", "UPDATE offers SET quantity = 0"),
    ("voucher-counter-is-its-uses", "UPDATE vouchers SET max_uses = 0"),
    ("voucher-limit-per-buyer", "UPDATE voucher_uses SET n = 99"),
    ("order-is-the-sum-of-its-lines", "UPDATE orders SET grand_total = grand_total + 1 WHERE id = 1"),
    ("no-order-without-a-line", "DELETE FROM orders WHERE purchase_id = 1"),
    ("codes-are-long-and-unique", "UPDATE orders SET code = 'QT-2345678923-1'"),
    ("order-state-is-its-last-step", "UPDATE order_steps SET to_state = 'completed' WHERE seq = 2"),
    ("order-state-is-its-last-step", "DELETE FROM order_steps WHERE seq = 2"),
    ("order-state-is-its-last-step", "UPDATE order_steps SET from_state = NULL WHERE seq = 2"),
    ("order-state-is-its-last-step", "DELETE FROM order_steps WHERE order_id = 2"),
    ("no-hold-outlives-its-time", "UPDATE purchases SET held_until = NULL"),
    ("goods-left-exactly-once", "UPDATE orders SET state = 'cancelled' WHERE id = 1"),
    ("movements-match-their-line", "UPDATE stock_movements SET variant_id = variant_id + 1 WHERE order_line_id = 1"),
    ("offer-price-inside-its-window", "UPDATE offers SET starts_at = '2099-01-01 00:00:00.000000+00:00'"),
    ("voucher-use-matches-its-purchase", "UPDATE orders SET state = 'cancelled'"),
]


@pytest.fixture
def sound_market(app, minh):
    """One order sent, one paid by transfer and waiting; an offer, a voucher and a shipping table in use."""
    now = clock.now()
    booth = a_booth(minh)
    pepper = on_sale(booth, price=120_000, stock=10)
    save_rates(booth, by=minh, terms=Terms(), rates=DEFAULT_RATES)
    make_offer(pepper.id, price=99_000, starts_at=now, ends_at=now + timedelta(hours=1), quantity=4, per_buyer=2)
    facts = VoucherFacts(
        code="QUANGTRI", kind="amount", value=9_000, starts_at=now, ends_at=now + timedelta(hours=1), max_uses=3
    )
    make_voucher(facts)
    order = order_in(buy({pepper: 2}, voucher_code="QUANGTRI"))
    for state in ("accepted", "packed"):
        move_order(order.id, state, who="booth", by=minh)
    ship_order(order, by=minh, carrier="VNPost")
    buy(pepper, payment_method="vietqr", delivery=a_delivery("0987 654 321"))
    assert broken_rules() == {}


def plant(*faults: str) -> None:
    """Lay copies without constraints over the tables, so that even what the database forbids can be planted."""
    db.session.rollback()
    for table in TABLES:
        db.session.execute(text(f"CREATE TEMP TABLE {table} AS SELECT * FROM {table}"))
    for fault in faults:
        assert db.session.execute(text(fault)).rowcount, "the fault must change something"


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(sound_market, name):
    plant(*FAULTS[name])
    assert name in broken_rules()


@pytest.mark.parametrize(("name", "fault"), MORE)
def test_each_face_of_a_rule_finds_its_fault(sound_market, name, fault):
    plant(fault)
    assert name in broken_rules()


def test_every_rule_has_a_fault_planted():
    assert sorted([*FAULTS, *PLANTED_BESIDE_THEIR_VERBS]) == sorted(rule.name for rule in RULES)
