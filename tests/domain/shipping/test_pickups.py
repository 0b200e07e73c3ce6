"""Goods that the shopper fetches."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from marketplace.core.db import db
from marketplace.core.letters import Letter
from marketplace.core.transactions import transaction
from marketplace.domain.checkout.errors import NotFetchedThere
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.errors import MoveRefused
from marketplace.domain.shipping.actions import hand_over, save_pickup_point, ship_order
from marketplace.domain.shipping.errors import FetchedByShopper, PickUpUnclear
from marketplace.domain.shipping.queries import parcels_of
from marketplace.domain.shipping.rules import FETCHED
from tests.buying import a_delivery, buy, order_in, orders_in, purchase_of
from tests.people import a_booth, on_sale


@pytest.fixture
def fetching(minh):
    """A booth whose goods may be fetched."""
    booth = a_booth(minh)
    save_pickup_point(booth, by=minh, address_line=" 12  Lê Duẩn ", hours="8:00–17:00")
    return booth


@pytest.fixture
def fetched(fetching):
    return order_in(buy(on_sale(fetching), delivery=a_delivery(email="lan@example.vn", fetched_from=(fetching.slug,))))


def packed(order, minh):
    for state in ("accepted", "packed"):
        move_order(order.id, state, who="booth", by=minh)
    return order


def test_what_is_fetched_costs_no_sending_and_keeps_where(fetched, fetching):
    assert fetched.shipping_fee == 0
    assert (
        fetched.pickup_place
        == f"12 Lê Duẩn, {fetching.commune.full_name}, {fetching.commune.province.name} (8:00–17:00)"
    )


def test_only_the_chosen_booths_part_is_fetched(fetching):
    placed = buy({on_sale(fetching): 1, on_sale(a_booth()): 1}, delivery=a_delivery(fetched_from=(fetching.slug,)))
    assert [(order.pickup_place is None, order.shipping_fee > 0) for order in orders_in(placed)] == [
        (False, False),
        (True, True),
    ]
    assert purchase_of(placed).shipping_total == orders_in(placed)[1].shipping_fee


def test_who_does_not_choose_it_is_sent_the_goods(fetching):
    order = order_in(buy(on_sale(fetching)))
    assert order.pickup_place is None
    assert order.shipping_fee > 0


def test_a_place_that_is_gone_is_said_and_buys_nothing(fetching, minh):
    pepper = on_sale(fetching)
    save_pickup_point(fetching, by=minh, address_line="", hours="")
    with pytest.raises(NotFetchedThere):
        buy(pepper, delivery=a_delivery(fetched_from=(fetching.slug,)))


def test_nobody_fetches_from_a_booth_that_is_not_in_the_cart(fetching):
    with pytest.raises(NotFetchedThere):
        buy(on_sale(a_booth()), delivery=a_delivery(fetched_from=(fetching.slug,)))


@pytest.mark.parametrize(("place", "hours"), [("12 Lê Duẩn", ""), ("", "8:00"), ("x" * 201, "8:00"), ("x", "y" * 101)])
def test_half_a_place_is_none(minh, place, hours):
    with pytest.raises(PickUpUnclear):
        save_pickup_point(a_booth(minh), by=minh, address_line=place, hours=hours)


def test_handing_over_delivers_without_a_carrier_and_once(fetched, minh):
    packed(fetched, minh)
    first, second = hand_over(fetched, by=minh), hand_over(fetched, by=minh)
    assert first.id == second.id
    [parcel] = parcels_of(fetched)
    assert (parcel.carrier, parcel.tracking_code, parcel.state) == (FETCHED, "", "delivered")
    assert [step.to_state for step in fetched.steps][-2:] == ["shipped", "delivered"]


def test_what_is_fetched_is_not_sent(fetched, minh):
    with pytest.raises(FetchedByShopper):
        ship_order(packed(fetched, minh), by=minh, carrier="GHN")


def test_what_is_sent_is_not_handed_over(fetching, minh):
    order = packed(order_in(buy(on_sale(fetching))), minh)
    with pytest.raises(MoveRefused):
        hand_over(order, by=minh)


def test_nothing_is_handed_over_before_it_is_packed(fetched, minh):
    with pytest.raises(MoveRefused):
        hand_over(fetched, by=minh)
    assert parcels_of(fetched) == []


def test_the_database_lets_nobody_pay_for_sending_what_is_fetched(fetched):
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(
            text("UPDATE orders SET shipping_fee = 1, grand_total = grand_total + 1 WHERE pickup_place IS NOT NULL")
        )


def test_the_buyer_hears_when_it_is_ready_and_nothing_of_sending(fetched, minh):
    packed(fetched, minh)
    hand_over(fetched, by=minh)
    told = [letter.subject for letter in db.session.scalars(select(Letter).where(Letter.to == "lan@example.vn"))]
    assert any("Hàng đã sẵn sàng để lấy" in subject for subject in told)
    assert not any("Hàng đã gửi đi" in subject for subject in told)
