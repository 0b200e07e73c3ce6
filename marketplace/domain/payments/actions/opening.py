"""Attempts are opened inside the transaction that places the purchase."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import current_app

from marketplace.core.codes import random_code
from marketplace.core.inserting import insert_rows
from marketplace.core.transactions import transactional
from marketplace.domain.payments.models import PaymentAttempt
from marketplace.domain.payments.rules import PROVIDER_OF


@transactional
def open_attempts(
    purchase_id: int, method: str, amounts: Sequence[tuple[int, int]], grand_total: int, at: datetime
) -> None:
    """Open what the purchase is to be paid by: cash one attempt per order, all else one for the purchase.

    `amounts` are (order id, đồng). What costs nothing gets no attempt. Raises KeyError for an unknown method.
    """
    provider = PROVIDER_OF[method]
    wanted = amounts if provider == "cod" else [(None, grand_total)]
    rows = [attempt_row(purchase_id, provider, order_id, amount, at) for order_id, amount in wanted if amount > 0]
    insert_rows(PaymentAttempt, rows)


def new_key() -> str:
    """The idempotency key of one attempt: 100 random bits, kept before the provider hears of it."""
    return f"pay-{random_code(20)}"


def is_live() -> bool:
    """Whether the card provider's key moves real money."""
    return "_live_" in current_app.config["MARKET"].STRIPE_SECRET_KEY


def attempt_row(purchase_id: int, provider: str, order_id: int | None, amount: int, at: datetime) -> dict[str, Any]:
    """The columns of a new attempt."""
    return {
        "purchase_id": purchase_id,
        "provider": provider,
        "order_id": order_id,
        "amount": amount,
        "key": new_key(),
        "created_at": at,
        # Cash and transfers wait for news from outside from the start; a card's page must be asked for first.
        "state": "created" if provider == "stripe" else "pending",
        "livemode": provider == "stripe" and is_live(),
    }
