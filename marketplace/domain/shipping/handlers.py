"""What shipping does when it hears of orders."""

from __future__ import annotations

from marketplace.domain.orders.events import OrderMoved
from marketplace.domain.shipping import actions


def call_off_carrier(news: OrderMoved) -> None:
    """Nobody need fetch a cancelled order."""
    if news.to_state == "cancelled":
        actions.call_off_carrier(news.order_id)
