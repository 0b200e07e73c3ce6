"""Cards through Stripe's hosted Checkout; the only file that knows Stripe's library.

One Checkout Session per attempt, charged in whole đồng (VND has no minor unit, docs.stripe.com/currencies).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

import stripe
from flask import current_app

from marketplace.core.language import force_locale, public_url
from marketplace.core.language import gettext as _
from marketplace.core.secret_links import secret_for
from marketplace.domain.payments.errors import BadSignature, ProviderAway, ProviderRefused
from marketplace.domain.payments.gateways.provider import Inbound, RefundTruth, Start, Truth
from marketplace.domain.payments.queries import AttemptFacts, RefundFacts

if TYPE_CHECKING:
    from stripe.params import EventListParams
    from stripe.params.checkout import SessionCreateParams

log = logging.getLogger(__name__)

# Seconds to connect and to answer; the library's own default is 80.
TIMEOUT = (3, 10)
RETRIES = 2
# A webhook older than this many seconds is refused (docs.stripe.com/webhooks).
TOLERANCE = 300

# What we act upon, or show to an organizer; everything else is stored and left alone.
KINDS = (
    "checkout.session.completed", "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed", "checkout.session.expired", "payment_intent.payment_failed",
    "refund.created", "refund.updated", "refund.failed", "charge.dispute.created", "charge.dispute.closed",
)  # fmt: skip

_REFUND_STATES = {"succeeded": "succeeded", "failed": "failed", "canceled": "failed"}


class Card:
    """Card payments."""

    code = "stripe"

    def start(self, attempt: AttemptFacts) -> Start:
        """The hosted page of this attempt; the same key gives the same session."""
        with _client() as client:
            session = client.v1.checkout.sessions.create(_page_of(attempt), {"idempotency_key": attempt.key})
        return Start(ref=session.id, redirect_url=session.url)

    def verify(self, raw: bytes, headers: Mapping[str, str]) -> Inbound:
        """The event in a signed message; raises BadSignature."""
        secret = current_app.config["MARKET"].STRIPE_WEBHOOK_SECRET
        if not secret:
            raise BadSignature
        try:
            text = raw.decode()
            signature = headers.get("Stripe-Signature", "")
            stripe.WebhookSignature.verify_header(text, signature, secret, TOLERANCE)
            body = json.loads(text)
            return Inbound(event_id=str(body["id"]), kind=str(body["type"]), body=body)
        except (stripe.SignatureVerificationError, ValueError, KeyError, TypeError) as fault:
            raise BadSignature from fault

    def truth(self, attempt: AttemptFacts) -> Truth:
        """What Stripe says of the session now; unknown while it has no name."""
        if attempt.ref is None:
            return Truth("unknown")
        with _client() as client:
            session = client.v1.checkout.sessions.retrieve(attempt.ref, {"expand": ["payment_intent"]})
        return _truth_of(session.to_dict())

    def cancel(self, attempt: AttemptFacts) -> Truth:
        """Expire the session; the truth if it is no longer open."""
        ref = attempt.ref or self._ref_of_lost(attempt)
        if ref is None:
            return Truth("expired", subject=attempt.key)
        with _client() as client:
            try:
                client.v1.checkout.sessions.expire(ref)
            except stripe.InvalidRequestError:
                log.info("session of attempt %s was no longer open", attempt.id)
            session = client.v1.checkout.sessions.retrieve(ref, {"expand": ["payment_intent"]})
        return _truth_of(session.to_dict())

    def refund(self, refund: RefundFacts) -> RefundTruth:
        """Send money back, or ask how an earlier sending went."""
        if refund.payment_ref is None:
            raise ProviderRefused
        with _client() as client:
            if refund.ref is not None:
                return _refund_truth(client.v1.refunds.retrieve(refund.ref).to_dict())
            if refund.state == "sent":
                earlier = client.v1.refunds.list({"payment_intent": refund.payment_ref, "limit": 100})
                for each in earlier.to_dict()["data"]:
                    if (each.get("metadata") or {}).get("refund") == refund.key:
                        return _refund_truth(each)
            made = client.v1.refunds.create(
                {
                    "payment_intent": refund.payment_ref,
                    "amount": refund.amount,
                    "metadata": {"refund": refund.key, "purchase": refund.purchase_code},
                },
                {"idempotency_key": refund.key},
            )
        return _refund_truth(made.to_dict())

    def events_since(self, moment: datetime) -> list[Inbound]:
        """What happened at Stripe since then, oldest first."""
        wanted: EventListParams = {
            "types": list(KINDS), "created": {"gte": int(moment.timestamp())}, "limit": 100,
        }  # fmt: skip
        with _client() as client:
            bodies = [event.to_dict() for event in client.v1.events.list(wanted).auto_paging_iter()]
        return [Inbound(body["id"], body["type"], body) for body in reversed(bodies)]

    def _ref_of_lost(self, attempt: AttemptFacts) -> str | None:
        """The session of a start whose answer never reached us: the same key gives it again."""
        if attempt.expires_at is None:
            return None
        try:
            return self.start(attempt).ref
        except ProviderRefused:
            return None


@contextmanager
def _client() -> Iterator[stripe.StripeClient]:
    config = current_app.config["MARKET"]
    http = stripe.RequestsClient(timeout=TIMEOUT)
    addresses: Any = {"api": config.STRIPE_API_BASE} if config.STRIPE_API_BASE else {}
    try:
        yield stripe.StripeClient(
            config.STRIPE_SECRET_KEY or "sk_test_unset",
            base_addresses=addresses,
            max_network_retries=RETRIES,
            http_client=http,
        )
    except stripe.IdempotencyError as fault:
        # One key stands for one set of facts: this is a fault of ours, not of the shopper.
        log.exception("an idempotency key was used twice with other facts")
        raise ProviderRefused from fault
    except (stripe.InvalidRequestError, stripe.CardError) as fault:
        log.warning("Stripe refused: %s %s", fault.code, fault.request_id)
        raise ProviderRefused from fault
    except stripe.StripeError as fault:
        log.warning("Stripe is away: %s %s", type(fault).__name__, fault.request_id)
        raise ProviderAway from fault
    finally:
        http.close()  # type: ignore[no-untyped-call]


def _page_of(attempt: AttemptFacts) -> SessionCreateParams:
    """Everything here comes from stored facts: the same key must always carry the same parameters."""
    if attempt.expires_at is None:
        raise ValueError("an attempt is given its time before the provider hears of it")
    marks = {"purchase": attempt.purchase_code, "attempt": attempt.key}
    with force_locale(attempt.language):
        name = _("Đơn hàng %(code)s", code=attempt.purchase_code)
    back = public_url(f"/orders/{attempt.purchase_code}/payment", language=attempt.language)
    secret = secret_for("purchase", attempt.purchase_code)
    page: SessionCreateParams = {
        "mode": "payment",
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": "vnd", "unit_amount": attempt.amount, "product_data": {"name": name},
                },
            }
        ],
        "adaptive_pricing": {"enabled": False},
        "expires_at": int(attempt.expires_at.timestamp()),
        "client_reference_id": attempt.purchase_code,
        "metadata": marks,
        "payment_intent_data": {"metadata": marks},
        "locale": "vi" if attempt.language == "vi" else "en",
        "success_url": f"{back}/return?s={secret}&session_id={{CHECKOUT_SESSION_ID}}",
        "cancel_url": f"{back}?s={secret}",
    }  # fmt: skip
    if attempt.email:
        page["customer_email"] = attempt.email
    return page


def _truth_of(session: Mapping[str, Any]) -> Truth:
    payment = session.get("payment_intent")
    found = payment if isinstance(payment, Mapping) else {}
    marks = session.get("metadata") or {}
    return Truth(
        state=_state_of(session, str(found.get("status", ""))),
        amount=int(session.get("amount_total") or 0),
        currency=str(session.get("currency") or "").upper(),
        livemode=bool(session.get("livemode")),
        subject=f"{marks.get('purchase', '')}/{marks.get('attempt', '')}",
        payment_ref=str(found["id"]) if "id" in found else None,
    )


def _state_of(session: Mapping[str, Any], payment_state: str) -> str:
    if session.get("status") in ("open", "expired"):
        return str(session["status"])
    if session.get("payment_status") == "paid":
        return "paid"
    return "failed" if payment_state in ("requires_payment_method", "canceled") else "processing"


def _refund_truth(refund: Mapping[str, Any]) -> RefundTruth:
    state = _REFUND_STATES.get(str(refund.get("status")), "sent")
    return RefundTruth(state, ref=str(refund["id"]), fault=str(refund.get("failure_reason") or ""))
