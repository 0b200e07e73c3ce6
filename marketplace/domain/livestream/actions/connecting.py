"""Connecting a shop on a platform: the way there, the way back, the choice, and letting go."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, select, update

from marketplace.core import audit, clock
from marketplace.core.db import db, insert_once, lock_row
from marketplace.core.sealing import Unreadable, seal, unseal
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person, SignIn
from marketplace.domain.booths.models import Booth
from marketplace.domain.livestream.actions.platform_tokens import MISSHAPEN, NO_TOKENS, PLATFORM, sealed, tiktok_shop
from marketplace.domain.livestream.errors import (
    NoCode,
    NoPlatformKeys,
    NoShopChosen,
    PlatformSaysNo,
    ShopTaken,
    StateTooOld,
    UnknownState,
)
from marketplace.domain.livestream.models import PlatformAuthorization, PlatformShop
from marketplace.domain.livestream.platforms import PlatformAway, PlatformRefused, Tokens

log = logging.getLogger(__name__)

SECRETS = "platform authorization"
GOOD_FOR = timedelta(minutes=10)
FORGOTTEN_AFTER = timedelta(hours=1)


def begin_connection(sign_in: SignIn, booth: Booth | None) -> str:
    """Begin to connect a shop, for a booth or the organizers; where on the platform to go. Raises NoPlatformKeys."""
    api = tiktok_shop()
    if api is None:
        raise NoPlatformKeys
    return api.authorize_url(_new_state(sign_in, booth))


@transactional
def _new_state(sign_in: SignIn, booth: Booth | None) -> str:
    state = secrets.token_urlsafe(32)
    db.session.add(
        PlatformAuthorization(
            platform=PLATFORM, state_hash=_hash(state), sign_in_id=sign_in.id, by_id=sign_in.person_id,
            booth_id=booth.id if booth else None, began_at=clock.now(), shops=[],
        )
    )  # fmt: skip
    return state


def _hash(state: str) -> str:
    return sha256(state.encode()).hexdigest()


@dataclass(frozen=True)
class CameBack:
    """Who came back from the platform: for which booth, if any, and whether there is a list to choose from."""

    authorization_id: int
    booth_id: int | None


def come_back(state: str, code: str, sign_in: SignIn) -> CameBack:
    """Take the platform's answer in: the state is good once, for the browser that began; then ask for the shops.

    Raises UnknownState, StateTooOld, NoCode, NoPlatformKeys, PlatformSaysNo.
    """
    api = tiktok_shop()
    if api is None:
        raise NoPlatformKeys
    came = _use_state(state, sign_in.id)
    if not code:
        raise NoCode
    try:
        tokens = api.tokens_for(code)
        shops = [_facts(each) for each in api.shops(tokens.access_token)]
    except (PlatformAway, PlatformRefused, *MISSHAPEN) as fault:
        log.warning("tiktok shop: connecting: %s", fault)
        raise PlatformSaysNo from fault
    _keep_answer(came.authorization_id, tokens, shops)
    return came


@transactional
def _use_state(state: str, sign_in_id: int) -> CameBack:
    """Use a state up, whatever follows. The same one again is unknown, and so is another browser's."""
    now = clock.now()
    begun = update(PlatformAuthorization).where(
        PlatformAuthorization.state_hash == _hash(state), PlatformAuthorization.sign_in_id == sign_in_id,
        PlatformAuthorization.used_at.is_(None),
    )  # fmt: skip
    used = begun.values(used_at=now).returning(
        PlatformAuthorization.id, PlatformAuthorization.booth_id, PlatformAuthorization.began_at
    )
    row = db.session.execute(used).first()
    if row is None:
        raise UnknownState
    if row.began_at + GOOD_FOR < now:
        raise StateTooOld
    return CameBack(row.id, row.booth_id)


def _facts(shop: Any) -> dict[str, str]:
    return {"id": str(shop["id"]), "name": str(shop.get("name", ""))[:120], "cipher": str(shop["cipher"])}


@transactional
def _keep_answer(authorization_id: int, tokens: Tokens, shops: list[dict[str, str]]) -> None:
    kept = db.session.get_one(PlatformAuthorization, authorization_id)
    moments = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in vars(tokens).items()}
    kept.secrets, kept.shops = seal(SECRETS, json.dumps(moments)), shops


@transactional
def choose_shops(authorization: PlatformAuthorization, chosen: Sequence[str], *, by: Person) -> int:
    """Connect the chosen shops of an answer and forget the answer; how many.

    Raises NoShopChosen, ShopTaken, UnknownState.
    """
    lock_row(authorization)
    if authorization.by_id != by.id or not authorization.secrets:
        raise UnknownState
    shops = [each for each in authorization.shops if each["id"] in chosen]
    if not shops:
        raise NoShopChosen
    keep_shops(shops, _opened(authorization), by.id, authorization.booth_id)
    db.session.delete(authorization)
    return len(shops)


def _opened(authorization: PlatformAuthorization) -> Tokens:
    try:
        kept = json.loads(unseal(SECRETS, authorization.secrets))
    except Unreadable as fault:
        raise UnknownState from fault
    until = {key: datetime.fromisoformat(kept[key]) for key in ("access_until", "refresh_until")}
    return Tokens(**{**kept, **until})


@transactional
def keep_shops(shops: Sequence[dict[str, Any]], tokens: Tokens, by_id: int, booth_id: int | None = None) -> None:
    """Keep shops with the tokens that are good for them. Raises ShopTaken where one is connected for somebody else."""
    kept = sealed(tokens)
    for shop in shops:
        facts = {"platform": PLATFORM, "shop_id": str(shop["id"])}
        values = {**kept, "cipher": str(shop["cipher"]), "name": str(shop.get("name", ""))[:120], "booth_id": booth_id}
        values |= {"by_id": by_id, "connected_at": clock.now(), "ended_at": None, "fault": ""}
        if not insert_once(PlatformShop, **facts, **values):
            known = db.session.scalars(select(PlatformShop).filter_by(**facts).with_for_update()).one()
            if known.ended_at is None and known.booth_id != booth_id:
                raise ShopTaken
            for name, value in values.items():
                setattr(known, name, value)
        audit.note("connect_platform_shop", by=by_id, subject=f"platform_shop:{facts['shop_id']}")


def connect_shops(auth_code: str, *, by: Person) -> int:
    """Keep the organizers' shops that an owner's code is for; how many.

    Raises NoPlatformKeys, PlatformAway, PlatformRefused, ShopTaken.
    """
    api = tiktok_shop()
    if api is None:
        raise NoPlatformKeys
    by_id = by.id
    db.session.rollback()
    tokens = api.tokens_for(auth_code)
    shops = api.shops(tokens.access_token)
    keep_shops(shops, tokens, by_id)
    return len(shops)


@transactional
def disconnect_shop(shop: PlatformShop, *, by: Person) -> None:
    """Ask a shop no more and forget its tokens; a second time changes nothing. What was taken in stays."""
    lock_row(shop)
    if shop.ended_at is not None:
        return
    shop.ended_at, shop.fault = clock.now(), ""
    shop.access_token, shop.refresh_token = NO_TOKENS["access_token"], NO_TOKENS["refresh_token"]
    audit.note("disconnect_platform_shop", by=by.id, subject=f"platform_shop:{shop.shop_id}")


@transactional
def forget_authorizations() -> None:
    """Forget ways to a platform that nobody ended, with what the platform answered."""
    old = clock.now() - FORGOTTEN_AFTER
    db.session.execute(delete(PlatformAuthorization).where(PlatformAuthorization.began_at < old))
