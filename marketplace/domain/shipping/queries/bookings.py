"""Reads about a booth's carrier, what was booked there and what does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from marketplace.core.db import db
from marketplace.domain.booths.models import Booth
from marketplace.domain.orders.models import Order
from marketplace.domain.shipping.models import Booking, CarrierConnection, CarrierIssue, ChosenSpot, Parcel, ParcelLine
from marketplace.domain.shipping.rules import EXPECTED


def connection_of(booth_id: int) -> CarrierConnection | None:
    """The booth's account with a carrier; None where everything is handed over by hand."""
    found = select(CarrierConnection).where(CarrierConnection.booth_id == booth_id)
    return db.session.scalar(found.execution_options(populate_existing=True))


def worth_of_goods(order: Order) -> int:
    """Đồng that the goods of an order are worth: what a carrier has to pay when it loses them."""
    return max(order.amount_due - order.shipping_fee, 0)


def booking_of(order: Order) -> Booking | None:
    """The newest booking of an order, as it is now."""
    found = select(Booking).where(Booking.order_id == order.id, Booking.booth_id == order.booth_id)
    newest = found.order_by(Booking.attempt.desc()).limit(1).execution_options(populate_existing=True)
    return db.session.scalar(newest)


@dataclass(frozen=True, slots=True)
class Carriage:
    """How an order travels: its parcels, newest first, its newest booking, the account of its booth, what is odd."""

    parcels: list[Parcel]
    booking: Booking | None
    connection: CarrierConnection | None
    issues: list[CarrierIssue]


def carriage_of(order: Order) -> Carriage:
    """All of it in one statement, for a page; there are so few of each that the rows of all multiply to a handful."""
    found = (
        select(Booth.id, Parcel, Booking, CarrierConnection, CarrierIssue)
        .select_from(Booth)
        .outerjoin(Parcel, (Parcel.booth_id == order.booth_id) & (Parcel.order_id == order.id))
        .outerjoin(Booking, (Booking.booth_id == order.booth_id) & (Booking.order_id == order.id))
        .outerjoin(CarrierConnection, CarrierConnection.booth_id == order.booth_id)
        .outerjoin(
            CarrierIssue,
            (CarrierIssue.booth_id == order.booth_id)
            & (CarrierIssue.booking_id == Booking.id)
            & CarrierIssue.closed_at.is_(None),
        )
        .where(Booth.id == order.booth_id)
        .options(joinedload(Parcel.lines).joinedload(ParcelLine.line))
        .order_by(Parcel.id.desc(), Booking.attempt.desc(), CarrierIssue.id)
        .execution_options(populate_existing=True)
    )
    rows = db.session.execute(found).unique().all()
    return Carriage(
        parcels=list(dict.fromkeys(row.Parcel for row in rows if row.Parcel)), booking=rows[0].Booking,
        connection=rows[0].CarrierConnection,
        issues=list(dict.fromkeys(row.CarrierIssue for row in rows if row.CarrierIssue)),
    )  # fmt: skip


def is_expected(order: Order) -> bool:
    """Whether a carrier was asked to fetch the order and has not come yet."""
    found = select(Booking.id).where(
        Booking.order_id == order.id, Booking.booth_id == order.booth_id, Booking.state.in_(EXPECTED)
    )
    return db.session.scalar(found.limit(1)) is not None


@dataclass(frozen=True, slots=True)
class Fetching:
    """Whether a booth has a carrier that fetches, and of some orders the bookings of which it has not come yet."""

    is_connected: bool
    expected: dict[int, Booking]


def fetching_of(booth: Booth, orders: Sequence[Order]) -> Fetching:
    """In one statement, for a board."""
    mine = (Booking.booth_id == booth.id) & Booking.order_id.in_([order.id for order in orders])
    found = (
        select(CarrierConnection.booth_id, Booking)
        .select_from(Booth)
        .outerjoin(CarrierConnection, CarrierConnection.booth_id == booth.id)
        .outerjoin(Booking, mine & Booking.state.in_(EXPECTED))
        .where(Booth.id == booth.id)
    )
    rows = db.session.execute(found).all()
    return Fetching(rows[0][0] is not None, {booking.order_id: booking for _id, booking in rows if booking})


def bookings_due(at: datetime, states: Sequence[str], *, limit: int = 100) -> Sequence[int]:
    """Bookings in these states that a carrier may be asked about now, the longest waiting first."""
    due = select(Booking.id).where(Booking.closed_at.is_(None), Booking.next_at <= at, Booking.state.in_(states))
    return db.session.scalars(due.order_by(Booking.next_at, Booking.id).limit(limit)).all()


def chosen_spot(booth_id: int, commune_code: str) -> ChosenSpot | None:
    """What the booth chose for this commune the last time."""
    found = select(ChosenSpot).where(ChosenSpot.booth_id == booth_id, ChosenSpot.commune_code == commune_code)
    return db.session.scalar(found)


def orders_with_issues(booth: Booth, *, limit: int) -> Sequence[Order]:
    """The booth's orders of which somebody has to look at what the carrier says."""
    issues = select(Booking.order_id).join(CarrierIssue, CarrierIssue.booking_id == Booking.id)
    issues = issues.where(
        Booking.booth_id == booth.id, CarrierIssue.booth_id == booth.id, CarrierIssue.closed_at.is_(None)
    )
    found = select(Order).join(Order.purchase).options(contains_eager(Order.purchase))
    ours = found.where(Order.booth_id == booth.id, Order.id.in_(issues))
    return db.session.scalars(ours.order_by(Order.id).limit(limit)).all()
