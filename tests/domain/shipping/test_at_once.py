"""Two people and a worker at the same order at the same moment."""

from __future__ import annotations

from sqlalchemy import func, select

from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from marketplace.domain.orders.models import Order
from marketplace.domain.shipping.actions import cancel_booking, note_fetched, send_bookings, ship_order
from marketplace.domain.shipping.models import Booking, Parcel
from tests.domain.payments.test_at_once import at_once
from tests.domain.shipping.stage import booked, now, state_of, wanted


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def rows(order_id: int, person_id: int) -> tuple[Order, Person]:
    return db.session.get_one(Order, order_id), db.session.get_one(Person, person_id)


def test_many_presses_are_one_booking_and_one_parcel_at_ghn(app, order, minh, ghn):
    ids = (order.id, minh.id)
    results = at_once(app, 6, lambda _n: wanted(*rows(*ids)).id)
    assert len(set(results)) == 1
    at_once(app, 4, lambda _n: send_bookings())
    assert (count(Booking), len(ghn.parcels), ghn.times("shipping-order/create")) == (1, 1, 1)


def test_booked_or_sent_by_hand_but_never_both(app, order, minh):
    ids = (order.id, minh.id)

    def act(n: int) -> object:
        mine, by = rows(*ids)
        return wanted(mine, by) if n % 2 else ship_order(mine, by=by, carrier="Tự giao")

    at_once(app, 6, act)
    assert (count(Booking), count(Parcel), state_of(order)) in {(1, 0, "packed"), (0, 1, "shipped")}


def test_called_off_and_fetched_at_once_end_in_one_of_them(app, order, minh):
    booking = booked(order, minh)
    ids = (order.id, minh.id)

    def act(n: int) -> object:
        mine, by = rows(*ids)
        return cancel_booking(mine, by=by) if n % 2 else note_fetched(mine, by=by)

    at_once(app, 6, act)
    assert (now(booking).state, count(Parcel), state_of(order)) == ("picked", 1, "shipped")
