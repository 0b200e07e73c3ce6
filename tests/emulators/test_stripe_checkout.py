"""The emulator's sessions, driven by Stripe's own SDK."""

from __future__ import annotations

import time

import pytest
import stripe
from stripe.params.checkout import SessionCreateParams

from tests.emulators.checkout_requests import create, line, paid, types_of, wanted
from tests.emulators.stripe_params import check_params


class TestSessions:
    def test_the_recommended_parameters_are_stripes_own(self) -> None:
        check_params(SessionCreateParams, wanted())

    def test_a_new_session_is_open_unpaid_and_sums_its_lines(self, stripe_client) -> None:
        session = create(stripe_client)
        assert (session.status, session.payment_status) == ("open", "unpaid")
        assert (session.amount_total, session.currency) == (150_000, "vnd")
        assert session.payment_intent is None
        assert session.url.endswith(f"/pay/{session.id}")
        assert session.metadata.to_dict() == {"purchase": "QT-7K3M9XQ2", "attempt": "1"}

    def test_a_paid_session_leads_to_the_intent_the_charge_and_the_fee(self, stripe_client, stripe_emulator) -> None:
        session = paid(stripe_client, stripe_emulator)
        expand = ["latest_charge.balance_transaction"]
        intent = stripe_client.v1.payment_intents.retrieve(session.payment_intent, {"expand": expand})
        entry = intent.latest_charge.balance_transaction
        assert (session.status, session.payment_status) == ("complete", "paid")
        assert (intent.status, intent.amount_received, intent.currency) == ("succeeded", 150_000, "vnd")
        assert intent.metadata["purchase"] == "QT-7K3M9XQ2"
        assert entry.net == 150_000 - entry.fee < 150_000

    def test_a_declined_card_leaves_the_session_open_for_another(self, stripe_client, stripe_emulator) -> None:
        session = create(stripe_client)
        stripe_emulator.fail(session.id)
        assert stripe_client.v1.checkout.sessions.retrieve(session.id).status == "open"
        stripe_emulator.pay(session.id)
        assert stripe_client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"
        assert len(stripe_emulator.things("payment_intent")) == 1
        assert "payment_intent.payment_failed" in types_of(stripe_emulator)

    def test_an_open_session_can_be_expired_once(self, stripe_client, stripe_emulator) -> None:
        session = create(stripe_client)
        assert stripe_client.v1.checkout.sessions.expire(session.id).status == "expired"
        with pytest.raises(stripe.InvalidRequestError, match="expired"):
            stripe_client.v1.checkout.sessions.expire(session.id)
        assert types_of(stripe_emulator) == ["checkout.session.expired"]

    def test_a_paid_session_cannot_be_expired(self, stripe_client, stripe_emulator) -> None:
        session = paid(stripe_client, stripe_emulator)
        with pytest.raises(stripe.InvalidRequestError, match="complete"):
            stripe_client.v1.checkout.sessions.expire(session.id)
        assert stripe_client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"

    def test_a_session_expires_by_itself_at_its_time(self, stripe_client, stripe_emulator) -> None:
        session = create(stripe_client)
        stripe_emulator.advance(29 * 60)
        assert stripe_client.v1.checkout.sessions.retrieve(session.id).status == "open"
        stripe_emulator.advance(60)
        assert types_of(stripe_emulator) == ["checkout.session.expired"]
        assert stripe_client.v1.checkout.sessions.retrieve(session.id).status == "expired"

    @pytest.mark.parametrize("seconds", [1700, 24 * 3600 + 60])
    def test_an_expiry_is_half_an_hour_to_a_day_away(self, stripe_client, seconds: int) -> None:
        with pytest.raises(stripe.InvalidRequestError) as refused:
            create(stripe_client, expires_at=int(time.time()) + seconds)
        assert refused.value.param == "expires_at"

    def test_a_delayed_payment_is_complete_before_it_is_paid(self, stripe_client, stripe_emulator) -> None:
        session = create(stripe_client)
        stripe_emulator.pay_async(session.id)
        seen = stripe_client.v1.checkout.sessions.retrieve(session.id)
        assert (seen.status, seen.payment_status) == ("complete", "unpaid")
        stripe_emulator.pay(session.id)
        assert stripe_client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"
        assert types_of(stripe_emulator)[-1] == "checkout.session.async_payment_succeeded"

    def test_a_delayed_payment_may_fail(self, stripe_client, stripe_emulator) -> None:
        session = create(stripe_client)
        stripe_emulator.pay_async(session.id)
        stripe_emulator.fail(session.id)
        assert stripe_client.v1.checkout.sessions.retrieve(session.id).payment_status == "unpaid"
        assert types_of(stripe_emulator)[-1] == "checkout.session.async_payment_failed"

    def test_sessions_are_found_by_their_payment_and_paged(self, stripe_client, stripe_emulator) -> None:
        sessions = [create(stripe_client) for _ in range(3)]
        stripe_emulator.pay(sessions[0].id)
        intent = stripe_client.v1.checkout.sessions.retrieve(sessions[0].id).payment_intent
        found = stripe_client.v1.checkout.sessions.list({"payment_intent": intent})
        every = stripe_client.v1.checkout.sessions.list({"limit": 2}).auto_paging_iter()
        assert [session.id for session in found.data] == [sessions[0].id]
        assert [session.id for session in every] == [session.id for session in reversed(sessions)]

    def test_lines_can_be_read_back(self, stripe_client) -> None:
        session = create(stripe_client)
        lines = stripe_client.v1.checkout.sessions.line_items.list(session.id)
        expanded = stripe_client.v1.checkout.sessions.retrieve(session.id, {"expand": ["line_items"]})
        assert [(row.description, row.amount_total) for row in lines.data] == [
            ("Tiêu hạt Cùa", 120_000),
            ("Phí giao hàng", 30_000),
        ]
        assert len(expanded.line_items.data) == 2


