"""Goods that shoppers fetch: where a booth hands them over, and handing them over."""

from __future__ import annotations

from sqlalchemy import delete, insert

from marketplace.core.audit import note
from marketplace.core.db import db
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.orders.errors import MoveRefused
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.queries import locked_order
from marketplace.domain.shipping.actions.parcels import deliver_order, send_rest
from marketplace.domain.shipping.errors import PickUpUnclear
from marketplace.domain.shipping.models import Parcel, PickUpPoint
from marketplace.domain.shipping.queries import parcels_of
from marketplace.domain.shipping.rules import FETCHED

LONGEST_PLACE = 200
LONGEST_HOURS = 100


@transactional
def save_pickup_point(booth: Booth, *, by: Person, address_line: str, hours: str) -> None:
    """Say where and when shoppers may fetch goods; both empty ends it. Raises PickUpUnclear."""
    address_line, hours = clean(address_line), clean(hours)
    if bool(address_line) != bool(hours):
        raise PickUpUnclear(field="hours" if address_line else "address_line")
    if len(address_line) > LONGEST_PLACE or len(hours) > LONGEST_HOURS:
        raise PickUpUnclear(field="address_line" if len(address_line) > LONGEST_PLACE else "hours")
    db.session.execute(delete(PickUpPoint).where(PickUpPoint.booth_id == booth.id))
    if address_line:
        row = {"booth_id": booth.id, "address_line": address_line, "hours": hours}
        db.session.execute(insert(PickUpPoint).values(row))
    details = {"address_line": address_line, "hours": hours}
    note("save_pickup_point", by=by.id, subject=f"booth:{booth.id}", booth=booth.id, details=details)


@transactional
def hand_over(order: Order, *, by: Person) -> Parcel:
    """The buyer came for a packed order: it is delivered, by no carrier. Twice is once.

    Raises MoveRefused before it is packed, and for an order that is to be sent.
    """
    if order.pickup_place is None:
        raise MoveRefused(order.state, "delivered")
    order = locked_order(order)
    if order.delivered_at is not None:
        return parcels_of(order)[0]
    parcel = send_rest(order, by=by, carrier=FETCHED)
    deliver_order(order, by=by)
    return parcel
