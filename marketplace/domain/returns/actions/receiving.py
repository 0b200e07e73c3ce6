"""Goods that came back: on the shelf again, and refunded exactly once.

The refund is asked for in the same transaction, before the order moves: whoever hears that the order was returned
then sees that its money is on the way.
"""

from __future__ import annotations

from marketplace.core import clock
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.rules import BOOTH
from marketplace.domain.payments.actions import refund_part
from marketplace.domain.returns.actions.moving import move_return
from marketplace.domain.returns.models import OrderReturn
from marketplace.domain.returns.queries import units_with_buyer
from marketplace.domain.shipping.actions import mark_parcels
from marketplace.domain.stock.actions import discard, give_back_units


@transactional
def receive_return(row: OrderReturn, *, by: Person, who: str = BOOTH, sellable: bool = True) -> None:
    """Say that the goods are back. Spoiled ones come back and are written off at once.

    An order of which everything came back is returned; otherwise it is delivered again. Raises ReturnMoved.
    """
    if not move_return(row, "received", who=who, by=by):
        return
    refund_part(row.order_id, row.refund, shipping=row.shipping_refund, key=f"return-{row.id}", by=by)
    _settle_order(row.order, who, by)
    units = {line.order_line_id: line.quantity for line in row.lines}
    give_back_units(units, at=clock.now())
    if not sellable:
        for line in row.lines:
            discard(line.line.variant_id, line.quantity, by_id=by.id, reason=f"return:{row.id}")


def _settle_order(order: Order, who: str, by: Person) -> None:
    is_all = not any(units_with_buyer(order).values())
    move_order(order.id, "returned" if is_all else "delivered", who=who, by=by)
    if is_all:
        mark_parcels(order.id, "returned")
