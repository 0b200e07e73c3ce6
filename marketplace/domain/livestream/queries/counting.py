"""Counting the purchases of one campaign, in few statements over all rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select

from marketplace.core.db import db
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.livestream.models import Broadcast, Campaign
from marketplace.domain.livestream.queries.attribution import STAGES, attributed, orders_at_stages, own_people
from marketplace.domain.livestream.queries.moments import minute_of
from marketplace.domain.orders.models import OrderLine


@dataclass(frozen=True)
class Sales:
    """Purchases at the four stages and what they are worth; shipping and the market's discounts apart."""

    orders_placed: int = 0
    orders_secured: int = 0
    orders_delivered: int = 0
    orders_kept: int = 0
    value_placed: int = 0
    value_secured: int = 0
    value_delivered: int = 0
    value_kept: int = 0
    shipping_placed: int = 0
    shipping_secured: int = 0
    shipping_delivered: int = 0
    shipping_kept: int = 0
    market_discount_placed: int = 0
    market_discount_secured: int = 0
    market_discount_delivered: int = 0
    market_discount_kept: int = 0
    orders_cancelled: int = 0
    orders_refused: int = 0
    refunded_value: int = 0

    def __add__(self, other: Sales) -> Sales:
        return Sales(*(getattr(self, each) + getattr(other, each) for each in SALES_KEYS))


SALES_KEYS = tuple(each.name for each in fields(Sales))
NO_SALES = Sales()
_PRODUCT_COUNTS = (
    "orders_placed", "orders_secured", "units_placed", "units_secured", "value_placed", "value_secured",
)  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """The sales of one broadcast by one route, link and kind: each purchase is in exactly one cell."""

    broadcast_id: int
    route: str
    link_id: int | None
    kind: str
    sales: Sales


@dataclass(frozen=True)
class BoothSales:
    """What one booth sold in the campaign, direct purchases only."""

    booth_id: int
    name: str
    slug: str
    sales: Sales


@dataclass(frozen=True)
class ProductSales:
    """What one product sold in the campaign at two stages, direct purchases only; units of all its variants."""

    product_id: int
    booth_id: int
    name: str
    slug: str
    booth_name: str
    orders_placed: int
    orders_secured: int
    units_placed: int
    units_secured: int
    value_placed: int
    value_secured: int


@dataclass(frozen=True)
class Sold:
    """The purchases of a campaign, counted in each way that its page shows."""

    cells: tuple[Cell, ...]
    booths: tuple[BoothSales, ...]
    products: tuple[ProductSales, ...]
    minutes: tuple[tuple[str, int, int], ...]


def sold(campaign: Campaign, broadcasts: Sequence[Broadcast], now: datetime) -> Sold:
    """Every purchase that belongs to the campaign, counted."""
    if not broadcasts:
        return Sold((), (), (), ())
    orders = _orders(campaign, broadcasts, now)
    return Sold(_cells(orders), _by_booth(orders), _by_product(orders), _by_minute(orders))


def shared_out(
    campaign: Campaign, broadcasts: Sequence[Broadcast], now: datetime
) -> tuple[tuple[BoothSales, ...], tuple[ProductSales, ...]]:
    """What each booth and each product sold in the campaign, and nothing else; two statements after `own_people`."""
    if not broadcasts:
        return (), ()
    orders = _orders(campaign, broadcasts, now)
    return _by_booth(orders), _by_product(orders)


def _orders(campaign: Campaign, broadcasts: Sequence[Broadcast], now: datetime) -> Any:
    purchases = attributed(campaign, broadcasts, own_people(campaign.id)).cte("attributed").prefix_with("MATERIALIZED")
    return orders_at_stages(purchases, now).cte("staged").prefix_with("MATERIALIZED")


def _sums(columns: Any) -> list[Any]:
    counts = [func.sum(columns[stage]).label(f"orders_{stage}") for stage in STAGES]
    worth = [
        func.sum(columns[f"{what}_{stage}"]).label(f"{what}_{stage}")
        for what in ("value", "shipping", "market_discount")
        for stage in STAGES
    ]
    return [*counts, *worth, *(func.sum(columns[each]).label(f"orders_{each}") for each in ("cancelled", "refused"))]


def _at_stage(orders: Any) -> list[Any]:
    return [
        func.sum(orders.c[what] * orders.c[stage]).label(f"{what}_{stage}")
        for what in ("value", "shipping", "market_discount")
        for stage in STAGES
    ]


