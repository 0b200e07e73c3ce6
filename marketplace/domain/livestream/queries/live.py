"""What the public live page shows: who is on air, the line-up at the prices of this moment, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, case, func, select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Photo, Product, Variant
from marketplace.domain.catalog.queries.photos import picture_url
from marketplace.domain.livestream.models import Broadcast, Campaign, LineUpItem, Pin
from marketplace.domain.livestream.queries.planning import public_programme
from marketplace.domain.promotions.models import Offer
from marketplace.domain.promotions.queries import is_running
from marketplace.domain.promotions.rules import OfferTerms, Price, best_price
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


def live_page(slug: str) -> LivePage:
    """The live page of a campaign at this moment, in two statements however long the line-up is; raise NotThere."""
    now = clock.now()
    campaign, planned = public_programme(slug)
    broadcasts = [each for each in planned if each.state != "cancelled"]
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
    """What can be bought of a broadcast's line-up, pinned first; after its end of the last that had one."""
    rows = db.session.execute(_line_up(broadcast, now))
    items = [_item(list(group), broadcast) for _item_id, group in groupby(rows, key=lambda row: row.id)]
    return tuple(sorted(items, key=lambda item: not item.is_pinned))


def _item(rows: Sequence[Row[Any]], broadcast: Broadcast) -> LiveItem:
    row = rows[0]
    offers = [
        OfferTerms(each.offer_id, each.offer_price, each.ends_at, each.offer_left, each.per_buyer, each.offer_kind)
        for each in rows
        if each.offer_id is not None
    ]
    return LiveItem(
        row.id, row.position, row.variant_id, row.slug, row.name, row.name_en, row.variant_name, row.unit,
        row.booth_name, row.booth_slug,
        picture_url(row.kind, row.key, row.widths, PICTURE_WIDTH) if row.key else None,
        best_price(row.price, offers), row.in_stock, broadcast.state == "live" and row.pin_id is not None,
    )  # fmt: skip


def _line_up(broadcast: Broadcast, now: datetime) -> Select[*tuple[Any, ...]]:
    """The items in their order, each once for every offer of it that runs."""
    first = select(func.min(Photo.position)).where(Photo.product_id == Product.id).correlate(Product).scalar_subquery()
    return (
        select(
            LineUpItem.id, LineUpItem.position, LineUpItem.variant_id, Product.slug, Product.name, Product.name_en,
            Variant.name.label("variant_name"), Variant.price, Product.unit, Booth.name.label("booth_name"),
            Booth.slug.label("booth_slug"), Photo.kind, Photo.key, Photo.widths,
            func.coalesce(StockLevel.available, 0).label("in_stock"), Pin.id.label("pin_id"),
            Offer.id.label("offer_id"), Offer.price.label("offer_price"), Offer.ends_at, Offer.per_buyer,
            Offer.kind.label("offer_kind"), (Offer.quantity - Offer.sold).label("offer_left"),
        )
        .join(Variant, Variant.id == LineUpItem.variant_id)
        .join(Product, Product.id == Variant.product_id)
        .join(Booth, Booth.id == Product.booth_id)
        .outerjoin(StockLevel, StockLevel.variant_id == Variant.id)
        .outerjoin(Photo, (Photo.product_id == Product.id) & (Photo.position == first))
        .outerjoin(Offer, (Offer.variant_id == Variant.id) & is_running(now))
        .outerjoin(Pin, (Pin.item_id == LineUpItem.id) & Pin.unpinned_at.is_(None))
        .where(LineUpItem.broadcast_id == (_last_shown(broadcast) if broadcast.state == "ended" else broadcast.id))
        .where(Variant.is_active, Product.state == "on_sale", Booth.state == "open")
        .order_by(LineUpItem.position, LineUpItem.id, Offer.id)
    )  # fmt: skip


def _last_shown(broadcast: Broadcast) -> ScalarSelect[int]:
    """The broadcast itself where it has a line-up, else the last of its campaign that has: one evening is often
    shown on several platforms and planned on one.
    """
    shown = select(Broadcast.id).join(LineUpItem, LineUpItem.broadcast_id == Broadcast.id)
    shown = shown.where(Broadcast.campaign_id == broadcast.campaign_id, Broadcast.state == "ended")
    itself = case((Broadcast.id == broadcast.id, 0), else_=1)
    return shown.order_by(itself, Broadcast.starts_at.desc(), Broadcast.id).limit(1).scalar_subquery()
