"""The line-up of a broadcast: its items, their live prices, and what is pinned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update

from marketplace.core import audit, clock
from marketplace.core.db import db, insert_once
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.core.versions import bump
from marketplace.domain.accounts.models import Person
from marketplace.domain.catalog.models import Variant
from marketplace.domain.livestream.actions.campaigns import check_open
from marketplace.domain.livestream.actions.clearances import check_papers
from marketplace.domain.livestream.errors import AlreadyInLineUp, NotOnAir, NotOnSale
from marketplace.domain.livestream.models import Broadcast, LineUpItem, Pin
from marketplace.domain.livestream.queries import line_up_of, live_show
from marketplace.domain.promotions.actions import end_offer, make_offer
from marketplace.domain.promotions.models import Offer


@dataclass(frozen=True)
class LiveTerms:
    """How an item is sold during the broadcast: its live price, how many at most, how many for one buyer."""

    price: int | None = None
    quantity: int | None = None
    per_buyer: int | None = None
    talking_points: str = ""
    bearer: str = "booth"


@transactional
def add_to_line_up(broadcast: Broadcast, variant_id: int, terms: LiveTerms, *, by: Person) -> LineUpItem:
    """Put a variant at the end of the line-up; raise NotOnSale, AlreadyInLineUp, BadOffer, PapersMissing."""
    check_open(broadcast.campaign)
    variant = _buyable(variant_id)
    in_broadcast = LineUpItem.broadcast_id == broadcast.id
    if db.session.scalar(select(LineUpItem.id).where(in_broadcast, LineUpItem.variant_id == variant_id)):
        raise AlreadyInLineUp
    if broadcast.state == "live":
        check_papers(broadcast, variant.product)
    last = db.session.scalar(select(func.max(LineUpItem.position)).where(in_broadcast)) or 0
    item = LineUpItem(
        broadcast_id=broadcast.id, variant_id=variant_id, booth_id=variant.booth_id, position=last + 1,
        talking_points=clean(terms.talking_points), offer_id=_live_offer(broadcast, variant_id, terms),
    )  # fmt: skip
    db.session.add(item)
    db.session.flush()
    _note("add_to_line_up", broadcast, by, {"variant": variant_id, "price": terms.price})
    return item


@transactional
def change_item(item: LineUpItem, terms: LiveTerms, *, by: Person) -> LineUpItem:
    """Change how an item is sold. A new price is a new offer: what was sold at the old one stays as it was,
    and counts against the limit of one buyer."""
    check_open(item.broadcast.campaign)
    item.talking_points = clean(terms.talking_points)
    if _terms_of(item.offer) != (terms.price, terms.quantity, terms.per_buyer):
        if item.offer is not None:
            end_offer(item.offer)
        item.offer_id = _live_offer(item.broadcast, item.variant_id, terms)
    bump("catalogue")
    _note("change_item", item.broadcast, by, {"variant": item.variant_id, "price": terms.price})
    return item


@transactional
def remove_from_line_up(item: LineUpItem, *, by: Person) -> None:
    """Take an item out of the line-up and end its live price; its pins go with it."""
    check_open(item.broadcast.campaign)
    if item.offer is not None:
        end_offer(item.offer)
    _note("remove_from_line_up", item.broadcast, by, {"variant": item.variant_id})
    db.session.execute(delete(Pin).where(Pin.item_id == item.id))
    db.session.execute(delete(LineUpItem).where(LineUpItem.id == item.id))
    bump("catalogue")


@transactional
def reorder_line_up(broadcast: Broadcast, item_ids: Sequence[int], *, by: Person) -> None:
    """Set the order of the items; those not named keep theirs after the named ones."""
    check_open(broadcast.campaign)
    known = [item.id for item in line_up_of([broadcast])]
    wanted = [each for each in dict.fromkeys(item_ids) if each in known]
    for position, item_id in enumerate([*wanted, *(each for each in known if each not in wanted)], start=1):
        db.session.execute(update(LineUpItem).where(LineUpItem.id == item_id).values(position=position))
    bump("catalogue")
    _note("reorder_line_up", broadcast, by, {"items": wanted})


@transactional
def create_pin(item: LineUpItem, *, by: Person) -> None:
    """Show an item first from now on; what was pinned before is not any more. Raises NotOnAir."""
    broadcast = item.broadcast
    if broadcast.state != "live":
        raise NotOnAir
    pinned = select(Pin.item_id).where(Pin.broadcast_id == broadcast.id, Pin.unpinned_at.is_(None))
    if db.session.scalar(pinned) == item.id:
        return
    unpin(broadcast)
    insert_once(Pin, broadcast_id=broadcast.id, item_id=item.id, by_id=by.id, pinned_at=clock.now())
    bump("catalogue")


@transactional
def delete_pin(broadcast: Broadcast, *, by: Person) -> None:
    """Show nothing first any more."""
    unpin(broadcast)
    bump("catalogue")
    _note("delete_pin", broadcast, by, {})


def unpin(broadcast: Broadcast) -> None:
    """End the pin that stands, in the running transaction."""
    standing = update(Pin).where(Pin.broadcast_id == broadcast.id, Pin.unpinned_at.is_(None))
    db.session.execute(standing.values(unpinned_at=clock.now()))


def end_live_prices(broadcast: Broadcast) -> None:
    """End every live price of the broadcast, in the running transaction."""
    for item in line_up_of([broadcast]):
        if item.offer is not None:
            end_offer(item.offer)


def _buyable(variant_id: int) -> Variant:
    variant = db.session.get(Variant, variant_id)
    if variant is None or not variant.is_active or not variant.product.is_on_sale or not variant.product.booth.is_open:
        raise NotOnSale
    return variant


def _live_offer(broadcast: Broadcast, variant_id: int, terms: LiveTerms) -> int | None:
    if terms.price is None:
        return None
    starts_at = max(broadcast.starts_at, clock.now()) if broadcast.state == "live" else broadcast.starts_at
    return make_offer(
        variant_id, price=terms.price, starts_at=starts_at, ends_at=broadcast.ends_at, quantity=terms.quantity,
        per_buyer=terms.per_buyer, bearer=terms.bearer, live_in=live_show(broadcast),
    ).id  # fmt: skip


def _terms_of(offer: Offer | None) -> tuple[int | None, int | None, int | None]:
    return (offer.price, offer.quantity, offer.per_buyer) if offer is not None else (None, None, None)


def _note(action: str, broadcast: Broadcast, by: Person, details: dict[str, object]) -> None:
    audit.note(action, by=by.id, subject=f"broadcast:{broadcast.id}", details=details)
