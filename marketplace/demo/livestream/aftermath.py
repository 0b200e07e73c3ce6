"""The days after: cancelled, sent, delivered, refused at the door, returned."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.demo.livestream.planning import Evening
from marketplace.demo.livestream.script import Fate, Script
from marketplace.demo.news import deliver_together
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Membership
from marketplace.domain.checkout.actions import cancel_order, lapse_unpaid_purchases, take_back_order
from marketplace.domain.livestream.actions import end_campaign, publish_figures
from marketplace.domain.orders.actions import complete_delivered_orders, move_order
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.rules import BOOTH, SHOPPER
from marketplace.domain.shipping.actions import deliver_order, refuse_order, ship_order

Step = Callable[[Evening, Order], None]
AT_ONCE = 25


def let_days_pass(evening: Evening, script: Script, hands: clock.Hands, say: Callable[[str], None]) -> None:
    """Play what became of every purchase, until the return window is over and the figures are published."""
    hands.move(hours=1)
    lapse_unpaid_purchases()
    _each(evening, script, {Fate.CANCELLED_EARLY}, _cancel_by_shopper)
    hands.move(hours=10)
    going = set(Fate) - {Fate.LAPSED, Fate.CANCELLED_EARLY}
    _each(evening, script, going, _accept)
    _each(evening, script, {Fate.CANCELLED_LATE}, _cancel_by_booth)
    going -= {Fate.CANCELLED_LATE}
    hands.move(hours=6)
    _each(evening, script, going, _send)
    say("parcels are on their way")
    hands.move(days=2)
    _each(evening, script, going - {Fate.REFUSED}, _deliver)
    _each(evening, script, {Fate.REFUSED}, _refuse)
    hands.move(hours=20)
    _each(evening, script, {Fate.REFUSED}, _take_back)
    _each(evening, script, {Fate.RETURNED}, _return)
    say("parcels have arrived")
    hands.move(days=8)
    complete_delivered_orders()
    end_campaign(evening.campaign, by=evening.organizer)
    publish_figures(evening.campaign, by=evening.organizer)
    deliver_together()


def _each(evening: Evening, script: Script, fates: set[Fate], step: Step) -> None:
    """One step for every order of the purchases with these fates, some orders to a transaction; then the news."""
    ids = [evening.placed[buyer.number].purchase_id for buyer in script.buyers if buyer.fate in fates]
    for start in range(0, len(ids), AT_ONCE):
        with transaction():
            wanted = select(Order).where(Order.purchase_id.in_(ids[start : start + AT_ONCE])).order_by(Order.id)
            orders: Sequence[Order] = db.session.scalars(wanted).all()
            for order in orders:
                step(evening, order)
    deliver_together()


def _seller_of(evening: Evening, order: Order) -> Person:
    if order.booth_id not in evening.sellers:
        owner = select(Person).join(Membership, Membership.person_id == Person.id)
        owner = owner.where(Membership.booth_id == order.booth_id, Membership.role == "owner")
        evening.sellers[order.booth_id] = db.session.scalars(owner).first() or evening.organizer
    return evening.sellers[order.booth_id]


def _cancel_by_shopper(_evening: Evening, order: Order) -> None:
    cancel_order(order.id, who=SHOPPER, by=None, reason="đổi ý")


def _accept(evening: Evening, order: Order) -> None:
    move_order(order.id, "accepted", who=BOOTH, by=_seller_of(evening, order))


def _cancel_by_booth(evening: Evening, order: Order) -> None:
    cancel_order(order.id, who=BOOTH, by=_seller_of(evening, order), reason="hàng hỏng khi đóng gói")


def _send(evening: Evening, order: Order) -> None:
    seller = _seller_of(evening, order)
    move_order(order.id, "packed", who=BOOTH, by=seller)
    ship_order(order, by=seller, carrier="Bưu điện (mẫu)", tracking_code=f"MAU{order.id:08d}")


def _deliver(_evening: Evening, order: Order) -> None:
    deliver_order(order, by=None)


def _refuse(_evening: Evening, order: Order) -> None:
    refuse_order(order, by=None, reason="người nhận không lấy")


def _take_back(evening: Evening, order: Order) -> None:
    take_back_order(order.id, by=_seller_of(evening, order))


def _return(evening: Evening, order: Order) -> None:
    move_order(order.id, "returning", who=SHOPPER, by=None, reason="không đúng ý")
    take_back_order(order.id, by=_seller_of(evening, order))
