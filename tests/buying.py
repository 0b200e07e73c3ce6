"""Buying in one breath, and the rules that must hold afterwards."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.invariants import examine
from marketplace.domain.catalog.models import Variant
from marketplace.domain.checkout.actions import place_purchase
from marketplace.domain.checkout.invariants import INVARIANTS as CHECKOUT
from marketplace.domain.checkout.queries import figures_for
from marketplace.domain.checkout.rules import Delivery, Placed, Wish
from marketplace.domain.orders.invariants import INVARIANTS as ORDERS
from marketplace.domain.orders.models import Order, Purchase
from marketplace.domain.payments.invariants import INVARIANTS as PAYMENTS
from marketplace.domain.promotions.invariants import INVARIANTS as PROMOTIONS
from marketplace.domain.shipping.invariants import INVARIANTS as SHIPPING
from marketplace.domain.stock.invariants import INVARIANTS as STOCK
from tests.people import DONG_HA

RULES = (*STOCK, *PROMOTIONS, *ORDERS, *SHIPPING, *CHECKOUT)

_numbers = itertools.count(1)


def a_delivery(phone: str = "0912 345 678", **facts) -> Delivery:
    """Lan's house in Đông Hà."""
    values = {
        "recipient": "Nguyễn Thị Lan", "phone": phone, "address_line": "12 Lê Duẩn", "commune_code": DONG_HA, **facts
    }  # fmt: skip
    return Delivery(**values)


def wishes_for(wanted: Variant | Mapping[Variant, int]) -> list[Wish]:
    """One unit of a variant, or as many as the mapping says."""
    units = wanted if isinstance(wanted, Mapping) else {wanted: 1}
    return [Wish(variant.id, quantity) for variant, quantity in units.items()]


def total_of(wishes: list[Wish], *, delivery: Delivery | None = None, voucher: str | None = None) -> int:
    """What the checkout page shows for these wishes."""
    delivery = delivery or a_delivery()
    figures = figures_for(
        wishes,
        at=clock.now(),
        commune_code=delivery.commune_code,
        voucher_code=voucher,
        buyer_key="",
        fetched_from=delivery.fetched_from,
    )
    return figures.basket.grand_total


def buy(wanted: Variant | Mapping[Variant, int], **facts) -> Placed:
    """Place a purchase of a guest at the price of the moment, cash unless told otherwise."""
    wishes = wishes_for(wanted)
    delivery = facts.pop("delivery", None) or a_delivery()
    values = {
        "payment_method": "cod", "idempotency": ("test", f"press-{next(_numbers)}"), "by": None, "language": "vi",
        **facts,
    }  # fmt: skip
    if "expected_total" not in values:
        values["expected_total"] = total_of(wishes, delivery=delivery, voucher=facts.get("voucher_code"))
    return place_purchase(wishes=wishes, delivery=delivery, **values)


def purchase_of(placed: Placed) -> Purchase:
    """The row behind what the buyer was told."""
    return db.session.get_one(Purchase, placed.purchase_id, populate_existing=True)


def orders_in(placed: Placed) -> list[Order]:
    """The purchase's orders, as they are now."""
    found = select(Order).where(Order.purchase_id == placed.purchase_id).order_by(Order.id)
    return list(db.session.scalars(found.execution_options(populate_existing=True)))


def order_in(placed: Placed) -> Order:
    """The only order of a purchase."""
    [order] = orders_in(placed)
    return order


def broken_rules() -> dict[str, tuple]:
    """The names of the rules of buying and of money that do not hold, with the rows that break them."""
    return {finding.invariant.name: finding.offenders for finding in examine((*RULES, *PAYMENTS)) if not finding.holds}
