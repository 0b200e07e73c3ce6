"""The book: each thing that happens to money is written once, in lines that sum to zero.

The moment of an entry is that of what it tells of, and its key names that thing; telling it again changes nothing.
Whatever an entry says is worked out from rows that never change, so that it does not matter when it is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, insert, select

from marketplace.core import clock
from marketplace.core.db import db, lock_row
from marketplace.core.transactions import transactional
from marketplace.domain.ledger.actions.freezing import freeze_order
from marketplace.domain.ledger.models import Entry, Line
from marketplace.domain.ledger.queries.terms import earned_by, refunds_back
from marketplace.domain.ledger.rules import OF_BOOTHS, Earned, Leg, back_legs, sale_legs, still_earned
from marketplace.domain.orders.models import Order
from marketplace.domain.payments.models import PaymentAttempt, Refund
from marketplace.domain.payments.rules import TO_ACCOUNT, TO_CARD, way_back

# Where the money of each provider lies. Cash is with the booth that handed the goods over.
MONEY_IN = {"cod": "cash", "vietqr": "bank", "stripe": "card"}
# By the way that it goes back. What was paid in cash is paid back from the market's own account.
MONEY_OUT = {TO_CARD: "card", TO_ACCOUNT: "bank"}


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about."""

    purchase_id: int
    order: Order | None
    attempt_id: int | None = None
    refund_id: int | None = None


@transactional
def book_payment(attempt_id: int) -> None:
    """Money of a purchase came in; it is the shopper's until the goods are there."""
    attempt = db.session.get_one(PaymentAttempt, attempt_id)
    if attempt.state != "paid" or attempt.paid_at is None:
        return
    subject = Subject(attempt.purchase_id, _order_of(attempt.order_id), attempt_id=attempt.id)
    legs = [Leg(MONEY_IN[attempt.provider], "money", attempt.amount), Leg("shopper", "money", -attempt.amount)]
    _write(f"payment-{attempt.id}", "payment", legs, subject, at=attempt.paid_at)


@transactional
def book_refund(refund_id: int) -> None:
    """Money went back to the shopper, or has not gone after all."""
    refund = db.session.get_one(Refund, refund_id)
    subject = Subject(refund.attempt.purchase_id, _order_of(refund.order_id), refund_id=refund.id)
    first, undone = f"refund-{refund.id}", f"refund-{refund.id}-failed"
    if refund.state == "succeeded" and refund.settled_at is not None:
        by_hand = refund.settled_by_id is not None
        legs = [Leg("shopper", "money", refund.amount), Leg(MONEY_OUT[refund.way], "money", -refund.amount)]
        key = f"refund-{refund.id}-by-hand" if by_hand and _is_told(undone) else first
        _write(key, "refund", legs, subject, at=refund.settled_at)
    elif refund.state == "failed" and _is_told(first):
        money = MONEY_OUT[way_back(refund.attempt.provider)]
        legs = [Leg(money, "money", refund.amount), Leg("shopper", "money", -refund.amount)]
        _write(undone, "refund", legs, subject, at=clock.now())


@transactional
def book_sale(order_id: int) -> None:
    """The goods are with the shopper: the booth has earned its part, the market and the tax office theirs."""
    order = db.session.get_one(Order, order_id)
    if order.delivered_at is not None:
        _book_sale(order, order.delivered_at)


@transactional
def book_returns(order_id: int) -> None:
    """Goods of a delivered order came back, or all of them: so much less is earned."""
    order = db.session.get_one(Order, order_id)
    if order.delivered_at is None:
        return
    lock_row(order)
    whole = earned = _book_sale(order, order.delivered_at)
    back: list[tuple[int, int]] = []
    for refund in refunds_back(order):
        back.append((refund.amount - refund.shipping_amount, refund.shipping_amount))
        less = still_earned(whole, back)
        subject = Subject(order.purchase_id, order, refund_id=refund.id)
        _write(f"return-{refund.id}", "return", back_legs(earned, less), subject, at=refund.requested_at)
        earned = less
    if order.state == "returned" and not whole.goods_paid:
        less = still_earned(whole, back, undone=True)
        subject = Subject(order.purchase_id, order)
        _write(f"return-order-{order.id}", "return", back_legs(earned, less), subject, at=order.changed_at)


def _book_sale(order: Order, at: datetime) -> Earned:
    freeze_order(order)
    earned = earned_by(order)
    _write(f"sale-{order.id}", "sale", sale_legs(earned), Subject(order.purchase_id, order), at=at)
    return earned


def _order_of(order_id: int | None) -> Order | None:
    return db.session.get_one(Order, order_id) if order_id is not None else None


def _is_told(key: str) -> bool:
    return bool(db.session.scalar(select(exists().where(Entry.key == key))))


def _write(key: str, kind: str, legs: Sequence[Leg], subject: Subject, *, at: datetime) -> None:
    """Lines first, then the entry that closes them; nothing if it is there, or if nothing moved."""
    if not legs or _is_told(key):
        return
    booth_id = subject.order.booth_id if subject.order else None
    rows = [
        {"entry_key": key, "account": leg.account, "part": leg.part, "amount": leg.amount, "rate_id": leg.rate_id,
         "booth_id": booth_id if leg.account in OF_BOOTHS else None}
        for leg in legs
    ]  # fmt: skip
    entry = {
        "key": key, "kind": kind, "purchase_id": subject.purchase_id, "booth_id": booth_id,
        "order_id": subject.order.id if subject.order else None, "attempt_id": subject.attempt_id,
        "refund_id": subject.refund_id, "at": at, "recorded_at": clock.now(),
    }  # fmt: skip
    db.session.execute(insert(Line), rows)
    db.session.execute(insert(Entry), [entry])
