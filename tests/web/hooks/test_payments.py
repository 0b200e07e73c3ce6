"""What providers may tell us, and what they may not (rows U of the failure table)."""

from __future__ import annotations

import json
import time

import pytest
import stripe
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from marketplace.core.db import db
from marketplace.domain.payments import actions
from marketplace.domain.payments.actions import webhooks
from marketplace.domain.payments.models import BankLine, WebhookEvent
from tests.domain.payments.purchases import a_purchase, issues, states_of

SECRET = "whsec_test"  # as in tests/conftest.py
TOKEN = {"Authorization": "Apikey feed-token-for-tests"}


def signed(body: bytes | dict, *, secret: str = SECRET, at: float | None = None) -> tuple[bytes, dict[str, str]]:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    text = raw.decode("utf-8", "replace")
    mark = stripe.WebhookSignature.generate_signature_header(text, secret, timestamp=int(at or time.time()))
    return raw, {"Stripe-Signature": mark}


def an_event(event_id: str = "evt_1", kind: str = "customer.created", thing: dict | None = None, **facts) -> dict:
    return {"id": event_id, "type": kind, "livemode": False, "data": {"object": thing or {}}, **facts}


def kept() -> list[WebhookEvent]:
    return list(db.session.scalars(select(WebhookEvent).execution_options(populate_existing=True)))


@pytest.fixture
def tell(client):
    def post(body, **how):
        raw, headers = signed(body, **how)
        return client.post("/hooks/stripe", data=raw, headers=headers)

    return post


def test_a_signed_event_is_kept_once(tell):
    assert [tell(an_event()).status_code for _ in range(3)] == [200] * 3
    assert [(event.event_id, event.handled_at) for event in kept()] == [("evt_1", None)]


def test_11_a_signature_of_the_future_is_no_second_event(tell):
    tell(an_event())
    assert tell(an_event(), at=time.time() + 9_000).status_code == 200
    assert len(kept()) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Stripe-Signature": ""},
        {"Stripe-Signature": "t=1,v1=abc"},
        {"Stripe-Signature": "nonsense"},
        signed(an_event(), secret="whsec_other")[1],
        signed(an_event("evt_2"))[1],
        signed(an_event(), at=1_700_000_000)[1],
    ],
    ids=["none", "empty", "wrong", "nonsense", "09 other secret", "of another body", "10 too old"],
)
def test_09_10_what_is_not_signed_by_stripe_now_is_refused_and_not_kept(client, headers):
    answer = client.post("/hooks/stripe", data=json.dumps(an_event()), headers=headers)
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert kept() == []


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"not json", b"[]", b"null", b"{}", b'{"id": "evt_1"}'],
    ids=["not utf-8", "not json", "a list", "null", "empty", "no type"],
)  # fmt: skip
def test_12_a_body_that_cannot_be_read_is_400_and_never_500(tell, body):
    assert tell(body).status_code == 400
    assert kept() == []


def test_13_while_the_secret_is_rolled_two_signatures_are_fine(client):
    raw, headers = signed(an_event())
    old = signed(an_event(), secret="whsec_old")[1]["Stripe-Signature"].split(",")[1]
    headers["Stripe-Signature"] = headers["Stripe-Signature"].replace(",v1", f",{old},v1", 1)
    assert client.post("/hooks/stripe", data=raw, headers=headers).status_code == 200


def test_without_a_secret_nothing_is_believed(app, client, monkeypatch):
    monkeypatch.setattr("marketplace.domain.payments.gateways.stripe.current_app", _no_secret(app), raising=True)
    raw, headers = signed(an_event(), secret="x")
    assert client.post("/hooks/stripe", data=raw, headers=headers).status_code == 400


def _no_secret(app):
    class Settings:
        STRIPE_WEBHOOK_SECRET = ""

    return type("App", (), {"config": {"MARKET": Settings}})


def test_a_body_beyond_all_measure_is_refused(tell):
    assert tell(b" " * 300_000).status_code == 413


def test_40_an_unknown_kind_is_kept_and_left_alone(tell):
    tell(an_event(kind="tax_rate.created"))
    assert actions.work_webhooks() == 1
    assert [event.handled_at is not None for event in kept()] == [True]
    assert issues() == []


def test_40_a_payment_of_ours_that_we_do_not_know_is_told_to_a_person(tell):
    session = {"id": "cs_test_1", "metadata": {"purchase": "QT-2222222222", "attempt": "pay-gone"}}
    tell(an_event(kind="checkout.session.completed", thing=session))
    actions.work_webhooks()
    assert issues() == ["unknown_payment"]


def test_a_session_that_is_not_ours_is_nobodys_business(tell):
    tell(an_event(kind="checkout.session.completed", thing={"id": "cs_test_1", "metadata": {}}))
    assert actions.work_webhooks() == 1
    assert issues() == []


def test_39_a_dispute_is_told_to_a_person(tell):
    thing = {"id": "dp_1", "amount": 150_000, "status": "needs_response", "payment_intent": "pi_1"}
    tell(an_event("evt_1", "charge.dispute.created", thing))
    tell(an_event("evt_2", "charge.dispute.closed", {**thing, "status": "lost"}))
    actions.work_webhooks()
    assert issues() == ["dispute", "dispute_closed"]


