"""All figures of a campaign, from the rows and at once; its page, its API and its report show the same ones."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from fractions import Fraction
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.livestream.models import Broadcast, Campaign, Explanation, Reading, TrackingLink
from marketplace.domain.livestream.queries.clicking import Clicked, Hits, clicked
from marketplace.domain.livestream.queries.counting import (
    NO_SALES,
    BoothSales,
    Cell,
    ProductSales,
    Sales,
    Sold,
)
from marketplace.domain.livestream.queries.keeping import sold
from marketplace.domain.livestream.queries.past import ClosedCampaign, closed_beside
from marketplace.domain.livestream.queries.planning import broadcasts_of, links_of
from marketplace.domain.livestream.queries.reported import counting_readings, taken_by_broadcast, view_samples
from marketplace.domain.livestream.queries.shop_orders import (
    NO_SHOP_SALES,
    ShopSales,
    shop_sales_of,
    shop_sales_together,
)
from marketplace.domain.livestream.rules import (
    GUARD_GPM_FACTOR,
    SUSPICIOUS_SHARE,
    Rate,
    Taken,
    combined,
    rate_of,
)


@dataclass(frozen=True)
class Reported:
    """What the platforms say; None where they do not."""

    views: int | None = None
    unique_viewers: int | None = None
    peak_viewers: int | None = None
    avg_watch_seconds: int | None = None
    comments: int | None = None
    likes: int | None = None
    shares: int | None = None
    new_followers: int | None = None
    platform_clicks: int | None = None
    platform_orders: int | None = None
    platform_value: int | None = None


@dataclass(frozen=True)
class Guard:
    """A figure too good to be shown without a word from a person. `value` exceeds `limit`."""

    key: str
    value: Fraction | None
    limit: Fraction
    explanation: Explanation | None


@dataclass(frozen=True, kw_only=True)
class BroadcastFigures(Reported, ShopSales, Hits, Sales):
    """The figures of one broadcast; the sales are the direct ones."""

    broadcast: Broadcast
    assisted: Sales
    conversion: Rate


@dataclass(frozen=True)
class RouteFigures:
    """Direct sales that came by one route: voucher, hand or click."""

    route: str
    sales: Sales


@dataclass(frozen=True)
class LinkFigures:
    """One tracking link: its clicks and the direct sales after them."""

    link: TrackingLink
    hits: Hits
    sales: Sales


@dataclass(frozen=True)
class Series:
    """Purchases by minute (UTC), and views as they were captured."""

    minutes: tuple[tuple[str, int, int], ...] = ()
    views: tuple[tuple[int, datetime, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Metrics(Reported, ShopSales, Hits, Sales):
    """The figures of a campaign under the keys of DESIGN section 6. Sales are direct; assisted ones are apart."""

    campaign: Campaign
    at: datetime
    assisted: Sales
    rates: dict[str, Rate]
    guards: tuple[Guard, ...]
    broadcasts: tuple[BroadcastFigures, ...]
    booths: tuple[BoothSales, ...]
    products: tuple[ProductSales, ...]
    routes: tuple[RouteFigures, ...]
    links: tuple[LinkFigures, ...]
    series: Series
    readings: tuple[Reading, ...] = field(repr=False)
    closed: tuple[ClosedCampaign, ...] = field(repr=False)
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int | None]:
        """Every count under its key; assisted sales with `assisted_` before the key."""
        own = {key: getattr(self, key) for key in COUNT_KEYS}
        return {**own, **{f"assisted_{key}": value for key, value in asdict(self.assisted).items()}}


COUNT_KEYS = tuple(each.name for kind in (Reported, ShopSales, Hits, Sales) for each in fields(kind))


def metrics_of(campaign: Campaign) -> Metrics:
    """Every figure of the campaign as it stands now."""
    now = clock.now()
    broadcasts, links = broadcasts_of(campaign), links_of(campaign)
    readings = counting_readings(broadcasts)
    taken = taken_by_broadcast(readings)
    sales, hits = sold(campaign, broadcasts, now), clicked(campaign, broadcasts, links)
    reported = Reported(**combined(taken.values()))
    direct = _sum(sales.cells, "direct")
    closed, in_shops = closed_beside(campaign), shop_sales_of(broadcasts)
    return Metrics(
        **asdict(reported),
        **asdict(shop_sales_together(in_shops.values())),
        **asdict(hits.total),
        **asdict(direct),
        campaign=campaign,
        at=now,
        assisted=_sum(sales.cells, "assisted"),
        rates=rates_of(reported, hits.total, direct),
        guards=_guards(campaign, reported, direct, closed),
        broadcasts=tuple(
            _of_broadcast(each, taken.get(each.id, {}), in_shops.get(each.id, NO_SHOP_SALES), hits, sales)
            for each in broadcasts
        ),
        booths=sales.booths,
        products=sales.products,
        routes=_routes(sales.cells),
        links=tuple(_of_link(link, hits, sales) for link in links),
        series=Series(sales.minutes, tuple(view_samples(broadcasts))),
        readings=tuple(readings),
        closed=closed,
        notes=_notes(broadcasts, taken),
    )


def figures_of(metrics: Metrics) -> dict[str, int | float | None]:
    """Every count and rate as plain numbers: rates in per cent with two decimals, money per order or 1,000 views in
    whole đồng."""
    in_dong = ("average_order", "value_per_1000_views")
    rates = {key: rate.rounded if key in in_dong else rate.percent for key, rate in metrics.rates.items()}
    return {**metrics.counts, **rates}


def digest_of(figures: dict[str, Any]) -> str:
    """The fingerprint of closed figures: SHA-256 of their JSON with keys in order, as it stands in the audit trail."""
    return sha256(json.dumps(figures, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def rates_of(reported: Reported, hits: Hits, sales: Sales) -> dict[str, Rate]:
    """The rates of section 6, each from counts with its denominator named."""
    views = ("views", reported.views)
    secured = ("orders_secured", sales.orders_secured)
    value = ("value_secured", sales.value_secured)
    rates = (
        rate_of("click_rate", ("clicks", hits.clicks), views),
        conversion_of(reported, sales),
        rate_of("clicker_conversion", secured, ("unique_clickers", hits.unique_clickers)),
        rate_of("average_order", value, secured),
        rate_of("value_per_1000_views", value, views, times=1000),
        rate_of("fall_through", ("orders_kept", sales.orders_kept), ("orders_placed", sales.orders_placed)),
    )
    return {rate.key: rate for rate in rates}


def conversion_of(reported: Reported, sales: Sales) -> Rate:
    """Orders secured per unique viewer, or per view where unique viewers are not given."""
    given = reported.unique_viewers is not None
    denominator = ("unique_viewers", reported.unique_viewers) if given else ("views", reported.views)
    return rate_of("conversion", ("orders_secured", sales.orders_secured), denominator)


def _sum(cells: Iterable[Cell], kind: str, **only: Any) -> Sales:
    total = NO_SALES
    for cell in cells:
        if cell.kind == kind and all(getattr(cell, key) == value for key, value in only.items()):
            total += cell.sales
    return total


def _of_broadcast(
    broadcast: Broadcast, taken: dict[str, Taken], in_shop: ShopSales, hits: Clicked, sales: Sold
) -> BroadcastFigures:
    reported = Reported(**combined([taken]))
    direct = _sum(sales.cells, "direct", broadcast_id=broadcast.id)
    return BroadcastFigures(
        **asdict(reported),
        **asdict(in_shop),
        **asdict(hits.broadcasts.get(broadcast.id, Hits())),
        **asdict(direct),
        broadcast=broadcast,
        assisted=_sum(sales.cells, "assisted", broadcast_id=broadcast.id),
        conversion=conversion_of(reported, direct),
    )


def _routes(cells: Sequence[Cell]) -> tuple[RouteFigures, ...]:
    return tuple(RouteFigures(route, _sum(cells, "direct", route=route)) for route in ("voucher", "hand", "click"))


def _of_link(link: TrackingLink, hits: Clicked, sales: Sold) -> LinkFigures:
    return LinkFigures(link, hits.links.get(link.id, Hits()), _sum(sales.cells, "direct", link_id=link.id))


def _guards(
    campaign: Campaign, reported: Reported, sales: Sales, closed: Sequence[ClosedCampaign]
) -> tuple[Guard, ...]:
    raised = [_orders_guard(reported, sales), _value_guard(reported, sales, closed)]
    said = explanations_of(campaign) if any(raised) else {}
    return tuple(Guard(key, value, limit, said.get(key)) for key, value, limit in filter(None, raised))


def _orders_guard(reported: Reported, sales: Sales) -> tuple[str, Fraction | None, Fraction] | None:
    orders, views = sales.orders_placed, reported.views
    if views is None or orders <= SUSPICIOUS_SHARE * views:
        return None
    return "orders_per_view", Fraction(orders, views) if views else None, SUSPICIOUS_SHARE


def _value_guard(
    reported: Reported, sales: Sales, closed: Sequence[ClosedCampaign]
) -> tuple[str, Fraction | None, Fraction] | None:
    best = max((each.figures.get("value_per_1000_views") or 0 for each in closed), default=0)
    if not best or not reported.views:
        return None
    value, limit = Fraction(sales.value_secured * 1000, reported.views), Fraction(best * GUARD_GPM_FACTOR)
    return ("value_per_view", value, limit) if value > limit else None


def explanations_of(campaign: Campaign) -> dict[str, Explanation]:
    """The latest answer to each guard question."""
    rows = select(Explanation).where(Explanation.campaign_id == campaign.id).order_by(Explanation.id)
    return {each.guard: each for each in db.session.scalars(rows)}


def _notes(broadcasts: Sequence[Broadcast], taken: dict[int, dict[str, Taken]]) -> tuple[str, ...]:
    rows = [taken.get(each.id, {}) for each in broadcasts if each.state != "cancelled"]
    with_views = [row for row in rows if "views" in row]
    notes = {
        "people_overlap": len(with_views) > 1,
        "views_missing": len(with_views) < len(rows),
        "unique_missing": any("unique_viewers" not in row for row in with_views),
        "not_reviewed": any(not figure.reviewed for row in rows for figure in row.values()),
    }
    return tuple(note for note, holds in notes.items() if holds)
