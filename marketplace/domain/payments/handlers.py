"""What money does when an order moves."""

from __future__ import annotations

from marketplace.domain.accounts.events import PersonErased
from marketplace.domain.orders.events import OrderFellShort, OrderMoved
from marketplace.domain.payments import actions


def capture_cash(news: OrderMoved) -> None:
    """Delivered: the cash of this order is in."""
    if news.to_state == "delivered":
        actions.capture_cash(news.order_id)


def cancel_cash(news: OrderMoved) -> None:
    """Cancelled or refused at the door: no cash will come."""
    if news.to_state in ("cancelled", "refused"):
        actions.cancel_cash(news.order_id)


def refund_cancelled_order(news: OrderMoved) -> None:
    """Cancelled after it was paid: the money goes back. Before that there is none, or `capture` sees to it."""
    if news.to_state == "cancelled" and news.from_state != "awaiting_payment":
        actions.refund_order(news.order_id, reason="cancelled")


def refund_returned_order(news: OrderMoved) -> None:
    """The goods are back with the booth: the money goes back."""
    if news.to_state == "returned":
        actions.refund_order(news.order_id, reason="returned")


def ask_for_less(news: OrderMoved) -> None:
    """Cancelled before it was paid: the rest of the purchase costs less."""
    if (news.from_state, news.to_state) == ("awaiting_payment", "cancelled"):
        actions.resize_attempt_of(news.order_id)


def settle_shortfall(news: OrderFellShort) -> None:
    """Goods are missing: the buyer pays less, or gets the difference back."""
    actions.settle_shortfall(news.shortfall_id)


def forget_card_holder(news: PersonErased) -> None:
    """What a provider told of who paid is emptied."""
    actions.forget_payer(news.person_id)
