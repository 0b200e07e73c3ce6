"""Cancelling, lapsing and taking back: everything returns exactly once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.errors import NotThere
from marketplace.core.outbox import News
from marketplace.core.versions import version_of
from marketplace.domain.checkout.actions import (
    cancel_order,
    lapse_purchase,
    lapse_unpaid_purchases,
    take_back_order,
    undoing,
)
from marketplace.domain.orders.actions import mark_purchase_paid, move_order
from marketplace.domain.orders.errors import MoveRefused, TooLateToCancel
from marketplace.domain.orders.events import OrderMoved, PurchaseLapsed
from marketplace.domain.promotions.actions import make_offer, make_voucher
from marketplace.domain.promotions.actions.vouchers import VoucherFacts
from marketplace.domain.shipping.actions import refuse_order, ship_order
from marketplace.domain.shipping.queries import parcels_of
from marketplace.domain.stock.queries import left_of
from tests.buying import broken_rules, buy, order_in, orders_in, purchase_of
from tests.people import a_booth, on_sale

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


def a_voucher(**facts):
    now = clock.now()
    values = {"kind": "amount", "value": 30_000, "starts_at": now, "ends_at": now + timedelta(days=1), **facts}
    return make_voucher(VoucherFacts(code="QUANGTRI", **values))


def shipped(placed, minh):
    order = order_in(placed)
    move_order(order.id, "accepted", who="booth", by=minh)
    move_order(order.id, "packed", who="booth", by=minh)
    ship_order(order, by=minh, carrier="VNPost", tracking_code="EE123456789VN")
    return order


def test_a_cancelled_order_gives_its_goods_back_once(app, lan):
    pepper = on_sale(stock=10)
    order = order_in(buy({pepper: 3}, by=lan))
    for _ in range(3):
        assert cancel_order(order.id, who="shopper", by=lan, reason="Đặt nhầm").state == "cancelled"
    assert left_of([pepper.id]) == {pepper.id: 10}
    assert [(step.to_state, step.reason) for step in order.steps] == [("placed", ""), ("cancelled", "Đặt nhầm")]


def test_goods_that_come_back_from_nothing_change_the_pages(app):
    pepper = on_sale(stock=1)
    order = order_in(buy(pepper))
    before = version_of("catalogue")
    cancel_order(order.id, who="shopper", by=None)
    assert version_of("catalogue") == before + 1


def test_offer_units_come_back_with_the_goods(app):
    pepper = on_sale(price=120_000)
    offer = make_offer(
        pepper.id, price=99_000, starts_at=clock.now(), ends_at=clock.now() + timedelta(hours=1), quantity=2,
        per_buyer=2,
    )  # fmt: skip
    order = order_in(buy({pepper: 2}))
    before = version_of("catalogue")
    cancel_order(order.id, who="shopper", by=None)
    cancel_order(order.id, who="shopper", by=None)
    db.session.refresh(offer)
    assert offer.sold == 0
    assert version_of("catalogue") == before + 1, "the price on the pages is the offer's again"
    assert order_in(buy({pepper: 2})).lines[0].unit_price == 99_000


def test_a_voucher_comes_back_only_when_all_of_the_purchase_is_off(app):
    voucher = a_voucher()
    orders = orders_in(buy({on_sale(): 1, on_sale(a_booth()): 1}, voucher_code="QUANGTRI"))
    cancel_order(orders[0].id, who="shopper", by=None)
    db.session.refresh(voucher)
    assert voucher.uses == 1
    cancel_order(orders[1].id, who="shopper", by=None)
    cancel_order(orders[1].id, who="shopper", by=None)
    db.session.refresh(voucher)
    assert voucher.uses == 0
    assert purchase_of(buy(on_sale(), voucher_code="QUANGTRI")).discount_total == 30_000


def test_using_and_giving_back_a_voucher_many_times_leaves_the_counter_right(app):
    voucher, pepper = a_voucher(max_uses=1), on_sale(stock=1)
    for _ in range(20):
        cancel_order(order_in(buy(pepper, voucher_code="QUANGTRI")).id, who="shopper", by=None)
    db.session.refresh(voucher)
    assert voucher.uses == 0


def test_cancelling_the_last_unpaid_order_ends_the_hold(app):
    placed = buy({on_sale(): 1, on_sale(a_booth()): 1}, payment_method="vietqr")
    first, second = orders_in(placed)
    cancel_order(first.id, who="shopper", by=None)
    assert purchase_of(placed).held_until is not None
    cancel_order(second.id, who="shopper", by=None)
    assert purchase_of(placed).held_until is None


def test_a_shipped_order_cannot_be_cancelled_and_keeps_its_goods(app, minh):
    pepper = on_sale(a_booth(minh), stock=10)
    order = shipped(buy(pepper), minh)
    with pytest.raises(TooLateToCancel):
        cancel_order(order.id, who="booth", by=minh)
    assert left_of([pepper.id]) == {pepper.id: 9}


def test_a_shopper_cannot_cancel_what_is_packed_but_the_booth_can(app, lan, minh):
    pepper = on_sale(a_booth(minh))
    order = order_in(buy(pepper, by=lan))
    move_order(order.id, "accepted", who="booth", by=minh)
    move_order(order.id, "packed", who="booth", by=minh)
    with pytest.raises(TooLateToCancel):
        cancel_order(order.id, who="shopper", by=lan)
    assert cancel_order(order.id, who="booth", by=minh, reason="Hộp vỡ").state == "cancelled"


def test_what_is_not_there_cannot_be_cancelled(app):
    with pytest.raises(NotThere):
        cancel_order(4711, who="shopper", by=None)


def test_a_refused_parcel_comes_back_to_the_shelf_once(app, minh):
    pepper = on_sale(a_booth(minh), stock=10)
    order = shipped(buy({pepper: 2}), minh)
    refuse_order(order, by=minh, reason="Không nghe máy")
    assert left_of([pepper.id]) == {pepper.id: 8}
    for _ in range(2):
        assert take_back_order(order.id, by=minh).state == "returned"
    assert left_of([pepper.id]) == {pepper.id: 10}
    assert [parcel.state for parcel in parcels_of(order)] == ["returned"]


def test_an_order_that_never_left_cannot_be_taken_back(app, minh):
    with pytest.raises(MoveRefused):
        take_back_order(order_in(buy(on_sale(a_booth(minh)))).id, by=minh)


def test_an_unpaid_purchase_lapses_when_its_time_is_over_and_not_before(app, monkeypatch):
    heard = []

    def hear(event):
        heard.append(event)

    news = News({PurchaseLapsed: [hear], OrderMoved: [hear]}, lambda event_id: news.deliver(event_id))
    monkeypatch.setitem(app.extensions, "news", news)
    with clock.frozen(NOON) as hands:
        pepper = on_sale(stock=5)
        a_voucher()
        placed = buy({pepper: 5}, payment_method="vietqr", voucher_code="QUANGTRI")
        hands.move(minutes=29)
        assert lapse_unpaid_purchases() == 0
        assert left_of([pepper.id]) == {pepper.id: 0}
        hands.move(minutes=1)
        assert lapse_unpaid_purchases() == 1
        assert lapse_unpaid_purchases() == 0
        order = order_in(placed)
        assert (order.state, left_of([pepper.id])[pepper.id]) == ("cancelled", 5)
        assert order.steps[-1].by_kind == "system"
        assert purchase_of(placed).held_until is None
        assert heard == [OrderMoved(order.id, "awaiting_payment", "cancelled"), PurchaseLapsed(placed.purchase_id)]
        assert broken_rules() == {}
        assert buy(pepper, payment_method="vietqr", voucher_code="QUANGTRI").code


@pytest.mark.plants_a_fault  # the money itself is another area's
def test_a_purchase_that_turns_out_paid_does_not_lapse(app, monkeypatch):
    with clock.frozen(NOON) as hands:
        pepper = on_sale(stock=5)
        placed = buy(pepper, payment_method="vietqr")
        hands.move(hours=1)
        monkeypatch.setattr(undoing, "ask_before_lapse", lambda purchase_id: not mark_purchase_paid(purchase_id, NOON))
        assert lapse_unpaid_purchases() == 0
        assert order_in(placed).state == "placed"
        assert not lapse_purchase(placed.purchase_id)
        assert left_of([pepper.id]) == {pepper.id: 4}


@pytest.mark.plants_a_fault
def test_one_purchase_that_cannot_be_decided_does_not_keep_the_others(app, monkeypatch):
    with clock.frozen(NOON) as hands:
        pepper = on_sale(stock=5)
        stuck, other = buy(pepper, payment_method="vietqr"), buy(pepper, payment_method="vietqr")
        hands.move(minutes=31)

        def ask(purchase_id: int) -> bool:
            if purchase_id == stuck.purchase_id:
                raise RuntimeError("the provider speaks in tongues")
            return True

        monkeypatch.setattr(undoing, "ask_before_lapse", ask)
        assert lapse_unpaid_purchases() == 1
        assert (order_in(stuck).state, order_in(other).state) == ("awaiting_payment", "cancelled")


def test_a_cash_purchase_never_lapses(app):
    with clock.frozen(NOON) as hands:
        placed = buy(on_sale())
        hands.move(days=30)
        assert lapse_unpaid_purchases() == 0
        assert not lapse_purchase(placed.purchase_id)
        assert order_in(placed).state == "placed"
