"""Orders: who may move them where, what is kept of it, and who finds them."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.errors import NotThere
from marketplace.core.secret_links import secret_for
from marketplace.domain.checkout.actions import cancel_order, take_back_order
from marketplace.domain.orders.access import can_see_purchase
from marketplace.domain.orders.actions import complete_delivered_orders, mark_purchase_paid, move_order
from marketplace.domain.orders.errors import MoveRefused, PurchaseNotFound, TooLateToCancel
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.queries import (
    Filters,
    counts_by_state,
    order_for,
    orders_of,
    orders_of_booth,
    purchase_by_code,
    purchase_for_guest,
    purchases_of,
)
from marketplace.domain.orders.rules import (
    BOOTH,
    MOVES,
    ORGANIZER,
    SHOPPER,
    STATES,
    SYSTEM,
    is_too_late_to_cancel,
    may_move,
    next_states,
)
from marketplace.domain.shipping.actions import deliver_order, refuse_order, ship_order
from tests.buying import buy, order_in, orders_in, purchase_of
from tests.people import a_booth, on_sale

WHO = (SHOPPER, BOOTH, ORGANIZER, SYSTEM)
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


@pytest.fixture
def pepper(app, minh):
    return on_sale(a_booth(minh), stock=50)


def test_every_state_can_be_reached_and_left_or_is_the_end():
    reached = {"placed", "awaiting_payment"} | {to for _from, to in MOVES}
    assert reached == set(STATES)
    ends = [state for state in STATES if not any(next_states(state, who) for who in WHO)]
    assert ends == ["returned"]  # a fault may be found out when an order has long been completed


def test_a_shopper_may_cancel_until_the_goods_are_packed():
    assert [state for state in STATES if may_move(state, "cancelled", SHOPPER)] == [
        "awaiting_payment", "placed", "accepted",
    ]  # fmt: skip
    assert is_too_late_to_cancel("shipped")
    assert not is_too_late_to_cancel("packed")
    assert next_states("accepted", BOOTH) == ["packed", "cancelled"]


def test_cash_is_asked_for_until_it_is_handed_over(pepper, minh):
    order = order_in(buy(pepper))
    assert order.cash_to_collect == order.grand_total
    move_order(order.id, "accepted", who=BOOTH, by=minh)
    move_order(order.id, "packed", who=BOOTH, by=minh)
    ship_order(order, by=minh, carrier="GHN")
    assert order.cash_to_collect == order.grand_total
    deliver_order(order, by=minh)
    assert (order.cash_to_collect, order.purchase.not_asked_for) == (0, 0)


@pytest.mark.parametrize("way", ["cancelled", "refused", "returned"])
def test_what_never_comes_is_asked_for_by_nobody(pepper, minh, way):
    stays, goes = orders_in(buy({pepper: 1, on_sale(): 1}))
    if way == "cancelled":
        cancel_order(goes.id, who=SHOPPER, by=None)
    else:
        for state in ("accepted", "packed"):
            move_order(goes.id, state, who=BOOTH, by=minh)
        ship_order(goes, by=minh, carrier="GHN")
        refuse_order(goes, by=minh, reason="Không ai nghe máy")
        if way == "returned":
            take_back_order(goes.id, by=minh)
    assert (goes.state, goes.cash_to_collect) == (way, 0)
    assert goes.fell_through
    assert stays.purchase.not_asked_for == goes.amount_due


def test_goods_sent_back_after_delivery_were_paid_at_the_door(pepper, minh):
    order = order_in(buy(pepper))
    for state in ("accepted", "packed"):
        move_order(order.id, state, who=BOOTH, by=minh)
    ship_order(order, by=minh, carrier="GHN")
    deliver_order(order, by=minh)
    move_order(order.id, "returning", who=BOOTH, by=minh)
    take_back_order(order.id, by=minh)
    assert order.comes_to_nothing
    assert (order.fell_through, order.cash_to_collect, order.purchase.not_asked_for) == (False, 0, 0)


def test_what_is_paid_in_advance_is_never_asked_for_at_the_door(pepper):
    order = order_in(buy(pepper, payment_method="vietqr"))
    assert order.cash_to_collect == 0
    cancel_order(order.id, who=SHOPPER, by=None)
    assert order.purchase.not_asked_for == 0


def test_a_booth_takes_an_order_from_placed_to_delivered(pepper, minh):
    with clock.frozen(NOON) as hands:
        order = order_in(buy(pepper))
        hands.move(minutes=5)
        accepted = move_order(order.id, "accepted", who=BOOTH, by=minh, reason="  Gửi  chiều nay ")
        assert accepted.secured_at == hands.at
        move_order(order.id, "packed", who=BOOTH, by=minh)
        ship_order(order, by=minh, carrier="GHN")
        hands.move(days=2)
        assert deliver_order(order, by=minh).delivered_at == hands.at
        steps = [(step.seq, step.from_state, step.to_state, step.by_kind) for step in order.steps]
        assert steps == [
            (1, None, "placed", "shopper"), (2, "placed", "accepted", "booth"), (3, "accepted", "packed", "booth"),
            (4, "packed", "shipped", "booth"), (5, "shipped", "delivered", "booth"),
        ]  # fmt: skip
        assert (order.steps[1].by_id, order.steps[1].reason) == (minh.id, "Gửi chiều nay")


def test_moving_an_order_where_it_is_changes_nothing(pepper, minh):
    order = order_in(buy(pepper))
    first = move_order(order.id, "accepted", who=BOOTH, by=minh)
    changed_at = first.changed_at
    again = move_order(order.id, "accepted", who=BOOTH, by=minh)
    assert (again.changed_at, len(again.steps)) == (changed_at, 2)


def test_only_what_the_table_allows_moves_a_placed_order(pepper, minh):
    order = order_in(buy(pepper))
    for to_state, who in itertools.product(STATES, WHO):
        if to_state != "placed" and not may_move("placed", to_state, who):
            with pytest.raises(MoveRefused):
                move_order(order.id, to_state, who=who, by=minh)
    assert (order_in_state(order.id), len(order.steps)) == ("placed", 1)


def order_in_state(order_id: int) -> str:

    return db.session.get_one(Order, order_id, populate_existing=True).state


def test_a_sent_order_cannot_be_cancelled(pepper, minh):
    order = order_in(buy(pepper))
    for state in ("accepted", "packed"):
        move_order(order.id, state, who=BOOTH, by=minh)
    ship_order(order, by=minh, carrier="GHN")
    with pytest.raises(TooLateToCancel):
        move_order(order.id, "cancelled", who=BOOTH, by=minh)


def test_an_order_that_is_not_there_cannot_be_moved(app):
    with pytest.raises(NotThere):
        move_order(4711, "accepted", who=BOOTH, by=None)


@pytest.mark.plants_a_fault  # the money itself is another area's
def test_a_purchase_is_paid_once_and_goes_to_its_booths(pepper):
    placed = buy({pepper: 1, on_sale(a_booth()): 1}, payment_method="vietqr")
    assert mark_purchase_paid(placed.purchase_id, NOON)
    assert not mark_purchase_paid(placed.purchase_id, NOON + timedelta(hours=1))
    purchase = purchase_of(placed)
    assert (purchase.paid_at, purchase.held_until) == (NOON, None)
    assert [(order.state, order.secured_at, len(order.steps)) for order in orders_in(placed)] == [
        ("placed", NOON, 2), ("placed", NOON, 2),
    ]  # fmt: skip


@pytest.mark.plants_a_fault  # the money itself is another area's
def test_money_for_part_of_a_purchase_that_was_cancelled_moves_the_rest_only(pepper):
    placed = buy({pepper: 1, on_sale(a_booth()): 1}, payment_method="vietqr")
    first, second = orders_in(placed)
    cancel_order(first.id, who=SHOPPER, by=None)
    assert mark_purchase_paid(placed.purchase_id, NOON)
    assert [order.state for order in orders_in(placed)] == ["cancelled", "placed"]
    assert second.secured_at == NOON


def test_late_money_moves_nothing(pepper):
    placed = buy(pepper, payment_method="vietqr")
    cancel_order(order_in(placed).id, who=SYSTEM, by=None)
    assert not mark_purchase_paid(placed.purchase_id, NOON)
    assert purchase_of(placed).paid_at is None
    assert order_in(placed).state == "cancelled"


def test_cash_is_not_marked_paid_ahead(pepper):
    assert not mark_purchase_paid(buy(pepper).purchase_id, NOON)


@pytest.mark.plants_a_fault  # the money itself is another area's
def test_a_paid_order_stays_secured_when_the_booth_accepts_it(pepper, minh):
    placed = buy(pepper, payment_method="vietqr")
    mark_purchase_paid(placed.purchase_id, NOON)
    assert move_order(order_in(placed).id, "accepted", who=BOOTH, by=minh).secured_at == NOON


def test_a_delivered_order_is_completed_after_a_week_without_complaint(pepper, minh):
    with clock.frozen(NOON) as hands:
        orders = [order_in(buy(pepper)) for _ in range(2)]
        for order in orders:
            for state in ("accepted", "packed"):
                move_order(order.id, state, who=BOOTH, by=minh)
            ship_order(order, by=minh, carrier="GHN")
            deliver_order(order, by=minh)
        move_order(orders[0].id, "returning", who=SHOPPER, by=None)
        hands.move(days=7, seconds=-1)
        assert complete_delivered_orders() == 0
        hands.move(seconds=1)
        assert complete_delivered_orders() == 1
        assert [order_in_state(order.id) for order in orders] == ["returning", "completed"]


def test_a_booth_sees_its_orders_and_no_others(pepper, minh, hoa):
    mine, theirs = pepper.product.booth, a_booth(hoa)
    placed = buy({pepper: 1, on_sale(theirs): 1})
    own, other = orders_in(placed)
    assert order_for(mine, own.code.lower()).id == own.id
    assert [order.id for order in orders_of_booth(mine)] == [own.id]
    for code in (other.code, placed.code, "", "QT-"):
        with pytest.raises(NotThere):
            order_for(mine, code)
    assert counts_by_state(mine) == {"placed": 1}


def test_an_unpaid_order_is_not_the_booths_business_yet(pepper):
    buy(pepper, payment_method="vietqr")
    booth = pepper.product.booth
    assert orders_of_booth(booth) == []
    assert orders_of_booth(booth, Filters(state="awaiting_payment")) == []


def test_orders_of_a_booth_are_read_in_few_statements(pepper, queries):
    booth = pepper.product.booth
    for _ in range(5):
        buy(pepper)
    queries.clear()
    for order in orders_of_booth(booth):
        assert order.purchase.recipient
        assert order.lines
    assert len(queries) <= 4


def test_a_person_sees_what_the_person_bought(pepper, lan, hoa):
    first, second = buy(pepper, by=lan), buy(pepper, by=lan)
    assert [purchase.id for purchase in purchases_of(lan)] == [second.purchase_id, first.purchase_id]
    assert len(orders_of(lan)) == 2
    assert orders_of(hoa) == purchases_of(hoa) == []


def test_a_guest_finds_a_purchase_by_code_and_phone_together(pepper):
    placed = buy(pepper)
    assert purchase_for_guest(placed.code.replace("-", " ").lower(), "+84 912345678").id == placed.purchase_id
    assert purchase_by_code(placed.code).orders[0].lines


@pytest.mark.parametrize(
    ("code", "phone"),
    [("{code}", "0987654321"), ("QT-2345678923", "0912345678"), ("", ""), ("{code}", ""), ("%", "%"), ("{code}", "x")],
)
def test_a_wrong_code_and_a_wrong_phone_look_alike(pepper, code, phone):
    placed = buy(pepper)
    with pytest.raises(PurchaseNotFound) as refused:
        purchase_for_guest(code.format(code=placed.code), phone)
    assert str(refused.value).startswith("Không tìm thấy")


def test_a_purchase_is_seen_by_its_buyer_and_by_who_has_the_letter(pepper, lan, hoa):
    purchase = purchase_of(buy(pepper, by=lan))
    assert can_see_purchase(lan, purchase)
    assert not can_see_purchase(hoa, purchase)
    assert not can_see_purchase(None, purchase, secret="")
    assert can_see_purchase(None, purchase, secret=secret_for("purchase", purchase.code))
    assert not can_see_purchase(None, purchase_of(buy(pepper)), secret=secret_for("purchase", purchase.code))
    assert purchase_by_code("") is None


@pytest.mark.sqlite_only
@pytest.mark.parametrize("oldest_first", [True, False])
def test_a_board_of_twenty_thousand_orders_sorts_none_of_them(pepper, oldest_first):
    booth, sent = pepper.product.booth, []

    def look(_connection, _cursor, statement, values, *_rest):
        sent.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", look)
    orders_of_booth(booth, Filters(state="placed"), oldest_first=oldest_first)
    event.remove(db.engine, "before_cursor_execute", look)
    statement, values = next(each for each in sent if "FROM orders JOIN purchases" in each[0])
    plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    assert "TEMP B-TREE" not in " ".join(row.detail for row in plan)
