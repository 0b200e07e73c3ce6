"""Card payments against our emulator of Stripe's Checkout; numbers are those of the failure table in docs/money.md."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.orders.models import Purchase
from marketplace.domain.payments import actions
from marketplace.domain.payments.errors import NothingToPay, ProviderAway, ProviderRefused
from marketplace.domain.payments.gateways import CARD, stripe
from marketplace.domain.payments.models import PaymentAttempt, Refund
from marketplace.domain.payments.queries import attempt_facts
from tests.domain.payments.purchases import (
    a_purchase,
    attempt_of,
    cancel,
    issues,
    lapse,
    left_of,
    sell_out,
    states_of,
)


def pay(cards, purchase) -> str:
    """Open the hosted page and pay there; the session's id."""
    ref = actions.start_payment(purchase.id).ref
    cards.pay(ref)
    return ref


def deliver(cards, client) -> list[int]:
    answers = cards.deliver_into(client)
    actions.work_webhooks()
    return answers


def refunds() -> list[Refund]:
    return list(db.session.scalars(select(Refund).order_by(Refund.id).execution_options(populate_existing=True)))


def test_the_hosted_page_is_asked_for_with_our_own_words(cards):
    purchase = a_purchase(email="lan@example.vn")
    start = actions.start_payment(purchase.id)
    [request] = cards.requests
    attempt = attempt_of(purchase)
    assert request["idempotency_key"] == attempt.key
    assert request["params"]["line_items[0][price_data][unit_amount]"] == "150000"
    assert request["params"]["adaptive_pricing[enabled]"] == "false"
    assert request["params"]["metadata[purchase]"] == purchase.code
    assert request["params"]["metadata[attempt]"] == attempt.key
    assert request["params"]["locale"] == "vi"
    assert request["params"]["customer_email"] == "lan@example.vn"
    assert (attempt.state, attempt.provider_ref, attempt.redirect_url) == ("pending", start.ref, start.redirect_url)


def test_the_goods_are_held_until_after_the_page_has_closed(cards):
    purchase = a_purchase()
    actions.start_payment(purchase.id)
    db.session.refresh(purchase)
    assert purchase.held_until > attempt_of(purchase).expires_at


def test_01_02_the_same_news_twice_and_other_news_of_the_same_payment_pay_once(cards, client):
    purchase = a_purchase()
    session = cards.world.find("checkout.session", pay(cards, purchase))
    cards.emit("checkout.session.completed", session)
    cards.courier.set_mode("duplicate")
    cards.courier._url = None
    assert set(deliver(cards, client)) == {200}
    assert (attempt_of(purchase).state, states_of(purchase), left_of(purchase)) == ("paid", ["placed"], [9])


def test_03_news_of_expiry_after_the_payment_changes_nothing(cards, client):
    purchase = a_purchase()
    session = cards.world.find("checkout.session", pay(cards, purchase))
    deliver(cards, client)
    cards.emit("checkout.session.expired", {**session, "status": "expired"})
    deliver(cards, client)
    assert (attempt_of(purchase).state, states_of(purchase), left_of(purchase)) == ("paid", ["placed"], [9])


def test_04_news_quicker_than_our_own_answer_still_pays(cards, client):
    purchase = a_purchase()
    ref = pay(cards, purchase)
    with transaction():
        db.session.execute(update(PaymentAttempt).values(provider_ref=None, redirect_url=None, state="created"))
    deliver(cards, client)
    assert (attempt_of(purchase).state, attempt_of(purchase).provider_ref) == ("paid", ref)


def test_05_06_webhook_and_return_page_in_either_order_pay_once(cards, client):
    first, second = a_purchase(), a_purchase()
    for purchase in (first, second):
        pay(cards, purchase)
    assert actions.settle(attempt_of(first).id) == "paid"
    deliver(cards, client)
    assert actions.settle(attempt_of(second).id) == "paid"
    assert [states_of(purchase) for purchase in (first, second)] == [["placed"], ["placed"]]
    assert db.session.get_one(Purchase, first.id).paid_at is not None


