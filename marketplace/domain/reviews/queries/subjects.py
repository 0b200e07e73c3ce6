"""What of a purchase can be reviewed: each delivered line, and each booth that delivered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.core.errors import NotThere
from marketplace.domain.catalog.models import Variant
from marketplace.domain.orders.models import Order, OrderLine, Purchase
from marketplace.domain.reviews.models import Review


@dataclass(frozen=True, slots=True)
class Subject:
    """A line of a delivered order, or its booth (`line` None), and what the buyer said of it, if anything."""

    order: Order
    line: OrderLine | None
    product_id: int | None
    review: Review | None

    @property
    def name(self) -> str:
        """What it is called, as it was bought."""
        return self.line.product_name if self.line else self.order.booth.name

    @property
    def sku(self) -> str:
        """What tells a line apart within its order; empty for the booth."""
        return self.line.sku if self.line else ""


def subjects_of(purchase: Purchase) -> list[Subject]:
    """Everything of a purchase that was delivered: the lines of each order, then its booth."""
    delivered = [order for order in purchase.orders if order.delivered_at is not None]
    lines = [line for order in delivered for line in order.lines]
    products = _products_of([line.variant_id for line in lines])
    written = {(each.order_id, each.order_line_id): each for each in _reviews_in([order.id for order in delivered])}
    subjects = []
    for order in delivered:
        subjects += [
            Subject(order, line, products[line.variant_id], written.get((order.id, line.id))) for line in order.lines
        ]
        subjects.append(Subject(order, None, None, written.get((order.id, None))))
    return subjects


def subject_in(purchase: Purchase, order_code: str, sku: str) -> Subject:
    """The line of this purchase with this article number, or the booth when it is empty; raise NotThere."""
    for subject in subjects_of(purchase):
        if subject.order.code == order_code and subject.sku == sku:
            return subject
    raise NotThere


def _products_of(variant_ids: Sequence[int]) -> dict[int, int]:
    if not variant_ids:
        return {}
    found = select(Variant.id, Variant.product_id).where(Variant.id.in_(variant_ids))
    return dict(iter(db.session.execute(found)))


def _reviews_in(order_ids: Sequence[int]) -> Sequence[Review]:
    return db.session.scalars(select(Review).where(Review.order_id.in_(order_ids))).all() if order_ids else []
