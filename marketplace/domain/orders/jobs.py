"""What orders do by themselves."""

from __future__ import annotations

from marketplace.domain.orders import actions


def complete_delivered_orders() -> None:
    """Daily: delivered orders about which nobody complained in time are completed."""
    actions.complete_delivered_orders()
