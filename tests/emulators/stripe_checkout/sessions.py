"""Checkout Sessions: open, then complete or expired, never back."""

from __future__ import annotations

from typing import Any

from tests.emulators.stripe_checkout import money, payments
from tests.emulators.stripe_checkout.cards import Card
from tests.emulators.stripe_checkout.refusals import Refusal
from tests.emulators.stripe_checkout.state import Thing, World, page

SHORTEST, LONGEST = 30 * 60, 24 * 3600
KIND = "checkout.session"


def create(world: World, asked: Thing, *, host: str) -> Thing:
    lines = [_line(world, line) for line in asked["line_items"]]
    currency = _one_currency(asked, lines)
    total = sum(line["amount_total"] for line in lines)
    money.check_total(total, currency)
    expires_at = _expiry(world, asked.get("expires_at"))
    session = _session(world, asked, currency=currency, total=total, expires_at=expires_at)
    session["url"] = f"{host}/pay/{session['id']}"
    world.lines[session["id"]] = lines
    world.intent_data[session["id"]] = asked.get("payment_intent_data", {})
    return world.keep(session)


def _expiry(world: World, asked: int | None) -> int:
    now = world.now()
    if asked is None:
        return now + LONGEST
    # A second's grace each way: the caller's clock was read before ours.
    if not now + SHORTEST - 5 <= asked <= now + LONGEST + 5:
        raise Refusal(
            "The `expires_at` timestamp must be at least 30 minutes and at most 24 hours "
            "from Checkout Session creation.",
            param="expires_at",
        )
    return asked


def _one_currency(asked: Thing, lines: list[Thing]) -> str:
    found = {line["currency"] for line in lines} | ({asked["currency"]} if "currency" in asked else set())
    if len(found) != 1:
        raise Refusal("All line items must have the same currency, and at least one is needed.", param="line_items")
    return str(found.pop())


def _line(world: World, line: Thing) -> Thing:
    price = line["price_data"]
    total = price["unit_amount"] * line["quantity"]
    return {
        "id": world.new_id("li"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": total,
        "amount_tax": 0,
        "amount_total": total,
        "currency": price["currency"],
        "description": price["product_data"]["name"],
        "metadata": line.get("metadata", {}),
        "quantity": line["quantity"],
        "price": {
            "id": world.new_id("price"),
            "object": "price",
            "active": False,
            "currency": price["currency"],
            "product": world.new_id("prod", 14),
            "type": "one_time",
            "unit_amount": price["unit_amount"],
            "unit_amount_decimal": str(price["unit_amount"]),
        },
    }


def _session(world: World, asked: Thing, *, currency: str, total: int, expires_at: int) -> Thing:
    given = {
        name: asked.get(name)
        for name in (
            "allowed_payment_method_types",
            "billing_address_collection",
            "cancel_url",
            "client_reference_id",
            "customer_email",
            "integration_identifier",
            "locale",
            "origin_context",
            "submit_type",
            "success_url",
        )
    }
    return given | {
        "id": world.new_id("cs_test", 58),
        "object": KIND,
        "adaptive_pricing": asked.get("adaptive_pricing", {"enabled": False}),
        "after_expiration": None,
        "allow_promotion_codes": None,
        "amount_subtotal": total,
        "amount_total": total,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "client_secret": None,
        "consent": None,
        "consent_collection": None,
        "created": world.now(),
        "currency": currency,
        "currency_conversion": None,
        "custom_fields": [],
        "customer": None,
        "customer_creation": "if_required",
        "customer_details": None,
        "discounts": [],
        "expires_at": expires_at,
        "invoice": None,
        "livemode": False,
        "metadata": asked.get("metadata", {}),
        "mode": "payment",
        "payment_intent": None,
        "payment_link": None,
        "payment_method_collection": "if_required",
        "payment_method_options": {},
        "payment_method_types": ["card"],
        "payment_status": "unpaid",
        "presentment_details": None,
        "recovered_from": None,
        "setup_intent": None,
        "shipping_options": [],
        "status": "open",
        "subscription": None,
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": None,
    }


def found(world: World, id: str) -> Thing:
    session = world.find(KIND, id, "session")
    if session["status"] == "open" and session["expires_at"] <= world.now():
        lapse(world, session)
    return session


def listed(world: World, asked: Thing) -> list[Thing]:
    lapse_due(world)
    wanted = {name: asked[name] for name in ("payment_intent", "status") if name in asked}
    return [row for row in world.every(KIND) if wanted.items() <= row.items()]


def lines_page(world: World, id: str, asked: Thing) -> Thing:
    session = found(world, id)
    return page(world.lines[session["id"]], asked, f"/v1/checkout/sessions/{id}/line_items")


def expire(world: World, id: str) -> Thing:
    session = found(world, id)
    if session["status"] != "open":
        raise Refusal(
            'Only Checkout Sessions with a status in ["open"] can be expired. '
            f"This Checkout Session has a status of `{session['status']}`."
        )
    return lapse(world, session)


def lapse(world: World, session: Thing) -> Thing:
    payments.give_up(world, session["payment_intent"])
    session.update(status="expired", url=None)
    world.happened("checkout.session.expired", session)
    return session


def lapse_due(world: World) -> None:
    """Expire what is past its time; Stripe does so without being asked."""
    for session in world.every(KIND):
        if session["status"] == "open" and session["expires_at"] <= world.now():
            lapse(world, session)


def pay(world: World, id: str, card: Card, *, delayed: bool = False, confirmed: bool = False) -> Thing:
    """Try `card`; the session stays open when the card is declined or asks for a confirmation first.

    `delayed` completes it unpaid, as a slow payment method does; `settle_delayed` ends that.
    """
    session = _open(world, id)
    intent = payments.intent_for(world, session)
    if card.decline_code:
        payments.decline(world, intent, card)
    elif card.confirms and not confirmed:
        payments.ask_confirmation(world, intent, card)
    else:
        _complete(world, session, intent, card, delayed=delayed)
    return session


def refuse_confirmation(world: World, id: str, card: Card) -> Thing:
    session = _open(world, id)
    payments.decline(world, payments.intent_for(world, session), card.unconfirmed())
    return session


def _open(world: World, id: str) -> Thing:
    session = found(world, id)
    if session["status"] != "open":
        raise Refusal(f"This Checkout Session is {session['status']}.", code="session_not_open")
    return session


def _complete(world: World, session: Thing, intent: Thing, card: Card, *, delayed: bool) -> None:
    details: dict[str, Any] = {
        "email": session["customer_email"],
        "name": "Khách Thử",
        "phone": None,
        "address": None,
    }
    session.update(status="complete", url=None, customer_details=details)
    if delayed:
        payments.start_delayed(world, intent, card)
    else:
        payments.succeed(world, intent, card)
        session["payment_status"] = "paid"
    world.happened("checkout.session.completed", session)


def settle_delayed(world: World, id: str, card: Card) -> Thing:
    """End a delayed payment: paid, or failed when the card is one that is declined."""
    session = found(world, id)
    if (session["status"], session["payment_status"]) != ("complete", "unpaid"):
        raise Refusal("No delayed payment is under way in this Checkout Session.", code="nothing_delayed")
    intent = payments.intent_for(world, session)
    if card.decline_code:
        payments.decline(world, intent, card)
        world.happened("checkout.session.async_payment_failed", session)
    else:
        payments.succeed(world, intent, card)
        session["payment_status"] = "paid"
        world.happened("checkout.session.async_payment_succeeded", session)
    return session
