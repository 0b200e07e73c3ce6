"""Goods that never came were not paid for: sending the rest back never gives more than was paid."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.invariants import examine
from marketplace.core.transactions import transaction
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.models import Order
from marketplace.domain.payments.invariants import INVARIANTS as PAYMENTS
from marketplace.domain.payments.models import PaymentAttempt, Refund
from marketplace.domain.promotions.actions import make_voucher
from marketplace.domain.promotions.actions.vouchers import VoucherFacts
from marketplace.domain.returns.actions import accept_return, receive_return
from marketplace.domain.returns.errors import MoreThanBought
from marketplace.domain.returns.invariants import INVARIANTS
from marketplace.domain.shipping.actions import deliver_order, fall_short, ship_order
from tests.buying import RULES, buy, order_in
from tests.domain.returns.stage import PICTURE, asked, pay, state_of
from tests.people import on_sale

VOUCHER = 33_333


def a_voucher() -> None:
    now = clock.now()
    make_voucher(
        VoucherFacts(code="LECHXU", kind="amount", value=VOUCHER, starts_at=now, ends_at=now + timedelta(days=1))
    )


def short_and_delivered(booth, seller, *missing: int, method: str = "vietqr", voucher: bool = False) -> Order:
    """3 × 99,999 and 2 × 50,001 were bought; so many of each are missing, the rest reached the buyer."""
    facts = {"payment_method": method}
    if voucher:
        a_voucher()
        facts["voucher_code"] = "LECHXU"
    placed = buy({on_sale(booth, price=99_999): 3, on_sale(booth, price=50_001): 2}, **facts)
    if method == "vietqr":
        pay(placed)
    order = order_in(placed)
    move_order(order.id, "accepted", who="booth", by=seller)
    units = dict(zip([line.id for line in order.lines], missing, strict=True))
    fall_short(order, units, by=seller, reason="Hết hàng", seen=0)
    move_order(order.id, "packed", who="booth", by=seller)
    ship_order(order, by=seller, carrier="Tự giao")
    deliver_order(order, by=seller)
    return db.session.get_one(Order, order.id, populate_existing=True)


def sent_back(order: Order, seller, *quantities: int, reason: str = "damaged") -> int:
    """So many of each line come back; what the shopper was promised for them."""
    row = asked(order, *quantities, reason=reason, pictures=(PICTURE,) if reason == "damaged" else ())
    accept_return(row, by=seller)
    receive_return(row, by=seller)
    db.session.refresh(order)
    return row.refund


def went_back(order: Order) -> int:
    """Đồng of this order that went back for any reason."""
    return db.session.scalar(select(func.coalesce(func.sum(Refund.amount), 0)).where(Refund.order_id == order.id))


def broken() -> list[str]:
    rules_of_all = (*RULES, *PAYMENTS, *INVARIANTS)
    return [finding.invariant.name for finding in examine(rules_of_all) if not finding.holds]


@pytest.mark.parametrize("voucher", [False, True])
@pytest.mark.parametrize("missing", [(1, 0), (2, 1), (0, 2), (3, 1)])
def test_all_that_came_goes_back_and_the_buyer_has_exactly_what_was_paid(booth, minh, missing, voucher):
    order = short_and_delivered(booth, minh, *missing, voucher=voucher)
    paid = order.purchase.grand_total
    sent_back(order, minh, 3 - missing[0], 2 - missing[1])
    assert went_back(order) == paid
    assert state_of(order) == "returned"
    assert broken() == []


@pytest.mark.parametrize("voucher", [False, True])
@pytest.mark.parametrize("missing", [(1, 0), (1, 1), (0, 1)])
def test_piece_by_piece_gives_the_same_as_at_once(booth, minh, missing, voucher):
    order = short_and_delivered(booth, minh, *missing, voucher=voucher)
    paid = order.purchase.grand_total
    left = [3 - missing[0], 2 - missing[1]]
    while any(left):
        one = [1, 0] if left[0] else [0, 1]
        left = [left[0] - one[0], left[1] - one[1]]
        sent_back(order, minh, *one)
        assert went_back(order) <= paid
        assert broken() == []
    assert went_back(order) == paid


def test_a_change_of_mind_leaves_the_way_there_with_the_booth(booth, minh):
    order = short_and_delivered(booth, minh, 1, 1)
    sent_back(order, minh, 2, 1, reason="changed_mind")
    assert went_back(order) == order.grand_total - order.shipping_fee


def test_what_never_came_cannot_be_sent_back(booth, minh):
    order = short_and_delivered(booth, minh, 1, 0)
    with pytest.raises(MoreThanBought):
        asked(order, 3, 0)


def test_cash_that_was_lowered_comes_back_no_higher(booth, minh):
    order = short_and_delivered(booth, minh, 1, 0, method="cod")
    taken = db.session.scalar(select(PaymentAttempt.amount).where(PaymentAttempt.order_id == order.id))
    assert taken == order.amount_due
    sent_back(order, minh, 2, 2)
    assert went_back(order) == taken
    assert broken() == []


@pytest.mark.plants_a_fault
def test_a_promise_above_what_is_due_is_seen(booth, minh):
    order = short_and_delivered(booth, minh, 1, 0, method="cod")
    sent_back(order, minh, 2, 2)
    with transaction():
        db.session.execute(text("UPDATE order_returns SET goods_refund = goods_refund + 1"))
    assert "returned-goods-are-refunded-once" in broken()
    [finding] = [each for each in examine(INVARIANTS) if not each.holds]
    assert "promise" in [kind for kind, _ in finding.offenders]
