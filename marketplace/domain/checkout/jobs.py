"""What the checkout does by itself."""

from __future__ import annotations

from marketplace.domain.checkout import actions


def lapse_unpaid_purchases() -> None:
    """Every minute: goods held for purchases that nobody paid go back on the shelf."""
    actions.lapse_unpaid_purchases()
