"""What the market asks of Stripe, as the tests build it."""

from __future__ import annotations

import time
from typing import Any

import stripe

from tests.emulators.fixtures import StripeEmulator


def wanted(**changes: Any) -> dict[str, Any]:
    """The session of a cart with two jars and a delivery, as the market asks for it."""
    return {
        "mode": "payment",
        "ui_mode": "hosted_page",
        "allowed_payment_method_types": ["card"],
        "adaptive_pricing": {"enabled": False},
        "client_reference_id": "QT-7K3M9XQ2",
        "metadata": {"purchase": "QT-7K3M9XQ2", "attempt": "1"},
        "payment_intent_data": {"metadata": {"purchase": "QT-7K3M9XQ2"}, "transfer_group": "QT-7K3M9XQ2"},
        "line_items": [line("Tiêu hạt Cùa", 60_000, quantity=2), line("Phí giao hàng", 30_000)],
        "expires_at": int(time.time()) + 1800,
        "locale": "vi",
        "success_url": "http://127.0.0.1:8000/checkout/return?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://127.0.0.1:8000/checkout",
    } | changes


def line(name: str, amount: Any, *, quantity: int = 1, currency: str = "vnd") -> dict[str, Any]:
    price = {"currency": currency, "unit_amount": amount, "product_data": {"name": name}}
    return {"price_data": price, "quantity": quantity}


def create(client: stripe.StripeClient, key: str | None = None, **changes: Any) -> stripe.checkout.Session:
    options = {"idempotency_key": key} if key else {}
    return client.v1.checkout.sessions.create(wanted(**changes), options)


def paid(client: stripe.StripeClient, emulator: StripeEmulator, **changes: Any) -> stripe.checkout.Session:
    session = create(client, **changes)
    emulator.pay(session.id)
    return client.v1.checkout.sessions.retrieve(session.id)


def transfer(client: stripe.StripeClient, amount: int, **more: Any) -> stripe.Transfer:
    asked = {"amount": amount, "currency": "vnd", "destination": "acct_booth", **more}
    return client.v1.transfers.create(asked)


def types_of(emulator: StripeEmulator) -> list[str]:
    return [event["type"] for event in emulator.events]
