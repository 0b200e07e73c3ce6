"""What those who run a broadcast need for the next minute: what is pinned, what comes next, what was just bought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, func, select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.livestream.models import Broadcast, Campaign, LineUpItem, Touch
from marketplace.domain.livestream.queries.counting import NO_SALES, Sales
from marketplace.domain.livestream.queries.keeping import sold
from marketplace.domain.livestream.queries.live import LiveItem, items_of
from marketplace.domain.livestream.queries.planning import line_up_of
from marketplace.domain.orders.models import Order, OrderLine, Purchase

LATEST_ORDERS = 12
LATEST_MINUTES = 30


@dataclass(frozen=True)
class DeskItem:
    """One item of the line-up; `shown` is what shoppers see of it now, None while it cannot be bought."""

    row: LineUpItem
    shown: LiveItem | None

    @property
    def is_pinned(self) -> bool:
        """Whether it stands first on the live page."""
        return self.shown is not None and self.shown.is_pinned

    @property
    def left(self) -> int:
        """How many may be bought now at the price that is shown."""
        return self.shown.left if self.shown is not None else 0


@dataclass(frozen=True)
class DeskOrder:
    """A purchase as it comes in: what was bought, by which route, what it is worth; never who bought."""

    code: str
    at: datetime
    route: str
    goods: tuple[tuple[str, int], ...]
    total: int
    is_cancelled: bool


@dataclass(frozen=True)
class Desk:
    """One broadcast while it runs. `sales` are its own, `together` those of the whole campaign, direct ones only."""

    campaign: Campaign
    broadcast: Broadcast
    broadcasts: tuple[Broadcast, ...]
    items: tuple[DeskItem, ...]
    orders: tuple[DeskOrder, ...]
    sales: Sales
    together: Sales
    minutes: tuple[tuple[datetime, int], ...]

    @property
    def pinned(self) -> DeskItem | None:
        """The item that stands first on the live page."""
        return next((item for item in self.items if item.is_pinned), None)

    @property
    def following(self) -> DeskItem | None:
        """The item to show after the pinned one: the next in the line-up of which something is left."""
        at = next((index for index, item in enumerate(self.items) if item.is_pinned), -1)
        return next((item for item in self.items[at + 1 :] if item.left > 0), None)


def desk_of(broadcast: Broadcast, broadcasts: Sequence[Broadcast]) -> Desk:
    """The desk of one of a campaign's broadcasts at this moment; its figures are those of the results page."""
    now, campaign = clock.now(), broadcast.campaign
    broadcasts = [each for each in broadcasts if each.state != "cancelled"]
    shown = {item.item_id: item for item in items_of(broadcast, now)}
    counted = sold(campaign, broadcasts, now)
    direct = [cell for cell in counted.cells if cell.kind == "direct"]
    return Desk(
        campaign, broadcast, tuple(broadcasts),
        tuple(DeskItem(row, shown.get(row.id)) for row in line_up_of([broadcast])), _latest_orders(broadcast),
        sum((cell.sales for cell in direct if cell.broadcast_id == broadcast.id), NO_SALES),
        sum((cell.sales for cell in direct), NO_SALES),
        _latest_minutes(counted.minutes, min(now, broadcast.ends_at) if broadcast.state == "ended" else now),
    )  # fmt: skip


_ROUTES = {1: "voucher", 2: "hand", 3: "click"}


def _latest_orders(broadcast: Broadcast) -> tuple[DeskOrder, ...]:
    rank = case({"voucher": 1, "hand": 2}, value=Touch.route, else_=3)
    touched = select(Touch.purchase_id, func.min(rank).label("rank")).where(Touch.broadcast_id == broadcast.id)
    first = touched.group_by(Touch.purchase_id).subquery()
    rows = select(Purchase.id, Purchase.code, Purchase.placed_at, Purchase.grand_total, first.c.rank)
    rows = rows.join(first, first.c.purchase_id == Purchase.id).order_by(Purchase.placed_at.desc(), Purchase.id.desc())
    latest = rows.limit(LATEST_ORDERS).subquery()
    lines = select(latest, Order.state, OrderLine.product_name, OrderLine.variant_name, OrderLine.quantity)
    lines = lines.join(Order, Order.purchase_id == latest.c.id).join(OrderLine, OrderLine.order_id == Order.id)
    found: dict[int, list[Any]] = {}
    for line in db.session.execute(lines.order_by(latest.c.placed_at.desc(), latest.c.id.desc(), OrderLine.id)):
        found.setdefault(line.id, []).append(line)
    return tuple(_desk_order(lines) for lines in found.values())


def _desk_order(lines: Sequence[Any]) -> DeskOrder:
    first = lines[0]
    goods = tuple((f"{line.product_name} {line.variant_name}".strip(), line.quantity) for line in lines)
    is_cancelled = all(line.state == "cancelled" for line in lines)
    return DeskOrder(first.code, first.placed_at, _ROUTES[first.rank], goods, first.grand_total, is_cancelled)


def _latest_minutes(counted: tuple[tuple[str, int, int], ...], until: datetime) -> tuple[tuple[datetime, int], ...]:
    orders = {minute: count for minute, count, _value in counted}
    last = until.replace(second=0, microsecond=0)
    minutes = [last - timedelta(minutes=back) for back in range(LATEST_MINUTES - 1, -1, -1)]
    return tuple((minute, orders.get(f"{minute:%Y-%m-%d %H:%M}", 0)) for minute in minutes)
