"""Figures and orders of TikTok Shop: asked for outside of any transaction, booked inside one."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from flask import current_app
from sqlalchemy import func, select, update

from marketplace.core import audit, clock
from marketplace.core.db import db, insert_once
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.livestream.actions.readings import ReadingRow, Source, record_readings
from marketplace.domain.livestream.errors import BadNotice, NoPlatformKeys
from marketplace.domain.livestream.models import (
    Broadcast,
    Campaign,
    PlatformNotice,
    PlatformOrder,
    PlatformShop,
)
from marketplace.domain.livestream.platforms import (
    Live,
    PlatformAway,
    PlatformRefused,
    TikTokShop,
    Tokens,
    is_signed_notice,
)

log = logging.getLogger(__name__)

PLATFORM = "tiktok"
ORDER_KINDS = frozenset({1, 11, 12})
DEAUTHORIZED = 6
# Figures of the platform change for so long after a LIVE.
LAG = timedelta(days=2)
LOOKS_BACK = timedelta(days=7)
NEAREST_START = timedelta(minutes=30)
# A notice is worked on again after 2, 4, 8 … minutes: for more than a day in all.
MOST_TRIES = 11
_PORTION = 50
# An answer that is not of the shape we know is noted, and hinders no other shop or order.
MISSHAPEN = (KeyError, ValueError, TypeError, AttributeError)


def tiktok_shop() -> TikTokShop | None:
    """The API with our keys; None while there are none, and everything else works without."""
    config = current_app.config["MARKET"]
    if not config.TIKTOK_APP_KEY or not config.TIKTOK_APP_SECRET:
        return None
    return TikTokShop(config.TIKTOK_APP_KEY, config.TIKTOK_APP_SECRET, base=config.TIKTOK_API_BASE)


def connect_shops(auth_code: str, *, by: Person) -> int:
    """Keep the shops that an owner's code is for; how many. Raises NoPlatformKeys, PlatformAway, PlatformRefused."""
    api = tiktok_shop()
    if api is None:
        raise NoPlatformKeys
    by_id = by.id
    db.session.rollback()
    tokens = api.tokens_for(auth_code)
    shops = api.shops(tokens.access_token)
    _keep_shops(shops, tokens, by_id)
    return len(shops)


@transactional
def _keep_shops(shops: list[dict[str, Any]], tokens: Tokens, by_id: int) -> None:
    for shop in shops:
        facts = {"platform": PLATFORM, "shop_id": str(shop["id"])}
        values = {**vars(tokens), "cipher": str(shop["cipher"]), "name": str(shop.get("name", ""))[:120]}
        values |= {"by_id": by_id, "connected_at": clock.now(), "ended_at": None, "fault": ""}
        if not insert_once(PlatformShop, **facts, **values):
            db.session.execute(update(PlatformShop).filter_by(**facts).values(**values))
        audit.note("connect_platform_shop", by=by_id, subject=f"platform_shop:{facts['shop_id']}")


def sync_platform_figures() -> int:
    """Ask every connected shop for its LIVEs of the last week; how many batches of figures were new."""
    api = tiktok_shop()
    if api is None:
        return 0
    new = 0
    for shop_id in _connected():
        try:
            new += _sync_shop(api, shop_id)
        except (PlatformAway, PlatformRefused, *MISSHAPEN) as fault:
            log.warning("tiktok shop %s: %s", shop_id, fault)
            _note_fault(shop_id, str(fault))
    return new


def _connected() -> list[int]:
    rows = select(PlatformShop.id).where(PlatformShop.ended_at.is_(None)).order_by(PlatformShop.id)
    ids = list(db.session.scalars(rows))
    db.session.rollback()
    return ids


def _sync_shop(api: TikTokShop, shop_id: int) -> int:
    token, cipher, by_id = _token_of(api, shop_id)
    today, new = clock.today(), 0
    for live in api.lives(token, cipher, today - LOOKS_BACK, today + timedelta(days=1)):
        broadcast_id = matching_broadcast(live)
        db.session.rollback()
        if broadcast_id is None or not live.figures:
            continue
        told = {"live": live.raw, "minutes": api.minutes(token, cipher, live.live_id)}
        told["products"] = api.products(token, cipher, live.live_id)
        new += _book_live(broadcast_id, live, told, by_id)
    _note_fault(shop_id, "")
    return new


def _token_of(api: TikTokShop, shop_id: int) -> tuple[str, str, int]:
    """The token of a shop, refreshed while it still lives for five minutes."""
    shop = db.session.get_one(PlatformShop, shop_id, populate_existing=True)
    token, cipher, by_id, refresh = shop.access_token, shop.cipher, shop.by_id, shop.refresh_token
    is_fresh = shop.access_until > clock.now() + timedelta(minutes=5)
    db.session.rollback()
    if is_fresh:
        return token, cipher, by_id
    tokens = api.refreshed(refresh)
    _keep_tokens(refresh, tokens)
    return tokens.access_token, cipher, by_id


@transactional
def _keep_tokens(old_refresh: str, tokens: Tokens) -> None:
    """Keep new tokens for every shop of the old ones; where another process has refreshed meanwhile, its stay."""
    same = update(PlatformShop).where(PlatformShop.platform == PLATFORM, PlatformShop.refresh_token == old_refresh)
    db.session.execute(same.values(**vars(tokens)))


