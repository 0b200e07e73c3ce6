"""A plain recount of a campaign's figures, row by row, to hold the counting in SQL against."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import HelperGrant, Membership
from marketplace.domain.livestream.models import Broadcast, Campaign, Click, Duty, LineUpItem, Touch, TrackingLink
from marketplace.domain.orders.models import Order, Purchase
from marketplace.domain.payments.models import PaymentAttempt, Refund


def own_people(campaign: Campaign) -> tuple[set[int], set[str]]:
    broadcasts = [b.id for b in db.session.query(Broadcast) if b.campaign_id == campaign.id]
    booths = {i.booth_id for i in db.session.query(LineUpItem) if i.broadcast_id in broadcasts}
    for link in db.session.query(TrackingLink):
        if link.broadcast_id in broadcasts:
            booths |= {link.booth_id} if link.booth_id else {link.product.booth_id} if link.product else set()
    ids = {m.person_id for m in db.session.query(Membership) if m.booth_id in booths}
    ids |= {g.person_id for g in db.session.query(HelperGrant) if g.booth_id in booths}
    ids |= {d.person_id for d in db.session.query(Duty) if d.broadcast_id in broadcasts}
    people = [p for p in db.session.query(Person) if p.id in ids or p.role in ("organizer", "admin")]
    return {p.id for p in people}, {p.phone for p in people if p.phone}


def attribution(purchase: Purchase) -> tuple[Broadcast, str, str] | None:
    """Broadcast, route and kind of the first touch that fits."""
    touches = {touch.route: touch for touch in db.session.query(Touch).filter_by(purchase_id=purchase.id)}
    for route in ("voucher", "hand"):
        if route in touches:
            return db.session.get(Broadcast, touches[route].broadcast_id), route, "direct"
    if "click" not in touches:
        return None
    touch = touches["click"]
    broadcast = db.session.get(Broadcast, touch.broadcast_id)
    ids, phones = own_people(broadcast.campaign)
    click = db.session.get(Click, touch.click_id) if touch.click_id else None
    if purchase.person_id in ids or purchase.phone in phones:
        return None
    if click is not None and click.ignored in ("bot", "prefetch", "own"):
        return None
    if purchase.placed_at <= broadcast.ends_at + timedelta(hours=broadcast.campaign.direct_hours):
        return broadcast, "click", "direct"
    if purchase.placed_at <= touch.at + timedelta(days=broadcast.campaign.assisted_days):
        return broadcast, "click", "assisted"
    return None


def stages(order: Order, purchase: Purchase) -> set[str]:
    reached = {"placed"}
    if order.secured_at is None or order.state == "cancelled":
        return reached
    reached.add("secured")
    attempt = db.session.query(PaymentAttempt).filter_by(order_id=order.id).one_or_none()
    collected = purchase.payment_method != "cod" or (attempt is not None and attempt.state == "paid")
    if order.delivered_at is None or not collected:
        return reached
    reached.add("delivered")
    if order.state not in ("delivered", "completed") or order.delivered_at + timedelta(days=7) > clock.now():
        return reached
    if refunded(order) < order.grand_total:
        reached.add("kept")
    return reached


def refunded(order: Order) -> int:
    return sum(r.amount for r in db.session.query(Refund).filter_by(order_id=order.id) if r.state != "failed")


def recount(campaign: Campaign) -> tuple[Counter[str], Counter[str]]:
    """Direct and assisted sales, under the keys of the metrics."""
    sums: dict[str, Counter[str]] = {"direct": Counter(), "assisted": Counter()}
    for purchase in db.session.query(Purchase):
        found = attribution(purchase)
        if found is None or found[0].campaign_id != campaign.id:
            continue
        into = sums[found[2]]
        orders = db.session.query(Order).filter_by(purchase_id=purchase.id).all()
        reached: set[str] = set()
        for order in orders:
            reached |= stages(order, purchase)
            for stage in stages(order, purchase):
                by_booth = order.discount if purchase.voucher_bearer == "booth" else 0
                into[f"value_{stage}"] += order.goods_total - by_booth
                into[f"shipping_{stage}"] += order.shipping_fee
                into[f"market_discount_{stage}"] += order.discount if purchase.voucher_bearer == "market" else 0
            into["refunded_value"] += refunded(order)
        for stage in reached:
            into[f"orders_{stage}"] += 1
        into["orders_cancelled"] += all(order.state == "cancelled" for order in orders)
        into["orders_refused"] += any(was_refused(order) for order in orders)
    return sums["direct"], sums["assisted"]


def was_refused(order: Order) -> bool:
    return order.state == "refused" or (order.state in ("returning", "returned") and order.delivered_at is None)


def recount_clicks(campaign: Campaign) -> dict[str, int]:
    """Clicks judged again from all hits in the order in which they came."""
    broadcasts = {b.id for b in db.session.query(Broadcast) if b.campaign_id == campaign.id}
    links = {link.id for link in db.session.query(TrackingLink) if link.broadcast_id in broadcasts}
    last: dict[tuple[int, str], object] = {}
    counted: list[Click] = []
    for click in sorted(db.session.query(Click), key=lambda c: (c.at, c.id)):
        if click.link_id not in links or click.ignored in ("bot", "prefetch", "own"):
            continue
        before = last.get((click.link_id, click.visitor))
        if before is None or click.at - before >= timedelta(minutes=30):
            last[click.link_id, click.visitor] = click.at
            counted.append(click)
    return {"clicks": len(counted), "unique_clickers": len({click.visitor for click in counted})}
