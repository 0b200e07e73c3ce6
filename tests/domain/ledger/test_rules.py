"""Whatever the rates, the parts of a price make up the price, and nobody pays to sell."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.money import NotAPercent, parse_points, percent_of
from marketplace.core.numbers import format_points
from marketplace.domain.ledger.rules import (
    COMMISSION,
    KINDS,
    MOST_POINTS,
    PAYMENT_FEE,
    PIT,
    VAT,
    RateFacts,
    Sold,
    alike,
    by_method,
    charges_on,
    in_force,
    must_be_announced,
    what_i_get,
)

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
NOON = datetime(2026, 11, 29, 5, tzinfo=UTC)


def a_rate(kind: str, points: int, *, id: int = 1, method: str = "", starts_on: date = date(2026, 1, 1), **facts):
    values = {"name": kind, "name_en": "", "recorded_at": LONG_AGO, **facts}
    return RateFacts(id=id, kind=kind, method=method, basis_points=points, starts_on=starts_on, **values)


any_rates = st.fixed_dictionaries(
    {}, optional={kind: st.integers(0, MOST_POINTS[kind]).map(lambda points, kind=kind: a_rate(kind, points))
                  for kind in KINDS}
)  # fmt: skip


@given(st.integers(0, 10**12), any_rates)
def test_the_parts_of_a_price_make_up_the_price_and_the_net_is_never_more_than_it_nor_less_than_nothing(price, rates):
    part = what_i_get(price, rates)
    assert part.of(COMMISSION) + part.of(PAYMENT_FEE) + part.withheld + part.net == price
    assert 0 <= part.net <= price


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=6), st.integers(0, 10**6), any_rates)
def test_each_line_is_charged_by_itself_and_the_order_never_costs_more_than_it_brings(lines, sending, rates):
    goods = sum(lines)
    taken = charges_on(Sold(list(enumerate(lines)), paid=goods + sending, collected=goods + sending), rates)
    assert sum(each.amount for each in taken) <= goods + sending
    assert [each.line_id for each in taken if each.rate.kind == COMMISSION] == [
        number for number, _base in enumerate(lines) if COMMISSION in rates
    ]


def test_half_a_dong_goes_up_and_each_rate_has_its_own_base():
    rates = {COMMISSION: a_rate(COMMISSION, 250), PAYMENT_FEE: a_rate(PAYMENT_FEE, 100), VAT: a_rate(VAT, 100),
             PIT: a_rate(PIT, 50)}  # fmt: skip
    sold = Sold([(1, 100_020), (2, 50_000)], paid=160_020, collected=170_020)
    amounts = [(each.rate.kind, each.base, each.amount) for each in charges_on(sold, rates)]
    assert amounts == [
        (COMMISSION, 100_020, 2_501), (COMMISSION, 50_000, 1_250), (PAYMENT_FEE, 160_020, 1_600),
        (VAT, 170_020, 1_700), (PIT, 170_020, 850),
    ]  # fmt: skip


def test_no_rate_at_all_leaves_the_whole_price():
    assert (what_i_get(120_000, {}).net, what_i_get(120_000, {}).taken) == (120_000, ())


def test_a_rate_holds_from_its_day_until_the_next_one_begins():
    first = a_rate(COMMISSION, 300)
    second = a_rate(COMMISSION, 500, id=2, starts_on=date(2026, 11, 30))
    assert in_force([second, first], NOON, method="cod", withholds=False)[COMMISSION] is first
    # Midnight is that of Viet Nam: 17:00 UTC the day before.
    midnight = datetime(2026, 11, 29, 17, tzinfo=UTC)
    assert in_force([second, first], midnight, method="cod", withholds=False)[COMMISSION] is second


def test_a_rate_written_down_after_a_sale_says_nothing_of_it():
    first = a_rate(COMMISSION, 300)
    later = a_rate(COMMISSION, 100, id=2, starts_on=date(2026, 11, 29), recorded_at=NOON + timedelta(minutes=1))
    assert in_force([first, later], NOON, method="cod", withholds=False)[COMMISSION] is first
    assert in_force([first, later], NOON + timedelta(minutes=1), method="cod", withholds=False)[COMMISSION] is later


def test_tax_is_kept_back_only_where_it_was_switched_on_and_a_fee_only_for_its_way_of_paying():
    rates = [a_rate(VAT, 100), a_rate(PIT, 50, id=2), a_rate(PAYMENT_FEE, 150, id=3, method="card")]
    assert in_force(rates, NOON, method="cod", withholds=False) == {}
    assert list(in_force(rates, NOON, method="card", withholds=True)) == [PAYMENT_FEE, VAT, PIT]


def test_ways_of_paying_that_leave_the_same_stand_together():
    gets = by_method(100_000, [a_rate(PAYMENT_FEE, 150, method="card")], NOON, withholds=False)
    assert [(methods, part.net) for methods, part in alike(gets)] == [(("cod", "vietqr"), 100_000), (("card",), 98_500)]


def test_only_a_higher_fee_of_a_market_that_trades_must_be_announced():
    assert must_be_announced(COMMISSION, 400, 300, is_trading=True)
    assert not must_be_announced(COMMISSION, 300, 400, is_trading=True)
    assert not must_be_announced(COMMISSION, 400, 300, is_trading=False)
    assert not must_be_announced(VAT, 400, 300, is_trading=True)


@given(st.integers(0, 10_000))
def test_a_percentage_is_read_back_as_it_was_written(points):
    assert parse_points(format_points(points)) == points
    assert percent_of(10_000, points) == points


@pytest.mark.parametrize("written", ["", "3,123", "-1", "101", "1e2", "hai", "5%%", "٣"])
def test_a_doubtful_percentage_is_refused(written):
    with pytest.raises(NotAPercent):
        parse_points(written)


@pytest.mark.parametrize(("written", "points"), [("2,5", 250), ("2.5 %", 250), ("3%", 300), ("0,05", 5)])
def test_percentages_are_read_however_people_write_them(written, points):
    assert parse_points(written) == points
