"""Figures and orders of TikTok Shop: asked for outside of any transaction, booked inside one."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.livestream.actions.platform_tokens import (
    MISSHAPEN,
    PLATFORM,
    connected,
    note_fault,
    seal_plain_tokens,
    tiktok_shop,
    token_of,
)
from marketplace.domain.livestream.actions.readings import ReadingRow, Source, record_readings
from marketplace.domain.livestream.actions.shop_orders import book_refunds, book_told
from marketplace.domain.livestream.models import Broadcast, Campaign, PlatformShop
from marketplace.domain.livestream.platforms import Live, PlatformAway, PlatformRefused, TikTokShop
from marketplace.domain.livestream.rules.exports import is_same_account

log = logging.getLogger(__name__)

# Figures of the platform change for so long after a LIVE.
LAG = timedelta(days=2)
LOOKS_BACK = timedelta(days=7)
# What may have changed while the last answer was being made.
OVERLAP = timedelta(minutes=10)
NEAREST_START = timedelta(minutes=30)


def sync_platform_figures() -> int:
    """Ask every connected shop for its LIVEs of the last week; how many batches of figures were new."""
    api = tiktok_shop()
    if api is None:
        return 0
    seal_plain_tokens()
    return sum(_sync(api, shop_id) for shop_id in connected())


def sync_new_shops() -> None:
    """Ask the shops that were connected since they were asked last, so that nobody waits for the round of all."""
    api = tiktok_shop()
    if api is None:
        return
    for shop_id in connected(unasked=True):
        _sync(api, shop_id)


def _sync(api: TikTokShop, shop_id: int) -> int:
    """Ask one shop and note how that went; a shop that fails hinders no other."""
    try:
        new = _sync_shop(api, shop_id)
        _sync_orders(api, shop_id)
    except (PlatformAway, PlatformRefused, *MISSHAPEN) as fault:
        log.warning("tiktok shop %s: %s", shop_id, fault)
        note_fault(shop_id, str(fault))
        return 0
    note_fault(shop_id, "")
    return new


def _sync_shop(api: TikTokShop, shop_id: int) -> int:
    token, cipher, by_id = token_of(api, shop_id)
    today, new = clock.today(), 0
    for live in api.lives(token, cipher, today - LOOKS_BACK, today + timedelta(days=1)):
        broadcast_id = matching_broadcast(live)
        db.session.rollback()
        if broadcast_id is None or not live.figures:
            continue
        told = {"live": live.raw, "minutes": api.minutes(token, cipher, live.live_id)}
        told["products"] = api.products(token, cipher, live.live_id)
        new += _book_live(broadcast_id, live, told, by_id)
    return new


def _sync_orders(api: TikTokShop, shop_id: int) -> None:
    """Take in the orders that changed since the last answer, and what of them came back."""
    token, cipher, _by_id = token_of(api, shop_id)
    shop = db.session.get_one(PlatformShop, shop_id)
    since = (shop.answered_at - OVERLAP) if shop.answered_at else clock.now() - LOOKS_BACK
    db.session.rollback()
    for page in api.orders_changed(token, cipher, since):
        book_told(shop_id, page)
    for returned in api.returns_changed(token, cipher, since):
        book_refunds(returned)


def matching_broadcast(live: Live) -> int | None:
    """The broadcast that is this LIVE: by its number once known, else the same host within half an hour."""
    known = select(Broadcast.id).where(Broadcast.platform == PLATFORM, Broadcast.external_id == live.live_id)
    found = db.session.scalar(known)
    if found is not None:
        return found
    near = select(Broadcast).where(Broadcast.platform == PLATFORM, Broadcast.external_id.is_(None))
    begins = (live.starts_at - NEAREST_START, live.starts_at + NEAREST_START)
    near = near.where(Broadcast.state != "cancelled", Broadcast.starts_at.between(*begins))
    rows = [each for each in db.session.scalars(near) if is_same_account(each.host_name, live.username)]
    nearest = min(rows, key=lambda each: abs(each.starts_at - live.starts_at), default=None)
    return nearest.id if nearest is not None else None


@transactional
def _book_live(broadcast_id: int, live: Live, told: Mapping[str, Any], by_id: int) -> int:
    """Record the figures of a LIVE once; what has not changed adds nothing, closed campaigns take nothing in."""
    broadcast = db.session.get_one(Broadcast, broadcast_id)
    if db.session.get_one(Campaign, broadcast.campaign_id).state == "reviewed":
        return 0
    if broadcast.external_id is None:
        broadcast.external_id = live.live_id
    is_provisional = clock.now() < live.ends_at + LAG
    fingerprint = json.dumps([live.figures, is_provisional], sort_keys=True)
    key = f"tiktok:{live.live_id}:{sha256(fingerprint.encode()).hexdigest()[:16]}"
    row = ReadingRow(live.ends_at, live.figures, told, is_provisional)
    return int(not record_readings(broadcast, [row], Source("api", key, by_id, None, "TikTok Shop")).repeated)
