"""Campaigns and what is planned for them: broadcasts, line-ups, pins and links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, null, or_, select, union_all
from sqlalchemy.orm import contains_eager, joinedload

from marketplace.core.db import db
from marketplace.core.errors import NotThere
from marketplace.core.text import fold
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.livestream.models import Broadcast, Campaign, LineUpItem, Pin, TrackingLink
from marketplace.domain.promotions.models import Offer
from marketplace.domain.search.models import SearchDocument

SHOWN_TO_ALL = ("scheduled", "live", "ended", "reviewed")


_NEARNESS = {"live": 0, "scheduled": 1, "draft": 2, "ended": 3, "reviewed": 3}


def campaigns() -> list[Campaign]:
    """Every campaign for organizers: what is on air or to come first, and of each the newest."""
    rows = select(Campaign).order_by(Campaign.id.desc())
    return sorted(db.session.scalars(rows), key=lambda campaign: _NEARNESS[campaign.state])


def public_campaigns() -> list[Campaign]:
    """The campaigns that everybody may know of: on air first, then the nearest."""
    rows = select(Campaign).where(Campaign.state.in_(SHOWN_TO_ALL)).order_by(Campaign.id.desc())
    return sorted(db.session.scalars(rows), key=lambda campaign: _NEARNESS[campaign.state])


def public_programmes() -> list[tuple[Campaign, list[Broadcast]]]:
    """The campaigns that everybody may know of with their broadcasts, earliest first; two statements."""
    campaigns, broadcasts = public_campaigns(), defaultdict[int, list[Broadcast]](list)
    of_them = select(Broadcast).where(Broadcast.campaign_id.in_([campaign.id for campaign in campaigns]))
    for each in db.session.scalars(of_them.order_by(Broadcast.starts_at, Broadcast.id)):
        broadcasts[each.campaign_id].append(each)
    return [(campaign, broadcasts[campaign.id]) for campaign in campaigns]


def public_programme(slug: str) -> tuple[Campaign, list[Broadcast]]:
    """The campaign with this slug once it is scheduled, and its broadcasts, earliest first; raise NotThere."""
    found = (
        select(Campaign, Broadcast)
        .outerjoin(Broadcast, Broadcast.campaign_id == Campaign.id)
        .options(joinedload(Broadcast.voucher))
        .where(Campaign.slug == slug, Campaign.state.in_(SHOWN_TO_ALL))
    )
    rows = db.session.execute(found.order_by(Broadcast.starts_at, Broadcast.id)).all()
    if not rows:
        raise NotThere
    return rows[0][0], [broadcast for _campaign, broadcast in rows if broadcast is not None]


def campaign_for(slug: str) -> Campaign:
    """The campaign with this slug, for organizers; raise NotThere."""
    return _there(db.session.scalar(select(Campaign).where(Campaign.slug == slug)))


def public_campaign(slug: str) -> Campaign:
    """The campaign with this slug once it is scheduled; raise NotThere."""
    found = select(Campaign).where(Campaign.slug == slug, Campaign.state.in_(SHOWN_TO_ALL))
    return _there(db.session.scalar(found))


def _there(campaign: Campaign | None) -> Campaign:
    if campaign is None:
        raise NotThere
    return campaign


def closed_campaign(slug: str) -> Campaign:
    """The campaign with this slug once its figures are closed and published; raise NotThere."""
    found = select(Campaign).where(Campaign.slug == slug, Campaign.state == "reviewed")
    return _there(db.session.scalar(found.where(Campaign.published_at.is_not(None))))


def broadcasts_of(campaign: Campaign) -> list[Broadcast]:
    """The campaign's broadcasts, earliest first."""
    rows = select(Broadcast).where(Broadcast.campaign_id == campaign.id).options(joinedload(Broadcast.voucher))
    return list(db.session.scalars(rows.order_by(Broadcast.starts_at, Broadcast.id)))


def broadcast_for(campaign: Campaign, broadcast_id: int) -> Broadcast:
    """One broadcast of this campaign; raise NotThere."""
    found = select(Broadcast).where(Broadcast.id == broadcast_id, Broadcast.campaign_id == campaign.id)
    broadcast = db.session.scalar(found)
    if broadcast is None:
        raise NotThere
    return broadcast


def broadcast_by_id(broadcast_id: int) -> Broadcast:
    """A broadcast of any campaign, for programs with a token; raise NotThere."""
    broadcast = db.session.get(Broadcast, broadcast_id, options=[joinedload(Broadcast.campaign)])
    if broadcast is None:
        raise NotThere
    return broadcast


