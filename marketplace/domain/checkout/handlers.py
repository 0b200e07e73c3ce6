"""What the checkout does after the fact."""

from __future__ import annotations

from marketplace.domain.checkout.actions import keep_buyers_address
from marketplace.domain.orders.events import PurchasePlaced


def keep_address(event: PurchasePlaced) -> None:
    """Nobody types an address twice."""
    keep_buyers_address(event.purchase_id)