def test_08_a_lost_webhook_is_made_good_by_the_reconciler(cards):
    purchase = a_purchase()
    pay(cards, purchase)
    with clock.frozen(clock.now() + timedelta(minutes=3)):
        actions.reconcile_payments()
    assert (attempt_of(purchase).state, states_of(purchase)) == ("paid", ["placed"])


def test_a_payment_younger_than_two_minutes_is_left_to_its_webhook(cards):
    purchase = a_purchase()
    pay(cards, purchase)
    assert actions.reconcile_payments() == 0
    assert attempt_of(purchase).state == "pending"


@pytest.mark.parametrize(
    "difference",
    [{"amount_total": 149_999}, {"currency": "usd"}, {"livemode": True}, {"metadata": {"purchase": "QT-2222222222"}}],
    ids=["14 amount", "15 currency", "16 live mode", "another purchase"],
)
def test_14_15_16_a_payment_that_differs_from_ours_is_put_to_review(cards, difference):
    purchase = a_purchase()
    ref = pay(cards, purchase)
    cards.alter("checkout.session", ref, **difference)
    assert actions.settle(attempt_of(purchase).id) == "review"
    assert (states_of(purchase), issues()) == (["awaiting_payment"], ["payment_does_not_fit"])


def test_16_news_of_the_other_mode_is_kept_but_not_believed(cards, client):
    purchase = a_purchase()
    pay(cards, purchase)
    for event in cards.courier.held:
        event["livemode"] = True
    deliver(cards, client)
    assert attempt_of(purchase).state == "pending"
    assert set(issues()) == {"other_mode"}


def test_17_a_slow_payment_pays_when_it_arrives(cards, client):
    purchase = a_purchase()
    ref = actions.start_payment(purchase.id).ref
    cards.pay_async(ref)
    deliver(cards, client)
    assert (attempt_of(purchase).state, states_of(purchase)) == ("pending", ["awaiting_payment"])
    assert actions.ask_before_lapse(purchase.id) is False
    cards.pay(ref)
    deliver(cards, client)
    assert (attempt_of(purchase).state, states_of(purchase)) == ("paid", ["placed"])


def test_17_a_slow_payment_that_fails_lets_the_goods_go(cards, client):
    purchase = a_purchase()
    ref = actions.start_payment(purchase.id).ref
    cards.pay_async(ref)
    cards.fail(ref)
    deliver(cards, client)
    assert attempt_of(purchase).state == "failed"
    assert actions.ask_before_lapse(purchase.id) is True


def test_18_money_after_the_hold_takes_the_goods_again_while_there_are_some(cards):
    purchase = a_purchase()
    pay(cards, purchase)
    lapse(purchase)
    assert left_of(purchase) == [10]
    assert actions.settle(attempt_of(purchase).id) == "paid"
    assert (states_of(purchase), left_of(purchase), issues()) == (["placed"], [9], [])


def test_19_money_after_the_hold_goes_back_when_the_goods_are_gone(cards):
    purchase = a_purchase()
    pay(cards, purchase)
    lapse(purchase)
    sell_out(purchase)
    actions.settle(attempt_of(purchase).id)
    assert (states_of(purchase), left_of(purchase)) == (["cancelled"], [0])
    assert issues() == ["sold_out_after_payment"]
    actions.send_refunds()
    assert [(refund.amount, refund.state) for refund in refunds()] == [(150_000, "succeeded")]


def test_money_for_what_the_shopper_cancelled_goes_back_and_takes_no_goods(cards):
    purchase = a_purchase()
    pay(cards, purchase)
    cancel(purchase)
    actions.settle(attempt_of(purchase).id)
    assert (states_of(purchase), left_of(purchase), issues()) == (["cancelled"], [10], ["paid_after_cancelling"])
    assert [refund.amount for refund in refunds()] == [150_000]


