"""What a booth sold and who came, by day, source, broadcast and product, beside the time before of the same length.

Four statements, however many orders there are: the database adds up, and nothing is kept beside the rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from operator import add
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, literal, select, union_all

from marketplace.core.db import db, in_plain_sight
from marketplace.core.tenancy import across_booths
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.figures.models import DayVisits
from marketplace.domain.figures.rules import Period
from marketplace.domain.livestream.queries import directly_won
from marketplace.domain.livestream.rules import Rate, rate_of
from marketplace.domain.orders.models import Order, OrderLine, Purchase

HAND, UNSEEN = "hand", "unseen"
"""Where orders come from beside the sources of visits: typed in by an organizer, or nobody saw."""

_RETURNED = ("refused", "returning", "returned")


@dataclass(frozen=True)
class Tally:
    """Counts of one line. `orders` and `value` are the secured ones: paid, or cash that the booth accepted, and not
    cancelled. `orders_by_page` are those of them that nobody typed in: only they are held against visitors."""

    visitors: int = 0
    orders: int = 0
    value: int = 0
    orders_by_page: int = 0
    units: int = 0
    orders_placed: int = 0
    orders_cancelled: int = 0
    value_cancelled: int = 0
    orders_returned: int = 0
    value_returned: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*map(add, vars(self).values(), vars(other).values()))

    @property
    def orders_waiting(self) -> int:
        """Orders that may still become sales: not paid, or not accepted yet."""
        return self.orders_placed - self.orders - self.orders_cancelled

    @property
    def conversion(self) -> Rate:
        """Orders per visitor, silent where there are too few visitors to say so."""
        return rate_of("conversion", ("orders", self.orders_by_page), ("visitors", self.visitors))


@dataclass(frozen=True)
class Line:
    """One line of a table: what it is about, now and in the time before. `key` is a day, a source or a slug.

    Of a broadcast, `key` is its campaign's slug, `platform` and `at` tell it from others of the same title.
    """

    key: str
    name: str
    now: Tally = Tally()
    before: Tally = Tally()
    platform: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class BoothFigures:
    """The figures of a booth in a period. Broadcasts cut the same orders another way than sources do."""

    period: Period
    total: Line
    days: tuple[Line, ...]
    sources: tuple[Line, ...]
    broadcasts: tuple[Line, ...]
    products: tuple[Line, ...]


def figures_of_booth(booth: Booth, period: Period) -> BoothFigures:
    """Every figure of the period, counted from the rows."""
    counted = [*_sales_by_day(booth, period), *_visits_by_day(booth, period)]
    now = _summed((day, tally) for day, _source, _detail, tally in counted)
    days = [
        Line(day.isoformat(), "", now.get(day, Tally()), now.get(earlier, Tally())) for day, earlier in period.pairs()
    ]
    total = Line("", "", sum((day.now for day in days), Tally()), sum((day.before for day in days), Tally()))
    sources = _lines(((source, detail), day >= period.first, tally) for day, source, detail, tally in counted)
    return BoothFigures(
        period, total, tuple(days), sources, _broadcasts(booth, period), _products(booth, period)
    )  # fmt: skip


def _summed(rows: Iterable[tuple[Any, Tally]]) -> dict[Any, Tally]:
    found: dict[Any, Tally] = {}
    for key, tally in rows:
        found[key] = found[key] + tally if key in found else tally
    return found


def _lines(rows: Iterable[tuple[tuple[Any, ...], bool, Tally]]) -> tuple[Line, ...]:
    """A line for each key, name and what tells it apart, the greatest sales first."""
    sides = _summed(((key, is_now), tally) for key, is_now, tally in rows)
    keys = dict.fromkeys(key for key, _is_now in sides)
    lines = [
        Line(key[0], key[1], sides.get((key, True), Tally()), sides.get((key, False), Tally()), *key[2:])
        for key in keys
    ]
    return tuple(sorted(lines, key=lambda each: (-each.now.value, -each.now.visitors, -each.before.value, each.name)))


def _flag(condition: ColumnElement[bool]) -> Any:
    return case((condition, 1), else_=0)


def _is_now(day: Any, period: Period) -> Any:
    return _flag(day >= period.first)


def _within(booth_id: Any, day: Any, booth: Booth, period: Period) -> tuple[ColumnElement[bool], ...]:
    """Of this booth, in one of both times."""
    ours, first, last = map(in_plain_sight, (booth.id, period.before, period.last))
    return booth_id == ours, day >= first, day <= last


def _orders(booth: Booth, period: Period) -> Subquery:
    """The orders of both times with what they count as; `value` is the price of the goods less what the booth gave."""
    secured = and_(Order.secured_at.is_not(None), Order.state != "cancelled")
    gave = case((Purchase.voucher_bearer == "booth", Order.discount), else_=0)
    by_hand = Purchase.route == HAND
    source = case((by_hand, HAND), (Order.source == "", UNSEEN), else_=Order.source)
    return (
        select(
            Order.id.label("order_id"), Order.booth_id, Order.purchase_id, Order.placed_on.label("day"),
            _is_now(Order.placed_on, period).label("is_now"), source.label("source"),
            Order.source_detail.label("detail"), (Order.goods_total - gave).label("value"),
            _flag(secured).label("secured"), _flag(and_(secured, ~by_hand)).label("by_page"),
            _flag(Order.state == "cancelled").label("cancelled"),
            _flag(and_(secured, Order.state.in_(_RETURNED))).label("returned"),
        )
        .join(Purchase, Purchase.id == Order.purchase_id)
        .where(*_within(Order.booth_id, Order.placed_on, booth, period))
        .subquery()
    )  # fmt: skip


def _sales_by_day(booth: Booth, period: Period) -> list[tuple[date, str, str, Tally]]:
    orders = _orders(booth, period)
    of = orders.c
    keys = (of.day, of.source, of.detail)
    rows = select(
        *keys, func.sum(of.secured).label("orders"), func.sum(of.value * of.secured).label("value"),
        func.sum(of.by_page).label("orders_by_page"), func.count().label("orders_placed"),
        func.sum(of.cancelled).label("orders_cancelled"), func.sum(of.value * of.cancelled).label("value_cancelled"),
        func.sum(of.returned).label("orders_returned"), func.sum(of.value * of.returned).label("value_returned"),
    ).group_by(*keys)  # fmt: skip
    return [(row.day, row.source, row.detail, _tally(row, 3)) for row in db.session.execute(rows)]


def _tally(row: Any, keys: int) -> Tally:
    return Tally(**{name: int(value) for name, value in list(row._asdict().items())[keys:]})


def _visits_by_day(booth: Booth, period: Period) -> list[tuple[date, str, str, Tally]]:
    keys = (DayVisits.day, DayVisits.source, DayVisits.detail)
    rows = select(*keys, func.sum(DayVisits.visitors).label("visitors"))
    rows = rows.where(
        *_within(DayVisits.booth_id, DayVisits.day, booth, period), DayVisits.product_id == 0
    )  # fmt: skip
    return [(row.day, row.source, row.detail, _tally(row, 3)) for row in db.session.execute(rows.group_by(*keys))]


def _broadcasts(booth: Booth, period: Period) -> tuple[Line, ...]:
    """The orders that broadcasts won directly, each broadcast apart."""
    won = directly_won(_orders(booth, period)).subquery().c
    keys = (won.slug, won.title, won.platform, won.starts_at, won.is_now)
    rows = select(
        *keys, func.sum(won.secured).label("orders"), func.sum(won.value * won.secured).label("value"),
        func.count().label("orders_placed"),
    ).group_by(*keys)  # fmt: skip
    with across_booths("whose purchases do not count is asked of all booths of a campaign; the orders are of this one"):
        found = db.session.execute(rows).all()
    return _lines((tuple(row[:4]), bool(row.is_now), _tally(row, 5)) for row in found)


def _products(booth: Booth, period: Period) -> tuple[Line, ...]:
    """What was sold or looked at, product by product, with the prices of their lines."""
    counted = union_all(_sold(booth, period), _looked_at(booth, period)).subquery()
    numbers = [column for name, column in counted.c.items() if name not in ("product_id", "is_now")]
    rows = select(Product.slug, Product.name, counted.c.is_now, *numbers)
    rows = rows.join(counted, counted.c.product_id == Product.id).where(Product.booth_id == booth.id)
    # Sales and visits of a product are added up here: to group the few rows again costs the database more.
    return _lines(((row.slug, row.name), bool(row.is_now), _tally(row, 3)) for row in db.session.execute(rows))


def _sold(booth: Booth, period: Period) -> Select[Any]:
    orders = _orders(booth, period)
    of = orders.c
    counted = [func.count(case((flag == 1, of.order_id)).distinct()) for flag in (of.secured, of.by_page)]
    rows = select(
        Variant.product_id, of.is_now, literal(0).label("visitors"), counted[0].label("orders"),
        func.sum(OrderLine.line_total * of.secured).label("value"), counted[1].label("orders_by_page"),
        func.sum(OrderLine.quantity * of.secured).label("units"),
    )  # fmt: skip
    rows = rows.select_from(orders).join(OrderLine, OrderLine.order_id == of.order_id)
    rows = rows.join(Variant, Variant.id == OrderLine.variant_id)
    return rows.where(OrderLine.booth_id == in_plain_sight(booth.id)).group_by(Variant.product_id, of.is_now)


def _looked_at(booth: Booth, period: Period) -> Select[Any]:
    day = _is_now(DayVisits.day, period).label("is_now")
    each = select(DayVisits.product_id, day, DayVisits.visitors).where(
        *_within(DayVisits.booth_id, DayVisits.day, booth, period), DayVisits.product_id > 0
    ).subquery()  # fmt: skip
    nothing = [literal(0).label(name) for name in ("orders", "value", "orders_by_page", "units")]
    keys = (each.c.product_id, each.c.is_now)
    return select(*keys, func.sum(each.c.visitors).label("visitors"), *nothing).group_by(*keys)
