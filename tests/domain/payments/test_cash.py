from __future__ import annotations

from marketplace.domain.orders.actions import move_order
from marketplace.domain.payments import actions
from marketplace.domain.payments.queries import attempts_of, refunds_by_hand
from tests.domain.payments.purchases import a_purchase, bring_back, cancel


def take(order, *states: str) -> None:
    for state in states:
        move_order(order.id, state, who="booth", by=None)


def states(purchase) -> list[str]:
    return [attempt.state for attempt in attempts_of(purchase.id)]


def test_cash_counts_once_the_goods_are_delivered_and_order_by_order(app):
    purchase = a_purchase(method="cod", totals=(120_000, 80_000))
    take(purchase.orders[0], "accepted", "packed", "shipped")
    assert states(purchase) == ["pending", "pending"]
    take(purchase.orders[0], "delivered")
    assert states(purchase) == ["paid", "pending"]


def test_48_delivered_twice_is_paid_once(app):
    purchase = a_purchase(method="cod")
    take(purchase.orders[0], "accepted", "packed", "shipped", "delivered")
    paid_at = attempts_of(purchase.id)[0].paid_at
    actions.capture_cash(purchase.orders[0].id)
    assert attempts_of(purchase.id)[0].paid_at == paid_at


def test_48_refused_at_the_door_brings_no_cash(app):
    purchase = a_purchase(method="cod")
    take(purchase.orders[0], "accepted", "packed", "shipped", "refused")
    assert states(purchase) == ["cancelled"]
    actions.capture_cash(purchase.orders[0].id)
    assert states(purchase) == ["cancelled"]


def test_a_cancelled_cash_order_asks_for_nothing_and_gives_nothing_back(app):
    purchase = a_purchase(method="cod")
    cancel(purchase)
    assert states(purchase) == ["cancelled"]
    assert list(refunds_by_hand()) == []


def test_cash_for_returned_goods_waits_at_the_desk(app):
    purchase = a_purchase(method="cod")
    take(purchase.orders[0], "accepted", "packed", "shipped", "delivered")
    assert list(refunds_by_hand()) == []
    bring_back(purchase.orders[0])
    assert [refund.amount for refund in refunds_by_hand()] == [150_000]
