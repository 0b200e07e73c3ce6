"""What a booth must still finish before it is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from marketplace.core.db import db
from marketplace.domain.booths.models import Booth, BoothStep
from marketplace.domain.booths.rules import LEAVING
from marketplace.domain.catalog.models import Product
from marketplace.domain.complaints.models import Complaint
from marketplace.domain.leaving.rules import LONGEST_RETURN
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.rules import FINAL, STATES
from marketplace.domain.returns.models import OrderReturn
from marketplace.domain.returns.rules import UNDER_WAY

TO_DELIVER = tuple(state for state in STATES if state not in FINAL and state != "delivered")


@dataclass(frozen=True)
class OpenMatters:
    """What keeps a closing booth from being closed: how many orders, returns and complaints.

    `orders` are still to be delivered; those that were `delivered` are completed by themselves. `returns_until`
    is the last moment at which a buyer may still send something back.
    """

    orders: int
    delivered: int
    returns: int
    complaints: int
    returns_until: datetime | None

    def __bool__(self) -> bool:
        return bool(self.orders or self.delivered or self.returns or self.complaints or self.returns_until)


def open_matters_of(booth: Booth, at: datetime) -> OpenMatters:
    """What the booth still owes its buyers at that moment, in one statement.

    A hold is an order that waits for its payment, so that it counts; so does every order that a buyer may still return
    (wrong information about the goods: 30 days, Law 19/2023/QH15, art. 38).
    """
    delivered = select(func.max(Order.delivered_at)).where(
        Order.booth_id == booth.id, Order.state.in_(("delivered", "completed")),
        # Nothing is delivered after its last change: by that the index knows where to begin.
        Order.changed_at > at - LONGEST_RETURN, Order.delivered_at > at - LONGEST_RETURN,
    )  # fmt: skip
    orders = select(func.count(Order.id)).where(Order.booth_id == booth.id)
    counted = (
        orders.where(Order.state.in_(TO_DELIVER)),
        orders.where(Order.state == "delivered"),
        select(func.count(OrderReturn.id)).where(OrderReturn.booth_id == booth.id, OrderReturn.state.in_(UNDER_WAY)),
        select(func.count(Complaint.id)).where(Complaint.booth_id == booth.id, Complaint.state == "open"),
        delivered,
    )
    row = db.session.execute(select(*(each.scalar_subquery() for each in counted))).one()
    return OpenMatters(row[0], row[1], row[2], row[3], row[4] + LONGEST_RETURN if row[4] else None)


def closing_booths(before: datetime) -> Sequence[tuple[Booth, int]]:
    """The booths that began to close before that moment, with who began it."""
    last = aliased(BoothStep)
    began = select(func.max(last.seq)).where(last.booth_id == Booth.id).correlate(Booth).scalar_subquery()
    found = (
        select(Booth, BoothStep.by_id)
        .join(BoothStep, (BoothStep.booth_id == Booth.id) & (BoothStep.seq == began))
        .where(Booth.state == "closing", BoothStep.at <= before)
        .order_by(Booth.id)
    )
    return [(booth, by_id) for booth, by_id in db.session.execute(found)]


def is_gone(slug: str) -> bool:
    """Whether a booth of this name was here and has closed, or closes."""
    return db.session.scalar(select(Booth.id).where(Booth.slug == slug, Booth.state.in_(LEAVING))) is not None


def is_product_gone(slug: str) -> bool:
    """Whether a product of this name was on sale in a booth that has closed, or closes."""
    found = select(Product.id).join(Booth, Booth.id == Product.booth_id)
    found = found.where(Product.slug == slug, Product.published_at.is_not(None), Booth.state.in_(LEAVING))
    return db.session.scalar(found) is not None
