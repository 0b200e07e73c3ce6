"""Offers: made, ended, used and given back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    String,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.errors import NotThere
from marketplace.core.transactions import transactional
from marketplace.core.versions import bump
from marketplace.domain.catalog.models import Variant
from marketplace.domain.promotions.errors import BadOffer, OfferGone, OffersOverlap
from marketplace.domain.promotions.models import Offer, OfferUse
from marketplace.domain.promotions.queries import counted_together
from marketplace.domain.promotions.rules import OfferTaken


@transactional
def make_offer(
    variant_id: int,
    *,
    price: int,
    starts_at: datetime,
    ends_at: datetime,
    quantity: int | None = None,
    per_buyer: int | None = None,
    live_in: str = "",
    bearer: str = "booth",
) -> Offer:
    """Sell a variant for less from `starts_at` (inclusive) to `ends_at` (exclusive).

    A live price says in which show (`live_in`): what one buyer had of the variant's prices in the same show counts
    against `per_buyer` here as well.
    Raises BadOffer, OffersOverlap (a booth's own offers do not overlap; live prices may lie over anything).
    """
    variant = db.session.get(Variant, variant_id)
    if variant is None:
        raise NotThere
    _check_terms(variant.price, price, starts_at, ends_at, quantity, per_buyer)
    if not live_in and _overlaps(variant_id, starts_at, ends_at):
        raise OffersOverlap
    offer = Offer(
        booth_id=variant.booth_id, variant_id=variant_id, kind="live" if live_in else "booth", price=price,
        starts_at=starts_at, ends_at=ends_at, quantity=quantity, sold=0, per_buyer=per_buyer, bearer=bearer,
        counted_with=live_in,
    )  # fmt: skip
    db.session.add(offer)
    db.session.flush()
    bump("catalogue")
    return offer


@transactional
def end_offer(offer: Offer) -> Offer:
    """End an offer now; one that has not begun ends at its beginning, one that is over stays as it is."""
    now = clock.now()
    if offer.ends_at > now:
        # The window of a row is never empty; what has not begun is moved wholly into the past.
        if offer.starts_at >= now:
            offer.starts_at = now - (offer.ends_at - offer.starts_at)
        offer.ends_at = offer.ended_at = now
        bump("catalogue")
    return offer


@transactional
def use_offers(taken: Sequence[OfferTaken], *, buyer_key: str, at: datetime) -> bool:
    """Count units sold at offers' prices, offers ascending; say whether an offer ran out with it.

    Raises OfferGone when an offer is over, has too few left, or this buyer had all that one buyer may have.
    """
    left = [_use(each, buyer_key, at) for each in sorted(taken, key=lambda one: one.offer_id)]
    return 0 in left


@transactional
def give_back_offers(order_line_ids: Collection[int], *, at: datetime) -> bool:
    """Give back what these order lines used of offers, once; say whether an offer that had run out is back."""
    used = (
        update(OfferUse)
        .where(OfferUse.order_line_id.in_(order_line_ids), OfferUse.given_back_at.is_(None))
        .values(given_back_at=at)
        .returning(OfferUse.offer_id, OfferUse.quantity)
    )
    units: Counter[int] = Counter()
    for row in db.session.connection().execute(used):
        units[row.offer_id] += row.quantity
    left = {offer_id: _change_sold(offer_id, -units[offer_id]) for offer_id in sorted(units)}
    return any(left[offer_id] == units[offer_id] for offer_id in units)


def _use(each: OfferTaken, buyer_key: str, at: datetime) -> int | None:
    """Count the units and write the use; the units left, None without a limit."""
    # A purchase that waited here while the price was changed finds it ended, whenever it was pressed.
    running = (Offer.starts_at <= at, Offer.ends_at > at, Offer.ended_at.is_(None))
    left = _change_sold(each.offer_id, each.quantity, *running)
    # The offer's row is locked now and those before it have ended: nobody else can be counting this buyer's units.
    row = select(
        literal(each.order_line_id, BigInteger), Offer.id, literal(buyer_key, String),
        literal(each.quantity, BigInteger),
    )  # fmt: skip
    allowed = or_(Offer.per_buyer.is_(None), _had(each.offer_id, buyer_key) + each.quantity <= Offer.per_buyer)
    written = (
        insert(OfferUse)
        .from_select(
            ["order_line_id", "offer_id", "buyer_key", "quantity"], row.where(Offer.id == each.offer_id, allowed)
        )
        .returning(OfferUse.offer_id)
    )
    if db.session.connection().execute(written).scalar_one_or_none() is None:
        raise OfferGone
    return left


def _had(offer_id: int, buyer_key: str) -> ColumnElement[int]:
    had = select(func.coalesce(func.sum(OfferUse.quantity), 0)).where(
        OfferUse.offer_id.in_(counted_together(offer_id)), OfferUse.buyer_key == buyer_key,
        OfferUse.given_back_at.is_(None),
    )  # fmt: skip
    return had.scalar_subquery()


def _change_sold(offer_id: int, units: int, *conditions: ColumnElement[bool]) -> int | None:
    changed = (
        update(Offer)
        .where(Offer.id == offer_id, *conditions)
        .where(or_(Offer.quantity.is_(None), Offer.sold + units <= Offer.quantity))
        .values(sold=Offer.sold + units)
        .returning((Offer.quantity - Offer.sold).label("left"))
    )
    row = db.session.connection().execute(changed).one_or_none()
    if row is None:
        raise OfferGone
    left: int | None = row.left
    return left


def _overlaps(variant_id: int, starts_at: datetime, ends_at: datetime) -> bool:
    db.session.execute(select(Variant.id).where(Variant.id == variant_id).with_for_update(key_share=True))
    found = select(Offer.id).where(
        Offer.variant_id == variant_id, Offer.kind == "booth", Offer.starts_at < ends_at, Offer.ends_at > starts_at
    )
    return db.session.scalar(found.limit(1)) is not None


def _check_terms(
    list_price: int,
    price: int,
    starts_at: datetime,
    ends_at: datetime,
    quantity: int | None,
    per_buyer: int | None,
) -> None:
    if not 0 <= price < list_price:
        raise BadOffer(field="price")
    if ends_at <= starts_at:
        raise BadOffer(field="ends_at")
    for name, limit in (("quantity", quantity), ("per_buyer", per_buyer)):
        if limit is not None and limit < 1:
            raise BadOffer(field=name)
