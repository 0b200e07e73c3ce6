"""Zones, fees and parcels."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.db import db
from marketplace.core.places.models import Commune
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.errors import MoveRefused
from marketplace.domain.shipping.actions import deliver_order, refuse_order, save_rates, ship_order
from marketplace.domain.shipping.errors import BadRates, BadTrackingCode, CarrierMissing
from marketplace.domain.shipping.queries import parcels_by_order, parcels_of, quotes_for, table_of
from marketplace.domain.shipping.rules import (
    DEFAULT_RATES,
    PlaceCodes,
    Rate,
    Terms,
    clean_tracking_code,
    fee_of,
    quote_of,
    zone_of,
)
from tests.buying import buy, order_in
from tests.people import DONG_HA, KHE_SANH, a_booth, on_sale

TODAY = date(2026, 11, 23)
KHE_SANH_PLACE = PlaceCodes(KHE_SANH, "44")


@pytest.mark.parametrize(
    ("commune", "province", "zone"),
    [
        (KHE_SANH, "44", "commune"),
        (DONG_HA, "44", "province"),
        ("19900", "46", "near"),
        ("18000", "42", "near"),
        ("20194", "48", "near"),
        ("00004", "01", "country"),
        ("27007", "79", "country"),
    ],
)
def test_a_zone_is_how_far_it_is(commune, province, zone):
    assert zone_of(KHE_SANH_PLACE, PlaceCodes(commune, province)) == zone


@pytest.mark.parametrize(
    ("grams", "fee"),
    [(1, 22_000), (1000, 22_000), (1001, 25_000), (1500, 25_000), (1501, 28_000), (3000, 34_000)],
)
def test_a_fee_grows_with_each_step_begun(grams, fee):
    assert fee_of(DEFAULT_RATES["province"], grams) == fee


rates = st.builds(
    Rate, fee=st.integers(0, 10**6), step_fee=st.integers(0, 10**5), days_min=st.just(1), days_max=st.just(2),
    first_g=st.integers(1, 5000), step_g=st.integers(1, 2000),
)  # fmt: skip


@given(rate=rates, grams=st.integers(1, 100_000), more=st.integers(0, 10_000))
def test_more_weight_never_costs_less(rate, grams, more):
    assert rate.fee <= fee_of(rate, grams) <= fee_of(rate, grams + more)


@given(rate=rates, grams=st.integers(1, 100_000))
def test_the_steps_paid_for_are_just_enough(rate, grams):
    if rate.step_fee:
        steps = (fee_of(rate, grams) - rate.fee) // rate.step_fee
        assert rate.first_g + steps * rate.step_g >= grams
        assert steps == 0 or rate.first_g + (steps - 1) * rate.step_g < grams


@pytest.mark.parametrize(
    ("free_from", "goods", "fee", "gap"),
    [(None, 10**9, 22_000, None), (500_000, 499_999, 22_000, 1), (500_000, 500_000, 0, 0), (0, 0, 0, 0)],
)
def test_sending_is_free_from_an_amount_of_goods(free_from, goods, fee, gap):
    quote = quote_of(DEFAULT_RATES["province"], Terms(free_from), "province", weight_g=500, goods=goods, today=TODAY)
    assert (quote.fee, quote.gap) == (fee, gap)


def test_days_count_from_handing_the_parcel_over():
    quote = quote_of(DEFAULT_RATES["country"], Terms(days_to_send=2), "country", weight_g=500, goods=1, today=TODAY)
    assert (quote.days_min, quote.days_max) == (5, 7)


def own_table(**changes) -> dict[str, Rate]:
    return {**{zone: Rate(fee=11_000, step_fee=1_000, days_min=1, days_max=2) for zone in DEFAULT_RATES}, **changes}


def test_a_booth_asks_by_its_own_table_and_others_by_the_markets(app, minh):
    own, other = a_booth(minh), a_booth()
    save_rates(own, by=minh, terms=Terms(free_from=300_000), rates=own_table())
    dong_ha = db.session.get_one(Commune, DONG_HA)
    quotes = quotes_for({own.id: 1500, other.id: 500}, {own.id: 100_000, other.id: 100_000}, dong_ha)
    assert (quotes[own.id].fee, quotes[own.id].gap, quotes[own.id].zone) == (12_000, 200_000, "province")
    assert (quotes[other.id].fee, quotes[other.id].gap) == (22_000, None)


def test_all_booths_are_asked_in_one_statement(app, queries):
    booths = [a_booth().id for _ in range(4)]
    dong_ha = PlaceCodes(DONG_HA, "44")
    queries.clear()
    assert len(quotes_for(dict.fromkeys(booths, 500), dict.fromkeys(booths, 1), dong_ha)) == 4
    assert len(queries) == 1


def test_a_table_is_replaced_as_a_whole(app, minh):
    booth = a_booth(minh)
    for fee in (10_000, 12_000):
        save_rates(booth, by=minh, terms=Terms(days_to_send=3), rates=own_table(country=Rate(fee, 0, 2, 4, 2000, 1000)))
    table = table_of(booth)
    assert (table.rate("country").fee, table.rate("country").first_g, table.terms.days_to_send) == (12_000, 2000, 3)


@pytest.mark.parametrize(
    ("terms", "table", "field"),
    [
        (Terms(free_from=-1), own_table(), "free_from"),
        (Terms(days_to_send=31), own_table(), "days_to_send"),
        (Terms(), {"commune": DEFAULT_RATES["commune"]}, "province"),
        (Terms(), own_table(near=Rate(-1, 0, 1, 2)), "near"),
        (Terms(), own_table(near=Rate(1, 0, 3, 2)), "near"),
        (Terms(), own_table(country=Rate(1, 0, 1, 2, first_g=0)), "country"),
        (Terms(), own_table(country=Rate(1, 0, 1, 2, step_g=0)), "country"),
        (Terms(), own_table(country=Rate(10_000_001, 0, 1, 2)), "country"),
    ],
)
def test_a_table_with_impossible_figures_is_refused(app, minh, terms, table, field):
    with pytest.raises(BadRates) as refused:
        save_rates(a_booth(minh), by=minh, terms=terms, rates=table)
    assert refused.value.field == field


@pytest.fixture
def packed(app, minh):
    order = order_in(buy(on_sale(a_booth(minh))))
    for state in ("accepted", "packed"):
        move_order(order.id, state, who="booth", by=minh)
    return order


def test_a_parcel_goes_out_once(packed, minh):
    first = ship_order(packed, by=minh, carrier=" VNPost ", tracking_code="ee 123 456 789 vn")
    again = ship_order(packed, by=minh, carrier="GHN")
    assert again.id == first.id
    assert (first.carrier, first.tracking_code, first.state) == ("VNPost", "EE123456789VN", "picked")
    assert db.session.get_one(type(packed), packed.id).state == "shipped"
    assert parcels_by_order([packed.id]) == {packed.id: [first]}


def test_a_parcel_may_go_without_a_code_but_not_without_a_carrier(packed, minh):
    with pytest.raises(CarrierMissing):
        ship_order(packed, by=minh, carrier="  ")
    with pytest.raises(BadTrackingCode):
        ship_order(packed, by=minh, carrier="GHN", tracking_code="A1")
    with pytest.raises(BadTrackingCode):
        ship_order(packed, by=minh, carrier="GHN", tracking_code="A" * 41)
    assert ship_order(packed, by=minh, carrier="Tự giao").tracking_code == ""


def test_what_is_not_packed_is_not_sent(app, minh):
    order = order_in(buy(on_sale(a_booth(minh))))
    with pytest.raises(MoveRefused):
        ship_order(order, by=minh, carrier="GHN")
    assert parcels_of(order) == []


def test_a_delivered_parcel_is_delivered_once(packed, minh):
    ship_order(packed, by=minh, carrier="GHN")
    for _ in range(2):
        assert deliver_order(packed, by=minh).state == "delivered"
    assert [parcel.state for parcel in parcels_of(packed)] == ["delivered"]
    assert [step.to_state for step in packed.steps][-1] == "delivered"


def test_a_carrier_may_say_that_it_was_delivered_or_refused(packed, minh):
    ship_order(packed, by=minh, carrier="GHN")
    refused = refuse_order(packed, by=None, reason="Không nghe máy")
    assert (refused.state, refused.steps[-1].by_kind, refused.steps[-1].reason) == (
        "refused",
        "system",
        "Không nghe máy",
    )
    assert [parcel.state for parcel in parcels_of(packed)] == ["returning"]
    with pytest.raises(MoveRefused):
        deliver_order(packed, by=minh)


def test_a_tracking_code_is_kept_as_it_is_printed():
    assert clean_tracking_code(" s1.a1. 17373471\n") == "S1.A1.17373471"
