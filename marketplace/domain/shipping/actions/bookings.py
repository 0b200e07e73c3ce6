"""A carrier is to fetch a packed order: wanted, called off, given up, fetched. Nothing here asks the carrier."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from marketplace.core import audit, clock
from marketplace.core.db import db, insert_once
from marketplace.core.jobs import run_soon
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.orders.errors import MoveRefused
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.queries import locked_order
from marketplace.domain.shipping.actions.parcels import send_rest
from marketplace.domain.shipping.carriers import Choice
from marketplace.domain.shipping.errors import (
    BuyerForgotten,
    CalledOffTooLate,
    CarrierExpected,
    FetchedByShopper,
    NoCarrier,
    NothingBooked,
)
from marketplace.domain.shipping.models import Booking, ChosenSpot, Parcel
from marketplace.domain.shipping.queries import booking_of, connection_of, worth_of_goods
from marketplace.domain.shipping.rules import (
    BOOKED,
    CANCELLED,
    CANCELLING,
    EXPECTED,
    HEAVIEST_BOOKED_G,
    PICKED,
    WANTED,
    client_code_of,
    may_be_given_up,
)

# The carriers' names on parcels.
NAMES = {"ghn": "GHN"}


@transactional
def book_parcel(order: Order, *, by: Person, to: Choice, weight_g: int, quoted: int | None, seen: int) -> Booking:
    """Have a packed order fetched by the booth's carrier; it is asked once this is committed.

    `seen` is how many bookings of the order the person knew of: the same press twice is one. Raises NoCarrier,
    CarrierExpected, FetchedByShopper, BuyerForgotten, and MoveRefused unless the order is packed and nothing was sent.
    """
    order = locked_order(order)
    newest = booking_of(order)
    if newest is not None and newest.attempt > seen:
        return newest
    check_bookable(order, newest)
    attempt, now = (newest.attempt if newest else 0) + 1, clock.now()
    booking = Booking(
        order_id=order.id, booth_id=order.booth_id, carrier="ghn", attempt=attempt,
        client_code=client_code_of(order.code, attempt), district=to.spot.district_id, ward=to.spot.ward_code,
        place=to.label[:200], weight_g=min(max(weight_g, 1), HEAVIEST_BOOKED_G), collect=order.cash_to_collect,
        worth=worth_of_goods(order), quoted=quoted, by_id=by.id, wanted_at=now, next_at=now,
    )  # fmt: skip
    db.session.add(booking)
    db.session.flush()
    _remember(order, to)
    run_soon("send_bookings")
    return booking


@transactional
def cancel_booking(order: Order, *, by: Person) -> Booking:
    """Have the carrier not come; it is told once this is committed. Twice is once.

    Raises NothingBooked, and CalledOffTooLate once it has the goods.
    """
    booking = _newest(locked_order(order))
    if booking.state == PICKED:
        raise CalledOffTooLate
    if booking.state in (WANTED, BOOKED):
        _call_off(booking)
        audit.note("cancel_booking", by=by.id, subject=f"order:{order.id}", booth=order.booth_id)
    return booking


@transactional
def call_off_carrier(order_id: int) -> None:
    """The order was cancelled: whoever was asked to fetch it need not come."""
    booking = booking_of(locked_order(db.session.get_one(Order, order_id)))
    if booking is not None and booking.state in (WANTED, BOOKED):
        _call_off(booking)


@transactional
def give_up_booking(order: Order, *, by: Person) -> Booking:
    """A person has made sure that the carrier will not come: where it does not answer, or may not be asked any more.

    Raises NothingBooked while the carrier answers.
    """
    booking = _newest(locked_order(order))
    is_connected = connection_of(order.booth_id) is not None
    if not may_be_given_up(booking.state, booking.tries, is_connected=is_connected):
        raise NothingBooked
    close_booking(booking, CANCELLED)
    details = {"booking": booking.client_code}
    audit.note("give_up_booking", by=by.id, subject=f"order:{order.id}", booth=order.booth_id, details=details)
    return booking


@transactional
def note_fetched(order: Order, *, by: Person) -> Parcel:
    """The carrier's driver took the parcel, says the booth before the carrier does. Twice is once.

    Raises NothingBooked before the carrier has given the parcel its code.
    """
    order = locked_order(order)
    booking = _newest(order)
    if booking.parcel is not None:
        return booking.parcel
    if booking.state not in EXPECTED or not booking.code:
        raise NothingBooked
    return hand_to_carrier(order, booking, by=by)


def check_bookable(order: Order, newest: Booking | None) -> None:
    """Raise what stands against having an order fetched, as far as is known without asking the carrier."""
    if order.pickup_place is not None:
        raise FetchedByShopper
    if newest is not None and newest.state in EXPECTED:
        raise CarrierExpected
    if order.state != "packed":
        raise MoveRefused(order.state, "shipped")
    if not order.purchase.phone:
        raise BuyerForgotten
    if connection_of(order.booth_id) is None:
        raise NoCarrier


def hand_to_carrier(order: Order, booking: Booking, *, by: Person | None) -> Parcel:
    """The goods are with the carrier that was booked: the order is sent. Inside the running transaction."""
    parcel = send_rest(order, by=by, carrier=NAMES[booking.carrier], code=booking.code)
    booking.state, booking.parcel_id = PICKED, parcel.id
    db.session.flush()
    db.session.refresh(booking, ["parcel"])
    return parcel


def close_booking(booking: Booking, state: str, *, fault: str = "") -> None:
    """End a booking: nothing more is expected of it."""
    booking.state, booking.closed_at, booking.fault = state, clock.now(), fault[:300]
    db.session.flush()


def _newest(order: Order) -> Booking:
    booking = booking_of(order)
    if booking is None:
        raise NothingBooked
    return booking


def _call_off(booking: Booking) -> None:
    """Whoever is asking the carrier just now keeps the time that was taken for it."""
    was_asked = booking.state == WANTED and booking.tries > 0
    booking.state, booking.next_at = CANCELLING, booking.next_at if was_asked else _now_or_sooner(booking)
    db.session.flush()
    run_soon("send_bookings")


def _now_or_sooner(booking: Booking) -> datetime:
    return min(booking.next_at, clock.now())


def _remember(order: Order, to: Choice) -> None:
    key = {"booth_id": order.booth_id, "commune_code": order.purchase.commune_code}
    chosen = {"district": to.spot.district_id, "ward": to.spot.ward_code}
    if not insert_once(ChosenSpot, **key, **chosen):
        known = update(ChosenSpot).where(
            ChosenSpot.booth_id == order.booth_id, ChosenSpot.commune_code == order.purchase.commune_code
        )
        db.session.execute(known.values(**chosen))
