"""Transfers to booths' accounts and their reversals (Connect: separate charges and transfers)."""

from __future__ import annotations

from tests.emulators.stripe_checkout import money
from tests.emulators.stripe_checkout.refusals import Refusal
from tests.emulators.stripe_checkout.state import Thing, World, page


def create(world: World, asked: Thing) -> Thing:
    if not asked["destination"].startswith("acct_"):
        raise Refusal(f"No such destination: '{asked['destination']}'", code="resource_missing", param="destination")
    _check_funds(world, asked)
    transfer = _transfer(world, asked)
    transfer["balance_transaction"] = _book(world, transfer, "transfer", -asked["amount"])
    world.keep(transfer)
    world.happened("transfer.created", transfer)
    return transfer


def _transfer(world: World, asked: Thing) -> Thing:
    id = world.new_id("tr_3T")
    return {
        "id": id,
        "object": "transfer",
        "amount": asked["amount"],
        "amount_reversed": 0,
        "balance_transaction": None,
        "created": world.now(),
        "currency": asked["currency"],
        "description": asked.get("description"),
        "destination": asked["destination"],
        "destination_payment": world.new_id("py"),
        "livemode": False,
        "metadata": asked.get("metadata", {}),
        "reversals": page([], {}, f"/v1/transfers/{id}/reversals"),
        "reversed": False,
        "source_transaction": asked.get("source_transaction"),
        "source_type": "card",
        "transfer_group": asked.get("transfer_group"),
    }


def _check_funds(world: World, asked: Thing) -> None:
    if "source_transaction" in asked:
        left = _left_of_charge(world, asked["source_transaction"])
        if asked["amount"] > left:
            raise Refusal(
                f"Cannot use source_transaction: its transfers would exceed the charge; {left} is left.",
                param="source_transaction",
            )
        return
    entries = world.every("balance_transaction")
    held = sum(entry["net"] for entry in entries if entry["currency"] == asked["currency"])
    if asked["amount"] > held:
        raise Refusal(
            "You have insufficient available funds in your Stripe account.",
            code="balance_insufficient",
            param="amount",
        )


def _left_of_charge(world: World, id: str) -> int:
    charge = world.find("charge", id, "source_transaction")
    sent = sum(row["amount"] for row in world.every("transfer") if row["source_transaction"] == id)
    return int(charge["amount_captured"] - sent)


def reverse(world: World, id: str, asked: Thing) -> Thing:
    transfer = world.find("transfer", id, "transfer")
    left = int(transfer["amount"] - transfer["amount_reversed"])
    amount: int = asked.get("amount", left)
    if amount > left or left == 0:
        shown = money.shown(left, transfer["currency"], dot=",")
        raise Refusal(f"The reversal is greater than the unreversed amount of the transfer ({shown}).", param="amount")
    reversal = world.keep(
        {
            "id": world.new_id("trr_3T"),
            "object": "transfer_reversal",
            "amount": amount,
            "balance_transaction": None,
            "created": world.now(),
            "currency": transfer["currency"],
            "destination_payment_refund": world.new_id("pyr"),
            "metadata": asked.get("metadata", {}),
            "source_refund": None,
            "transfer": id,
        }
    )
    reversal["balance_transaction"] = _book(world, reversal, "transfer_refund", amount)
    transfer["amount_reversed"] += amount
    transfer["reversed"] = transfer["amount_reversed"] == transfer["amount"]
    transfer["reversals"] = page(reversals(world, id), {}, f"/v1/transfers/{id}/reversals")
    world.happened("transfer.reversed", transfer)
    return reversal


def reversals(world: World, id: str) -> list[Thing]:
    world.find("transfer", id, "transfer")
    return [row for row in world.every("transfer_reversal") if row["transfer"] == id]


def _book(world: World, thing: Thing, type: str, amount: int) -> str:
    entry = money.balance_entry(
        id=world.new_id("txn_3T"),
        type=type,
        amount=amount,
        fee=0,
        currency=thing["currency"],
        source=thing["id"],
        now=world.now(),
    )
    return str(world.keep(entry)["id"])
