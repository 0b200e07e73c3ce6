"""Money is in: the attempt is paid, the purchase goes ahead, or the money goes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update

from marketplace.core.db import db
from marketplace.core.outbox import record
from marketplace.core.transactions import transactional
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.rules import LEAVING
from marketplace.domain.orders.actions import mark_purchase_paid, move_order
from marketplace.domain.orders.models import Order, OrderLine, OrderStep, Purchase
from marketplace.domain.orders.rules import SYSTEM
from marketplace.domain.payments.actions.issues import open_issue
from marketplace.domain.payments.actions.refunding import request_refund
from marketplace.domain.payments.events import MoneyCame
from marketplace.domain.payments.models import PaymentAttempt
from marketplace.domain.stock.actions import take
from marketplace.domain.stock.errors import SoldOut
from marketplace.domain.stock.rules import Taken

PAID_LATE = "Tiền đã về sau khi hết hạn giữ hàng; hàng vẫn còn."


@transactional
def capture(
    attempt: PaymentAttempt, orders: Sequence[Order], *, at: datetime, payment_ref: str | None, retake: bool
) -> None:
    """Book the whole amount of a locked attempt, once, and do what follows from it.

    The purchase goes ahead; goods whose hold had lapsed are taken again if `retake` (raises SoldOut), else all of
    it goes back. A second payment of one purchase goes back as well. What was cancelled before is refunded.
    """
    if not _become_paid(attempt, at, payment_ref):
        return
    record(MoneyCame(attempt.id))
    if _paid_before(attempt):
        _give_all_back(attempt, "paid_twice")
        return
    lapsed = lapsed_orders(orders)
    held = any(order.state == "awaiting_payment" for order in orders)
    if not held and retake:
        hold_again(attempt.purchase_id, lapsed, at)
    if mark_purchase_paid(attempt.purchase_id, at):
        _give_back_cancelled(attempt)
    else:
        _give_all_back(attempt, "sold_out_after_payment" if lapsed else "paid_after_cancelling")


def locked_orders(purchase_id: int) -> Sequence[Order]:
    """The orders of a purchase with the purchase locked: whoever books money of it goes one by one."""
    purchase = select(Purchase.id).where(Purchase.id == purchase_id).with_for_update(key_share=True)
    db.session.execute(purchase)
    wanted = select(Order).where(Order.purchase_id == purchase_id).order_by(Order.id)
    ordered = wanted.with_for_update(key_share=True).execution_options(populate_existing=True)
    return db.session.scalars(ordered).all()


@transactional
def hold_again(purchase_id: int, lapsed: Sequence[Order], at: datetime) -> None:
    """Take the goods of lapsed orders once more, because their money is here; raises SoldOut.

    A booth that closes takes no order any more, also none that had lapsed.
    """
    if not lapsed:
        return
    leaving = select(Booth.id).where(Booth.id.in_([order.booth_id for order in lapsed]), Booth.state.in_(LEAVING))
    if db.session.scalars(leaving.with_for_update(read=True)).all():
        raise SoldOut(lapsed[0].lines[0].variant_id, 0)
    for order in lapsed:
        move_order(order.id, "awaiting_payment", who=SYSTEM, by=None, reason=PAID_LATE)
    db.session.execute(update(Purchase).where(Purchase.id == purchase_id).values(held_until=at))
    take(_goods_of(lapsed), at=at, kind="retake")


def lapsed_orders(orders: Sequence[Order]) -> list[Order]:
    """Those that no person cancelled: the time to pay ran out."""
    ids = [order.id for order in orders if order.state == "cancelled"]
    last = select(func.max(OrderStep.id)).where(OrderStep.order_id.in_(ids)).group_by(OrderStep.order_id)
    by_us = select(OrderStep.order_id).where(
        OrderStep.id.in_(last), OrderStep.by_kind == SYSTEM, OrderStep.from_state == "awaiting_payment"
    )
    found = set(db.session.scalars(by_us)) if ids else set()
    return [order for order in orders if order.id in found]


def _become_paid(attempt: PaymentAttempt, at: datetime, payment_ref: str | None) -> bool:
    paid = (
        update(PaymentAttempt)
        .where(PaymentAttempt.id == attempt.id, PaymentAttempt.state != "paid")
        .values(state="paid", paid_at=at, payment_ref=payment_ref)
        .returning(PaymentAttempt.id)
    )
    return db.session.scalar(paid) is not None


def _paid_before(attempt: PaymentAttempt) -> bool:
    other = select(PaymentAttempt.id).where(
        PaymentAttempt.purchase_id == attempt.purchase_id,
        PaymentAttempt.id != attempt.id,
        PaymentAttempt.state == "paid",
    )
    return db.session.scalar(other.limit(1)) is not None


def _give_all_back(attempt: PaymentAttempt, why: str) -> None:
    open_issue(why, f"attempt:{attempt.id}", purchase_id=attempt.purchase_id, amount=attempt.amount)
    request_refund(attempt.id, attempt.amount, key=f"attempt-{attempt.id}", reason=why)


def _give_back_cancelled(attempt: PaymentAttempt) -> None:
    orders = db.session.execute(
        select(Order.id, Order.state, Order.grand_total).where(Order.purchase_id == attempt.purchase_id)
    ).all()
    too_much = attempt.amount - sum(order.grand_total for order in orders if order.state != "cancelled")
    for order in orders:
        if order.state == "cancelled" and 0 < order.grand_total <= too_much:
            too_much -= order.grand_total
            request_refund(
                attempt.id, order.grand_total, key=f"order-{order.id}", reason="cancelled", order_id=order.id
            )


def _goods_of(orders: Sequence[Order]) -> list[Taken]:
    lines = select(OrderLine).where(OrderLine.order_id.in_([order.id for order in orders]))
    return [Taken(line.variant_id, line.booth_id, line.quantity, line.id) for line in db.session.scalars(lines)]
