"""Which purchases belong to a campaign's broadcasts, by which route, and how far each of their orders came.

Decided anew at every reading, from touches that never change: the first that fits of voucher, hand and click.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from marketplace.core.db import db, in_plain_sight
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import HelperGrant, Membership
from marketplace.domain.catalog.models import Product
from marketplace.domain.livestream.models import Broadcast, Campaign, Click, Duty, LineUpItem, Touch, TrackingLink
from marketplace.domain.livestream.queries.moments import days_after, hours_after
from marketplace.domain.livestream.rules import RETURN_WINDOW
from marketplace.domain.orders.models import Order, Purchase
from marketplace.domain.payments.models import PaymentAttempt, Refund

STAGES = ("placed", "secured", "delivered", "kept")


@dataclass(frozen=True)
class OwnPeople:
    """Those whose clicks and purchases through a link do not count: who works for the campaign or a booth of it."""

    ids: frozenset[int]
    phones: frozenset[str]


def own_people(campaign_id: int) -> OwnPeople:
    """Organizers, who is on duty in a broadcast, members and helpers of every booth in the line-ups and links."""
    rows = db.session.execute(select(Person.id, Person.phone).where(_is_own(campaign_id))).all()
    return OwnPeople(frozenset(row.id for row in rows), frozenset(row.phone for row in rows if row.phone))


def is_own_person(person: Person, broadcast_id: int) -> bool:
    """Whether this person is one of the own people of the campaign that the broadcast belongs to."""
    campaign_id = select(Broadcast.campaign_id).where(Broadcast.id == broadcast_id).scalar_subquery()
    return bool(db.session.scalar(select(exists().where(Person.id == person.id, _is_own(campaign_id)))))


def _is_own(campaign_id: Any) -> ColumnElement[bool]:
    of_campaign = select(Broadcast.id).where(Broadcast.campaign_id == campaign_id)
    booths = (
        select(LineUpItem.booth_id).where(LineUpItem.broadcast_id.in_(of_campaign)),
        select(TrackingLink.booth_id).where(
            TrackingLink.broadcast_id.in_(of_campaign), TrackingLink.booth_id.is_not(None)
        ),
        select(Product.booth_id).join(TrackingLink, TrackingLink.product_id == Product.id).where(
            TrackingLink.broadcast_id.in_(of_campaign)
        ),
    )  # fmt: skip
    members = select(Membership.person_id).where(or_(*(Membership.booth_id.in_(each) for each in booths)))
    # Whoever was once let in to help stays one of them: a figure must not rise because a grant has ended.
    helpers = select(HelperGrant.person_id).where(
        HelperGrant.person_id.is_not(None), or_(*(HelperGrant.booth_id.in_(each) for each in booths))
    )
    on_duty = select(Duty.person_id).where(Duty.broadcast_id.in_(of_campaign))
    return or_(Person.role.in_(("organizer", "admin")), *(Person.id.in_(each) for each in (members, helpers, on_duty)))


def attributed(campaign: Campaign, broadcasts: Iterable[Broadcast], own: OwnPeople) -> Select[Any]:
    """One row for each purchase of the campaign: its broadcast, route, link, and `kind` direct or assisted."""
    broadcasts = list(broadcasts)
    direct = _is_direct(campaign, broadcasts)
    kind = case((Touch.route != "click", "direct"), (direct, "direct"), else_="assisted")
    rows = select(
        Touch.purchase_id, Touch.broadcast_id, Touch.route, Touch.link_id, kind.label("kind"), Purchase.placed_at,
        Purchase.payment_method, Purchase.voucher_bearer,
    )  # fmt: skip
    rows = rows.join(Purchase, Purchase.id == Touch.purchase_id).outerjoin(Click, Click.id == Touch.click_id)
    in_time = or_(direct, Purchase.placed_at <= days_after(Touch.at, literal(campaign.assisted_days)))
    of_person = and_(_click_counts(), in_time, _not_of(own))
    return rows.where(
        Touch.broadcast_id.in_(in_plain_sight([each.id for each in broadcasts])),
        ~_has_better_touch(),
        or_(Touch.route != "click", of_person),
    )


def directly_won(orders: Subquery) -> Select[Any]:
    """Which of these orders, of whatever campaign, a broadcast won directly: by the same rule as its own figures.

    `orders` names at least `purchase_id`. One row for each such order: all that `orders` says of it, the slug of the
    campaign, and what tells the broadcast from others.
    """
    broadcast, campaign = aliased(Broadcast), aliased(Campaign)
    in_time = Purchase.placed_at <= hours_after(broadcast.ends_at, campaign.direct_hours)
    bought = or_(Person.id == Purchase.person_id, Person.phone == Purchase.phone)
    own = exists().where(bought, _is_own(campaign.id))
    rows = select(*orders.c, campaign.slug, broadcast.title, broadcast.platform, broadcast.starts_at)
    rows = rows.join(Touch, Touch.purchase_id == orders.c.purchase_id).join(Purchase, Purchase.id == Touch.purchase_id)
    rows = rows.join(broadcast, broadcast.id == Touch.broadcast_id).join(campaign, campaign.id == broadcast.campaign_id)
    rows = rows.outerjoin(Click, Click.id == Touch.click_id)
    return rows.where(~_has_better_touch(), or_(Touch.route != "click", and_(in_time, _click_counts(), ~own)))


def direct_until(campaign: Campaign, broadcast: Broadcast) -> datetime:
    """Until when a purchase after a click counts as direct."""
    return broadcast.ends_at + timedelta(hours=campaign.direct_hours)


def _is_direct(campaign: Campaign, broadcasts: list[Broadcast]) -> ColumnElement[bool]:
    windows = [
        and_(Touch.broadcast_id == each.id, Purchase.placed_at <= direct_until(campaign, each)) for each in broadcasts
    ]
    return or_(false(), *windows)


def _has_better_touch() -> ColumnElement[bool]:
    other = aliased(Touch)
    rank = {"voucher": 1, "hand": 2, "click": 3}
    better = case(rank, value=other.route) < case(rank, value=Touch.route)
    return exists().where(other.purchase_id == Touch.purchase_id, better)


def _click_counts() -> ColumnElement[bool]:
    # A repeat is the same person coming again; only programs and our own people do not count.
    return or_(Touch.click_id.is_(None), Click.ignored.in_(("", "repeat")))


def _not_of(own: OwnPeople) -> ColumnElement[bool]:
    stranger = or_(Purchase.person_id.is_(None), Purchase.person_id.not_in(own.ids))
    return and_(stranger, Purchase.phone.not_in(own.phones))


def orders_at_stages(purchases: Any, now: datetime) -> Select[Any]:
    """One row for each order of the attributed purchases: how far it came (0 or 1 per stage) and what it is worth.

    `value` is what its goods cost less what the booth itself took off; shipping and the market's discounts are apart.
    """
    bearer = purchases.c.voucher_bearer
    value = Order.goods_total - case((bearer == "booth", Order.discount), else_=0)
    secured, delivered, kept = _secured(), _delivered(purchases), _kept(purchases, now)
    return select(
        purchases.c.purchase_id, purchases.c.broadcast_id, purchases.c.route, purchases.c.link_id, purchases.c.kind,
        purchases.c.placed_at, Order.id.label("order_id"), Order.booth_id, literal(1).label("placed"),
        _flag(secured).label("secured"), _flag(delivered).label("delivered"), _flag(kept).label("kept"),
        _flag(Order.state == "cancelled").label("cancelled"), _flag(_refused()).label("refused"),
        value.label("value"), Order.shipping_fee.label("shipping"),
        case((bearer == "market", Order.discount), else_=0).label("market_discount"), _refunded().label("refunded"),
        Order.delivered_at, _flag(Order.delivered_at <= now - RETURN_WINDOW).label("is_settled"),
    ).join(Order, Order.purchase_id == purchases.c.purchase_id).outerjoin(*_PAID_AT_THE_DOOR)  # fmt: skip


def _flag(condition: ColumnElement[bool]) -> Any:
    return case((condition, 1), else_=0)


def _secured() -> ColumnElement[bool]:
    return and_(Order.secured_at.is_not(None), Order.state != "cancelled")


# An order has one such attempt at most. Joined, not asked for with EXISTS: planners then read every attempt there is.
_PAID_AT_THE_DOOR = PaymentAttempt, and_(PaymentAttempt.order_id == Order.id, PaymentAttempt.state == "paid")


def _delivered(purchases: Any) -> ColumnElement[bool]:
    paid_up = or_(purchases.c.payment_method != "cod", Order.grand_total == 0, PaymentAttempt.id.is_not(None))
    return and_(_secured(), Order.delivered_at.is_not(None), paid_up)


def _kept(purchases: Any, now: datetime) -> ColumnElement[bool]:
    return and_(
        _delivered(purchases),
        Order.state.in_(("delivered", "completed")),
        Order.delivered_at <= now - RETURN_WINDOW,
        or_(Order.grand_total == 0, _refunded() < Order.grand_total),
    )


def _refused() -> ColumnElement[bool]:
    # Goods that came back without ever having been delivered were refused at the door.
    never_delivered = and_(Order.state.in_(("returning", "returned")), Order.delivered_at.is_(None))
    return or_(Order.state == "refused", never_delivered)


def _refunded() -> Any:
    amount = select(func.coalesce(func.sum(Refund.amount), 0))
    return amount.where(Refund.order_id == Order.id, Refund.state != "failed").correlate(Order).scalar_subquery()
