"""Reads about prices and vouchers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from marketplace.core.codes import clean_code
from marketplace.core.db import db
from marketplace.domain.catalog.models import Variant
from marketplace.domain.promotions.models import Offer, OfferUse, Voucher
from marketplace.domain.promotions.rules import OfferTerms, Price, best_price


def prices_of(variant_ids: Collection[int], at: datetime) -> dict[int, Price]:
    """What one unit of each variant costs at that moment."""
    if not variant_ids:
        return {}
    offers = offers_running(variant_ids, at)
    listed = select(Variant.id, Variant.price).where(Variant.id.in_(variant_ids))
    return {row.id: best_price(row.price, offers.get(row.id, ())) for row in db.session.execute(listed)}


def is_running(at: datetime) -> ColumnElement[bool]:
    """The condition of an offer that counts at that moment: begun, not over, not sold out."""
    return and_(Offer.starts_at <= at, Offer.ends_at > at, or_(Offer.quantity.is_(None), Offer.sold < Offer.quantity))


def offers_running(variant_ids: Collection[int], at: datetime) -> dict[int, list[OfferTerms]]:
    """The offers that count at that moment, by variant."""
    found = select(
        Offer.variant_id, Offer.id, Offer.price, Offer.ends_at, Offer.per_buyer, Offer.kind,
        (Offer.quantity - Offer.sold).label("left"),
    ).where(Offer.variant_id.in_(variant_ids), is_running(at))  # fmt: skip
    offers: dict[int, list[OfferTerms]] = defaultdict(list)
    for row in db.session.execute(found):
        terms = OfferTerms(row.id, row.price, row.ends_at, row.left, row.per_buyer, row.kind)
        offers[row.variant_id].append(terms)
    return offers


def counted_together(offer_id: int | BindParameter[int]) -> Select[Any]:
    """The ids of the offers that share one buyer's limit with this one, itself among them."""
    this, other = aliased(Offer), aliased(Offer)
    return select(other.id).join(this, _share_a_limit(this, other)).where(this.id == offer_id)


def _share_a_limit(this: type[Offer], other: type[Offer]) -> ColumnElement[bool]:
    same = and_(other.variant_id == this.variant_id, other.counted_with == this.counted_with)
    return or_(other.id == this.id, and_(same, this.counted_with != ""))


def units_taken(offer_ids: Collection[int], buyer_key: str) -> dict[int, int]:
    """How many units this buyer holds that count against the limit of each of these offers."""
    if not offer_ids:
        return {}
    this, other = aliased(Offer), aliased(Offer)
    found = (
        select(this.id, func.sum(OfferUse.quantity).label("units"))
        .join(other, _share_a_limit(this, other))
        .join(OfferUse, OfferUse.offer_id == other.id)
        .where(this.id.in_(offer_ids), OfferUse.buyer_key == buyer_key, OfferUse.given_back_at.is_(None))
        .group_by(this.id)
    )
    return {row.id: int(row.units) for row in db.session.execute(found)}


def voucher_by_code(code: str) -> Voucher | None:
    """The voucher with this code, however it was typed."""
    cleaned = clean_code(code)
    return db.session.scalar(select(Voucher).where(Voucher.code == cleaned)) if cleaned else None


def offers_of_booth(booth_id: int, *, after: datetime) -> list[Offer]:
    """A booth's offers that are not over, with their goods, the next to begin first."""
    found = (
        select(Offer)
        .options(joinedload(Offer.variant).joinedload(Variant.product))
        .where(Offer.booth_id == booth_id, Offer.ends_at > after)
    )
    return list(db.session.scalars(found.order_by(Offer.starts_at, Offer.id)))


def vouchers_of_booth(booth_id: int) -> list[Voucher]:
    """A booth's vouchers, newest first."""
    found = select(Voucher).where(Voucher.booth_id == booth_id)
    return list(db.session.scalars(found.order_by(Voucher.id.desc())))
