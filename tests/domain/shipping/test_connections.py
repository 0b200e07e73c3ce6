"""A booth's account with GHN: tried before it is kept, its token never seen again, and everything by hand without."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from marketplace.core.audit import AuditEntry
from marketplace.core.db import db
from marketplace.core.sealing import unseal
from marketplace.core.transactions import transaction
from marketplace.domain.shipping.actions import connect_ghn, disconnect_carrier, ghn_for, hook_secret_of
from marketplace.domain.shipping.actions.connecting import TOKEN as SEALED_FOR
from marketplace.domain.shipping.errors import (
    CarrierNotReached,
    CarrierSaysNo,
    KeysMissing,
    KeysUnknown,
    ShopWithoutPlace,
)
from marketplace.domain.shipping.queries import connection_of
from tests.domain.shipping.stage import connected
from tests.emulators.ghn import HOME, SHOP, TOKEN


def test_a_connection_is_tried_and_its_token_lies_sealed(ghn, booth, minh):
    connect_ghn(booth, by=minh, token=f" {TOKEN} ", shop_id=f"{SHOP} ")
    kept = connection_of(booth.id)
    assert (kept.shop_id, kept.home_district, kept.home_ward) == (SHOP, *HOME)
    assert kept.home_text == "HTX Khe Sanh, Thôn 1"
    assert TOKEN not in kept.token
    assert unseal(SEALED_FOR, kept.token) == TOKEN
    assert ghn.times("shop/all") == ghn.times("shipping-order/fee") == 1
    assert ghn.parcels == {}


@pytest.mark.parametrize(
    ("token", "shop_id", "problem", "field"),
    [
        ("other", SHOP, KeysUnknown, "token"),
        (TOKEN, "886", KeysUnknown, "token"),
        ("", SHOP, KeysMissing, "token"),
        ("mã của tôi", SHOP, KeysMissing, "token"),
        ("a b", SHOP, KeysMissing, "token"),
        (TOKEN, "cửa hàng", KeysMissing, "shop_id"),
        (TOKEN, "", KeysMissing, "shop_id"),
        (TOKEN, "9" * 21, KeysMissing, "shop_id"),
    ],
)
def test_keys_that_ghn_does_not_take_are_not_kept(ghn, booth, minh, token, shop_id, problem, field):
    connected(booth, minh)
    before = connection_of(booth.id).hook_hash
    with pytest.raises(problem) as refused:
        connect_ghn(booth, by=minh, token=token, shop_id=shop_id)
    assert refused.value.field == field
    assert connection_of(booth.id).hook_hash == before


def test_a_shop_that_ghn_cannot_fetch_from_is_not_kept(ghn, booth, minh):
    ghn.shop_home = None
    with pytest.raises(ShopWithoutPlace):
        connect_ghn(booth, by=minh, token=TOKEN, shop_id=SHOP)
    ghn.shop_home = HOME
    ghn.unserved.add(HOME)
    with pytest.raises(CarrierSaysNo, match="Không hỗ trợ"):
        connect_ghn(booth, by=minh, token=TOKEN, shop_id=SHOP)
    ghn.down = True
    with pytest.raises(CarrierNotReached):
        connect_ghn(booth, by=minh, token=TOKEN, shop_id=SHOP)
    assert connection_of(booth.id) is None


def test_the_token_is_in_no_log_and_no_audit_entry(ghn, booth, minh, caplog):
    connected(booth, minh)
    disconnect_carrier(booth, by=minh)
    noted = db.session.query(AuditEntry).filter(AuditEntry.action.like("%carrier"))
    entries = noted.order_by(AuditEntry.seq).all()
    assert [entry.action for entry in entries] == ["connect_carrier", "disconnect_carrier"]
    assert TOKEN not in f"{caplog.text}{[entry.details for entry in entries]}"


def test_once_disconnected_everything_goes_by_hand_again(shop, minh):
    assert ghn_for(shop.id) is not None
    for _ in range(2):
        disconnect_carrier(shop, by=minh)
    assert ghn_for(shop.id) is None


def test_each_connection_has_an_address_of_its_own_for_ghn_to_post_to(shop, minh):
    before = connection_of(shop.id)
    first = hook_secret_of(before)
    connected(shop, minh)
    assert len(first) >= 26
    assert hook_secret_of(connection_of(shop.id)) != first


def test_a_token_that_is_not_sealed_cannot_be_written_down(shop):
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(text("UPDATE carrier_connections SET token = :token"), {"token": TOKEN})
