"""Goods that came, and what is said of them."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from marketplace.domain.accounts.models import Person
from marketplace.domain.catalog.models import Variant
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.models import Purchase
from marketplace.domain.orders.rules import BOOTH
from marketplace.domain.reviews.actions import Opinion, write_review
from marketplace.domain.reviews.models import Review
from marketplace.domain.reviews.queries import subject_in
from tests.buying import buy, orders_in, purchase_of


def a_picture() -> bytes:
    """A photo as a phone makes it."""
    file = BytesIO()
    Image.new("RGB", (60, 80), "#bd8").save(file, "JPEG")
    return file.getvalue()


def delivered(*variants: Variant, by: Person | None = None, **facts) -> Purchase:
    """A purchase of these that has reached the buyer."""
    placed = buy(dict.fromkeys(variants, 1), by=by, **facts)
    for order in orders_in(placed):
        for state in ("accepted", "packed", "shipped", "delivered"):
            move_order(order.id, state, who=BOOTH, by=None)
    return purchase_of(placed)


def subject_of(purchase: Purchase, variant: Variant | None = None):
    """The line of this variant, or the booth of the only order."""
    order = next(each for each in purchase.orders if variant is None or each.booth_id == variant.booth_id)
    return subject_in(purchase, order.code, variant.sku if variant else "")


def reviewed(variant: Variant, stars: int = 5, text: str = "Thơm, đóng gói kỹ.", by: Person | None = None) -> Review:
    """Somebody buys, receives and reviews."""
    purchase = delivered(variant, by=by)
    return write_review(subject_of(purchase, variant), Opinion(stars, text), by=by)
