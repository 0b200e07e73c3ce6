"""Idempotency keys and faults of the emulator, as the SDK meets them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import stripe

from tests.emulators.checkout_requests import create, line, paid, transfer, wanted


class TestIdempotency:
    def test_the_same_key_and_parameters_answer_the_same_session(self, stripe_client, stripe_emulator) -> None:
        expires_at = int(time.time()) + 1800
        first, again = (create(stripe_client, "attempt-1", expires_at=expires_at) for _ in range(2))
        assert first.id == again.id
        assert again.last_response.headers["Idempotent-Replayed"] == "true"
        assert len(stripe_emulator.things("checkout.session")) == 1

    def test_the_same_key_with_another_cart_is_an_error(self, stripe_client) -> None:
        create(stripe_client, "attempt-1")
        with pytest.raises(stripe.IdempotencyError):
            create(stripe_client, "attempt-1", line_items=[line("a", 99_000)])

    def test_a_key_whose_parameters_were_refused_is_free(self, stripe_client) -> None:
        with pytest.raises(stripe.InvalidRequestError):
            create(stripe_client, "attempt-1", mode="pay")
        assert create(stripe_client, "attempt-1").status == "open"

    def test_a_refusal_after_work_began_is_replayed(self, stripe_client, stripe_emulator) -> None:
        session = paid(stripe_client, stripe_emulator)
        asked = {"payment_intent": session.payment_intent, "amount": 150_001}
        for _ in range(2):
            with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded") as refused:
                stripe_client.v1.refunds.create(asked, {"idempotency_key": "refund-1"})
        assert refused.value.headers["Idempotent-Replayed"] == "true"

    def test_a_key_is_forgotten_after_a_day(self, stripe_client, stripe_emulator) -> None:
        first = create(stripe_client, "attempt-1")
        stripe_emulator.advance(24 * 3600 + 1)
        assert create(stripe_client, "attempt-1", expires_at=int(time.time()) + 26 * 3600).id != first.id

    def test_a_key_still_at_work_is_a_conflict(self, stripe_emulator) -> None:
        stripe_emulator.faults("latency", seconds=4)
        patient, hasty = stripe_emulator.client(), stripe_emulator.client(retries=0)
        params = wanted()
        with ThreadPoolExecutor(1) as pool:
            slow = pool.submit(patient.v1.checkout.sessions.create, params, {"idempotency_key": "a"})
            while not stripe_emulator.world.keys.at_work("a"):
                time.sleep(0.01)
            with pytest.raises(stripe.APIError) as refused:
                hasty.v1.checkout.sessions.create(params, {"idempotency_key": "a"})
            first = slow.result()
        assert (refused.value.http_status, refused.value.error.code) == (409, "idempotency_key_in_use")
        assert hasty.v1.checkout.sessions.create(params, {"idempotency_key": "a"}).id == first.id


class TestFaults:
    @pytest.mark.parametrize("kind", ["reset", "reset_after", "conflict_409", "unavailable_503"])
    def test_the_sdk_gets_over_it_with_one_session(self, stripe_client, stripe_emulator, kind: str) -> None:
        stripe_emulator.faults(kind, "/v1/checkout/sessions")
        session = create(stripe_client, "attempt-1")
        tries = stripe_emulator.requests
        assert [row["id"] for row in stripe_emulator.things("checkout.session")] == [session.id]
        assert {row["idempotency_key"] for row in tries} == {"attempt-1"}

    def test_a_time_out_after_the_work_is_healed_by_the_same_key(self, stripe_emulator) -> None:
        stripe_emulator.faults("timeout_after", "/v1/checkout/sessions", method="POST")
        expires_at = int(time.time()) + 1800
        with pytest.raises(stripe.APIConnectionError):
            create(stripe_emulator.client(timeout=0.3, retries=0), "attempt-1", expires_at=expires_at)
        session = create(stripe_emulator.client(), "attempt-1", expires_at=expires_at)
        assert [row["id"] for row in stripe_emulator.things("checkout.session")] == [session.id]

    def test_a_500_is_kept_under_its_key_and_not_tried_again(self, stripe_client, stripe_emulator) -> None:
        stripe_emulator.faults("error_500", "/v1/checkout/sessions")
        expires_at = int(time.time()) + 1800
        for _ in range(2):
            with pytest.raises(stripe.APIError) as failed:
                create(stripe_client, "attempt-1", expires_at=expires_at)
            assert failed.value.http_status == 500
        assert stripe_emulator.things("checkout.session") == []
        assert len(stripe_emulator.requests) == 2
        assert create(stripe_client, "attempt-2").status == "open"

    def test_a_500_may_come_after_the_work(self, stripe_client, stripe_emulator) -> None:
        stripe_emulator.faults("error_500_after", "/v1/checkout/sessions")
        with pytest.raises(stripe.APIError):
            create(stripe_client, "attempt-1")
        assert len(stripe_emulator.things("checkout.session")) == 1

    def test_too_many_requests_says_so(self, stripe_client, stripe_emulator) -> None:
        stripe_emulator.faults("rate_limited_429")
        with pytest.raises(stripe.RateLimitError):
            create(stripe_client)

    def test_a_fault_strikes_its_own_path_and_only_so_often(self, stripe_client, stripe_emulator) -> None:
        stripe_emulator.faults("refusal", "/v1/transfers", times=2, status=400, code="account_closed")
        session = paid(stripe_client, stripe_emulator)
        for _ in range(2):
            with pytest.raises(stripe.InvalidRequestError) as refused:
                transfer(stripe_client, 1_000)
            assert refused.value.code == "account_closed"
        assert session.status == "complete"
        assert transfer(stripe_client, 1_000).amount == 1_000
