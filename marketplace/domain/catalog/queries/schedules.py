"""When products go on sale and off it by themselves."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product, ProductSchedule


def schedule_of(product: Product) -> ProductSchedule | None:
    """What is scheduled for this product."""
    return schedules_of(product.booth, [product.id]).get(product.id)


def schedules_of(booth: Booth, product_ids: Collection[int]) -> dict[int, ProductSchedule]:
    """What is scheduled for these products of the booth, by the number of the product."""
    if not product_ids:
        return {}
    found = select(ProductSchedule).where(
        ProductSchedule.booth_id == booth.id, ProductSchedule.product_id.in_(product_ids)
    )
    return {each.product_id: each for each in db.session.scalars(found)}


def due_schedules() -> list[int]:
    """The numbers of the products whose moment has come, the earliest first."""
    now = clock.now()
    due = or_(ProductSchedule.shows_at <= now, ProductSchedule.hides_at <= now)
    found = select(ProductSchedule.product_id).where(due)
    return list(db.session.scalars(found.order_by(ProductSchedule.shows_at, ProductSchedule.hides_at)))
