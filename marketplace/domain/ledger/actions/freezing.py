"""The terms of a sale: which rates hold for an order, and what they take of each of its lines.

They are those of the moment of placing, whenever this is written: rates are only ever added, and only what had been
written down by then counts (decision 0018).
"""

from __future__ import annotations

from sqlalchemy import insert, select

from marketplace.core.db import db, insert_once
from marketplace.core.transactions import transactional
from marketplace.domain.ledger.models import Charge, SaleTerms
from marketplace.domain.ledger.queries.terms import charges_at_sale, withholding_at_sale
from marketplace.domain.orders.models import Order


@transactional
def freeze_terms(purchase_id: int) -> None:
    """Write down the terms of each order of a purchase, once."""
    orders = select(Order).where(Order.purchase_id == purchase_id).order_by(Order.id)
    for order in db.session.scalars(orders).all():
        freeze_order(order)


@transactional
def freeze_order(order: Order) -> None:
    """Write down the terms of one order, once."""
    withholding = withholding_at_sale(order)
    fresh = insert_once(
        SaleTerms, order_id=order.id, booth_id=order.booth_id, at=order.purchase.placed_at,
        withholding_id=withholding.id if withholding else None,
    )  # fmt: skip
    charges = charges_at_sale(order, withholding) if fresh else ()
    if charges:
        rows = [
            {"order_id": order.id, "booth_id": order.booth_id, "line_id": each.line_id, "rate_id": each.rate.id,
             "base": each.base, "amount": each.amount}
            for each in charges
        ]  # fmt: skip
        db.session.execute(insert(Charge), rows)
