"""Counting the purchases of one campaign, in few statements over all rows at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Select, case, cast, func, literal, null, select, union_all

from marketplace.core.db import db
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.livestream.models import Broadcast, Campaign
from marketplace.domain.livestream.queries.attribution import STAGES, OwnPeople, attributed, orders_at_stages
from marketplace.domain.livestream.queries.moments import minute_of
from marketplace.domain.livestream.rules import RETURN_WINDOW
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
    until: datetime | None = None
    """When time alone may change them: the first order not given back is then kept. None where none is on its way."""


def count_sales(campaign: Campaign, broadcasts: Sequence[Broadcast], own: OwnPeople, now: datetime) -> Sold:
    """Every purchase that belongs to the campaign, counted anew; one statement."""
    if not broadcasts:
        return Sold((), (), (), ())
    purchases = attributed(campaign, broadcasts, own).cte("attributed").prefix_with("MATERIALIZED")
    return _counted(orders_at_stages(purchases, now).cte("staged").prefix_with("MATERIALIZED"))


def _counted(orders: Any) -> Sold:
    """Every part in one reading of the orders: to find out whose they are costs more than to add them up."""
    found: dict[str, list[Any]] = {part: [] for part in _PARTS}
    for row in db.session.execute(union_all(*(statement(orders) for statement in _PARTS.values()))):
        found[row.part].append(row)
    worth = [(_keys(row), row, _sales(row)) for row in found["worth"]]
    purchases = {_keys(row): _purchases(row) for row in found["purchases"]}
    products = [_product(row) for row in found["product"]]
    return Sold(
        tuple(Cell(*keys, replace(_together(worth, keys), **purchases[keys])) for keys in sorted(purchases, key=str)),
        _booths(worth),
        tuple(sorted(products, key=lambda product: (-product.value_placed, product.product_id))),
        tuple(sorted((row.name, int(row.n0), int(row.n1)) for row in found["minute"])),
        _first_kept(found["next"]),
    )


def _keys(row: Any) -> tuple[int, str, int | None, str]:
    return row.broadcast_id, row.route, row.link_id, row.kind


def _together(worth: Iterable[tuple[Any, Any, Sales]], keys: Any) -> Sales:
    return sum((sales for of_keys, _, sales in worth if of_keys == keys), NO_SALES)


def _booths(worth: Iterable[tuple[Any, Any, Sales]]) -> tuple[BoothSales, ...]:
    booths: dict[int, BoothSales] = {}
    for _, row, sales in worth:
        if row.kind == "direct":
            known = booths.get(row.booth_id)
            booths[row.booth_id] = BoothSales(row.booth_id, row.name, row.slug, known.sales + sales if known else sales)
    return tuple(sorted(booths.values(), key=lambda booth: (-booth.sales.value_placed, booth.booth_id)))


_IDS = ("broadcast_id", "link_id", "booth_id", "product_id")
_TEXTS = ("route", "kind", "name", "slug", "booth_name")
_NUMBERS = tuple(f"n{index}" for index in range(len(SALES_KEYS)))


def _part(part: str, numbers: Sequence[Any], **named: Any) -> Select[Any]:
    """One part under the names that all parts share; what it has no use for stays empty."""
    values = {**named, **dict(zip(_NUMBERS, numbers, strict=False))}
    empty = {**dict.fromkeys(_IDS, cast(null(), BigInteger)), **dict.fromkeys(_TEXTS, literal(""))}
    empty |= dict.fromkeys(_NUMBERS, literal(0))
    columns = [values.get(name, nothing).label(name) for name, nothing in empty.items()]
    return select(literal(part).label("part"), *columns)


def _cell_keys(columns: Any) -> dict[str, Any]:
    return {each: columns[each] for each in ("broadcast_id", "route", "link_id", "kind")}


def _worth(orders: Any) -> Select[Any]:
    """Orders and what they are worth, for each cell and booth."""
    keys = _cell_keys(orders.c)
    money = [
        func.sum(orders.c[what] * orders.c[stage])
        for what in ("value", "shipping", "market_discount")
        for stage in STAGES
    ]
    counts = [func.sum(orders.c[each]) for each in STAGES]
    rest = [func.sum(orders.c[each]) for each in ("cancelled", "refused", "refunded")]
    numbers = [each.label(name) for name, each in zip(_NUMBERS, (*counts, *money, *rest), strict=True)]
    each = select(*keys.values(), orders.c.booth_id, *numbers).group_by(*keys.values(), orders.c.booth_id).subquery()
    rows = _part(
        "worth", [each.c[name] for name in _NUMBERS], **_cell_keys(each.c), booth_id=each.c.booth_id, name=Booth.name,
        slug=Booth.slug,
    )  # fmt: skip
    return rows.join(Booth, Booth.id == each.c.booth_id)


def _by_purchase(orders: Any) -> Select[Any]:
    """Purchases: one is at a stage when one of its orders is, and cancelled when all of them are."""
    keys = _cell_keys(orders.c)
    reached = [func.max(orders.c[each]).label(each) for each in (*STAGES, "refused")]
    gone = func.min(orders.c.cancelled).label("cancelled")
    whole = select(*keys.values(), *reached, gone).group_by(orders.c.purchase_id, *keys.values()).subquery()
    numbers = [func.sum(whole.c[each]) for each in (*STAGES, "cancelled", "refused")]
    of_cell = _cell_keys(whole.c)
    return _part("purchases", numbers, **of_cell).group_by(*of_cell.values())


def _by_product(orders: Any) -> Select[Any]:
    is_secured = orders.c.secured == 1
    numbers = (
        func.count(orders.c.purchase_id.distinct()),
        func.count(case((is_secured, orders.c.purchase_id)).distinct()),
        func.sum(OrderLine.quantity),
        func.sum(case((is_secured, OrderLine.quantity), else_=0)),
        func.sum(OrderLine.line_total),
        func.sum(case((is_secured, OrderLine.line_total), else_=0)),
    )
    each = (
        select(Variant.product_id, *(each.label(name) for name, each in zip(_NUMBERS, numbers, strict=False)))
        .select_from(orders)
        .join(OrderLine, OrderLine.order_id == orders.c.order_id)
        .join(Variant, Variant.id == OrderLine.variant_id)
        .where(orders.c.kind == "direct")
        .group_by(Variant.product_id)
        .subquery()
    )
    rows = _part(
        "product", [each.c[name] for name in _NUMBERS[: len(numbers)]], product_id=Product.id,
        booth_id=Product.booth_id, name=Product.name, slug=Product.slug, booth_name=Booth.name,
    )  # fmt: skip
    return rows.select_from(each).join(Product, Product.id == each.c.product_id).join(Booth)


def _by_minute(orders: Any) -> Select[Any]:
    minute = minute_of(orders.c.placed_at)
    numbers = func.count(orders.c.purchase_id.distinct()), func.sum(orders.c.value)
    return _part("minute", numbers, name=minute).where(orders.c.kind == "direct").group_by(minute)


def _next_kept(orders: Any) -> Select[Any]:
    """The minute of the earliest delivery that no return window has closed behind."""
    minute = minute_of(func.min(orders.c.delivered_at))
    return _part("next", (), name=func.coalesce(minute, "")).where(orders.c.delivered == 1, orders.c.is_settled == 0)


def _first_kept(rows: Sequence[Any]) -> datetime | None:
    minute = rows[0].name
    return datetime.strptime(minute, "%Y-%m-%d %H:%M").replace(tzinfo=UTC) + RETURN_WINDOW if minute else None


_PARTS: dict[str, Callable[[Any], Select[Any]]] = {
    "worth": _worth, "purchases": _by_purchase, "product": _by_product, "minute": _by_minute,
    "next": _next_kept,
}  # fmt: skip


def _sales(row: Any) -> Sales:
    return Sales(*(int(getattr(row, name) or 0) for name in _NUMBERS))


def _purchases(row: Any) -> dict[str, int]:
    names = (*STAGES, "cancelled", "refused")
    return {f"orders_{name}": int(getattr(row, number)) for name, number in zip(names, _NUMBERS, strict=False)}


def _product(row: Any) -> ProductSales:
    counts = {each: int(getattr(row, number)) for each, number in zip(_PRODUCT_COUNTS, _NUMBERS, strict=False)}
    return ProductSales(
        product_id=row.product_id, booth_id=row.booth_id, name=row.name, slug=row.slug, booth_name=row.booth_name,
        **counts,
    )  # fmt: skip