def test_one_order_cancelled_on_the_hosted_page_goes_back_and_the_other_goes_on(cards):
    purchase = a_purchase(totals=(120_000, 80_000))
    pay(cards, purchase)
    cancel(purchase, 1)
    actions.settle(attempt_of(purchase).id)
    assert states_of(purchase) == ["placed", "cancelled"]
    assert [(refund.amount, refund.order_id) for refund in refunds()] == [(80_000, purchase.orders[1].id)]


def test_20_a_payment_that_beats_the_end_of_the_hold_wins(cards):
    purchase = a_purchase()
    pay(cards, purchase)
    assert actions.ask_before_lapse(purchase.id) is False
    assert (states_of(purchase), left_of(purchase)) == (["placed"], [9])


def test_a_page_nobody_paid_on_is_closed_before_the_goods_go(cards):
    purchase = a_purchase()
    ref = actions.start_payment(purchase.id).ref
    assert actions.ask_before_lapse(purchase.id) is True
    assert cards.world.find("checkout.session", ref)["status"] == "expired"
    assert attempt_of(purchase).state == "expired"


def test_a_purchase_never_started_may_lapse_without_asking_anybody(cards):
    purchase = a_purchase()
    assert actions.ask_before_lapse(purchase.id) is True
    assert cards.requests == []


def test_nothing_lapses_while_the_provider_cannot_be_asked(cards):
    purchase = a_purchase()
    actions.start_payment(purchase.id)
    cards.faults("unavailable_503", times=20)
    assert actions.ask_before_lapse(purchase.id) is False
    assert attempt_of(purchase).state == "pending"


def test_21_a_second_tab_gets_the_same_page(cards):
    purchase = a_purchase()
    assert actions.start_payment(purchase.id) == actions.start_payment(purchase.id)
    assert len(cards.things("checkout.session")) == 1


def test_21_a_page_about_to_close_is_closed_before_a_new_one_opens(cards):
    purchase = a_purchase()
    first = actions.start_payment(purchase.id).ref
    with clock.frozen(clock.now() + timedelta(minutes=31, seconds=30)):
        cards.advance(31 * 60 + 30)
        second = actions.start_payment(purchase.id).ref
    assert first != second
    assert [session["status"] for session in cards.things("checkout.session")] == ["expired", "open"]


def test_22_a_second_payment_of_one_purchase_goes_back_in_full(cards):
    purchase = a_purchase()
    first = pay(cards, purchase)
    with transaction():
        db.session.execute(update(PaymentAttempt).values(state="expired"))
    second = pay(cards, purchase)
    for ref in (second, first):
        actions.settle(db.session.scalars(select(PaymentAttempt.id).filter_by(provider_ref=ref)).one())
    actions.send_refunds()
    assert (states_of(purchase), issues()) == (["placed"], ["paid_twice"])
    assert [(refund.amount, refund.state) for refund in refunds()] == [(150_000, "succeeded")]


def test_23_a_lost_answer_is_asked_for_again_with_the_same_key(cards, monkeypatch):
    monkeypatch.setattr(stripe, "TIMEOUT", 0.3)
    purchase = a_purchase()
    cards.faults("timeout_after", "/v1/checkout/sessions", seconds=1)
    actions.start_payment(purchase.id)
    assert len(cards.things("checkout.session")) == 1
    assert len({request["idempotency_key"] for request in cards.requests}) == 1


def test_24_a_crash_before_the_answer_was_kept_is_mended_by_the_reconciler(cards):
    purchase = a_purchase()
    start = actions.start_payment(purchase.id)
    with transaction():
        db.session.execute(update(PaymentAttempt).values(provider_ref=None, redirect_url=None, state="created"))
    with clock.frozen(clock.now() + timedelta(minutes=3)):
        actions.reconcile_payments()
    assert (attempt_of(purchase).provider_ref, attempt_of(purchase).state) == (start.ref, "pending")
    assert len(cards.things("checkout.session")) == 1


