"""Offers: made, ended, used and given back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    String,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.errors import NotThere
from marketplace.core.transactions import transactional
from marketplace.core.versions import bump
from marketplace.domain.catalog.models import Variant
from marketplace.domain.promotions.errors import BadOffer, OfferGone, OffersOverlap
from marketplace.domain.promotions.models import Offer, OfferUse
from marketplace.domain.promotions.queries import counted_together
from marketplace.domain.promotions.rules import OfferTaken, ended_window


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
        offer.starts_at, offer.ends_at = ended_window(offer.starts_at, offer.ends_at, now)
        offer.ended_at = now
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
    left = {offer_id: _changed(_sold(), {"offer": offer_id, "units": -units[offer_id]}) for offer_id in sorted(units)}
    return any(left[offer_id] == units[offer_id] for offer_id in units)


def _use(each: OfferTaken, buyer_key: str, at: datetime) -> int | None:
    """Count the units and write the use; the units left, None without a limit."""
    used = {"offer": each.offer_id, "units": each.quantity, "at": at}
    left = _changed(_sold_while_running(), used)
    # The offer's row is locked now and those before it have ended: nobody else can be counting this buyer's units.
    use = {"offer": each.offer_id, "line": each.order_line_id, "buyer": buyer_key, "units": each.quantity}
    if db.session.connection().execute(_written_use(), use).scalar_one_or_none() is None:
        raise OfferGone
    return left


@cache
def _sold_while_running() -> ReturningUpdate[Any]:
    """Built once, as selling is the hot path. What waited here while the price was changed finds it ended."""
    at: Any = bindparam("at", type_=Offer.starts_at.type)
    return _sold().where(Offer.starts_at <= at, Offer.ends_at > at, Offer.ended_at.is_(None))


@cache
def _sold() -> ReturningUpdate[Any]:
    """So many more units sold of an offer, fewer when the number is below 0, never more than it has."""
    sold = Offer.sold + bindparam("units", type_=BigInteger)
    return (
        update(Offer)
        .where(Offer.id == bindparam("offer"), or_(Offer.quantity.is_(None), sold <= Offer.quantity))
        .values(sold=sold)
        .returning((Offer.quantity - Offer.sold).label("left"))
    )


@cache
def _written_use() -> ReturningInsert[Any]:
    """One buyer's use of an offer, unless it is more than one buyer may have."""
    offer, buyer = bindparam("offer", type_=BigInteger), bindparam("buyer", type_=String)
    units = bindparam("units", type_=BigInteger)
    had = select(func.coalesce(func.sum(OfferUse.quantity), 0)).where(
        OfferUse.offer_id.in_(counted_together(offer)), OfferUse.buyer_key == buyer, OfferUse.given_back_at.is_(None)
    )
    allowed = or_(Offer.per_buyer.is_(None), had.scalar_subquery() + units <= Offer.per_buyer)
    row = select(bindparam("line", type_=BigInteger), Offer.id, buyer, units).where(Offer.id == offer, allowed)
    names = ["order_line_id", "offer_id", "buyer_key", "quantity"]
    return insert(OfferUse).from_select(names, row).returning(OfferUse.offer_id)


def _changed(statement: ReturningUpdate[Any], values: Mapping[str, Any]) -> int | None:
    row = db.session.connection().execute(statement, values).one_or_none()
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
