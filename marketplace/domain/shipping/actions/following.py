"""What a carrier answers when it is asked how a parcel stands, and what that means for the order.

A carrier's message is never believed: it only makes us ask. Of two answers the one asked for later counts.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy import update

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.outbox import record
from marketplace.core.transactions import transactional
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.queries import locked_order
from marketplace.domain.shipping.actions.bookings import close_booking, hand_to_carrier
from marketplace.domain.shipping.actions.connecting import ghn_for
from marketplace.domain.shipping.actions.issues import open_issue
from marketplace.domain.shipping.actions.parcels import deliver_order, refuse_order
from marketplace.domain.shipping.carriers import (
    CANCELLED,
    WAITING,
    CarrierAway,
    CarrierRefused,
    Ghn,
    Standing,
    WrongKeys,
)
from marketplace.domain.shipping.events import ParcelLost
from marketplace.domain.shipping.models import Booking, CarrierConnection, Parcel
from marketplace.domain.shipping.queries import bookings_due
from marketplace.domain.shipping.rules import BOOKED, CANCELLING, EXPECTED, PARCEL_ENDS, PICKED, WANTED

log = logging.getLogger(__name__)

# A parcel of which nothing was heard for so long is asked after.
LOOK_AGAIN = timedelta(minutes=30)
KEYS_AGAIN = timedelta(hours=1)
# A carrier that tells no more of a parcel is asked no more after so long.
FORGOTTEN_AFTER = timedelta(days=60)
# What the order's log says where the carrier gave the parcel up.
REASONS = {
    "returning": "Giao Hàng Nhanh báo không giao được", "returned": "Giao Hàng Nhanh báo không giao được",
    "lost": "Giao Hàng Nhanh báo hàng thất lạc hoặc hư hỏng",
}  # fmt: skip


def follow_bookings() -> int:
    """Ask after parcels of which nothing was heard for a while; how many answers came.

    A booth whose carrier keeps silent is asked no further this time.
    """
    due = bookings_due(clock.now(), (BOOKED, PICKED))
    db.session.rollback()
    silent: set[int] = set()
    return sum(_follow(booking_id, silent) for booking_id in due)


def _follow(booking_id: int, silent: set[int]) -> bool:
    booking = db.session.get_one(Booking, booking_id, populate_existing=True)
    booth_id, code = booking.booth_id, booking.code
    api = None if booth_id in silent else ghn_for(booth_id)
    if api is None:
        silent.add(booth_id)
        _look_later(booking_id)
        return False
    try:
        ask_after(api, booking_id, code)
    except WrongKeys as refusal:
        note_keys(booking_id, booth_id, str(refusal))
    except CarrierRefused as refusal:
        _note_unknown(booking_id, str(refusal))
    except CarrierAway:
        silent.add(booth_id)
        _look_later(booking_id)
    else:
        return True
    return False


def ask_after(api: Ghn, booking_id: int, code: str) -> None:
    """Ask how a parcel stands and take the answer in; raises what the carrier's calls raise."""
    db.session.rollback()
    asked_at = clock.now()
    note_standing(booking_id, api.standing(code), asked_at=asked_at)


def locked_booking(booking_id: int) -> tuple[Order, Booking]:
    """A booking and its order as they are now; whoever else changes either waits for this transaction."""
    booking = db.session.get_one(Booking, booking_id)
    order = locked_order(booking.order)
    db.session.refresh(booking)
    return order, booking


@transactional
def note_standing(booking_id: int, said: Standing, *, asked_at: datetime) -> None:
    """Take in how a parcel stands with its carrier; an answer that was asked for before another does nothing."""
    order, booking = locked_booking(booking_id)
    if booking.heard_at is not None and asked_at <= booking.heard_at:
        return
    if said.client_code != booking.client_code or said.code != (booking.code or said.code):
        open_issue(booking, "other_parcel", about=said.code)
        return
    booking.heard_at, booking.status, booking.said_collect = asked_at, said.status[:60], said.collect
    booking.code = said.code
    if said.collect != booking.collect:
        open_issue(booking, "amount", about=str(said.collect), wanted=booking.collect, said=said.collect)
    _take(order, booking, said)
    if booking.state in (BOOKED, PICKED):
        booking.tries, booking.fault, booking.next_at = 0, "", clock.now() + LOOK_AGAIN
    _forget_fault(booking.booth_id)


