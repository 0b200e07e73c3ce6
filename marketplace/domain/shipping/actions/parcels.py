"""Parcels on their way: handed over whole or in parts, delivered, refused at the door."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import update

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.orders.actions import for_each_order, move_order
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.queries import locked_order, order_code
from marketplace.domain.orders.rules import BOOTH, SYSTEM, Outcome
from marketplace.domain.shipping.errors import (
    BadTrackingCode,
    CarrierExpected,
    CarrierMissing,
    FetchedByShopper,
    NothingToSend,
    RestNotSent,
)
from marketplace.domain.shipping.models import Parcel, ParcelLine
from marketplace.domain.shipping.queries import is_expected, parcels_of, rest_of
from marketplace.domain.shipping.rules import clean_tracking_code

LONGEST_CARRIER = 60


@transactional
def ship_order(
    order: Order,
    *,
    by: Person,
    carrier: str,
    tracking_code: str = "",
    units: Mapping[int, int] | None = None,
    seen: int | None = None,
) -> Parcel:
    """Hand goods of a packed order to a carrier by hand: all that is still to be sent, or `units` of each line.

    What stays behind goes in a later parcel. `seen` is how many parcels the person knew of: the same press twice is
    one parcel. Raises CarrierMissing, BadTrackingCode, NothingToSend, FetchedByShopper, CarrierExpected while a booked
    carrier is on its way, and MoveRefused before the order is packed.
    """
    carrier, code = clean(carrier), clean_tracking_code(tracking_code)
    if not 1 <= len(carrier) <= LONGEST_CARRIER:
        raise CarrierMissing
    if code and not 5 <= len(code) <= 40:
        raise BadTrackingCode
    if order.pickup_place is not None:
        raise FetchedByShopper
    order = locked_order(order)
    if is_expected(order):
        raise CarrierExpected
    return send_rest(order, by=by, carrier=carrier, code=code, units=units, seen=seen)


@transactional
def send_rest(
    order: Order,
    *,
    by: Person | None,
    carrier: str,
    code: str = "",
    units: Mapping[int, int] | None = None,
    seen: int | None = None,
) -> Parcel:
    """Write down what leaves the booth (`by` is None when a carrier says so); what was written so before stays one."""
    move_order(order.id, "shipped", who=BOOTH if by else SYSTEM, by=by)
    sent, rest = parcels_of(order), rest_of(order)
    if sent and (not rest or (seen is not None and len(sent) > seen)):
        return sent[0]
    return _send(order, carrier, code, _chosen(rest, units))


def ship_orders_of(booth: Booth, tracking_codes: Mapping[str, str], *, by: Person, carrier: str) -> list[Outcome]:
    """Hand each of a booth's packed orders to one carrier, with the tracking code it was given, if any."""
    codes = {order_code(code): tracking for code, tracking in tracking_codes.items()}
    return for_each_order(
        booth,
        list(codes),
        lambda order: ship_order(order, by=by, carrier=carrier, tracking_code=codes[order.code], seen=0),
    )


@transactional
def deliver_order(order: Order, *, by: Person | None) -> Order:
    """Say that the goods reached their recipient (`by` is None when a carrier says so).

    Raises RestNotSent while goods wait that were neither sent nor said to be missing.
    """
    if parcels_of(order) and rest_of(order):
        raise RestNotSent
    moved = move_order(order.id, "delivered", who=BOOTH if by else SYSTEM, by=by)
    mark_parcels(order.id, "delivered")
    return moved


@transactional
def refuse_order(order: Order, *, by: Person | None, reason: str) -> Order:
    """Say that the recipient did not take the parcel, which now comes back."""
    moved = move_order(order.id, "refused", who=BOOTH if by else SYSTEM, by=by, reason=clean(reason))
    mark_parcels(order.id, "returning")
    return moved


@transactional
def mark_parcels(order_id: int, state: str) -> None:
    """Note how far the parcels of an order have come."""
    others = update(Parcel).where(Parcel.order_id == order_id, Parcel.state != state)
    db.session.execute(others.values(state=state, changed_at=clock.now()))


def _chosen(rest: Mapping[int, int], units: Mapping[int, int] | None) -> dict[int, int]:
    wanted = {line_id: count for line_id, count in (rest if units is None else units).items() if count}
    if not wanted or any(not 0 < count <= rest.get(line_id, 0) for line_id, count in wanted.items()):
        raise NothingToSend
    return wanted


def _send(order: Order, carrier: str, code: str, units: Mapping[int, int]) -> Parcel:
    now = clock.now()
    parcel = Parcel(
        order_id=order.id, booth_id=order.booth_id, carrier=carrier, tracking_code=code, sent_at=now, changed_at=now
    )
    db.session.add(parcel)
    db.session.flush()
    db.session.add_all(
        ParcelLine(parcel_id=parcel.id, line_id=line_id, booth_id=order.booth_id, quantity=count)
        for line_id, count in units.items()
    )
    db.session.flush()
    return parcel