def test_42_a_fault_on_one_event_keeps_it_and_lets_the_others_go_on(tell, monkeypatch):
    tell(an_event("evt_1", "charge.dispute.created", {"id": "dp_1"}))
    tell(an_event("evt_2"))

    def trip(*_):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(webhooks, "_apply_dispute", trip)
    assert actions.work_webhooks() == 1
    first, second = sorted(kept(), key=lambda event: event.event_id)
    assert (first.handled_at, first.tries, "a fault of ours" in first.fault) == (None, 1, True)
    assert second.handled_at is not None
    monkeypatch.undo()
    assert actions.work_webhooks() == 1


def test_42_after_ten_failures_a_person_is_told(tell, monkeypatch):
    tell(an_event("evt_1", "charge.dispute.created", {"id": "dp_1"}))

    def trip(*_):
        raise RuntimeError

    monkeypatch.setattr(webhooks, "_apply_dispute", trip)
    for _ in range(10):
        actions.work_webhooks()
    assert issues() == ["event_not_handled"]


def a_line(purchase=None, **facts) -> dict:
    return {
        "id": 92704, "gateway": "Vietcombank", "transactionDate": "2026-11-22 20:30:00",
        "accountNumber": "0123499999", "code": None, "content": purchase.code if purchase else "chuyen tien",
        "transferType": "in", "transferAmount": 150_000, "accumulated": 19_077_000, "subAccount": None,
        "referenceCode": "FT26327", "description": "", **facts,
    }  # fmt: skip


def test_a_line_of_the_feed_pays_its_purchase_and_gets_the_answer_that_sepay_expects(client):
    purchase = a_purchase(method="vietqr")
    for _ in range(3):
        answer = client.post("/hooks/bank", json=a_line(purchase), headers=TOKEN)
        assert (answer.status_code, answer.get_json()) == (200, {"success": True})
    assert states_of(purchase) == ["placed"]
    [line] = db.session.scalars(select(BankLine))
    assert (line.feed_id, line.amount, line.reference, line.at.isoformat()) == (
        "92704", 150_000, "FT26327", "2026-11-22T13:30:00+00:00",
    )  # fmt: skip


def test_the_code_that_the_feed_made_out_itself_counts_too(client):
    purchase = a_purchase(method="vietqr")
    client.post("/hooks/bank", json=a_line(content="CT tu 0123", code=purchase.code), headers=TOKEN)
    assert states_of(purchase) == ["placed"]


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Apikey"}, {"Authorization": "Apikey wrong"}, {"Authorization": "feed-token-for-tests"},
     {"Authorization": "Bearer feed-token-for-tests"}, {"Authorization": "Apikey féed"}],
)  # fmt: skip
def test_a_caller_without_our_token_changes_nothing(client, headers):
    purchase = a_purchase(method="vietqr")
    answer = client.post("/hooks/bank", json=a_line(purchase), headers=headers)
    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"
    assert states_of(purchase) == ["awaiting_payment"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"id": None}, "id"), ({"id": ""}, "id"), ({"id": True}, "id"), ({"id": "x" * 99}, "id"), ({"id": [1]}, "id"),
        ({"transferAmount": 0}, "transferAmount"), ({"transferAmount": -5}, "transferAmount"),
        ({"transferAmount": 1.5}, "transferAmount"), ({"transferAmount": "1e9"}, "transferAmount"),
        ({"transferAmount": None}, "transferAmount"), ({"transferAmount": 10**16}, "transferAmount"),
        ({"transferType": "sideways"}, "transferType"), ({"transferType": None}, "transferType"),
        ({"transactionDate": "yesterday"}, "transactionDate"), ({"transactionDate": None}, "transactionDate"),
        ({"content": {"a": 1}}, "content"), ({"content": "x" * 2_000}, "content"),
    ],
)  # fmt: skip
def test_44_a_line_in_another_form_is_refused_with_the_part_that_is_wrong(client, facts, field):
    answer = client.post("/hooks/bank", json=a_line(**facts), headers=TOKEN)
    assert (answer.status_code, answer.get_json()["field"]) == (400, field)
    assert list(db.session.scalars(select(BankLine))) == []


@pytest.mark.parametrize("body", [b"", b"\xff", b"[1]", b"null", b"{", b"[" * 50_000], ids=range(6))
def test_a_feed_body_that_cannot_be_read_is_400_and_never_500(client, body):
    answer = client.post("/hooks/bank", data=body, headers=TOKEN)
    assert answer.status_code == 400


def test_hooks_take_nothing_but_posts(client):
    assert client.get("/hooks/stripe").status_code == 405
    assert client.get("/hooks/bank").status_code == 405


@pytest.mark.parametrize("address", ["/hooks/stripe", "/hooks/bank"])
def test_41_while_the_database_is_away_providers_are_asked_to_come_again(client, monkeypatch, address):
    purchase = a_purchase(method="vietqr")

    def away(*_, **__):
        raise OperationalError("INSERT", {}, Exception("the database is away"))

    for module in ("webhooks", "banking"):
        monkeypatch.setattr(f"marketplace.domain.payments.actions.{module}.insert_once", away)
    raw, headers = signed(an_event()) if address == "/hooks/stripe" else (json.dumps(a_line(purchase)), TOKEN)
    assert client.post(address, data=raw, headers=headers).status_code == 503
    monkeypatch.undo()
    assert client.post(address, data=raw, headers=headers).status_code == 200
    assert len(kept()) + len(db.session.scalars(select(BankLine)).all()) == 1
