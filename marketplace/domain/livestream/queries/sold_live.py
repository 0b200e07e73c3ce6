"""What a broadcast that is over has sold, for everybody: units of each product, no money and no people."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from marketplace.core.db import db
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.livestream.models import Broadcast, Campaign
from marketplace.domain.livestream.queries.attribution import attributed, own_people
from marketplace.domain.orders.models import Order, OrderLine


@dataclass(frozen=True)
class SoldUnits:
    """So many units of a product, in orders that were not cancelled."""

    product_slug: str
    product_name: str
    product_name_en: str
    unit: str
    units: int


def sold_in(campaign: Campaign, broadcast: Broadcast, most: int = 20) -> list[SoldUnits]:
    """The products of a broadcast's direct purchases with their units, most first; two statements."""
    purchases = attributed(campaign, [broadcast], own_people(campaign.id)).subquery()
    units = func.sum(OrderLine.quantity)
    rows = select(Product.slug, Product.name, Product.name_en, Product.unit, units)
    rows = rows.join(Variant, Variant.product_id == Product.id).join(OrderLine, OrderLine.variant_id == Variant.id)
    rows = rows.join(Order, Order.id == OrderLine.order_id).join(
        purchases, purchases.c.purchase_id == Order.purchase_id
    )
    rows = rows.where(purchases.c.kind == "direct", Order.state != "cancelled")
    rows = rows.group_by(Product.id, Product.slug, Product.name, Product.name_en, Product.unit)
    found = db.session.execute(rows.order_by(units.desc(), Product.id).limit(most))
    return [SoldUnits(row[0], row[1], row[2], row[3], int(row[4])) for row in found]
