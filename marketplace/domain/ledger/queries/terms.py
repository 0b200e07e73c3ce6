"""The terms of a sale, and what was earned by them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Select, func, select

from marketplace.core.db import db
from marketplace.core.money import Dong
from marketplace.domain.ledger.models import Charge, Rate, Withholding
from marketplace.domain.ledger.queries.rates import rate_facts, withholding_of
from marketplace.domain.ledger.rules import (
    KINDS,
    Charged,
    Earned,
    OrderFigures,
    Taken,
    charges_on,
    earned_on,
    in_force,
    sold_of,
)
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.rules import Bought, worth_of
from marketplace.domain.payments.models import Refund

# Refunds for goods that had been delivered; others give back what was never earned.
BACK = ("return", "returned")


def withholding_at_sale(order: Order) -> Withholding | None:
    """By what tax is kept back of an order, if it is."""
    said = withholding_of(order.booth_id, order.purchase.placed_at)
    return said if said is not None and said.is_on else None


def charges_at_sale(order: Order, withholding: Withholding | None) -> Sequence[Taken]:
    """What the rates of the moment of placing take of an order."""
    purchase = order.purchase
    chosen = in_force(
        rate_facts(), purchase.placed_at, method=purchase.payment_method, withholds=withholding is not None
    )
    return charges_on(sold_of(figures_of(order), {line.id: line.line_total for line in order.lines}), chosen)


def figures_of(order: Order, charges: Sequence[Charged] = ()) -> OrderFigures:
    """An order as the book sees it, with what was frozen of its rates."""
    return OrderFigures(
        order.goods_total, order.discount, order.purchase.voucher_bearer or "booth", order.shipping_fee, tuple(charges),
        short_face=_short_face(order), short_paid=order.short_amount,
    )  # fmt: skip


def charged_on(order: Order) -> list[Charged]:
    """What each rate takes of an order, its lines together, in the order in which it is taken."""
    taken = charged_by_rate(order).subquery()
    sums = db.session.execute(select(Rate.id, Rate.kind, taken.c.amount).join(taken, taken.c.rate_id == Rate.id))
    return in_turn(Charged(rate_id, kind, int(amount)) for rate_id, kind, amount in sums)


def charged_by_rate(order: Order) -> Select[int, int]:
    """What each rate takes of an order: `rate_id` and `amount`."""
    taken = select(Charge.rate_id, func.sum(Charge.amount).label("amount"))
    return taken.where(Charge.order_id == order.id, Charge.booth_id == order.booth_id).group_by(Charge.rate_id)


def in_turn(charges: Iterable[Charged]) -> list[Charged]:
    """In the order in which they are taken."""
    return sorted(charges, key=lambda each: KINDS.index(each.kind))


def earned_by(order: Order) -> Earned:
    """What an order earns its booth once it is delivered, by its frozen terms."""
    return earned_on(figures_of(order, charged_on(order)))


def refunds_back(order: Order) -> Sequence[Refund]:
    """What was given back of an order for goods that came back, in the order in which it was asked for."""
    asked = select(Refund).where(Refund.order_id == order.id, Refund.reason.in_(BACK))
    return db.session.scalars(asked.order_by(Refund.id)).all()


def _short_face(order: Order) -> Dong:
    """What missing goods were priced at."""
    if not order.shortfalls:
        return 0
    units: dict[int, int] = defaultdict(int)
    for shortfall in order.shortfalls:
        for each in shortfall.lines:
            units[each.line_id] += each.quantity
    return worth_of({line.id: Bought(line.quantity, line.line_total) for line in order.lines}, 0, units)
