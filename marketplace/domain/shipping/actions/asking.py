"""Asking a carrier what was committed before: to make a parcel, or to call it off. Each client code is made once.

Whoever asks takes the booking for a while first (`next_at`), so that two never ask at once. After a first try nobody
knows what became of, the carrier is asked by our client code before anything is made again.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.orders.models import Order
from marketplace.domain.shipping.actions.bookings import close_booking
from marketplace.domain.shipping.actions.connecting import ghn_for
from marketplace.domain.shipping.actions.following import (
    LOOK_AGAIN,
    ask_after,
    locked_booking,
    note_keys,
    note_standing,
)
from marketplace.domain.shipping.actions.issues import open_issue
from marketplace.domain.shipping.carriers import (
    Booked,
    CarrierAway,
    CarrierRefused,
    Ghn,
    Sending,
    Spot,
    WrongKeys,
)
from marketplace.domain.shipping.models import Booking
from marketplace.domain.shipping.queries import bookings_due
from marketplace.domain.shipping.rules import BOOKED, CANCELLED, CANCELLING, REFUSED, TOLD_AFTER, WANTED

log = logging.getLogger(__name__)

# Longer than all that a try may take.
TAKEN_FOR = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Task:
    """One booking as it was when it was taken, with all that the carrier is to be told."""

    booking_id: int
    booth_id: int
    state: str
    is_first: bool
    code: str
    sending: Sending


def send_bookings() -> int:
    """Ask carriers for what is wanted and call off what is to be called off; how many bookings were asked about."""
    due = bookings_due(clock.now(), (WANTED, CANCELLING))
    db.session.rollback()
    return sum(ask_about(booking_id) for booking_id in due)


def ask_about(booking_id: int) -> bool:
    """Ask the carrier about one booking; whether it was asked. Somebody else's turn, and what is not due, is let be."""
    task = _taken(booking_id)
    if task is None:
        return False
    api = ghn_for(task.booth_id)
    if api is None:
        note_keys(booking_id, task.booth_id, "no connection")
        return False
    asked_at = clock.now()
    try:
        if task.state == CANCELLING:
            _call_off(api, task)
        else:
            _make(api, task, asked_at)
    except WrongKeys as refusal:
        note_keys(booking_id, task.booth_id, str(refusal))
    except (CarrierAway, CarrierRefused) as fault:
        log.warning("booking %s: %s", booking_id, type(fault).__name__)
        _note_silence(booking_id, str(fault))
    return True


def _make(api: Ghn, task: _Task, asked_at: datetime) -> None:
    earlier = None if task.is_first else api.find(task.sending.client_code)
    if earlier is not None:
        _note_made(task.booking_id, Booked(earlier.code, None))
        note_standing(task.booking_id, earlier, asked_at=asked_at)
        return
    try:
        made = api.book(task.sending)
    except WrongKeys:
        raise
    except CarrierRefused as refusal:
        _note_refused(task.booking_id, str(refusal))
        return
    _note_made(task.booking_id, made)


def _call_off(api: Ghn, task: _Task) -> None:
    code = task.code
    if not code:
        found = api.find(task.sending.client_code)
        if found is None:
            _note_called_off(task.booking_id)
            return
        code = found.code
        _note_made(task.booking_id, Booked(code, None))
    try:
        api.cancel(code)
    except WrongKeys:
        raise
    except CarrierRefused as refusal:
        # Too late, or called off before: what it is now says which.
        ask_after(api, task.booking_id, code)
        _note_silence(task.booking_id, str(refusal))
        return
    _note_called_off(task.booking_id)


@transactional
def _taken(booking_id: int) -> _Task | None:
    """The booking, ours to ask about for a while; None where somebody else took it or it is no longer due."""
    now = clock.now()
    due = update(Booking).where(
        Booking.id == booking_id, Booking.state.in_((WANTED, CANCELLING)), Booking.next_at <= now
    )
    if db.session.execute(due.values(next_at=now + TAKEN_FOR, tries=Booking.tries + 1)).rowcount == 0:  # type: ignore[attr-defined] # an UPDATE counts its rows
        return None
    booking = db.session.get_one(Booking, booking_id, populate_existing=True)
    # A carrier that was asked to make it before may have done so, whatever the answer was.
    is_first = booking.tries == 1
    return _Task(booking.id, booking.booth_id, booking.state, is_first, booking.code, _sending(booking))


def _sending(booking: Booking) -> Sending:
    order = booking.order
    purchase = order.purchase
    return Sending(
        client_code=booking.client_code, recipient=purchase.recipient, phone=_home_number(purchase.phone),
        address=purchase.address_text, to=Spot(booking.district, booking.ward), weight_g=booking.weight_g,
        collect=booking.collect, worth=booking.worth, content=_content(order),
    )  # fmt: skip


def _home_number(phone: str) -> str:
    """As it is dialled in Viet Nam: `+84912345678` is `0912345678`."""
    return f"0{phone.removeprefix('+84')}" if phone.startswith("+84") else phone


def _content(order: Order) -> str:
    goods: Sequence[str] = [f"{line.quantity} × {line.product_name}" for line in order.lines]
    return "; ".join(goods)


@transactional
def _note_made(booking_id: int, made: Booked) -> None:
    """The carrier has the parcel; one that is to be called off meanwhile is called off at the next turn."""
    _order, booking = locked_booking(booking_id)
    booking.code = booking.code or made.code
    booking.fee = made.fee if booking.fee is None else booking.fee
    if booking.state == WANTED:
        booking.state, booking.next_at = BOOKED, clock.now() + LOOK_AGAIN
    elif booking.state == CANCELLING:
        booking.next_at = clock.now()
    booking.tries, booking.fault = 0, ""


@transactional
def _note_refused(booking_id: int, reason: str) -> None:
    """The carrier will not have it: nothing was made. The order waits to be sent in another way."""
    _order, booking = locked_booking(booking_id)
    if booking.state == WANTED:
        close_booking(booking, REFUSED, fault=reason)
    elif booking.state == CANCELLING:
        close_booking(booking, CANCELLED)


@transactional
def _note_called_off(booking_id: int) -> None:
    _order, booking = locked_booking(booking_id)
    if booking.state == CANCELLING:
        close_booking(booking, CANCELLED)


@transactional
def _note_silence(booking_id: int, fault: str) -> None:
    """Nothing came of it: asked again later, and people are told after some tries."""
    _order, booking = locked_booking(booking_id)
    if booking.state not in (WANTED, CANCELLING):
        return
    booking.fault = fault[:300]
    booking.next_at = clock.now() + min(timedelta(minutes=2**booking.tries), LONGEST_WAIT)
    if booking.tries >= TOLD_AFTER:
        open_issue(booking, "silence", about=booking.state)
