"""What money does by itself."""

from __future__ import annotations

from marketplace.domain.payments import actions


def work_webhooks() -> None:
    """Every minute, and soon after a message came in: act on what providers told us."""
    actions.work_webhooks()


def send_refunds() -> None:
    """Soon after one was asked for, and with each reconciliation: send card refunds and ask about them."""
    actions.send_refunds()


def reconcile_payments() -> None:
    """Every five minutes: go after what no message told us of."""
    actions.reconcile_payments()


def compare_with_provider() -> None:
    """Daily: hold our inbox against the provider's own list of events."""
    actions.compare_with_provider()
