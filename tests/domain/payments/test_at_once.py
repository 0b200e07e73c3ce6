"""The same money, told and moved by many at the same moment."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable

import stripe
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.orders.models import Purchase
from marketplace.domain.payments import actions
from marketplace.domain.payments.errors import MoreThanWasPaid
from marketplace.domain.payments.gateways import StatementLine
from marketplace.domain.payments.models import BankLine, Refund, WebhookEvent
from tests.domain.payments.purchases import a_purchase, attempt_of, left_of, states_of


def at_once(app, times: int, act: Callable[[int], object]) -> list[object]:
    """What each of `times` threads got from `act`, all let go at the same moment."""
    ready, results = threading.Barrier(times), []

    def run(number: int) -> None:
        with app.app_context():
            ready.wait(30)
            try:
                results.append(act(number))
            except Exception as fault:  # noqa: BLE001 - what went wrong in a thread is looked at outside of it
                results.append(fault)
            finally:
                db.session.remove()

    db.session.remove()
    threads = [threading.Thread(target=run, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_01_twenty_equal_webhooks_at_once_pay_once(app, cards):
    purchase = a_purchase()
    cards.pay(actions.start_payment(purchase.id).ref)
    purchase_id, attempt_id = purchase.id, attempt_of(purchase).id
    body = json.dumps(next(event for event in cards.events if event["type"] == "checkout.session.completed"))
    mark = stripe.WebhookSignature.generate_signature_header(body, cards.secret, timestamp=int(time.time()))
    headers = {"Stripe-Signature": mark}
    answers = at_once(
        app, 20, lambda _: app.test_client().post("/hooks/stripe", data=body, headers=headers).status_code
    )
    assert answers == [200] * 20
    assert len(db.session.scalars(select(WebhookEvent)).all()) == 1
    assert set(at_once(app, 8, lambda _: actions.settle(attempt_id))) == {"paid"}
    actions.work_webhooks()
    purchase = db.session.get_one(Purchase, purchase_id)
    assert (attempt_of(purchase).state, states_of(purchase), left_of(purchase)) == ("paid", ["placed"], [9])


def test_30_refunds_of_sixty_percent_at_once_let_one_pass(app):
    purchase = a_purchase(method="vietqr")
    actions.take_in_bank_line("sepay", StatementLine("1", "0123499999", "in", 150_000, purchase.code, "", clock.now()))
    attempt_id = attempt_of(purchase).id

    def ask(number: int) -> int:
        actions.request_refund(attempt_id, 90_000, key=f"k{number}", reason="outside")
        return 1

    results = at_once(app, 30, ask)
    assert results.count(1) == 1
    assert [type(each) for each in results if each != 1] == [MoreThanWasPaid] * 29
    assert [refund.amount for refund in db.session.scalars(select(Refund))] == [90_000]


def test_twenty_equal_bank_lines_at_once_are_one(app):
    purchase = a_purchase(method="vietqr")
    line = StatementLine("1", "0123499999", "in", 150_000, purchase.code, "", clock.now())
    assert at_once(app, 20, lambda _: actions.take_in_bank_line("sepay", line)) == ["matched"] * 20
    assert len(db.session.scalars(select(BankLine)).all()) == 1


def test_ten_different_transfers_for_one_purchase_at_once_pay_it_once(app):
    purchase = a_purchase(method="vietqr")

    def take_in(number: int) -> str:
        line = StatementLine(str(number), "0123499999", "in", 150_000, purchase_code, "", clock.now())
        return actions.take_in_bank_line("sepay", line)

    purchase_code, purchase_id = purchase.code, purchase.id
    results = at_once(app, 10, take_in)
    assert sorted(map(str, results)) == ["double"] * 9 + ["matched"]
    assert states_of(db.session.get_one(Purchase, purchase_id)) == ["placed"]