def line_up_of(broadcasts: Sequence[Broadcast]) -> list[LineUpItem]:
    """The items of these broadcasts in the order in which they are shown, with variant, product, booth and offer."""
    rows = select(LineUpItem).where(LineUpItem.broadcast_id.in_([each.id for each in broadcasts]))
    with_product = joinedload(LineUpItem.variant).joinedload(Variant.product)
    rows = rows.options(with_product.joinedload(Product.booth), joinedload(LineUpItem.offer))
    return list(db.session.scalars(rows.order_by(LineUpItem.broadcast_id, LineUpItem.position, LineUpItem.id)))


def item_for(broadcast: Broadcast, item_id: int) -> LineUpItem:
    """One item of this broadcast's line-up; raise NotThere."""
    found = select(LineUpItem).where(LineUpItem.id == item_id, LineUpItem.broadcast_id == broadcast.id)
    item = db.session.scalar(found)
    if item is None:
        raise NotThere
    return item


def pinned_now(broadcasts: Sequence[Broadcast]) -> dict[int, int]:
    """The pinned item of each broadcast that has one."""
    rows = select(Pin.broadcast_id, Pin.item_id).where(
        Pin.unpinned_at.is_(None), Pin.broadcast_id.in_([each.id for each in broadcasts])
    )
    return {row[0]: row[1] for row in db.session.execute(rows)}


@dataclass(frozen=True)
class PinMark:
    """Something done at the desk, for the chart: when, to which product, and its new live price if it was that."""

    at: datetime
    product_name: str
    price: int | None = None


def marks_of(broadcasts: Sequence[Broadcast]) -> list[PinMark]:
    """Every pin of these broadcasts, and every live price from when it counted, oldest first; one statement.

    Prices that ended before their broadcast began are left out.
    """
    begun = {live_show(each): each.starts_at for each in broadcasts}
    prices = select(Offer.starts_at, Product.name, Offer.price, Offer.ended_at, Offer.counted_with)
    prices = prices.join(Variant, Variant.id == Offer.variant_id).join(Product, Product.id == Variant.product_id)
    pins = select(Pin.pinned_at, Product.name, null(), null(), null()).join(LineUpItem, LineUpItem.id == Pin.item_id)
    pins = pins.join(Variant, Variant.id == LineUpItem.variant_id).join(Product, Product.id == Variant.product_id)
    pins = pins.where(Pin.broadcast_id.in_([each.id for each in broadcasts]))
    rows: Sequence[Any] = db.session.execute(union_all(prices.where(Offer.counted_with.in_(begun)), pins)).all()
    marks = [
        PinMark(at, name, price)
        for at, name, price, ended_at, show in rows
        if show is None or ended_at is None or ended_at > begun[show]
    ]
    return sorted(marks, key=lambda mark: (mark.at, mark.price or 0))


def live_show(broadcast: Broadcast) -> str:
    """Under which name the live prices of a broadcast count one buyer's units together."""
    return f"broadcast:{broadcast.id}"


def links_of(campaign: Campaign) -> list[TrackingLink]:
    """The campaign's tracking links with what they lead to, oldest first."""
    rows = select(TrackingLink).join(TrackingLink.broadcast).where(Broadcast.campaign_id == campaign.id)
    whole = (joinedload(TrackingLink.broadcast), joinedload(TrackingLink.booth), joinedload(TrackingLink.product))
    return list(db.session.scalars(rows.options(*whole).order_by(TrackingLink.id)))


def link_of(campaign: Campaign, code: str) -> TrackingLink:
    """One tracking link of this campaign; raise NotThere."""
    for link in links_of(campaign):
        if link.code == code:
            return link
    raise NotThere


def variants_matching(words: str, limit: int = 20) -> list[Variant]:
    """Variants on sale of open booths, by words of the product's or booth's name or the code, for the line-up."""
    rows = select(Variant).join(Variant.product).join(Product.booth)
    rows = rows.options(contains_eager(Variant.product).contains_eager(Product.booth))
    rows = rows.where(Product.state == "on_sale", Booth.state == "open", Variant.is_active)
    rows = rows.join(SearchDocument, SearchDocument.product_id == Product.id)
    for word in words.split()[:6]:
        found = SearchDocument.folded.contains(fold(word), autoescape=True)
        rows = rows.where(or_(found, func.lower(Variant.sku) == word.lower()))
    return list(db.session.scalars(rows.order_by(Product.sort_key, Variant.position).limit(limit)))
