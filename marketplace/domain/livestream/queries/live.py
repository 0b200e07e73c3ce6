"""What the public live page shows: who is on air, the line-up at the prices of this moment, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Photo, Product, Variant
from marketplace.domain.catalog.queries.photos import picture_url
from marketplace.domain.livestream.models import Broadcast, Campaign, LineUpItem
from marketplace.domain.livestream.queries.planning import broadcasts_of, pinned_now
from marketplace.domain.promotions.queries import prices_of
from marketplace.domain.promotions.rules import Price
from marketplace.domain.stock.models import StockLevel

PICTURE_WIDTH = 180


@dataclass(frozen=True)
class LiveItem:
    """One item as shoppers see it now; `number` is what the host calls it."""

    item_id: int
    number: int
    variant_id: int
    product_slug: str
    product_name: str
    product_name_en: str
    variant_name: str
    unit: str
    booth_name: str
    booth_slug: str
    picture: str | None
    price: Price
    in_stock: int
    is_pinned: bool

    @property
    def left(self) -> int:
        """How many may be bought now at the price that is shown."""
        return self.in_stock if self.price.left is None else min(self.in_stock, self.price.left)


@dataclass(frozen=True)
class LivePage:
    """A campaign as everybody sees it. `current` is on air, else the next, else the last broadcast."""

    campaign: Campaign
    broadcasts: tuple[Broadcast, ...]
    current: Broadcast | None
    items: tuple[LiveItem, ...]
    at: datetime


def live_page(campaign: Campaign) -> LivePage:
    """The live page of a campaign at this moment; four statements however long the line-up is."""
    now = clock.now()
    broadcasts = [each for each in broadcasts_of(campaign) if each.state != "cancelled"]
    current = current_of(broadcasts)
    items = items_of(current, now) if current else ()
    return LivePage(campaign, tuple(broadcasts), current, items, now)


def current_of(broadcasts: Sequence[Broadcast]) -> Broadcast | None:
    """The broadcast on air; else the next one planned; else the last one."""
    for state, pick in (("live", 0), ("planned", 0), ("ended", -1)):
        of_state = [each for each in broadcasts if each.state == state]
        if of_state:
            return of_state[pick]
    return None


def items_of(broadcast: Broadcast, now: datetime) -> tuple[LiveItem, ...]:
    """What can be bought of a broadcast's line-up, pinned first."""
    first = select(func.min(Photo.position)).where(Photo.product_id == Product.id).correlate(Product).scalar_subquery()
    rows = (
        select(
            LineUpItem.id, LineUpItem.position, LineUpItem.variant_id, Product.slug, Product.name, Product.name_en,
            Variant.name.label("variant_name"), Product.unit, Booth.name.label("booth_name"),
            Booth.slug.label("booth_slug"), Photo.kind, Photo.key, Photo.widths,
            func.coalesce(StockLevel.available, 0).label("in_stock"),
        )
        .join(Variant, Variant.id == LineUpItem.variant_id)
        .join(Product, Product.id == Variant.product_id)
        .join(Booth, Booth.id == Product.booth_id)
        .outerjoin(StockLevel, StockLevel.variant_id == Variant.id)
        .outerjoin(Photo, (Photo.product_id == Product.id) & (Photo.position == first))
        .where(LineUpItem.broadcast_id == broadcast.id)
        .where(Variant.is_active, Product.state == "on_sale", Booth.state == "open")
        .order_by(LineUpItem.position, LineUpItem.id)
    )  # fmt: skip
    found = db.session.execute(rows).all()
    prices = prices_of([row.variant_id for row in found], now)
    pinned = pinned_now([broadcast]).get(broadcast.id) if broadcast.state == "live" else None
    items = [
        LiveItem(
            row.id, row.position, row.variant_id, row.slug, row.name, row.name_en, row.variant_name, row.unit,
            row.booth_name, row.booth_slug,
            picture_url(row.kind, row.key, row.widths, PICTURE_WIDTH) if row.key else None,
            prices[row.variant_id], row.in_stock, row.id == pinned,
        )
        for row in found
    ]  # fmt: skip
    return tuple(sorted(items, key=lambda item: not item.is_pinned))
