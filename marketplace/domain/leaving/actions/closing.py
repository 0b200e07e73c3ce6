"""Closing a booth: nothing is sold from this moment, and it is gone once the last order is finished."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from marketplace.core import clock
from marketplace.core.db import db, lock_row
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.actions import prove_password
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_close_booth
from marketplace.domain.booths.actions import begin_closing, finish_closing
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import authorize
from marketplace.domain.catalog.actions.stepping import move_product
from marketplace.domain.catalog.models import Product, ProductSchedule
from marketplace.domain.leaving.errors import OnAirNow
from marketplace.domain.leaving.queries import closing_booths, open_matters_of
from marketplace.domain.leaving.rules import GRACE
from marketplace.domain.livestream.models import Broadcast, Invitation, LineUpItem, Proposal
from marketplace.domain.promotions.actions import end_offer
from marketplace.domain.promotions.models import Offer, Voucher
from marketplace.domain.shipping.actions import disconnect_carrier

TAKEN_OFF = {"on_sale": "hidden", "submitted": "draft"}


def close_booth(booth: Booth, *, by: Person, reason: str, password: str) -> None:
    """Have its owner begin to close a booth. Raises WrongPassword, TooManyTries, ReasonNeeded, OnAirNow.

    The password is proven in a transaction of its own: what a refusal undoes would not be counted.
    """
    authorize(by, booth.id, can_close_booth)
    prove_password(by, password)
    _begin(booth, by, reason)


def close_booth_for(booth: Booth, *, by: Person, reason: str) -> None:
    """Have an organizer begin to close a booth, for a reason that its people read."""
    _begin(booth, by, reason)


def finish_closings() -> int:
    """Close every booth that owes nothing any more; says how many were looked at."""
    waiting = [(booth.id, by_id) for booth, by_id in closing_booths(clock.now() - GRACE)]
    db.session.rollback()
    for booth_id, by_id in waiting:
        _finish(booth_id, by_id)
    return len(waiting)


@transactional
def _begin(booth: Booth, by: Person, reason: str) -> None:
    if _is_on_air(booth):
        raise OnAirNow
    begin_closing(booth, by=by, reason=reason)
    goods = select(Product).where(Product.booth_id == booth.id, Product.state.in_(TAKEN_OFF))
    for product in db.session.scalars(goods.order_by(Product.id)).all():
        move_product(product, TAKEN_OFF[product.state], by=by)
    db.session.execute(delete(ProductSchedule).where(ProductSchedule.booth_id == booth.id))
    _end_prices(booth)
    _leave_campaigns(booth, by, booth.reason)


@transactional
def _finish(booth_id: int, by_id: int) -> None:
    booth, by = db.session.get_one(Booth, booth_id), db.session.get_one(Person, by_id)
    lock_row(booth)
    if booth.state == "closing" and not open_matters_of(booth, clock.now()):
        finish_closing(booth, by=by)
        # Nobody fetches for it any more, and nobody needs its keys.
        disconnect_carrier(booth, by=by)


def _is_on_air(booth: Booth) -> bool:
    shown = select(LineUpItem.id).join(Broadcast, Broadcast.id == LineUpItem.broadcast_id)
    shown = shown.where(LineUpItem.booth_id == booth.id, Broadcast.state == "live")
    return db.session.scalar(shown.limit(1)) is not None


def _end_prices(booth: Booth) -> None:
    """Lowered prices end, and codes as well: neither may outlive the goods."""
    now = clock.now()
    offers = select(Offer).where(Offer.booth_id == booth.id, Offer.ends_at > now)
    for offer in db.session.scalars(offers.order_by(Offer.id)).all():
        end_offer(offer)
    codes = update(Voucher).where(Voucher.booth_id == booth.id, Voucher.starts_at < now, Voucher.ends_at > now)
    db.session.execute(codes.values(ends_at=now))


def _leave_campaigns(booth: Booth, by: Person, reason: str) -> None:
    """Goods proposed and not decided on are taken back, and invitations without an answer are declined."""
    proposed = update(Proposal).where(Proposal.booth_id == booth.id, Proposal.state == "proposed")
    db.session.execute(proposed.values(state="withdrawn"))
    asked = update(Invitation).where(Invitation.booth_id == booth.id, Invitation.state == "invited")
    db.session.execute(asked.values(state="declined", answered_at=clock.now(), answered_by_id=by.id, reason=reason))
