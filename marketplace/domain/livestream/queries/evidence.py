"""Why a purchase was counted for a campaign, or was not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import chain, repeat
from typing import Any

from sqlalchemy import func, select

from marketplace.core import clock
from marketplace.core.codes import clean_code
from marketplace.core.db import db
from marketplace.domain.livestream.models import Broadcast, Campaign, Click, Touch, TrackingLink
from marketplace.domain.livestream.queries.attribution import (
    STAGES,
    OwnPeople,
    attributed,
    direct_until,
    orders_at_stages,
    own_people,
)
from marketplace.domain.livestream.queries.moments import days_after
from marketplace.domain.livestream.queries.narrowing import EVERYTHING, Narrowed
from marketplace.domain.livestream.queries.planning import broadcasts_of
from marketplace.domain.orders.models import Purchase

ROUTES = ("voucher", "hand", "click")


@dataclass(frozen=True)
class TouchSeen:
    """One touch of a purchase and the verdict on it.

    `verdict` is counts, or why it does not: weaker_route, too_late, own_people, not_a_person.
    """

    route: str
    at: datetime
    broadcast: Broadcast
    link_code: str | None
    verdict: str


@dataclass(frozen=True)
class Evidence:
    """Where a purchase belongs and why: `kind` is direct, assisted or none."""

    purchase: Purchase
    touches: tuple[TouchSeen, ...]
    kind: str
    stages: tuple[str, ...]

    @property
    def counted(self) -> TouchSeen | None:
        """The touch by which the purchase is counted."""
        return next((touch for touch in self.touches if touch.verdict == "counts"), None)


def purchase_with(code: str) -> Purchase | None:
    """The purchase with this public code; its orders are not asked for."""
    return db.session.scalar(select(Purchase).where(Purchase.code == clean_code(code)))


def purchase_evidence(purchase: Purchase) -> Evidence:
    """Each touch of this purchase in the order in which they are asked, with the verdict on it."""
    rows = sorted(db.session.execute(_touches(purchase)), key=lambda row: ROUTES.index(row[0].route))
    if not rows:
        return Evidence(purchase, (), "none", ())
    touch, broadcast, campaign, _code, ignored, in_window = rows[0]
    own = own_people(campaign.id)
    verdicts = chain([_verdict(purchase, touch, broadcast, ignored, in_window, own)], repeat("weaker_route"))
    seen = tuple(TouchSeen(row[0].route, row[0].at, row[1], row[3], next(verdicts)) for row in rows)
    if seen[0].verdict != "counts":
        return Evidence(purchase, seen, "none", ())
    kind = _kind(purchase, touch, broadcast, campaign)
    return Evidence(purchase, seen, kind, _stages_reached(purchase, broadcast, own))


def _touches(purchase: Purchase) -> Any:
    in_window = (Purchase.placed_at <= days_after(Touch.at, Campaign.assisted_days)).label("in_window")
    rows = select(Touch, Broadcast, Campaign, TrackingLink.code, Click.ignored, in_window)
    rows = rows.join(Purchase, Purchase.id == Touch.purchase_id).join(Broadcast, Broadcast.id == Touch.broadcast_id)
    rows = rows.join(Campaign, Campaign.id == Broadcast.campaign_id)
    rows = rows.outerjoin(TrackingLink, TrackingLink.id == Touch.link_id)
    return rows.outerjoin(Click, Click.id == Touch.click_id).where(Touch.purchase_id == purchase.id)


def _verdict(
    purchase: Purchase, touch: Touch, broadcast: Broadcast, ignored: str | None, in_window: bool, own: OwnPeople
) -> str:
    if touch.route != "click":
        return "counts"
    if ignored not in (None, "", "repeat"):
        return "not_a_person" if ignored != "own" else "own_people"
    if _is_own(purchase, own):
        return "own_people"
    in_time = in_window or purchase.placed_at <= direct_until(broadcast.campaign, broadcast)
    return "counts" if in_time else "too_late"


def _is_own(purchase: Purchase, own: OwnPeople) -> bool:
    return purchase.person_id in own.ids or purchase.phone in own.phones


def _kind(purchase: Purchase, touch: Touch, broadcast: Broadcast, campaign: Campaign) -> str:
    if touch.route != "click" or purchase.placed_at <= direct_until(campaign, broadcast):
        return "direct"
    return "assisted"


def _stages_reached(purchase: Purchase, broadcast: Broadcast, own: OwnPeople) -> tuple[str, ...]:
    mine = attributed(broadcast.campaign, [broadcast], own).where(Touch.purchase_id == purchase.id).subquery()
    orders = orders_at_stages(mine, clock.now()).subquery()
    row = db.session.execute(select(*(func.max(orders.c[stage]) for stage in STAGES))).one()
    return tuple(stage for stage, reached in zip(STAGES, row, strict=True) if reached)


@dataclass(frozen=True)
class CountedPurchase:
    """One line in the list of what was counted."""

    code: str
    placed_at: datetime
    route: str
    kind: str
    broadcast_title: str
    grand_total: int


def purchases_of(
    campaign: Campaign, *, only: Narrowed = EVERYTHING, page: int = 1, per_page: int = 50
) -> tuple[list[CountedPurchase], int]:
    """The purchases counted for the campaign, newest first, without anybody's name; and how many there are."""
    broadcasts = only.broadcasts(broadcasts_of(campaign))
    mine = attributed(campaign, broadcasts, own_people(campaign.id)).subquery()
    wanted = [mine.c[each] == getattr(only, each) for each in ("route", "kind") if getattr(only, each)]
    total = db.session.scalar(select(func.count()).select_from(mine).where(*wanted)) or 0
    rows = select(
        Purchase.code, Purchase.placed_at, mine.c.route, mine.c.kind, Broadcast.title, Purchase.grand_total
    ).join(mine, mine.c.purchase_id == Purchase.id)
    rows = rows.join(Broadcast, Broadcast.id == mine.c.broadcast_id).where(*wanted)
    rows = rows.order_by(Purchase.placed_at.desc(), Purchase.id.desc()).limit(per_page).offset((page - 1) * per_page)
    return [CountedPurchase(*row) for row in db.session.execute(rows)], total
