"""Refunds, transfers and the balance of the emulator."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import stripe

from tests.emulators.checkout_requests import create, paid, transfer, types_of


class TestRefunds:
    def test_refunds_stop_at_what_was_captured(self, stripe_client, stripe_emulator) -> None:
        session = paid(stripe_client, stripe_emulator)
        for amount in (100_000, 50_000):
            refund = stripe_client.v1.refunds.create({"payment_intent": session.payment_intent, "amount": amount})
            assert refund.status == "succeeded"
        with pytest.raises(stripe.InvalidRequestError) as refused:
            stripe_client.v1.refunds.create({"payment_intent": session.payment_intent, "amount": 1})
        assert refused.value.code == "charge_already_refunded"
        listed = stripe_client.v1.refunds.list({"payment_intent": session.payment_intent})
        assert sum(refund.amount for refund in listed.auto_paging_iter()) == 150_000

    def test_thirty_refunds_at_once_pass_only_once_for_their_sum(self, stripe_client, stripe_emulator) -> None:
        session = paid(stripe_client, stripe_emulator)

        def refund(_: int) -> bool:
            try:
                stripe_client.v1.refunds.create({"payment_intent": session.payment_intent, "amount": 90_000})
            except stripe.InvalidRequestError:
                return False
            return True

        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(refund, range(30))) == 1

    def test_a_failed_refund_gives_its_room_back(self, stripe_client, stripe_emulator) -> None:
        session = paid(stripe_client, stripe_emulator)
        refund = stripe_client.v1.refunds.create({"payment_intent": session.payment_intent})
        stripe_emulator.fail_refund(refund.id)
        seen = stripe_client.v1.refunds.retrieve(refund.id)
        assert (seen.status, seen.failure_reason) == ("failed", "lost_or_stolen_card")
        assert stripe_client.v1.charges.retrieve(refund.charge).amount_refunded == 0
        assert types_of(stripe_emulator)[-2:] == ["refund.updated", "refund.failed"]

    def test_a_refund_may_wait(self, stripe_client, stripe_emulator) -> None:
        session = create(stripe_client)
        stripe_emulator.pay(session.id, "4000000000007726")
        intent = stripe_client.v1.checkout.sessions.retrieve(session.id).payment_intent
        refund = stripe_client.v1.refunds.create({"payment_intent": intent})
        assert refund.status == "pending"
        stripe_emulator.succeed_refund(refund.id)
        assert stripe_client.v1.refunds.retrieve(refund.id).status == "succeeded"

    def test_an_unpaid_intent_has_nothing_to_refund(self, stripe_client, stripe_emulator) -> None:
        session = create(stripe_client)
        stripe_emulator.fail(session.id)
        intent = stripe_client.v1.checkout.sessions.retrieve(session.id).payment_intent
        with pytest.raises(stripe.InvalidRequestError, match="successful charge"):
            stripe_client.v1.refunds.create({"payment_intent": intent})


class TestTransfers:
    def test_transfers_from_a_charge_stop_at_its_amount(self, stripe_client, stripe_emulator) -> None:
        session = paid(stripe_client, stripe_emulator)
        charge = stripe_client.v1.payment_intents.retrieve(session.payment_intent).latest_charge
        transfer(stripe_client, 100_000, source_transaction=charge)
        with pytest.raises(stripe.InvalidRequestError, match="50000 is left"):
            transfer(stripe_client, 50_001, source_transaction=charge)

    def test_a_transfer_above_the_balance_is_refused(self, stripe_client) -> None:
        with pytest.raises(stripe.InvalidRequestError) as refused:
            transfer(stripe_client, 1_000)
        assert refused.value.code == "balance_insufficient"

    def test_a_reversal_takes_back_no_more_than_was_sent(self, stripe_client, stripe_emulator) -> None:
        paid(stripe_client, stripe_emulator)
        sent = transfer(stripe_client, 80_000)
        stripe_client.v1.transfers.reversals.create(sent.id, {"amount": 30_000})
        with pytest.raises(stripe.InvalidRequestError, match="unreversed"):
            stripe_client.v1.transfers.reversals.create(sent.id, {"amount": 50_001})
        stripe_client.v1.transfers.reversals.create(sent.id)
        assert stripe_client.v1.transfers.retrieve(sent.id).reversed
        assert types_of(stripe_emulator)[-1] == "transfer.reversed"

    def test_the_balance_is_the_sum_of_its_entries(self, stripe_client, stripe_emulator) -> None:
        session = paid(stripe_client, stripe_emulator)
        stripe_client.v1.refunds.create({"payment_intent": session.payment_intent, "amount": 50_000})
        sent = transfer(stripe_client, 40_000)
        stripe_client.v1.transfers.reversals.create(sent.id, {"amount": 10_000})
        entries = list(stripe_client.v1.balance_transactions.list().auto_paging_iter())
        fee = sum(entry.fee for entry in entries)
        assert sum(entry.net for entry in entries) == 150_000 - fee - 50_000 - 40_000 + 10_000
        assert [entry.type for entry in stripe_client.v1.balance_transactions.list({"type": "refund"}).data] == [
            "refund"
        ]
