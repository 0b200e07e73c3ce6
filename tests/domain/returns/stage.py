"""Delivered orders, and shoppers who want to send some of it back."""

from __future__ import annotations

from io import BytesIO

from PIL import Image
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.checkout.rules import Placed
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.models import Order
from marketplace.domain.payments.actions import take_in_bank_line
from marketplace.domain.payments.gateways import StatementLine
from marketplace.domain.payments.models import Refund
from marketplace.domain.returns.actions import Wanted, ask_return
from marketplace.domain.returns.models import OrderReturn
from marketplace.domain.shipping.actions import deliver_order, ship_order
from tests.buying import buy, order_in, purchase_of

STORY = "Hũ bị nứt, dầu chảy ra ngoài."


def a_picture() -> bytes:
    """A photo of what is wrong."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "brown").save(out, "JPEG")
    return out.getvalue()


PICTURE = a_picture()


def delivered(wanted, seller, **facts) -> Order:
    """An order of these goods that reached its buyer."""
    placed: Placed = buy(wanted, **facts)
    order = order_in(placed)
    if purchase_of(placed).payment_method == "vietqr":
        pay(placed)
    for state in ("accepted", "packed"):
        move_order(order.id, state, who="booth", by=seller)
    ship_order(order, by=seller, carrier="Tự giao")
    deliver_order(order, by=seller)
    return db.session.get_one(Order, order.id, populate_existing=True)


def pay(placed: Placed) -> None:
    """The transfer is there."""
    purchase = purchase_of(placed)
    line = StatementLine(
        feed_id=purchase.code, account="0123499999", direction="in", amount=purchase.grand_total,
        content=purchase.code.replace("-", ""), reference="", at=clock.now(),
    )  # fmt: skip
    take_in_bank_line("sepay", line)


def asked(order: Order, *quantities: int, reason: str = "damaged", **facts) -> OrderReturn:
    """A return of so many of each line; of everything without quantities."""
    units = dict(zip([line.id for line in order.lines], quantities or [line.quantity for line in order.lines]))  # noqa: B905
    pictures = facts.pop("pictures", (PICTURE,))
    return ask_return(order, Wanted(units, reason, facts.pop("text", STORY), pictures), by=facts.pop("by", None))


def state_of(order: Order) -> str:
    """Where the order is now."""
    return db.session.scalars(select(Order.state).where(Order.id == order.id)).one()


def refunds() -> list[int]:
    """What goes back, in the order in which it was asked for."""
    return list(db.session.scalars(select(Refund.amount).order_by(Refund.id)))