class TestRefusedParameters:
    @pytest.mark.parametrize(
        ("changes", "code", "param"),
        [
            ({"sucess_url": "http://x.test"}, "parameter_unknown", "sucess_url"),
            ({"payment_method_types": ["card"]}, "parameter_unknown", "payment_method_types"),
            (
                {"line_items": [line("a", 1.5)]},
                "parameter_invalid_integer",
                "line_items[0][price_data][unit_amount]",
            ),
            (
                {"line_items": [line("a", -1)]},
                "parameter_invalid_integer",
                "line_items[0][price_data][unit_amount]",
            ),
            ({"line_items": [{"quantity": 1}]}, "parameter_missing", "line_items[0][price_data]"),
            (
                {"line_items": [line("", 90_000)]},
                "parameter_invalid_empty",
                "line_items[0][price_data][product_data][name]",
            ),
            ({"line_items": [line("a", 90_000) | {"note": "x"}]}, "parameter_unknown", "line_items[0][note]"),
            ({"line_items": [line("a", 12_999)]}, "amount_too_small", None),
            ({"line_items": [line("a", 100_000_000)]}, "amount_too_large", None),
            ({"line_items": [line("a", 1), line("b", 2, currency="usd")]}, None, "line_items"),
            ({"mode": "pay"}, None, "mode"),
            ({"ui_mode": "hosted"}, None, "ui_mode"),
            ({"success_url": "/return"}, "url_invalid", "success_url"),
            ({"allowed_payment_method_types": "card"}, None, "allowed_payment_method_types"),
            ({"metadata": {"k" * 41: "v"}}, None, "metadata"),
            ({"mode": "subscription"}, "emulator_unsupported", "mode=subscription"),
            ({"discounts": [{"coupon": "x"}]}, "emulator_unsupported", "discounts"),
        ],
    )
    def test_what_stripe_would_refuse_is_refused_with_its_path(self, stripe_client, changes, code, param) -> None:
        with pytest.raises(stripe.InvalidRequestError) as refused:
            create(stripe_client, **changes)
        assert (refused.value.http_status, refused.value.code, refused.value.param) == (400, code, param)

    @pytest.mark.parametrize("amount", [13_000, 99_999_999])
    def test_the_least_and_the_most_are_taken(self, stripe_client, amount: int) -> None:
        assert create(stripe_client, line_items=[line("a", amount)]).amount_total == amount

    def test_a_stranger_session_is_not_found(self, stripe_client) -> None:
        with pytest.raises(stripe.InvalidRequestError) as refused:
            stripe_client.v1.checkout.sessions.retrieve("cs_test_nobody")
        assert (refused.value.http_status, refused.value.code) == (404, "resource_missing")

    def test_a_live_key_is_turned_away(self, stripe_emulator) -> None:
        stripe_emulator.api_key = "sk_live_never"
        with pytest.raises(stripe.AuthenticationError):
            create(stripe_emulator.client())

    def test_what_the_emulator_lacks_is_an_error_and_not_an_empty_answer(self, stripe_client) -> None:
        with pytest.raises(stripe.InvalidRequestError, match="Unrecognized request URL"):
            stripe_client.v1.disputes.list()
