"""What the book is told of."""

from __future__ import annotations

from marketplace.domain.ledger import actions
from marketplace.domain.orders.events import OrderMoved, PurchasePlaced
from marketplace.domain.payments.events import (
    MoneyCame,
    RefundFailed,
    RefundFoundOutside,
    RefundRequested,
    RefundSucceeded,
)


def freeze_terms(news: PurchasePlaced) -> None:
    """Placed: its rates are those of that moment for good."""
    actions.freeze_terms(news.purchase_id)


def book_payment(news: MoneyCame) -> None:
    """Money came in."""
    actions.book_payment(news.attempt_id)


def book_sale(news: OrderMoved) -> None:
    """Delivered: earned."""
    if news.to_state == "delivered":
        actions.book_sale(news.order_id)


def book_undone(news: OrderMoved) -> None:
    """All of it came back."""
    if news.to_state == "returned":
        actions.book_returns(news.order_id)


def book_return(news: RefundRequested) -> None:
    """Some of it came back, and its money is on the way."""
    if news.order_id:
        actions.book_returns(news.order_id)


def book_refund(news: RefundSucceeded | RefundFailed | RefundFoundOutside) -> None:
    """The money went back, or has not gone after all."""
    actions.book_refund(news.refund_id)
