"""Purchases as checkout writes them, made directly: these tests are about the money, not about the cart."""

from __future__ import annotations

import itertools
from datetime import timedelta

from sqlalchemy import select, update

from marketplace.core import clock
from marketplace.core.codes import order_code
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.catalog.models import Variant
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.models import Order, OrderLine, OrderStep, Purchase
from marketplace.domain.payments.actions import open_attempts
from marketplace.domain.payments.models import PaymentAttempt
from marketplace.domain.payments.queries import open_issues
from marketplace.domain.stock.actions import count_stock, give_back
from marketplace.domain.stock.models import StockLevel, StockMovement
from tests.people import KHE_SANH, a_booth, on_sale

_numbers = itertools.count(1)


def a_purchase(*, method: str = "card", totals: tuple[int, ...] = (150_000,), stock: int = 10, **facts) -> Purchase:
    """A placed purchase with one order of one thing per total, each from a booth of its own."""
    now = clock.now()
    unpaid = method != "cod"
    purchase = Purchase(
        code=facts.pop("code", None) or order_code(), idempotency_scope="test", idempotency_key=f"k{next(_numbers)}",
        request_hash="", recipient="Nguyễn Thị Lan", phone="+84901234567", address_line="12 Lê Duẩn",
        commune_code=KHE_SANH, address_text="12 Lê Duẩn, Khe Sanh, Quảng Trị", payment_method=method,
        goods_total=sum(totals), discount_total=0, shipping_total=0, grand_total=sum(totals), placed_at=now,
        held_until=now + timedelta(minutes=30) if unpaid else None, **facts,
    )  # fmt: skip
    variants = [on_sale(a_booth(), price=max(total, 1), stock=stock) for total in totals]
    state = "awaiting_payment" if unpaid else "placed"
    with transaction():
        db.session.add(purchase)
        db.session.flush()
        pairs = zip(variants, totals, strict=True)
        orders = [
            _an_order(purchase, variant, total, state, number) for number, (variant, total) in enumerate(pairs, start=1)
        ]
        open_attempts(
            purchase.id, method, [(order.id, order.grand_total) for order in orders], purchase.grand_total, now
        )
    return purchase


def _an_order(purchase: Purchase, variant: Variant, total: int, state: str, number: int) -> Order:
    now = clock.now()
    order = Order(
        purchase_id=purchase.id, booth_id=variant.booth_id, code=f"{purchase.code}-{number}", state=state,
        goods_total=total, discount=0, shipping_fee=0, grand_total=total, weight_g=550, changed_at=now,
    )  # fmt: skip
    db.session.add(order)
    db.session.flush()
    line = OrderLine(
        order_id=order.id, booth_id=order.booth_id, variant_id=variant.id, product_name="Hạt tiêu Cùa",
        sku=variant.sku, unit="gói", quantity=1, list_price=total, unit_price=total, line_total=total,
    )  # fmt: skip
    db.session.add(line)
    db.session.add(OrderStep(order_id=order.id, seq=1, from_state=None, to_state=state, by_kind="shopper", at=now))
    db.session.flush()
    move_stock(variant, -1, "sale", line.id)
    return order


def move_stock(variant: Variant, delta: int, kind: str, line_id: int | None) -> None:
    """Goods in or out with their movement, as the stock area writes it."""
    level = db.session.get_one(StockLevel, variant.id)
    level.available += delta
    db.session.add(
        StockMovement(
            variant_id=variant.id, booth_id=variant.booth_id, delta=delta, kind=kind, order_line_id=line_id,
            at=clock.now(), by_id=None,
        )
    )  # fmt: skip
    db.session.flush()


def left_of(purchase: Purchase) -> list[int]:
    """What is left on the shelf of each thing in the purchase."""
    ids = [line.variant_id for order in purchase.orders for line in order.lines]
    return [db.session.get_one(StockLevel, variant_id, populate_existing=True).available for variant_id in ids]


def attempt_of(purchase: Purchase) -> PaymentAttempt:
    """The newest attempt, as it stands in the database."""
    wanted = select(PaymentAttempt).filter_by(purchase_id=purchase.id).order_by(PaymentAttempt.id.desc()).limit(1)
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()


def states_of(purchase: Purchase) -> list[str]:
    """The states of its orders, as they stand in the database."""
    wanted = select(Order.state).filter_by(purchase_id=purchase.id).order_by(Order.id)
    return list(db.session.scalars(wanted))


def lapse(purchase: Purchase) -> None:
    """The time to pay has run out: what checkout does once payments say that nobody can pay any more."""
    with transaction():
        db.session.execute(update(Purchase).where(Purchase.id == purchase.id).values(held_until=None))
        for order in purchase.orders:
            move_order(order.id, "cancelled", who="system", by=None)
        lines = [line.id for order in purchase.orders for line in order.lines]
        give_back(lines, kind="lapse", at=clock.now())


def cancel(purchase: Purchase, *numbers: int) -> None:
    """The shopper cancels some of the orders (all without numbers), as checkout does."""
    orders = [order for place, order in enumerate(purchase.orders) if not numbers or place in numbers]
    with transaction():
        for order in orders:
            move_order(order.id, "cancelled", who="shopper", by=None)
            give_back([line.id for line in order.lines], kind="cancel", at=clock.now())
        if "awaiting_payment" not in states_of(purchase):
            db.session.execute(update(Purchase).where(Purchase.id == purchase.id).values(held_until=None))


def bring_back(order: Order) -> None:
    """Delivered goods come back to the booth, as checkout writes it."""
    with transaction():
        for state in ("returning", "returned"):
            move_order(order.id, state, who="booth", by=None)
        give_back([line.id for line in order.lines], kind="return", at=clock.now())


def sell_out(purchase: Purchase) -> None:
    """Somebody else takes all that is left."""
    for order in purchase.orders:
        for line in order.lines:
            level = db.session.get_one(StockLevel, line.variant_id, populate_existing=True)
            count_stock(level.variant_id, 0, by_id=None, reason="Kiểm kho")


def issues() -> list[str]:
    """The kinds of what waits at the desk, oldest first."""
    return [issue.kind for issue in open_issues()]
