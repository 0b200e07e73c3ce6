"""Writing into the book what happened before there was one, and what nobody was told of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, Select, exists, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from marketplace.core.db import db
from marketplace.domain.ledger.actions.booking import book_payment, book_refund, book_returns, book_sale
from marketplace.domain.ledger.actions.freezing import freeze_terms
from marketplace.domain.ledger.models import Entry, SaleTerms
from marketplace.domain.ledger.queries.terms import BACK
from marketplace.domain.orders.models import Order
from marketplace.domain.payments.models import PaymentAttempt, Refund


def catch_up() -> int:
    """Freeze terms and write entries that are missing, each in its own transaction; how many things were looked at."""
    bare = select(Order.purchase_id).where(~exists().where(SaleTerms.order_id == Order.id))
    paid = select(PaymentAttempt.id).where(PaymentAttempt.state == "paid", _untold("payment-", PaymentAttempt.id))
    gone = select(Refund.id).where(Refund.state == "succeeded", _untold("refund-", Refund.id))
    sold = select(Order.id).where(Order.delivered_at.is_not(None), _untold("sale-", Order.id))
    back = (
        select(Order.id)
        .join(Refund, Refund.order_id == Order.id)
        .where(Refund.reason.in_(BACK), Order.delivered_at.is_not(None), _untold("return-", Refund.id))
    )
    work: Sequence[tuple[Callable[[int], None], Select[int]]] = (
        (freeze_terms, bare), (book_payment, paid), (book_refund, gone), (book_sale, sold), (book_returns, back),
    )  # fmt: skip
    found = [(act, sorted(db.session.scalars(wanted.distinct()))) for act, wanted in work]
    db.session.rollback()
    for act, ids in found:
        for each in ids:
            act(each)
    return sum(len(ids) for _act, ids in found)


def _untold(prefix: str, number: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    return ~exists().where(Entry.key == literal(prefix).concat(number))
