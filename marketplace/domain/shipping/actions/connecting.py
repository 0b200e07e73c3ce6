"""A booth's account with Giao Hàng Nhanh: tried first, then kept with its token sealed; the choice of a carrier."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import delete

from marketplace.core import audit, clock
from marketplace.core.codes import hash_token, secret_token
from marketplace.core.db import db
from marketplace.core.sealing import Unreadable, seal, unseal
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.shipping.carriers import CarrierAway, CarrierRefused, Ghn, GhnShop, Sending, Spot, WrongKeys
from marketplace.domain.shipping.errors import (
    CarrierNotReached,
    CarrierSaysNo,
    KeysMissing,
    KeysUnknown,
    NoCarrier,
    ShopWithoutPlace,
)
from marketplace.domain.shipping.models import CarrierConnection
from marketplace.domain.shipping.queries import connection_of

# What each is sealed for.
TOKEN, HOOK = "carrier token", "carrier hook"
LONGEST_TOKEN, LONGEST_SHOP = 200, 20
_TRIAL_G = 500


def ghn_for(booth_id: int) -> Ghn | None:
    """The carrier that a booth's parcels may be booked with; None where they are handed over by hand.

    Reads the connection and lets go of the database, so that the carrier can be asked.
    """
    kept = connection_of(booth_id)
    sealed, shop_id = (kept.token, kept.shop_id) if kept else ("", "")
    db.session.rollback()
    if not sealed:
        return None
    try:
        return _api(unseal(TOKEN, sealed), shop_id)
    except Unreadable:
        return None


def home_of(booth_id: int) -> Spot:
    """Where the carrier fetches a booth's parcels; raise NoCarrier."""
    kept = connection_of(booth_id)
    if kept is None:
        raise NoCarrier
    return Spot(kept.home_district, kept.home_ward)


def hook_secret_of(connection: CarrierConnection) -> str:
    """What stands in the address that the carrier posts to; empty where SEALING_KEYS open it no more."""
    try:
        return unseal(HOOK, connection.hook_secret)
    except Unreadable:
        return ""


def connect_ghn(booth: Booth, *, by: Person, token: str, shop_id: str) -> None:
    """Try a token and a shop with GHN and keep them, in place of those before.

    Raises KeysMissing, KeysUnknown, ShopWithoutPlace, CarrierSaysNo, CarrierNotReached: then what was before stays.
    """
    token, shop_id = clean(token), clean(shop_id)
    if not 1 <= len(token) <= LONGEST_TOKEN or not token.isascii() or " " in token:
        raise KeysMissing(field="token")
    if not shop_id.isascii() or not shop_id.isdigit() or len(shop_id) > LONGEST_SHOP:
        raise KeysMissing(field="shop_id")
    booth_id, by_id = booth.id, by.id
    db.session.rollback()
    shop = _tried(_api(token, shop_id))
    _keep(booth_id, by_id, token, shop)


@transactional
def disconnect_carrier(booth: Booth, *, by: Person) -> None:
    """Forget the token: from now on everything goes by hand, parcels under way too. Twice is once."""
    gone = delete(CarrierConnection).where(CarrierConnection.booth_id == booth.id).returning(CarrierConnection.shop_id)
    shop_id = db.session.execute(gone).scalar_one_or_none()
    if shop_id is not None:
        details = {"carrier": "ghn", "shop": shop_id}
        audit.note("disconnect_carrier", by=by.id, subject=f"booth:{booth.id}", booth=booth.id, details=details)


def _api(token: str, shop_id: str) -> Ghn:
    return Ghn(token, shop_id, base=current_app.config["MARKET"].GHN_API_BASE)


def _tried(api: Ghn) -> GhnShop:
    """The shop, once GHN has told where it is and what a parcel from there costs."""
    try:
        shop = api.shop()
        if shop.home is None:
            raise ShopWithoutPlace
        api.fee(shop.home, Sending("", "", "", "", shop.home, _TRIAL_G, 0, 0, ""))
    except WrongKeys as refusal:
        raise KeysUnknown from refusal
    except CarrierRefused as refusal:
        raise CarrierSaysNo(reason=str(refusal)) from refusal
    except CarrierAway as fault:
        raise CarrierNotReached from fault
    return shop


@transactional
def _keep(booth_id: int, by_id: int, token: str, shop: GhnShop) -> None:
    home, secret = shop.home, secret_token()
    if home is None:
        raise ShopWithoutPlace
    db.session.execute(delete(CarrierConnection).where(CarrierConnection.booth_id == booth_id))
    db.session.add(
        CarrierConnection(
            booth_id=booth_id, carrier="ghn", token=seal(TOKEN, token), shop_id=shop.shop_id,
            home_district=home.district_id, home_ward=home.ward_code,
            home_text=", ".join(part for part in (shop.name, shop.address) if part)[:300],
            hook_secret=seal(HOOK, secret), hook_hash=hash_token(secret), by_id=by_id, connected_at=clock.now(),
        )
    )  # fmt: skip
    db.session.flush()
    details = {"carrier": "ghn", "shop": shop.shop_id}
    audit.note("connect_carrier", by=by_id, subject=f"booth:{booth_id}", booth=booth_id, details=details)
