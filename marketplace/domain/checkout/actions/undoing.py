"""Undoing what was promised: cancelled, lapsed or taken back; goods, offers and vouchers return exactly once.

Locks go the same way as in placing: the purchase, its orders ascending, the voucher, the offers, the shelves.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from sqlalchemy import exists, select, update

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.errors import NotThere
from marketplace.core.outbox import record
from marketplace.core.transactions import transactional
from marketplace.core.versions import bump
from marketplace.domain.accounts.models import Person
from marketplace.domain.orders.actions import awaiting_orders, move_order
from marketplace.domain.orders.events import PurchaseLapsed
from marketplace.domain.orders.models import Order, OrderLine, Purchase
from marketplace.domain.orders.queries import purchases_past_their_hold
from marketplace.domain.orders.rules import BOOTH, SYSTEM
from marketplace.domain.payments.actions import ask_before_lapse
from marketplace.domain.promotions.actions import give_back_offers, give_back_voucher
from marketplace.domain.returns.errors import ReturnUnderWay
from marketplace.domain.returns.queries import has_return_under_way
from marketplace.domain.shipping.actions import mark_parcels
from marketplace.domain.shipping.queries import are_lost, short_units
from marketplace.domain.stock.actions import give_back, write_off

log = logging.getLogger(__name__)

# What stands in the movements of goods that came back neither to the shelf nor to the buyer.
LOST = "Đơn vị vận chuyển làm mất hoặc hư hỏng"


@transactional
def cancel_order(order_id: int, *, who: str, by: Person | None, reason: str = "") -> Order:
    """Cancel an order in the capacity `who`: its goods and offer units come back, a voucher once all of it is off.

    Money that was paid goes back through payments, which hears of the move. Raises NotThere, TooLateToCancel.
    """
    purchase_id = _lock_purchase_of(order_id)
    order = move_order(order_id, "cancelled", who=who, by=by, reason=reason)
    _give_back([order_id], purchase_id, kind="cancel")
    return order


@transactional
def take_back_order(order_id: int, *, by: Person | None, who: str = BOOTH, reason: str = "") -> Order:
    """Have a refused or returned parcel's goods on the shelf again; those that a carrier lost are written off instead.

    Offer units and the voucher stay used: their time is over, and they were used. Raises NotThere, MoveRefused;
    ReturnUnderWay when a shopper asked for the return, which is then received as such.
    """
    _lock_purchase_of(order_id)
    if has_return_under_way(order_id):
        raise ReturnUnderWay
    order = move_order(order_id, "returned", who=who, by=by, reason=reason)
    if are_lost(order):
        _write_off(order, by)
        return order
    mark_parcels(order_id, "returned")
    give_back(_lines_of([order_id]), kind="return", at=clock.now())
    return order


def _write_off(order: Order, by: Person | None) -> None:
    short = short_units(order)
    for line in order.lines:
        units = line.quantity - short.get(line.id, 0)
        if units:
            write_off(line.id, units, by_id=by.id if by else None, reason=f"{order.code}: {LOST}")


@transactional
def lapse_purchase(purchase_id: int) -> bool:
    """Let go of a purchase that nobody paid in time; False when it is paid, over, or its time has not run out."""
    due = select(Purchase.id).where(
        Purchase.id == purchase_id, Purchase.paid_at.is_(None), Purchase.held_until <= clock.now()
    )
    if db.session.execute(due.with_for_update(key_share=True)).scalar_one_or_none() is None:
        return False
    order_ids = awaiting_orders(purchase_id)
    for order_id in order_ids:
        move_order(order_id, "cancelled", who=SYSTEM, by=None)
    _give_back(order_ids, purchase_id, kind="lapse")
    record(PurchaseLapsed(purchase_id))
    return True


def lapse_unpaid_purchases() -> int:
    """Let go of every purchase whose time has run out and that cannot be paid any more; how many there were."""
    purchase_ids = purchases_past_their_hold(clock.now())
    db.session.rollback()
    return sum(_lapse_unless_paid(purchase_id) for purchase_id in purchase_ids)


def _lapse_unless_paid(purchase_id: int) -> bool:
    try:
        return ask_before_lapse(purchase_id) and lapse_purchase(purchase_id)
    except Exception:  # one purchase that cannot be decided must not keep the others' goods
        log.exception("purchase %s could not lapse", purchase_id)
        return False


def _lock_purchase_of(order_id: int) -> int:
    """Two orders of a purchase cancelled at once must see each other: who comes last gives the voucher back."""
    found = select(Purchase.id).join_from(Order, Purchase, Purchase.id == Order.purchase_id)
    locked = found.where(Order.id == order_id).with_for_update(key_share=True, of=Purchase)
    purchase_id = db.session.execute(locked).scalar_one_or_none()
    if purchase_id is None:
        raise NotThere
    return purchase_id


def _give_back(order_ids: Sequence[int], purchase_id: int, *, kind: str) -> None:
    now = clock.now()
    line_ids = _lines_of(order_ids)
    _let_go(purchase_id)
    offer_is_back = give_back_offers(line_ids, at=now)
    give_back(line_ids, kind=kind, at=now)
    if offer_is_back:
        bump("catalogue")


def _let_go(purchase_id: int) -> None:
    """End the hold once no order waits for money, and the voucher's use once no order is left."""
    orders = select(Order.id).where(Order.purchase_id == purchase_id)
    connection = db.session.connection()
    awaiting = exists(orders.where(Order.state == "awaiting_payment"))
    connection.execute(update(Purchase).where(Purchase.id == purchase_id, ~awaiting).values(held_until=None))
    if connection.execute(orders.where(Order.state != "cancelled").limit(1)).first() is None:
        give_back_voucher(purchase_id)


def _lines_of(order_ids: Sequence[int]) -> list[int]:
    lines = select(OrderLine.id).where(OrderLine.order_id.in_(order_ids))
    return list(db.session.connection().execute(lines).scalars())