def _cells(orders: Any) -> tuple[Cell, ...]:
    """A purchase is at a stage when one of its orders is; it is cancelled when all of them are."""
    keys = (orders.c.broadcast_id, orders.c.route, orders.c.link_id, orders.c.kind)
    reached = [func.max(orders.c[stage]).label(stage) for stage in (*STAGES, "refused")]
    gone = func.min(orders.c.cancelled).label("cancelled")
    refunded = func.sum(orders.c.refunded).label("refunded")
    whole = select(*keys, *reached, gone, refunded, *_at_stage(orders)).group_by(orders.c.purchase_id, *keys).subquery()
    grouped = [whole.c[each.name] for each in keys]
    back = func.sum(whole.c.refunded).label("refunded_value")
    rows = db.session.execute(select(*grouped, *_sums(whole.c), back).group_by(*grouped))
    return tuple(Cell(row.broadcast_id, row.route, row.link_id, row.kind, _sales(row)) for row in rows)


def _sales(row: Any) -> Sales:
    return Sales(**{each: int(getattr(row, each) or 0) for each in SALES_KEYS})


def _direct(orders: Any, *columns: Any) -> Select[Any]:
    return select(*columns).where(orders.c.kind == "direct")


def _by_booth(orders: Any) -> tuple[BoothSales, ...]:
    flags = [orders.c[stage].label(stage) for stage in (*STAGES, "refused", "cancelled", "refunded")]
    worth = [
        (orders.c[what] * orders.c[stage]).label(f"{what}_{stage}")
        for what in ("value", "shipping", "market_discount")
        for stage in STAGES
    ]
    each = _direct(orders, orders.c.booth_id, *flags, *worth).subquery()
    sums = (*_sums(each.c), func.sum(each.c.refunded).label("refunded_value"))
    rows = select(each.c.booth_id, Booth.name, Booth.slug, *sums).join(Booth, Booth.id == each.c.booth_id)
    rows = rows.group_by(each.c.booth_id, Booth.name, Booth.slug)
    found = [BoothSales(row.booth_id, row.name, row.slug, _sales(row)) for row in db.session.execute(rows)]
    return tuple(sorted(found, key=lambda booth: (-booth.sales.value_placed, booth.booth_id)))


def _by_product(orders: Any) -> tuple[ProductSales, ...]:
    is_secured = orders.c.secured == 1
    columns = (
        Product.id.label("product_id"), Product.booth_id, Product.name, Product.slug, Booth.name.label("booth_name"),
        func.count(orders.c.purchase_id.distinct()).label("orders_placed"),
        func.count(case((is_secured, orders.c.purchase_id)).distinct()).label("orders_secured"),
        func.sum(OrderLine.quantity).label("units_placed"),
        func.sum(case((is_secured, OrderLine.quantity), else_=0)).label("units_secured"),
        func.sum(OrderLine.line_total).label("value_placed"),
        func.sum(case((is_secured, OrderLine.line_total), else_=0)).label("value_secured"),
    )  # fmt: skip
    rows = _direct(orders, *columns).join(OrderLine, OrderLine.order_id == orders.c.order_id)
    rows = rows.join(Variant, Variant.id == OrderLine.variant_id).join(Product, Product.id == Variant.product_id)
    rows = rows.join(Booth, Booth.id == Product.booth_id)
    rows = rows.group_by(Product.id, Product.booth_id, Product.name, Product.slug, Booth.name)
    found = [_product(row) for row in db.session.execute(rows).mappings()]
    return tuple(sorted(found, key=lambda product: (-product.value_placed, product.product_id)))


def _product(row: Any) -> ProductSales:
    counts = {each: int(row[each]) for each in _PRODUCT_COUNTS}
    return ProductSales(
        product_id=row["product_id"], booth_id=row["booth_id"], name=row["name"], slug=row["slug"],
        booth_name=row["booth_name"], **counts,
    )  # fmt: skip


def _by_minute(orders: Any) -> tuple[tuple[str, int, int], ...]:
    minute = minute_of(orders.c.placed_at).label("minute")
    counted = func.count(orders.c.purchase_id.distinct()), func.sum(orders.c.value)
    rows = _direct(orders, minute, *counted).group_by(minute).order_by(minute)
    return tuple((row[0], int(row[1]), int(row[2])) for row in db.session.execute(rows))
