"""PaymentIntents and charges behind a session: made at the first try, as Stripe has done since 2022-08-01."""

from __future__ import annotations

from tests.emulators.stripe_checkout import money
from tests.emulators.stripe_checkout.cards import CARDS, GOOD, Card
from tests.emulators.stripe_checkout.state import Thing, World


def intent_for(world: World, session: Thing) -> Thing:
    if session["payment_intent"]:
        return world.find("payment_intent", session["payment_intent"])
    given = world.intent_data[session["id"]]
    intent = world.keep(
        {
            "id": world.new_id("pi_3T"),
            "object": "payment_intent",
            "amount": session["amount_total"],
            "amount_capturable": 0,
            "amount_received": 0,
            "canceled_at": None,
            "cancellation_reason": None,
            "capture_method": "automatic_async",
            "confirmation_method": "automatic",
            "created": world.now(),
            "currency": session["currency"],
            "customer": None,
            "description": given.get("description"),
            "last_payment_error": None,
            "latest_charge": None,
            "livemode": session["livemode"],
            "metadata": given.get("metadata", {}),
            "next_action": None,
            "payment_method": None,
            "payment_method_types": ["card"],
            "processing": None,
            "receipt_email": given.get("receipt_email"),
            "setup_future_usage": None,
            "shipping": None,
            "status": "requires_payment_method",
            "statement_descriptor_suffix": given.get("statement_descriptor_suffix"),
            "transfer_data": None,
            "transfer_group": given.get("transfer_group"),
        }
    )
    session["payment_intent"] = intent["id"]
    world.happened("payment_intent.created", intent)
    return intent


def succeed(world: World, intent: Thing, card: Card) -> Thing:
    charge = _charge(world, intent, card, status="succeeded")
    charge.update(paid=True, captured=True, amount_captured=charge["amount"])
    entry = money.balance_entry(
        id=world.new_id("txn_3T"),
        type="charge",
        amount=charge["amount"],
        currency=charge["currency"],
        fee=money.fee_of(charge["amount"], charge["currency"]),
        source=charge["id"],
        now=world.now(),
    )
    charge["balance_transaction"] = world.keep(entry)["id"]
    intent.update(
        status="succeeded",
        amount_received=intent["amount"],
        latest_charge=charge["id"],
        next_action=None,
        last_payment_error=None,
        payment_method=charge["payment_method"],
    )
    world.happened("charge.succeeded", charge)
    world.happened("payment_intent.succeeded", intent)
    return charge


def decline(world: World, intent: Thing, card: Card) -> None:
    charge = _charge(world, intent, card, status="failed")
    charge.update(failure_code=card.code, failure_message=card.message)
    error = {
        "type": "card_error",
        "code": card.code,
        "decline_code": card.decline_code,
        "message": card.message,
        "charge": charge["id"],
    }
    intent.update(
        status="requires_payment_method",
        last_payment_error=error,
        latest_charge=charge["id"],
        next_action=None,
        payment_method=None,
    )
    world.happened("charge.failed", charge)
    world.happened("payment_intent.payment_failed", intent)


def ask_confirmation(world: World, intent: Thing, card: Card) -> None:
    world.cards[intent["id"]] = card.number
    intent.update(status="requires_action", next_action={"type": "use_stripe_sdk"}, last_payment_error=None)
    world.happened("payment_intent.requires_action", intent)


def card_to_confirm(world: World, session: Thing) -> Card | None:
    """The card whose holder is being asked, if one is."""
    if not session["payment_intent"]:
        return None
    intent = world.find("payment_intent", session["payment_intent"])
    return CARDS[world.cards[intent["id"]]] if intent["status"] == "requires_action" else None


def start_delayed(world: World, intent: Thing, card: Card) -> None:
    intent.update(status="processing", last_payment_error=None)
    world.happened("payment_intent.processing", intent)


def give_up(world: World, id: str | None) -> None:
    """Cancel what an expired session leaves unpaid."""
    if id is None:
        return
    intent = world.find("payment_intent", id)
    intent.update(status="canceled", canceled_at=world.now(), cancellation_reason="expired", next_action=None)
    world.happened("payment_intent.canceled", intent)


def card_of_charge(world: World, charge: Thing) -> Card:
    return CARDS.get(world.cards.get(charge["id"], ""), GOOD)


def _charge(world: World, intent: Thing, card: Card, *, status: str) -> Thing:
    charge = world.keep(
        {
            "id": world.new_id("ch_3T"),
            "object": "charge",
            "amount": intent["amount"],
            "amount_captured": 0,
            "amount_refunded": 0,
            "balance_transaction": None,
            "captured": False,
            "created": world.now(),
            "currency": intent["currency"],
            "customer": None,
            "description": intent["description"],
            "disputed": False,
            "failure_code": None,
            "failure_message": None,
            "livemode": intent["livemode"],
            "metadata": dict(intent["metadata"]),
            "paid": False,
            "payment_intent": intent["id"],
            "payment_method": world.new_id("pm_1T"),
            "payment_method_details": {
                "type": "card",
                "card": {"brand": card.brand, "last4": card.number[-4:], "country": "US"},
            },
            "receipt_email": intent["receipt_email"],
            "receipt_url": None,
            "refunded": False,
            "status": status,
            "transfer_group": intent["transfer_group"],
        }
    )
    world.cards[charge["id"]] = card.number
    return charge
