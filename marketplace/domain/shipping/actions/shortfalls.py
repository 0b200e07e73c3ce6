"""Goods that the booth cannot deliver: said once, with the reason, and not paid for."""

from __future__ import annotations

from collections.abc import Mapping

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.outbox import record
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.orders.errors import ChangedMeanwhile, MoveRefused, NothingShort, ReasonMissing, WholeOrderShort
from marketplace.domain.orders.events import OrderFellShort
from marketplace.domain.orders.models import Order, Shortfall, ShortLine
from marketplace.domain.orders.queries import locked_order
from marketplace.domain.orders.rules import MAY_FALL_SHORT, Bought, worth_of
from marketplace.domain.shipping.errors import CarrierExpected
from marketplace.domain.shipping.queries import is_expected, rest_of, short_units
from marketplace.domain.stock.actions import write_off

LONGEST_REASON = 500


@transactional
def fall_short(order: Order, units: Mapping[int, int], *, by: Person, reason: str, seen: int) -> Shortfall:
    """Say that `units` of an order's lines cannot be delivered; the buyer does not pay for them, or gets it back.

    `seen` is how many units the person knew to be short already. The fee for sending stays: the rest is still sent.
    Raises ReasonMissing, ChangedMeanwhile, MoveRefused, NothingShort, WholeOrderShort, and CarrierExpected while a
    booked carrier is on its way.
    """
    order = locked_order(order)
    short = short_units(order)
    reason = clean(reason)[:LONGEST_REASON]
    if not reason:
        raise ReasonMissing(field="short_reason")
    if order.state not in MAY_FALL_SHORT:
        raise MoveRefused(order.state, order.state)
    if is_expected(order):
        raise CarrierExpected
    if sum(short.values()) != seen:
        raise ChangedMeanwhile
    wanted = _checked(order, units, short)
    shortfall = _write(order, wanted, short, by=by, reason=reason)
    for line_id, count in wanted.items():
        write_off(line_id, count, by_id=by.id, reason=f"{order.code}: {reason}"[:LONGEST_REASON])
    record(OrderFellShort(shortfall.id))
    return shortfall


def _checked(order: Order, units: Mapping[int, int], short: Mapping[int, int]) -> dict[int, int]:
    rest = rest_of(order)
    wanted = {line_id: count for line_id, count in units.items() if count}
    if not wanted or any(not 0 < count <= rest.get(line_id, 0) for line_id, count in wanted.items()):
        raise NothingShort
    if sum(wanted.values()) + sum(short.values()) >= sum(line.quantity for line in order.lines):
        raise WholeOrderShort
    return wanted


def _write(order: Order, units: Mapping[int, int], short: Mapping[int, int], *, by: Person, reason: str) -> Shortfall:
    bought = {line.id: Bought(line.quantity, line.line_total, short.get(line.id, 0)) for line in order.lines}
    shortfall = Shortfall(
        order_id=order.id, booth_id=order.booth_id, units_before=sum(short.values()),
        amount=worth_of(bought, order.discount, units), reason=reason, by_id=by.id, at=clock.now(),
    )  # fmt: skip
    db.session.add(shortfall)
    db.session.flush()
    db.session.add_all(
        ShortLine(shortfall_id=shortfall.id, line_id=line_id, booth_id=order.booth_id, quantity=count)
        for line_id, count in units.items()
    )
    db.session.flush()
    return shortfall
