"""Goods go back when they are wrong: asked for, answered in time, received, refunded once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.invariants import examine
from marketplace.core.letters import Letter
from marketplace.core.pictures import NotAPicture
from marketplace.domain.checkout.actions import take_back_order
from marketplace.domain.orders.models import Order
from marketplace.domain.payments.invariants import INVARIANTS as PAYMENTS
from marketplace.domain.returns import actions, rules
from marketplace.domain.returns.errors import (
    AnswerMissing,
    MoreThanBought,
    NothingChosen,
    PicturesMissing,
    ReturnMoved,
    ReturnNotThere,
    ReturnUnderWay,
    StoryMissing,
    TooLateToReturn,
    TooManyPictures,
    UnknownReason,
)
from marketplace.domain.returns.invariants import INVARIANTS
from marketplace.domain.returns.models import OrderReturn
from marketplace.domain.returns.queries import (
    escalated_returns,
    reasons_open_for,
    return_for,
    return_in,
    returns_of_booth,
)
from marketplace.domain.stock.models import StockLevel
from tests.buying import RULES, buy, order_in
from tests.domain.returns.stage import PICTURE, asked, delivered, refunds, state_of
from tests.people import a_booth, on_sale

NO = "Hàng đã được kiểm khi giao."


@pytest.fixture
def order(minh, booth) -> Order:
    """Two kinds of goods, delivered and paid in cash: 3 × 120,000 and 1 × 50,000, and the way there."""
    return delivered({on_sale(booth): 3, on_sale(booth, price=50_000): 1}, minh)


def broken() -> list[str]:
    rules_of_all = (*RULES, *PAYMENTS, *INVARIANTS)
    return [finding.invariant.name for finding in examine(rules_of_all) if not finding.holds]


def shelf(order: Order) -> list[int]:
    found = [db.session.get_one(StockLevel, line.variant_id, populate_existing=True) for line in order.lines]
    return [level.available for level in found]


def subjects_to(address: str) -> list[str]:
    return list(db.session.scalars(select(Letter.subject).where(Letter.to == address).order_by(Letter.id)))


def test_a_part_comes_back_and_the_rest_stays_sold(order, minh):
    row = asked(order, 1, 0)
    assert (row.goods_refund, row.shipping_refund, state_of(order)) == (120_000, 0, "delivered")
    actions.accept_return(row, by=minh)
    assert state_of(order) == "returning"
    actions.receive_return(row, by=minh)
    assert (state_of(order), refunds(), shelf(order)) == ("delivered", [120_000], [8, 9])
    assert broken() == []


def test_the_rest_may_follow_and_then_the_order_is_returned_and_all_of_it_refunded(order, minh):
    for quantities in ((1, 0), (2, 1)):
        row = asked(order, *quantities)
        actions.accept_return(row, by=minh)
        actions.receive_return(row, by=minh)
    assert (state_of(order), shelf(order), sum(refunds())) == ("returned", [10, 10], order.grand_total)
    assert refunds()[1] == 290_000 + order.shipping_fee
    assert broken() == []


def test_who_changed_their_mind_pays_the_way_there(order, minh):
    row = asked(order, reason="changed_mind", pictures=())
    assert (row.goods_refund, row.shipping_refund) == (410_000, 0)
    actions.accept_return(row, by=minh)
    actions.receive_return(row, by=minh)
    assert (state_of(order), refunds()) == ("returned", [410_000])
    assert broken() == []


def test_receiving_twice_refunds_once(order, minh):
    row = asked(order, 2, 0)
    actions.accept_return(row, by=minh)
    actions.receive_return(row, by=minh)
    actions.receive_return(row, by=minh)
    assert (refunds(), shelf(order)) == ([240_000], [9, 9])


def test_spoiled_goods_come_back_but_are_not_sold_again(order, minh):
    row = asked(order, 2, 1)
    actions.accept_return(row, by=minh)
    actions.receive_return(row, by=minh, sellable=False)
    assert shelf(order) == [7, 9]
    assert broken() == []


def test_a_paid_transfer_is_refunded_too(minh, booth):
    order = delivered({on_sale(booth): 2}, minh, payment_method="vietqr")
    row = asked(order, 1)
    actions.accept_return(row, by=minh)
    actions.receive_return(row, by=minh)
    assert refunds() == [120_000]
    assert broken() == []


def test_the_booth_says_no_and_the_organizers_have_the_last_word(order, minh, ngoc):
    row = asked(order, 1, 0)
    with pytest.raises(AnswerMissing):
        actions.decline_return(row, by=minh, answer="Không.")
    actions.decline_return(row, by=minh, answer=NO)
    actions.escalate_return(row, by=None)
    assert escalated_returns() == [row]
    with pytest.raises(ReturnMoved):
        actions.decline_return(row, by=minh, answer=NO)
    actions.reject_return(row, by=ngoc, answer="Ảnh cho thấy hàng còn nguyên.")
    assert (row.state, state_of(order), refunds()) == ("rejected", "delivered", [])


def test_the_organizers_may_accept_in_the_booths_place(order, ngoc):
    row = asked(order, 1, 0)
    with clock.frozen(clock.now() + rules.ANSWER_WITHIN):
        assert actions.escalate_unanswered_returns() == 1
        assert actions.escalate_unanswered_returns() == 0
        db.session.refresh(row)
        actions.accept_return(row, by=ngoc, who="organizer")
    assert (row.state, state_of(order)) == ("accepted", "returning")


def test_a_booth_has_its_three_days(order):
    row = asked(order, 1, 0)
    with clock.frozen(clock.now() + rules.ANSWER_WITHIN - timedelta(minutes=1)):
        assert actions.escalate_unanswered_returns() == 0
    assert row.state == "asked"


def test_goods_that_never_come_end_the_return(order, minh):
    row = asked(order, 1, 0)
    actions.accept_return(row, by=minh)
    with clock.frozen(clock.now() + rules.SENT_WITHIN):
        assert actions.lapse_unsent_returns() == 1
        db.session.refresh(row)
        assert (row.state, state_of(order)) == ("lapsed", "delivered")


def test_the_shopper_may_keep_the_goods_after_all(order, minh):
    row = asked(order, 1, 0)
    actions.accept_return(row, by=minh)
    actions.withdraw_return(row, by=None)
    assert (row.state, state_of(order), refunds()) == ("withdrawn", "delivered", [])
    assert asked(order, 1, 0).state == "asked"


def test_one_return_at_a_time(order):
    asked(order, 1, 0)
    with pytest.raises(ReturnUnderWay):
        asked(order, 1, 0)


def test_a_return_under_way_is_received_as_such_and_not_by_the_board(order, minh):
    actions.accept_return(asked(order, 1, 0), by=minh)
    with pytest.raises(ReturnUnderWay):
        take_back_order(order.id, by=minh)


@pytest.mark.parametrize(
    ("quantities", "facts", "refusal"),
    [
        ((0, 0), {}, NothingChosen),
        ((-1, 1), {}, NothingChosen),
        ((4, 0), {}, MoreThanBought),
        ((1, 0), {"reason": "whim"}, UnknownReason),
        ((1, 0), {"text": "Hỏng"}, StoryMissing),
        ((1, 0), {"pictures": ()}, PicturesMissing),
        ((1, 0), {"pictures": (PICTURE,) * 6}, TooManyPictures),
        ((1, 0), {"pictures": (b"<script>",)}, NotAPicture),
    ],
)
def test_a_wish_that_nobody_could_act_on_is_refused(order, quantities, facts, refusal):
    with pytest.raises(refusal):
        asked(order, *quantities, **facts)
    assert db.session.query(OrderReturn).count() == 0


def test_what_came_back_cannot_come_back_again(order, minh):
    row = asked(order, 2, 0)
    actions.accept_return(row, by=minh)
    actions.receive_return(row, by=minh)
    with pytest.raises(MoreThanBought):
        asked(order, 2, 0)


def test_lines_of_another_order_are_not_to_be_had(order, minh, booth):
    other = delivered(on_sale(booth), minh)
    with pytest.raises(NothingChosen):
        actions.ask_return(order, actions.Wanted({other.lines[0].id: 1}, "missing", NO), by=None)


def test_seven_days_for_faults_and_thirty_for_wrong_information(order):
    with clock.frozen(order.delivered_at + timedelta(days=7, seconds=1)):
        assert reasons_open_for(order) == ["wrong_information"]
        with pytest.raises(TooLateToReturn):
            asked(order, 1, 0)
    with clock.frozen(order.delivered_at + timedelta(days=30, seconds=1)):
        assert reasons_open_for(order) == []


def test_a_completed_order_may_still_come_back_for_wrong_information(order, minh):
    with clock.frozen(order.delivered_at + timedelta(days=20)):
        from marketplace.domain.orders.actions import complete_delivered_orders

        assert complete_delivered_orders() == 1
        db.session.refresh(order)
        row = asked(order, reason="wrong_information", pictures=())
        actions.accept_return(row, by=minh)
        actions.receive_return(row, by=minh)
        assert (state_of(order), refunds()) == ("returned", [order.grand_total])
    assert broken() == []


def test_nothing_goes_back_before_it_has_come(minh, booth):
    with pytest.raises(TooLateToReturn):
        asked(order_in(buy(on_sale(booth))))


def test_a_return_is_found_by_its_booth_and_its_buyer_alone(order, rival_booth, booth, minh):
    row = asked(order, 1, 0)
    assert return_for(booth, row.id) is row
    assert return_in([order], row.id) is row
    with pytest.raises(ReturnNotThere):
        return_for(rival_booth, row.id)
    with pytest.raises(ReturnNotThere):
        return_in([order_in(buy(on_sale(booth)))], row.id)


def test_a_booth_sees_first_what_waits_for_its_answer_and_ends_soonest(minh, booth):
    jar = on_sale(booth, stock=20)
    rows = []
    with clock.frozen(clock.now()) as hands:
        for _ in range(5):
            rows.append(asked(delivered({jar: 1}, minh)))
            hands.move(hours=1)
        decided, escalated, accepted, soon, later = rows
        actions.decline_return(decided, by=minh, answer=NO)
        actions.decline_return(escalated, by=minh, answer=NO)
        actions.escalate_return(escalated, by=None)
        actions.accept_return(accepted, by=minh)
    assert list(returns_of_booth(booth)) == [soon, later, accepted, escalated, decided]


def test_both_sides_are_written_to_at_each_step(minh, lan):
    booth = a_booth(minh, email="gian@khesanh.vn")
    order = delivered({on_sale(booth): 2}, minh, by=lan)
    row = asked(order, 1, by=lan)
    actions.decline_return(row, by=minh, answer=NO)
    actions.escalate_return(row, by=lan)
    actions.accept_return(row, by=minh)
    actions.receive_return(row, by=minh)
    code = order.code
    assert [subject for subject in subjects_to(lan.email) if code in subject][-5:] == [
        f"Đã nhận yêu cầu trả hàng: {code}", f"Gian hàng không nhận trả hàng: {code}",
        f"Ban tổ chức đang xem xét yêu cầu trả hàng: {code}", f"Yêu cầu trả hàng được chấp nhận: {code}",
        f"Gian hàng đã nhận lại hàng trả: {code}",
    ]  # fmt: skip
    assert subjects_to("gian@khesanh.vn")[-2:] == [
        f"Người mua xin trả hàng: {code}", f"Yêu cầu trả hàng đã chuyển ban tổ chức: {code}"
    ]  # fmt: skip


@given(
    prices=st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 20)), min_size=1, max_size=6),
    share=st.integers(0, 100),
    data=st.data(),
)
def test_all_parts_together_are_refunded_what_was_paid_for_the_goods(prices, share, data):
    goods = sum(price * units for price, units in prices)
    discount = goods * share // 100
    left, refunded, before = [units for _, units in prices], 0, 0
    while any(left):
        units = [data.draw(st.integers(0, most)) for most in left]
        value = sum(price * n for (price, _), n in zip(prices, units, strict=True))
        part = rules.refund_of_goods(value, before, goods_total=goods, discount=discount)
        assert 0 <= part <= value
        refunded, before = refunded + part, before + value
        left = [most - n for most, n in zip(left, units, strict=True)] if any(units) else [0] * len(left)
        if not any(units):
            refunded += rules.refund_of_goods(goods - before, before, goods_total=goods, discount=discount)
    assert refunded == goods - discount


@pytest.mark.plants_a_fault
@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("returns-belong-to-their-order", "UPDATE order_returns SET booth_id = (SELECT MAX(id) FROM booths)"),
        ("no-more-comes-back-than-was-bought", "UPDATE return_lines SET quantity = 4"),
        ("returned-goods-are-refunded-once", "UPDATE refunds SET amount = amount - 1"),
        ("returned-goods-are-refunded-once", "UPDATE refunds SET key = 'another'"),
        ("an-order-returns-while-its-return-is-accepted",
         "UPDATE order_returns SET state = 'accepted'; UPDATE return_steps SET to_state = 'accepted' WHERE seq = 3"),
        ("return-state-is-its-last-step", "DELETE FROM return_steps WHERE seq = 3"),
    ],
)  # fmt: skip
def test_each_invariant_finds_its_fault(order, minh, name, fault):
    row = asked(order, 1, 0)
    actions.accept_return(row, by=minh)
    actions.receive_return(row, by=minh)
    a_booth(name="Gian hàng khác")
    assert broken() == []
    for statement in fault.split("; "):
        db.session.execute(text(statement))
    db.session.commit()
    assert name in broken()
