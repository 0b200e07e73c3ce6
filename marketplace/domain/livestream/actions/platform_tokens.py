"""What lets us ask a platform for somebody's shop: kept sealed, refreshed while it lives, forgotten when it ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import func, or_, select, update

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.sealing import Unreadable, seal, unseal
from marketplace.core.transactions import transactional
from marketplace.domain.livestream.models import PlatformShop
from marketplace.domain.livestream.platforms import PlatformRefused, TikTokShop, Tokens

PLATFORM = "tiktok"
# What tokens are sealed for, and how everything begins that is sealed.
SECRETS = "platform tokens"
SEALED = "gAAAA"
NO_TOKENS = {"access_token": "", "refresh_token": ""}
# An answer that is not of the shape we know is noted, and hinders no other shop or order.
MISSHAPEN = (KeyError, ValueError, TypeError, AttributeError)


def tiktok_shop() -> TikTokShop | None:
    """The API with our keys; None while there are none, and everything else works without."""
    config = current_app.config["MARKET"]
    if not config.TIKTOK_APP_KEY or not config.TIKTOK_APP_SECRET:
        return None
    return TikTokShop(config.TIKTOK_APP_KEY, config.TIKTOK_APP_SECRET, base=config.TIKTOK_API_BASE)


def sealed(tokens: Tokens) -> dict[str, Any]:
    """The columns of tokens as they lie in the database, the same for every shop that they are for."""
    secrets = {each: seal(SECRETS, getattr(tokens, each)) for each in ("access_token", "refresh_token")}
    return {**vars(tokens), **secrets}


@transactional
def seal_plain_tokens() -> int:
    """Seal the tokens that were written down before tokens were sealed; how many shops had such."""
    is_plain = func.substr(PlatformShop.access_token, 1, 5) != SEALED
    shops = db.session.scalars(select(PlatformShop).where(is_plain, PlatformShop.access_token != ""))
    plain = list(shops)
    sealed: dict[str, str] = {}
    for shop in plain:
        for column in ("access_token", "refresh_token"):
            token = getattr(shop, column)
            setattr(shop, column, sealed.setdefault(token, seal(SECRETS, token)))
    return len(plain)


def connected(*, unasked: bool = False) -> list[int]:
    """The shops that may be asked; `unasked`: those that were not yet, since they were connected."""
    rows = select(PlatformShop.id).where(PlatformShop.ended_at.is_(None)).order_by(PlatformShop.id)
    if unasked:
        rows = rows.where(or_(PlatformShop.asked_at.is_(None), PlatformShop.asked_at < PlatformShop.connected_at))
    ids = list(db.session.scalars(rows))
    db.session.rollback()
    return ids


def token_of(api: TikTokShop, shop_id: int) -> tuple[str, str, int]:
    """The token of a shop, refreshed while it still lives for five minutes."""
    shop = db.session.get_one(PlatformShop, shop_id, populate_existing=True)
    token, cipher, by_id, refresh = shop.access_token, shop.cipher, shop.by_id, shop.refresh_token
    is_fresh = shop.access_until > clock.now() + timedelta(minutes=5)
    db.session.rollback()
    try:
        if is_fresh:
            return unseal(SECRETS, token), cipher, by_id
        tokens = api.refreshed(unseal(SECRETS, refresh))
    except Unreadable as fault:
        raise PlatformRefused(0, "token cannot be opened with SEALING_KEYS; connect the shop again") from fault
    _keep_tokens(refresh, tokens)
    return tokens.access_token, cipher, by_id


@transactional
def _keep_tokens(old_refresh: str, tokens: Tokens) -> None:
    """Keep new tokens for every shop of the old ones, known by how they lie; what another process refreshed stays."""
    same = update(PlatformShop).where(PlatformShop.platform == PLATFORM, PlatformShop.refresh_token == old_refresh)
    db.session.execute(same.values(**sealed(tokens)))


@transactional
def note_fault(shop_id: int, fault: str) -> None:
    """Note how asking a shop went; empty: it answered."""
    values: dict[str, Any] = {"fault": fault[:300], "asked_at": clock.now()}
    if not fault:
        values["answered_at"] = values["asked_at"]
    db.session.execute(update(PlatformShop).where(PlatformShop.id == shop_id).values(**values))
