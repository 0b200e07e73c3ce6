"""What platforms send of themselves: kept at once when it is signed, and only a reason to ask."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256
from typing import Any

from flask import current_app
from sqlalchemy import select, update

from marketplace.core import clock
from marketplace.core.db import db, insert_once
from marketplace.core.transactions import transactional
from marketplace.domain.livestream.actions.platform_tokens import MISSHAPEN, NO_TOKENS, PLATFORM, tiktok_shop, token_of
from marketplace.domain.livestream.actions.shop_orders import book_refunds, book_told
from marketplace.domain.livestream.errors import BadNotice
from marketplace.domain.livestream.models import PlatformNotice, PlatformShop
from marketplace.domain.livestream.platforms import PlatformAway, PlatformRefused, TikTokShop, is_signed_notice

ORDER_KINDS = frozenset({1, 11, 12})
RETURNED = 12
DEAUTHORIZED = 6
# A notice is worked on again after 2, 4, 8 … minutes: for more than a day in all.
MOST_TRIES = 11
_PORTION = 50


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
    refunds: dict[str, int] = {}
    try:
        order_id = str((body.get("data") or {}).get("order_id", ""))
        row_id = _shop_row(shop_id)
        if kind in ORDER_KINDS and order_id and row_id is not None:
            token, cipher, _by_id = token_of(api, row_id)
            order = api.order(token, cipher, order_id)
            refunds = api.refunds_of(token, cipher, order_id) if kind == RETURNED else {}
        _book_notice(notice_id, kind, shop_id, (row_id, order), refunds)
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
def _book_notice(
    notice_id: str, kind: int, shop_id: str, told: tuple[int | None, dict[str, Any] | None], refunds: dict[str, int]
) -> None:
    row_id, order = told
    if order is not None and row_id is not None:
        book_told(row_id, [order])
        book_refunds(refunds)
    if kind == DEAUTHORIZED:
        shop = update(PlatformShop).filter_by(platform=PLATFORM, shop_id=shop_id)
        db.session.execute(shop.values(ended_at=clock.now(), fault="deauthorized", **NO_TOKENS))
    notice = update(PlatformNotice).filter_by(platform=PLATFORM, notice_id=notice_id)
    db.session.execute(notice.values(handled_at=clock.now(), fault=""))