def _take(order: Order, booking: Booking, said: Standing) -> None:
    """The explicit table has said what the status stands for; what it does not know changes nothing."""
    if said.step is None:
        open_issue(booking, "unknown_status", about=said.status)
    elif said.step == WAITING:
        if booking.state == WANTED:
            booking.state = BOOKED
    elif said.step == CANCELLED:
        _called_off(booking)
    elif booking.state == PICKED or _fetched(order, booking, said.step):
        _move(order, booking, said.step)


def _called_off(booking: Booking) -> None:
    if booking.state == PICKED:
        open_issue(booking, "called_off_late")
        booking.closed_at = booking.closed_at or clock.now()
    elif booking.state in EXPECTED:
        if booking.state != CANCELLING:
            open_issue(booking, "called_off")
        close_booking(booking, "cancelled")


def _fetched(order: Order, booking: Booking, step: str) -> bool:
    """The carrier has the goods: they are a parcel from now on, unless the order is not to be sent any more."""
    if booking.state in EXPECTED and order.state == "packed":
        if booking.state == CANCELLING:
            open_issue(booking, "fetched_anyway")
        hand_to_carrier(order, booking, by=None)
        return True
    open_issue(booking, "fetched_anyway")
    if booking.state in EXPECTED and step in PARCEL_ENDS:
        close_booking(booking, "cancelled")
    return False


def _move(order: Order, booking: Booking, step: str) -> None:
    parcel = booking.parcel
    if parcel is None:
        raise LookupError("a fetched booking has its parcel")
    if step != parcel.state:
        _move_parcel(order, booking, parcel, step)
    if step in PARCEL_ENDS:
        booking.closed_at = booking.closed_at or clock.now()
    db.session.flush()


def _move_parcel(order: Order, booking: Booking, parcel: Parcel, step: str) -> None:
    if step in ("returning", "returned", "lost"):
        _come_back(order, booking, parcel, step)
    elif order.state != "shipped" or parcel.state in PARCEL_ENDS:
        # Said by hand to be over, or given up: what is on its way all the same changes nothing, its arrival is news.
        if step == "delivered":
            open_issue(booking, "differs", about=step)
    elif step == "delivered":
        deliver_order(order, by=None)
        db.session.refresh(parcel)
    else:
        parcel.state, parcel.changed_at = step, clock.now()


def _come_back(order: Order, booking: Booking, parcel: Parcel, step: str) -> None:
    if order.state == "shipped":
        refuse_order(order, by=None, reason=REASONS[step])
        db.session.refresh(order)
    if order.state != "refused":
        open_issue(booking, "differs", about=step)
        return
    parcel.state, parcel.changed_at = step, clock.now()
    if step == "lost":
        record(ParcelLost(order.id))
    if step != "returning":
        open_issue(booking, step)


@transactional
def note_keys(booking_id: int, booth_id: int, fault: str) -> None:
    """The carrier does not take the booth's keys, or there are none: people mend that, and it is tried hourly."""
    _order, booking = locked_booking(booking_id)
    booking.fault, booking.next_at = fault[:300], clock.now() + KEYS_AGAIN
    connection = update(CarrierConnection).where(CarrierConnection.booth_id == booth_id)
    db.session.execute(connection.values(fault=fault[:300]))
    open_issue(booking, "keys")


@transactional
def _look_later(booking_id: int) -> None:
    later = update(Booking).where(Booking.id == booking_id, Booking.closed_at.is_(None))
    db.session.execute(later.values(next_at=clock.now() + LOOK_AGAIN))


@transactional
def _note_unknown(booking_id: int, reason: str) -> None:
    """The carrier will not tell of a parcel that it gave a code to."""
    _order, booking = locked_booking(booking_id)
    booking.fault, booking.next_at = reason[:300], clock.now() + KEYS_AGAIN
    if booking.wanted_at < clock.now() - FORGOTTEN_AFTER:
        booking.closed_at = booking.closed_at or clock.now()
    open_issue(booking, "not_told")


def _forget_fault(booth_id: int) -> None:
    mended = update(CarrierConnection).where(CarrierConnection.booth_id == booth_id, CarrierConnection.fault != "")
    db.session.execute(mended.values(fault=""))