@transactional
def _note_fault(shop_id: int, fault: str) -> None:
    values = {"fault": fault[:300], "asked_at": clock.now()}
    db.session.execute(update(PlatformShop).where(PlatformShop.id == shop_id).values(**values))


def matching_broadcast(live: Live) -> int | None:
    """The broadcast that is this LIVE: by its number once known, else the same host within half an hour."""
    known = select(Broadcast.id).where(Broadcast.platform == PLATFORM, Broadcast.external_id == live.live_id)
    found = db.session.scalar(known)
    if found is not None:
        return found
    near = select(Broadcast).where(Broadcast.platform == PLATFORM, Broadcast.external_id.is_(None))
    near = near.where(func.lower(Broadcast.host_name) == live.username.lower(), Broadcast.state != "cancelled")
    begins = (live.starts_at - NEAREST_START, live.starts_at + NEAREST_START)
    rows = db.session.scalars(near.where(Broadcast.starts_at.between(*begins)))
    nearest = min(rows, key=lambda each: abs(each.starts_at - live.starts_at), default=None)
    return nearest.id if nearest is not None and live.username else None


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


@transactional
def take_in_notice(raw: bytes, signature: str) -> None:
    """Keep a signed notice; it is worked on later. The same one again changes nothing. Raises BadNotice."""
    config = current_app.config["MARKET"]
    if not is_signed_notice(config.TIKTOK_APP_KEY, config.TIKTOK_APP_SECRET, raw, signature):
        raise BadNotice
    try:
        body = json.loads(raw)
        notice_id = str(body.get("tts_notification_id") or sha256(raw).hexdigest())
        kind, shop_id = int(body["type"]), str(body["shop_id"])
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise BadNotice from fault
    insert_once(
        PlatformNotice, platform=PLATFORM, notice_id=notice_id[:100], kind=kind, shop_id=shop_id[:100], body=body,
        received_at=clock.now(),
    )  # fmt: skip


def work_notices() -> int:
    """Ask for the orders that notices name and book them as they stand now; how many notices were dealt with."""
    api = tiktok_shop()
    if api is None:
        return 0
    waiting = select(PlatformNotice).where(PlatformNotice.handled_at.is_(None), PlatformNotice.tries < MOST_TRIES)
    rows = db.session.scalars(waiting.order_by(PlatformNotice.tries, PlatformNotice.received_at).limit(_PORTION))
    now = clock.now()
    due = (each for each in rows if each.tries == 0 or each.received_at + timedelta(minutes=2**each.tries) <= now)
    notices = [(each.notice_id, each.kind, each.shop_id, dict(each.body)) for each in due]
    db.session.rollback()
    return sum(_work_notice(api, *notice) for notice in notices)


def _work_notice(api: TikTokShop, notice_id: str, kind: int, shop_id: str, body: dict[str, Any]) -> int:
    order: dict[str, Any] | None = None
    try:
        order_id = str((body.get("data") or {}).get("order_id", ""))
        row_id = _shop_row(shop_id)
        if kind in ORDER_KINDS and order_id and row_id is not None:
            token, cipher, _by_id = _token_of(api, row_id)
            order = api.order(token, cipher, order_id)
        _book_notice(notice_id, kind, shop_id, order)
    except (PlatformAway, PlatformRefused, *MISSHAPEN) as fault:
        _note_try(notice_id, str(fault))
        return 0
    return 1


def _shop_row(shop_id: str) -> int | None:
    found = select(PlatformShop.id).filter_by(platform=PLATFORM, shop_id=shop_id, ended_at=None)
    row_id = db.session.scalar(found)
    db.session.rollback()
    return row_id


@transactional
def _note_try(notice_id: str, fault: str) -> None:
    notice = update(PlatformNotice).filter_by(platform=PLATFORM, notice_id=notice_id)
    db.session.execute(notice.values(tries=PlatformNotice.tries + 1, fault=fault[:300]))


@transactional
def _book_notice(notice_id: str, kind: int, shop_id: str, order: dict[str, Any] | None) -> None:
    if order is not None:
        _book_order(shop_id, order)
    if kind == DEAUTHORIZED:
        shop = update(PlatformShop).filter_by(platform=PLATFORM, shop_id=shop_id)
        db.session.execute(shop.values(ended_at=clock.now(), fault="deauthorized"))
    notice = update(PlatformNotice).filter_by(platform=PLATFORM, notice_id=notice_id)
    db.session.execute(notice.values(handled_at=clock.now(), fault=""))


def _book_order(shop_id: str, order: Mapping[str, Any]) -> None:
    """One row per order of theirs; an older state never overwrites a newer one."""
    payment = order.get("payment") or {}
    value = payment.get("total_amount") if payment.get("currency") == "VND" else "0"
    key = {"platform": PLATFORM, "external_id": str(order["id"])}
    values = {
        "shop_id": shop_id, "state": str(order.get("status", ""))[:40], "value": max(int(float(str(value or 0))), 0),
        "placed_at": _at(order.get("create_time")), "changed_at": _at(order.get("update_time")),
    }  # fmt: skip
    if not insert_once(PlatformOrder, **key, **values):
        older = update(PlatformOrder).filter_by(**key).where(PlatformOrder.changed_at <= values["changed_at"])
        db.session.execute(older.values(**values))


def _at(seconds: object) -> datetime:
    return datetime.fromtimestamp(int(str(seconds or 0)), UTC)