def test_24_goods_go_only_after_the_page_whose_name_we_lost_is_closed(cards):
    purchase = a_purchase()
    ref = actions.start_payment(purchase.id).ref
    with transaction():
        db.session.execute(update(PaymentAttempt).values(provider_ref=None, redirect_url=None, state="created"))
    assert actions.ask_before_lapse(purchase.id) is True
    assert cards.world.find("checkout.session", ref)["status"] == "expired"


def test_25_a_smaller_purchase_is_paid_with_a_new_attempt_and_key(cards):
    purchase = a_purchase(totals=(120_000, 80_000))
    first = actions.start_payment(purchase.id).ref
    key = attempt_of(purchase).key
    cancel(purchase, 1)
    second = actions.start_payment(purchase.id).ref
    assert cards.world.find("checkout.session", first)["status"] == "expired"
    assert cards.world.find("checkout.session", second)["amount_total"] == 120_000
    assert attempt_of(purchase).key != key


def test_25_one_key_with_other_facts_is_refused_and_reported(cards, caplog):
    purchase = a_purchase()
    actions.start_payment(purchase.id)
    facts = attempt_facts(attempt_of(purchase).id)
    with pytest.raises(ProviderRefused):
        CARD.start(type(facts)(**{**facts.__dict__, "amount": 1}))
    assert "used twice" in caplog.text


@pytest.mark.parametrize("fault", ["conflict_409", "unavailable_503", "reset"])
def test_26_two_short_faults_of_the_provider_are_outwaited_with_the_same_key(cards, fault):
    purchase = a_purchase()
    cards.faults(fault, "/v1/checkout/sessions", times=2)
    assert actions.start_payment(purchase.id).redirect_url
    assert len(cards.things("checkout.session")) == 1


@pytest.mark.parametrize("fault", ["rate_limited_429", "unavailable_503", "error_500"])
def test_26_49_a_provider_that_stays_away_leaves_the_order_as_it_is(cards, fault):
    purchase = a_purchase()
    cards.faults(fault, "/v1/checkout/sessions", times=9)
    with pytest.raises(ProviderAway, match="vẫn được giữ"):
        actions.start_payment(purchase.id)
    assert (attempt_of(purchase).state, states_of(purchase)) == ("created", ["awaiting_payment"])


def test_27_a_declined_card_leaves_the_page_open_for_another(cards, client):
    purchase = a_purchase()
    ref = actions.start_payment(purchase.id).ref
    cards.fail(ref)
    deliver(cards, client)
    assert attempt_of(purchase).state == "pending"
    cards.pay(ref)
    deliver(cards, client)
    assert attempt_of(purchase).state == "paid"


@pytest.mark.parametrize("amount", [19_999, 100_000_000])
def test_43_an_amount_that_cards_cannot_pay_is_refused_before_any_call(cards, amount):
    purchase = a_purchase(totals=(amount,))
    with pytest.raises(ProviderRefused):
        actions.start_payment(purchase.id)
    assert cards.requests == []


def test_what_is_paid_is_not_started_again(cards):
    purchase = a_purchase()
    pay(cards, purchase)
    actions.settle(attempt_of(purchase).id)
    with pytest.raises(NothingToPay):
        actions.start_payment(purchase.id)


def test_an_open_page_of_a_cancelled_purchase_is_closed_by_the_reconciler(cards):
    purchase = a_purchase()
    ref = actions.start_payment(purchase.id).ref
    cancel(purchase)
    with clock.frozen(clock.now() + timedelta(minutes=3)):
        actions.reconcile_payments()
    assert cards.world.find("checkout.session", ref)["status"] == "expired"


def test_events_that_never_reached_us_are_taken_in_and_reported(cards):
    purchase = a_purchase()
    pay(cards, purchase)
    assert actions.compare_with_provider() >= 1
    assert actions.compare_with_provider() == 0
    actions.work_webhooks()
    assert attempt_of(purchase).state == "paid"
    assert "missed_event" in issues()


def test_a_provider_is_never_asked_inside_a_transaction(cards):
    purchase = a_purchase()
    for ask in (actions.start_payment, actions.ask_before_lapse):
        with pytest.raises(RuntimeError), transaction():
            ask(purchase.id)
