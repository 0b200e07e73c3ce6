"""What falls short: not paid for, given back once, however it is reported and whatever happens to the order later."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.invariants import examine
from marketplace.domain.checkout.actions import cancel_order, take_back_order
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.errors import ChangedMeanwhile, MoveRefused, NothingShort, ReasonMissing, WholeOrderShort
from marketplace.domain.orders.invariants import INVARIANTS as ORDERS
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.rules import BOOTH, Bought, worth_of
from marketplace.domain.payments import actions as payments
from marketplace.domain.payments.gateways import StatementLine
from marketplace.domain.payments.models import PaymentAttempt, Refund
from marketplace.domain.shipping.actions import deliver_order, fall_short, refuse_order, ship_order
from marketplace.domain.shipping.invariants import INVARIANTS as SHIPPING
from marketplace.domain.stock.queries import left_of
from tests.buying import buy, order_in, purchase_of
from tests.people import on_sale


@pytest.fixture
def pepper(booth):
    return on_sale(booth, price=50_000, stock=10, name="Tiêu Cùa")


@pytest.fixture
def cash(pepper):
    return accepted(order_in(buy({pepper: 3})))


@pytest.fixture
def paid(pepper):
    placed = buy({pepper: 3}, payment_method="vietqr")
    purchase = purchase_of(placed)
    line = StatementLine("1", "0123499999", "in", purchase.grand_total, purchase.code, "", clock.now())
    payments.take_in_bank_line("sepay", line)
    return accepted(order_in(placed))


def accepted(order):
    return move_order(order.id, "accepted", who=BOOTH, by=None)


def short(order, units: int, by, *, seen: int = 0, reason: str = "Hũ bị vỡ"):
    return fall_short(order, {order.lines[0].id: units}, by=by, reason=reason, seen=seen)


def refunded(order) -> int:
    return sum(db.session.scalars(select(Refund.amount).where(Refund.order_id == order.id)))


def to_collect(order) -> int:
    return db.session.scalar(select(PaymentAttempt.amount).where(PaymentAttempt.order_id == order.id))


def now(order) -> Order:
    return db.session.get_one(Order, order.id, populate_existing=True)


def test_the_door_asks_for_what_is_delivered(cash, minh):
    short(cash, 1, minh)
    assert to_collect(cash) == now(cash).amount_due == cash.grand_total - 50_000


def test_paid_money_for_what_is_missing_goes_back_and_the_rest_stays(paid, minh):
    short(paid, 1, minh)
    assert refunded(paid) == 50_000


def test_a_cancellation_afterwards_gives_back_the_rest_and_no_more(paid, minh, pepper):
    short(paid, 1, minh)
    cancel_order(paid.id, who=BOOTH, by=minh, reason="Hết hàng")
    assert refunded(paid) == paid.grand_total
    assert left_of([pepper.id])[pepper.id] == 9  # the broken jar is not on the shelf


def test_cash_that_came_in_goes_back_less_what_was_never_paid(cash, minh):
    short(cash, 1, minh)
    for state in ("packed",):
        move_order(cash.id, state, who=BOOTH, by=minh)
    ship_order(now(cash), by=minh, carrier="GHN")
    deliver_order(now(cash), by=minh)
    move_order(cash.id, "returning", who=BOOTH, by=minh)
    take_back_order(cash.id, by=minh)
    assert refunded(cash) == cash.grand_total - 50_000


def test_refused_at_the_door_the_units_that_were_sent_come_back(cash, minh, pepper):
    short(cash, 1, minh)
    move_order(cash.id, "packed", who=BOOTH, by=minh)
    ship_order(now(cash), by=minh, carrier="GHN")
    refuse_order(now(cash), by=minh, reason="Không nghe máy")
    take_back_order(cash.id, by=minh)
    assert left_of([pepper.id])[pepper.id] == 9


def test_a_report_on_top_of_one_that_was_not_seen_is_refused(cash, minh):
    short(cash, 1, minh)
    with pytest.raises(ChangedMeanwhile):
        short(cash, 1, minh)
    assert short(cash, 1, minh, seen=1).units_before == 1


def test_everything_missing_is_a_cancellation(cash, minh):
    with pytest.raises(WholeOrderShort):
        short(cash, 3, minh)
    short(cash, 2, minh)
    with pytest.raises(WholeOrderShort):
        short(cash, 1, minh, seen=2)


@pytest.mark.parametrize("units", [0, -1, 4])
def test_no_other_number_than_what_is_left_can_be_missing(cash, minh, units):
    with pytest.raises(NothingShort):
        short(cash, units, minh)


def test_what_was_sent_is_not_missing(cash, minh):
    move_order(cash.id, "packed", who=BOOTH, by=minh)
    ship_order(now(cash), by=minh, carrier="GHN", units={cash.lines[0].id: 2})
    with pytest.raises(NothingShort):
        short(cash, 2, minh)
    short(cash, 1, minh)
    deliver_order(now(cash), by=minh)


def test_a_reason_is_owed(cash, minh):
    with pytest.raises(ReasonMissing):
        short(cash, 1, minh, reason="  ")


def test_what_was_delivered_or_is_over_falls_short_no_more(cash, minh):
    cancel_order(cash.id, who=BOOTH, by=minh, reason="Hết")
    with pytest.raises(MoveRefused):
        short(cash, 1, minh)


def test_a_vouchers_share_is_not_given_back():
    bought = {1: Bought(2, 100_000), 2: Bought(1, 30_000)}
    assert worth_of(bought, 13_000, {1: 1}) == 45_000
    assert worth_of(bought, 13_000, {2: 1}) == 27_000


@given(
    lines=st.lists(st.tuples(st.integers(1, 20), st.integers(0, 500_000)), min_size=1, max_size=5),
    data=st.data(),
)
def test_however_often_goods_fall_short_the_parts_add_up_to_what_was_paid(lines, data):
    totals = {place: quantity * price for place, (quantity, price) in enumerate(lines)}
    discount = data.draw(st.integers(0, sum(totals.values())))
    left = {place: quantity for place, (quantity, _price) in enumerate(lines)}
    back = 0
    while any(left.values()):
        place = data.draw(st.sampled_from([each for each, units in left.items() if units]))
        units = data.draw(st.integers(1, left[place]))
        state = {each: Bought(lines[each][0], totals[each], lines[each][0] - left[each]) for each in left}
        part = worth_of(state, discount, {place: units})
        assert part >= 0
        back += part
        left[place] -= units
    assert back == sum(totals.values()) - discount


FAULTS = {
    "shortfalls-are-part-of-their-order": "UPDATE order_short_lines SET quantity = 3",
    "shortfalls-are-part-of-their-order amount": "UPDATE order_shortfalls SET amount = 150001",
    "shortfalls-are-part-of-their-order before": "UPDATE order_shortfalls SET units_before = 1",
    "no-unit-is-sent-twice": "UPDATE parcel_lines SET quantity = 3",
    "no-unit-is-sent-twice empty": "DELETE FROM parcel_lines",
}


@pytest.mark.plants_a_fault
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(cash, minh, fault):
    short(cash, 1, minh)
    move_order(cash.id, "packed", who=BOOTH, by=minh)
    ship_order(now(cash), by=minh, carrier="GHN")
    assert all(finding.holds for finding in examine((*ORDERS, *SHIPPING)))
    db.session.execute(text(FAULTS[fault]))
    db.session.commit()
    broken = [finding.invariant.name for finding in examine((*ORDERS, *SHIPPING)) if not finding.holds]
    assert fault.split()[0] in broken
