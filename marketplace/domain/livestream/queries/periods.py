"""What campaigns sold between two days, for the province: by campaign, commune, booth and product."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.booths.models import Booth
from marketplace.domain.livestream.models import Broadcast, Campaign, LineUpItem
from marketplace.domain.livestream.queries.counting import NO_SALES, ProductSales, Sales
from marketplace.domain.livestream.queries.keeping import sold

GROUPS = ("campaign", "commune", "booth", "product")
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class PeriodRow:
    """One line of the report; `kept` figures are None where they are not counted (products)."""

    name: str
    of: str
    orders_placed: int
    orders_secured: int
    orders_kept: int | None
    value_placed: int
    value_secured: int
    value_kept: int | None


@dataclass(frozen=True)
class PeriodReport:
    """Direct sales of the broadcasts that began from `first` to `last`, counted four ways; `total` is of purchases.

    A purchase over several booths is one order of its campaign and one of each booth.
    """

    first: date
    last: date
    total: Sales
    broadcasts: int
    rows: dict[str, list[PeriodRow]] = field(default_factory=dict)


def period_report(first: date, last: date) -> PeriodReport:
    """The report from one day to another, both included; five statements for each campaign that had a broadcast."""
    now, total, count = clock.now(), NO_SALES, 0
    campaigns: list[PeriodRow] = []
    booths: dict[int, Sales] = {}
    products: dict[int, ProductSales] = {}
    for campaign, broadcasts in _broadcasts_between(first, last).items():
        counted = sold(campaign, broadcasts, now)
        sales = sum((cell.sales for cell in counted.cells if cell.kind == "direct"), NO_SALES)
        campaigns.append(_row(campaign.name, clock.format_day(broadcasts[0].starts_at), sales))
        total, count = total + sales, count + len(broadcasts)
        for booth in counted.booths:
            booths[booth.booth_id] = booths.get(booth.booth_id, NO_SALES) + booth.sales
        for product in counted.products:
            products[product.product_id] = _added(products.get(product.product_id), product)
    known = _places(booths)
    rows = {
        "campaign": campaigns,
        "commune": _by_commune(booths, known),
        "booth": _sorted(_row(known[key][0], known[key][1], sales) for key, sales in booths.items()),
        "product": _sorted(_of_product(product) for product in products.values()),
    }
    return PeriodReport(first, last, total, count, rows)


def _broadcasts_between(first: date, last: date) -> dict[Campaign, list[Broadcast]]:
    begins, ends = clock.day_start(first), clock.day_start(last + timedelta(days=1))
    rows = select(Broadcast, Campaign).join(Campaign, Campaign.id == Broadcast.campaign_id)
    rows = rows.where(Broadcast.starts_at >= begins, Broadcast.starts_at < ends, Broadcast.state.in_(("live", "ended")))
    found: dict[Campaign, list[Broadcast]] = {}
    for broadcast, campaign in db.session.execute(rows.order_by(Broadcast.starts_at, Broadcast.id)):
        found.setdefault(campaign, []).append(broadcast)
    return found


def _places(booth_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """The name of each booth and of its commune."""
    booths = db.session.scalars(select(Booth).where(Booth.id.in_(list(booth_ids))))
    return {booth.id: (booth.name, booth.commune.full_name) for booth in booths}


def _by_commune(booths: dict[int, Sales], known: dict[int, tuple[str, str]]) -> list[PeriodRow]:
    communes: dict[str, tuple[int, Sales]] = {}
    for booth_id, sales in booths.items():
        count, before = communes.get(known[booth_id][1], (0, NO_SALES))
        communes[known[booth_id][1]] = (count + 1, before + sales)
    return _sorted(_row(name, str(count), sales) for name, (count, sales) in communes.items())


def _row(name: str, of: str, sales: Sales) -> PeriodRow:
    return PeriodRow(
        name, of, sales.orders_placed, sales.orders_secured, sales.orders_kept, sales.value_placed,
        sales.value_secured, sales.value_kept,
    )  # fmt: skip


def _of_product(each: ProductSales) -> PeriodRow:
    return PeriodRow(
        each.name, each.booth_name, each.orders_placed, each.orders_secured, None, each.value_placed,
        each.value_secured, None,
    )  # fmt: skip


def _added(before: ProductSales | None, more: ProductSales) -> ProductSales:
    if before is None:
        return more
    counts = ("orders_placed", "orders_secured", "units_placed", "units_secured", "value_placed", "value_secured")
    added = {each: getattr(before, each) + getattr(more, each) for each in counts}
    return ProductSales(before.product_id, before.booth_id, before.name, before.slug, before.booth_name, **added)


def _sorted(rows: Iterable[PeriodRow]) -> list[PeriodRow]:
    return sorted(rows, key=lambda row: (-row.value_secured, -row.value_placed, row.name))


def booths_shown_in(campaign: Campaign) -> list[tuple[str, str]]:
    """Names and slugs of the open booths in the campaign's line-ups: who took part, whatever they sold."""
    shown = select(LineUpItem.booth_id).join(Broadcast, Broadcast.id == LineUpItem.broadcast_id)
    shown = shown.where(Broadcast.campaign_id == campaign.id, Broadcast.state != "cancelled")
    rows = select(Booth.name, Booth.slug).where(Booth.id.in_(shown), Booth.state == "open")
    return [(row[0], row[1]) for row in db.session.execute(rows.order_by(Booth.name, Booth.id))]
