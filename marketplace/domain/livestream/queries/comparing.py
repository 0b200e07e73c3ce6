"""A campaign's figures by platform, and beside those of others: all from what was counted, without a statement more."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from marketplace.domain.livestream.queries.counting import NO_SALES, SALES_KEYS, Sales
from marketplace.domain.livestream.queries.metrics import Metrics, Reported, conversion_of
from marketplace.domain.livestream.queries.past import ClosedCampaign
from marketplace.domain.livestream.queries.reported import taken_by_broadcast
from marketplace.domain.livestream.queries.shop_orders import ShopSales, shop_sales_together
from marketplace.domain.livestream.rules import BENCHMARKS, PLATFORMS, Rate, combined, rate_of

MOST_PAST = 5


@dataclass(frozen=True, kw_only=True)
class PlatformFigures(Reported, ShopSales, Sales):
    """The broadcasts of one platform together; sales are the direct ones."""

    platform: str
    broadcasts: int
    clicks: int
    conversion: Rate


def platforms_of(metrics: Metrics) -> tuple[PlatformFigures, ...]:
    """Each platform on which the campaign went or will go on air, in the order of platforms."""
    taken = taken_by_broadcast(metrics.readings)
    found = []
    for platform in PLATFORMS:
        own = [each for each in metrics.broadcasts if each.broadcast.platform == platform]
        own = [each for each in own if each.broadcast.state != "cancelled"]
        if not own:
            continue
        reported = Reported(**combined(taken.get(each.broadcast.id, {}) for each in own))
        sales = sum((Sales(*(getattr(each, key) for key in SALES_KEYS)) for each in own), NO_SALES)
        found.append(
            PlatformFigures(
                **asdict(reported), **asdict(shop_sales_together(own)), **asdict(sales), platform=platform,
                broadcasts=len(own), clicks=sum(each.clicks for each in own), conversion=conversion_of(reported, sales),
            )
        )  # fmt: skip
    return tuple(found)


@dataclass(frozen=True)
class Compared:
    """One campaign or show on the scale on which all can be laid: `kind` is this, past or press.

    `per` says what `viewers` are: unique_viewers, views, or viewers as the press wrote. `source` names the press, and
    `key` the show, whose name stands with the definitions.
    """

    kind: str
    key: str
    name: str
    began_at: datetime | None
    per: str
    viewers: int | None
    orders: int | None
    value: int | None
    source: str = ""
    is_public: bool = True

    @property
    def orders_per_1000(self) -> Rate:
        """Orders for each thousand who watched."""
        return rate_of("orders_per_1000_viewers", ("orders_secured", self.orders), (self.per, self.viewers), 1000)

    @property
    def value_per_1000(self) -> Rate:
        """Đồng for each thousand who watched."""
        return rate_of("value_per_1000_viewers", ("value_secured", self.value), (self.per, self.viewers), 1000)


def compared(metrics: Metrics) -> tuple[Compared, ...]:
    """This campaign, the last that were closed before it, and what the press wrote of comparable shows."""
    began = min((each.broadcast.starts_at for each in metrics.broadcasts), default=None)
    conversion = metrics.rates["conversion"]
    own = Compared(
        "this", metrics.campaign.slug, metrics.campaign.name, began, conversion.per, conversion.denominator,
        metrics.orders_secured, metrics.value_secured,
    )  # fmt: skip
    before = [
        each
        for each in metrics.closed
        if began and each.began_at and each.began_at < began and each.is_sample == metrics.campaign.is_sample
    ]
    press = [
        Compared("press", each.key, "", None, "viewers", each.viewers, each.orders, each.value, each.source)
        for each in BENCHMARKS
    ]
    return (own, *(_past(each) for each in before[:MOST_PAST]), *press)


def _past(closed: ClosedCampaign) -> Compared:
    figures = closed.figures
    per = "unique_viewers" if figures.get("unique_viewers") is not None else "views"
    return Compared(
        "past", closed.slug, closed.name, closed.began_at, per, figures.get(per), figures.get("orders_secured"),
        figures.get("value_secured"), is_public=closed.published_at is not None,
    )  # fmt: skip
