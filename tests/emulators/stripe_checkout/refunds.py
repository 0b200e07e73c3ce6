"""Refunds: never more than was captured, and a failed one gives its room back."""

from __future__ import annotations

from tests.emulators.stripe_checkout import money, payments
from tests.emulators.stripe_checkout.refusals import Refusal
from tests.emulators.stripe_checkout.state import Thing, World


def create(world: World, asked: Thing) -> Thing:
    charge = _charge_asked(world, asked)
    amount = _amount_asked(charge, asked.get("amount"))
    card = payments.card_of_charge(world, charge)
    refund = world.keep(
        {
            "id": world.new_id("re_3T"),
            "object": "refund",
            "amount": amount,
            "balance_transaction": None,
            "charge": charge["id"],
            "created": world.now(),
            "currency": charge["currency"],
            "destination_details": {"type": "card"},
            "failure_balance_transaction": None,
            "failure_reason": None,
            "metadata": asked.get("metadata", {}),
            "payment_intent": charge["payment_intent"],
            "pending_reason": None,
            "reason": asked.get("reason"),
            "receipt_number": None,
            "source_transfer_reversal": None,
            "transfer_reversal": None,
            "status": "pending" if card.refunds == "pending" else "succeeded",
        }
    )
    refund["balance_transaction"] = _book(world, refund, "refund", -amount)
    _move(charge, amount)
    world.happened("refund.created", refund)
    world.happened("charge.refunded", charge)
    if refund["status"] == "succeeded":
        world.happened("refund.updated", refund)
    return refund


def succeed(world: World, id: str) -> Thing:
    refund = world.find("refund", id)
    if refund["status"] != "pending":
        raise Refusal(f"This refund is {refund['status']}.", code="refund_not_pending")
    refund["status"] = "succeeded"
    world.happened("refund.updated", refund, {"status": "pending"})
    return refund


def fail(world: World, id: str, reason: str = "lost_or_stolen_card") -> Thing:
    """The bank sends the money back, days later: https://docs.stripe.com/refunds#failed-refunds."""
    refund = world.find("refund", id)
    if refund["status"] in ("failed", "canceled"):
        raise Refusal(f"This refund is {refund['status']}.", code="refund_not_failable")
    before = {"status": refund["status"]}
    refund.update(status="failed", failure_reason=reason)
    refund["failure_balance_transaction"] = _book(world, refund, "refund_failure", refund["amount"])
    _move(world.find("charge", refund["charge"]), -refund["amount"])
    world.happened("refund.updated", refund, before)
    world.happened("refund.failed", refund)
    return refund


def listed(world: World, asked: Thing) -> list[Thing]:
    wanted = {name: asked[name] for name in ("payment_intent", "charge") if name in asked}
    return [row for row in world.every("refund") if wanted.items() <= row.items()]


def _charge_asked(world: World, asked: Thing) -> Thing:
    if ("charge" in asked) == ("payment_intent" in asked):
        raise Refusal("One of the following params should be provided for this request: charge or payment_intent.")
    if "charge" in asked:
        return world.find("charge", asked["charge"], "charge")
    intent = world.find("payment_intent", asked["payment_intent"], "payment_intent")
    if intent["status"] != "succeeded":
        raise Refusal(
            f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.",
            param="payment_intent",
        )
    return world.find("charge", intent["latest_charge"])


def _amount_asked(charge: Thing, asked: int | None) -> int:
    left = int(charge["amount_captured"] - charge["amount_refunded"])
    if left == 0:
        raise Refusal(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if asked is not None and asked > left:
        shown = [money.shown(figure, charge["currency"], dot=",") for figure in (asked, left)]
        raise Refusal(
            f"Refund amount ({shown[0]}) is greater than unrefunded amount on charge ({shown[1]})",
            param="amount",
        )
    return left if asked is None else asked


def _move(charge: Thing, amount: int) -> None:
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]


def _book(world: World, refund: Thing, type: str, amount: int) -> str:
    entry = money.balance_entry(
        id=world.new_id("txn_3T"),
        type=type,
        amount=amount,
        fee=0,
        currency=refund["currency"],
        source=refund["id"],
        now=world.now(),
    )
    return str(world.keep(entry)["id"])
