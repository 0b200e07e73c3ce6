"""Money going back, against our emulator and against localstripe, which accepts refunds above the payment."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.letters import Letter
from marketplace.domain.orders.actions import move_order
from marketplace.domain.payments import actions
from marketplace.domain.payments.errors import (
    AlreadySettled,
    MoreThanWasPaid,
    NotByHand,
    NotForYou,
    NotPaidYet,
    ReasonNeeded,
)
from marketplace.domain.payments.gateways import StatementLine, stripe
from marketplace.domain.payments.models import PaymentAttempt, Refund
from tests.domain.payments.purchases import a_purchase, attempt_of, bring_back, cancel, issues


@pytest.fixture
def paid(cards):
    """A purchase of three orders, paid by card."""
    purchase = a_purchase(totals=(100_000, 60_000, 40_000), email="lan@example.vn")
    cards.pay(actions.start_payment(purchase.id).ref)
    actions.settle(attempt_of(purchase).id)
    return purchase


def ask(purchase, amount: int, key: str) -> Refund:
    return actions.request_refund(attempt_of(purchase).id, amount, key=key, reason="cancelled")


def last_letter() -> str:
    return db.session.scalars(select(Letter.text).order_by(Letter.id.desc()).limit(1)).one()


def the_refund() -> Refund:
    return db.session.scalars(select(Refund).execution_options(populate_existing=True)).one()


def test_30_the_same_key_asks_once_and_sends_once(cards, paid):
    assert ask(paid, 50_000, "a").id == ask(paid, 50_000, "a").id
    actions.send_refunds()
    actions.send_refunds()
    assert [refund["amount"] for refund in cards.things("refund")] == [50_000]
    assert the_refund().state == "succeeded"


def test_a_card_takes_its_money_back_and_its_bank_takes_its_time(cards, paid):
    assert actions.standing_of(paid).ways_back == ()
    ask(paid, 50_000, "a")
    assert actions.standing_of(paid).ways_back == ("card",)
    actions.send_refunds()
    assert (the_refund().state, actions.standing_of(paid).ways_back) == ("succeeded", ("card",))
    assert "đã hoàn 50.000" in last_letter()
    assert "về thẻ bạn đã trả" in last_letter()


def test_31_refunds_never_exceed_what_was_paid(paid):
    ask(paid, 150_000, "a")
    with pytest.raises(MoreThanWasPaid, match=r"50\.000"):
        ask(paid, 50_001, "b")
    assert ask(paid, 50_000, "c").amount == 50_000


def test_30_31_our_own_guard_holds_where_the_provider_has_none(app, localstripe, monkeypatch):
    settings = dataclasses.replace(
        app.config["MARKET"], STRIPE_API_BASE=localstripe.base_url, STRIPE_SECRET_KEY=localstripe.api_key
    )
    monkeypatch.setitem(app.config, "MARKET", settings)
    client = localstripe.client()
    payment = client.v1.payment_intents.create(
        {"amount": 150_000, "currency": "vnd", "payment_method": "pm_card_visa", "confirm": True}
    )
    purchase = a_purchase()
    db.session.connection().execute(
        PaymentAttempt.__table__.update().values(state="paid", paid_at=clock.now(), payment_ref=payment.id)
    )
    db.session.connection().execute(purchase.__table__.update().values(paid_at=clock.now(), held_until=None))
    db.session.commit()
    move_order(purchase.orders[0].id, "placed", who="system", by=None)
    ask(purchase, 100_000, "a")
    actions.send_refunds()
    assert the_refund().state == "succeeded"
    with pytest.raises(MoreThanWasPaid):
        ask(purchase, 100_000, "b")


@pytest.mark.parametrize("amount", [0, -1, 200_001])
def test_44_an_amount_that_cannot_be_is_refused_before_any_call(cards, paid, amount):
    before = len(cards.requests)
    with pytest.raises(MoreThanWasPaid):
        ask(paid, amount, "a")
    assert len(cards.requests) == before


def test_what_never_came_in_does_not_go_back(cards):
    with pytest.raises(NotPaidYet):
        ask(a_purchase(), 1_000, "a")


def test_32_a_time_out_never_makes_a_second_refund(cards, paid, monkeypatch):
    monkeypatch.setattr(stripe, "TIMEOUT", 0.3)
    monkeypatch.setattr(stripe, "RETRIES", 0)
    ask(paid, 50_000, "a")
    cards.faults("timeout_after", "/v1/refunds", seconds=1)
    actions.send_refunds()
    assert the_refund().state == "sent"
    actions.send_refunds()
    assert (the_refund().state, len(cards.things("refund"))) == ("succeeded", 1)


def test_32_a_refund_lost_for_days_is_looked_up_before_it_is_sent_again(cards, paid, monkeypatch):
    monkeypatch.setattr(stripe, "RETRIES", 0)
    ask(paid, 50_000, "a")
    cards.faults("error_500_after", "/v1/refunds", method="POST")
    actions.send_refunds()
    cards.advance(3 * 24 * 3600)
    with clock.frozen(clock.now() + timedelta(days=3)):
        actions.reconcile_payments()
    assert (the_refund().state, len(cards.things("refund"))) == ("succeeded", 1)


def test_33_a_refund_that_fails_days_later_is_told_to_a_person_who_pays_by_hand(cards, paid, client, ngoc):
    ask(paid, 200_000, "a")
    actions.send_refunds()
    cards.fail_refund(the_refund().provider_ref)
    cards.deliver_into(client)
    actions.work_webhooks()
    assert (the_refund().state, issues()) == ("failed", ["refund_failed"])
    assert (the_refund().way, actions.standing_of(paid).ways_back) == ("account", ("account",))
    actions.settle_refund_by_hand(the_refund().id, by=ngoc, decision="Chuyển khoản tay, mã FT1")
    assert (the_refund().state, the_refund().way) == ("succeeded", "account")
    assert actions.standing_of(paid).ways_back == ()
    assert "vào tài khoản bạn cho biết" in last_letter()
    cards.emit("refund.failed", cards.things("refund")[0])
    cards.deliver_into(client)
    actions.work_webhooks()
    assert the_refund().state == "succeeded"


def test_34_a_refund_made_at_the_providers_desk_is_recorded_and_reported(cards, paid, client):
    payment = attempt_of(paid).payment_ref
    cards.client().v1.refunds.create({"payment_intent": payment, "amount": 70_000})
    cards.deliver_into(client)
    actions.work_webhooks()
    assert (the_refund().amount, the_refund().state) == (70_000, "succeeded")
    assert issues() == ["refund_outside"]
    with pytest.raises(MoreThanWasPaid):
        ask(paid, 130_001, "a")


def test_35_one_order_of_three_cancelled_gives_back_that_order_only(cards, paid):
    cancel(paid, 1)
    actions.send_refunds()
    assert [(refund["amount"], refund["metadata"]["purchase"]) for refund in cards.things("refund")] == [
        (60_000, paid.code)
    ]
    assert the_refund().order_id == paid.orders[1].id


def test_a_cancelled_order_is_refunded_exactly_once_however_often_its_news_is_heard(cards, paid):
    cancel(paid, 0)
    for _ in range(3):
        actions.refund_order(paid.orders[0].id, reason="cancelled")
    assert the_refund().amount == 100_000


def test_a_returned_order_gives_its_money_back(cards, paid):
    order = paid.orders[2]
    for state in ("accepted", "packed", "shipped", "delivered"):
        move_order(order.id, state, who="booth", by=None)
    bring_back(order)
    assert (the_refund().amount, the_refund().reason) == (40_000, "returned")


def test_a_slow_refund_is_asked_about_until_it_is_done(cards):
    purchase = a_purchase()
    cards.pay(actions.start_payment(purchase.id).ref, "4000000000007726")
    actions.settle(attempt_of(purchase).id)
    ask(purchase, 50_000, "a")
    actions.send_refunds()
    assert the_refund().state == "sent"
    cards.succeed_refund(the_refund().provider_ref)
    actions.send_refunds()
    assert the_refund().state == "succeeded"


def test_a_card_refund_is_not_for_hands_while_the_provider_does_it(paid, ngoc):
    ask(paid, 50_000, "a")
    with pytest.raises(NotByHand):
        actions.settle_refund_by_hand(the_refund().id, by=ngoc, decision="Chuyển khoản tay")


def test_transfers_are_given_back_by_an_organizer_with_a_reason_once(app, ngoc, lan):
    purchase = a_purchase(method="vietqr")
    line = StatementLine("1", "0123499999", "in", 150_000, purchase.code, "", clock.now())
    actions.take_in_bank_line("sepay", line)
    cancel(purchase)
    assert actions.send_refunds() == 0
    with pytest.raises(NotForYou):
        actions.settle_refund_by_hand(the_refund().id, by=lan, decision="Chuyển khoản tay")
    with pytest.raises(ReasonNeeded):
        actions.settle_refund_by_hand(the_refund().id, by=ngoc, decision="")
    actions.settle_refund_by_hand(the_refund().id, by=ngoc, decision="Chuyển khoản tay")
    with pytest.raises(AlreadySettled):
        actions.settle_refund_by_hand(the_refund().id, by=ngoc, decision="Chuyển khoản tay")
