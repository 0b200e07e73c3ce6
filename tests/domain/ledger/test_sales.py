"""What is earned, and what is left of it, whatever goes missing and comes back."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from marketplace.domain.ledger.rules import (
    Charged,
    OrderFigures,
    back_legs,
    charges_on,
    earned_on,
    kept_of,
    sale_legs,
    sold_of,
    still_earned,
)
from tests.domain.ledger.test_rules import any_rates


@st.composite
def any_order(draw):
    lines = draw(st.lists(st.integers(0, 3_000_000), min_size=1, max_size=5))
    goods = sum(lines)
    discount = draw(st.integers(0, goods))
    bearer = draw(st.sampled_from(["booth", "market"]))
    bare = OrderFigures(goods, discount, bearer, draw(st.integers(0, 200_000)))
    rates = draw(any_rates)
    taken = charges_on(sold_of(bare, dict(enumerate(lines))), rates)
    sums = {}
    for each in taken:
        sums[each.rate.kind] = sums.get(each.rate.kind, 0) + each.amount
    charges = tuple(Charged(number, kind, amount) for number, (kind, amount) in enumerate(sums.items()))
    short_face = draw(st.integers(0, goods))
    most_off = min(discount, short_face)
    short_paid = short_face - draw(st.integers(max(0, short_face - goods + discount), most_off)) if goods else 0
    assume(short_paid <= goods - discount)
    return OrderFigures(goods, discount, bearer, bare.shipping, charges, short_face, short_paid)


parts = st.lists(st.tuples(st.integers(0, 2_000_000), st.integers(0, 100_000)), max_size=6)


@given(any_order())
def test_a_sale_sums_to_zero_and_its_parts_make_up_what_the_shopper_and_the_market_pay(figures):
    earned = earned_on(figures)
    assert sum(leg.amount for leg in sale_legs(earned)) == 0
    assert earned.paid == figures.paid - figures.short_paid
    assert earned.net + sum(each.amount for each in earned.charges) == earned.paid + earned.market_off
    assert 0 <= earned.net <= earned.gross


@given(any_order(), parts)
def test_many_parts_that_come_back_sum_to_zero_each_and_leave_what_the_whole_in_one_leaves(figures, back):
    whole = earned = earned_on(figures)
    for count in range(1, len(back) + 1):
        less = still_earned(whole, back[:count])
        assert sum(leg.amount for leg in back_legs(earned, less)) == 0
        assert 0 <= less.net <= less.gross
        earned = less
    if back:
        goods, sending = (sum(each[part] for each in back) for part in (0, 1))
        assert earned == still_earned(whole, [(goods, sending)])


@given(any_order())
def test_when_everything_came_back_nobody_has_earned_anything(figures):
    earned = earned_on(figures)
    left = still_earned(earned, [(earned.goods_paid, earned.shipping)], undone=True)
    assert (left.paid, left.market_off, left.net) == (0, 0, 0)
    assert all(each.amount == 0 for each in left.charges)


@given(any_order(), st.integers(0, 10**6))
def test_goods_that_come_back_give_their_commission_back_and_the_sending_keeps_its_own(figures, sending):
    earned = earned_on(figures)
    assume(earned.goods_paid)
    left = still_earned(earned, [(earned.goods_paid, 0)])
    assert left.shipping == earned.shipping
    assert sum(each.amount for each in left.charges if each.kind == "commission") == 0


def test_half_a_dong_is_kept_up():
    assert [kept_of(5, 1, 2), kept_of(5, 0, 2), kept_of(5, 2, 2), kept_of(5, 0, 0)] == [3, 0, 5, 0]
