"""Minh's booth, connected to GHN's emulator, and orders that wait to be fetched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import Flask
from sqlalchemy import select

from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.models import Order
from marketplace.domain.shipping.actions import book_parcel, connect_ghn, send_bookings
from marketplace.domain.shipping.carriers import Choice, Spot
from marketplace.domain.shipping.models import Booking, CarrierIssue, Parcel
from tests.buying import buy, order_in
from tests.emulators.ghn import SHOP, TOKEN, World, running
from tests.people import on_sale

DONG_HA_1 = Choice(Spot(1443, "21301"), "Phường 1, Thành phố Đông Hà")


@contextmanager
def asking_the_emulator(app: Flask) -> Iterator[World]:
    """GHN's emulator, asked by the app instead of GHN."""
    settings = app.config["MARKET"]
    with running() as (address, world):
        app.config["MARKET"] = replace(settings, GHN_API_BASE=address)
        try:
            yield world
        finally:
            app.config["MARKET"] = settings
            app.extensions.pop("ghn_lists", None)


def connected(booth: Booth, by: Person) -> Booth:
    connect_ghn(booth, by=by, token=TOKEN, shop_id=SHOP)
    return booth


def packed_order(booth: Booth, by: Person, **facts) -> Order:
    order = order_in(buy(on_sale(booth, price=100_000), **facts))
    for state in ("accepted", "packed"):
        move_order(order.id, state, who="booth", by=by)
    return order


def wanted(order: Order, by: Person, *, seen: int = 0, to: Choice = DONG_HA_1) -> Booking:
    return book_parcel(order, by=by, to=to, weight_g=1200, quoted=27_000, seen=seen)


def booked(order: Order, by: Person) -> Booking:
    booking = wanted(order, by)
    send_bookings()
    return now(booking)


def now(thing):
    """The row as it is now."""
    return db.session.get_one(type(thing), thing.id, populate_existing=True)


def state_of(order: Order) -> str:
    return db.session.scalar(select(Order.state).where(Order.id == order.id))


def parcels(order: Order) -> list[tuple[str, str]]:
    found = select(Parcel.tracking_code, Parcel.state).where(Parcel.order_id == order.id)
    return [tuple(row) for row in db.session.execute(found)]


def issues(order: Order) -> list[str]:
    found = select(CarrierIssue.kind).join(Booking, Booking.id == CarrierIssue.booking_id)
    return list(db.session.scalars(found.where(Booking.order_id == order.id).order_by(CarrierIssue.id)))
