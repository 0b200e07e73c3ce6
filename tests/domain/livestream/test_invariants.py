"""Each rule finds the fault that was planted for it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.invariants import examine
from marketplace.core.sealing import seal
from marketplace.core.transactions import transaction
from marketplace.domain.carts.queries import cart_by_key
from marketplace.domain.carts.rules import CartTouch
from marketplace.domain.checkout.actions import buy_what_was_heard
from marketplace.domain.checkout.rules import HandEntry, Wish
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import LiveTerms, ReadingRow, Source
from marketplace.domain.livestream.invariants import INVARIANTS
from marketplace.domain.livestream.models import PlatformShop
from marketplace.domain.livestream.queries import heard_orders
from tests.buying import a_delivery, buy
from tests.domain.livestream.stage import a_broadcast, a_campaign, a_visit
from tests.people import a_booth, on_sale


def broken() -> set[str]:
    return {finding.invariant.name for finding in examine(INVARIANTS) if not finding.holds}


@pytest.fixture
def night(ngoc, admin, minh):
    """A campaign in which everything happened once."""
    campaign = a_campaign(ngoc)
    broadcast = a_broadcast(campaign, ngoc, code="BIENXANH")
    other = a_broadcast(campaign, ngoc)
    pepper = on_sale(a_booth(minh), price=120_000)
    item = actions.add_to_line_up(broadcast, pepper.id, LiveTerms(99_000), by=ngoc)
    elsewhere = actions.add_to_line_up(other, on_sale().id, LiveTerms(), by=ngoc)
    link = actions.create_link(broadcast, by=ngoc)
    actions.create_link(other, by=ngoc)
    actions.begin_broadcast(broadcast, by=ngoc)
    actions.create_pin(item, by=ngoc)
    cart = cart_by_key(actions.follow(link.code, a_visit()).cart_key)
    actions.follow(link.code, a_visit())
    touch = CartTouch(cart.touch_code, cart.touch_click_id, cart.touched_at)
    buy(pepper, touch=touch, voucher_code="BIENXANH", delivery=a_delivery("0861000001"))
    hand = HandEntry(broadcast.id, ngoc.id)
    buy(pepper, hand=hand, by=ngoc, expected_total=None, delivery=a_delivery("0861000002"))
    actions.hear_comments(broadcast, "2 số 1 0861000003 Lan Cam Lộ", by=ngoc)
    [heard] = heard_orders(broadcast, ("proposed",))
    buy_what_was_heard(heard, [Wish(pepper.id, 2)], a_delivery("0861000003"), by=ngoc, language="vi")
    invitation = actions.invite_booth(campaign, pepper.product.booth, by=ngoc)
    actions.answer_invitation(invitation, accepts=True, by=minh)
    actions.propose_goods(invitation, pepper.id, LiveTerms(), by=minh)
    actions.record_readings(broadcast, [ReadingRow(clock.now(), {"views": 9})], Source("typed", "k", ngoc.id))
    sealed = {each: seal("platform tokens", each) for each in ("access_token", "refresh_token")}
    lasting = {"access_until": clock.now(), "refresh_until": clock.now(), "connected_at": clock.now()}
    with transaction():
        db.session.add(PlatformShop(platform="tiktok", shop_id="1", cipher="c", by_id=ngoc.id, **sealed, **lasting))
    return {"broadcast": broadcast.id, "other": other.id, "elsewhere": elsewhere.id, "admin": admin.id}


def test_a_sound_night_breaks_nothing(night):
    assert broken() == set()


FAULTS = [
    ("T1a", "UPDATE touches SET at = :later WHERE route = 'click'"),
    ("T1a", "UPDATE touches SET link_id = NULL WHERE route = 'click'"),
    ("T1a", "UPDATE touches SET link_id = (SELECT MAX(id) FROM tracking_links) WHERE route = 'click'"),
    ("T1a", "UPDATE clicks SET at = :later"),
    ("T1b", "DELETE FROM touches WHERE route = 'voucher'"),
    ("T1b", "UPDATE touches SET broadcast_id = :other WHERE route = 'voucher'"),
    ("T1c", "DELETE FROM touches WHERE route = 'hand'"),
    ("T1c", "UPDATE purchases SET route = 'cart' WHERE route = 'hand'"),
    ("T2a", "UPDATE clicks SET ignored = ''"),
    ("T2b", "UPDATE readings SET reviewed_by_id = by_id"),
    ("T2c", "UPDATE line_up_items SET booth_id = (SELECT MAX(id) FROM booths) WHERE broadcast_id = :broadcast"),
    ("T2d", "UPDATE pins SET item_id = :elsewhere"),
    ("T2d", "UPDATE campaigns SET state = 'reviewed'"),
    ("T2e", "DELETE FROM click_tallies WHERE scope = 'broadcast'"),
    ("T2e", "UPDATE click_tallies SET clicks = clicks + 1 WHERE scope = 'campaign'"),
    ("T2e", "UPDATE clicks SET ignored = 'bot' WHERE ignored = 'repeat'"),
    ("T2e", "UPDATE clicks SET carted = NOT carted, saw_product = NOT carted"),
    ("T4a", "DELETE FROM clearances"),
    ("T3a", "UPDATE heard_orders SET broadcast_id = :other"),
    ("T5a", "UPDATE proposals SET booth_id = (SELECT MAX(id) FROM booths)"),
    ("T5a", "UPDATE invitations SET state = 'declined', reason = 'Bận.'"),
    ("T6a", "UPDATE platform_shops SET access_token = 'plain'"),
    ("T6a", "UPDATE platform_shops SET refresh_token = 'plain'"),
]


def lift_the_guards() -> None:
    """Let rows be changed that the database itself protects, for this test only."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SET LOCAL session_replication_role = replica"))
        return
    for verb in ("updated", "deleted"):
        db.session.execute(text(f"DROP TRIGGER touches_never_{verb}"))


@pytest.mark.plants_a_fault
@pytest.mark.parametrize(("name", "fault"), FAULTS)
def test_a_planted_fault_is_found(night, name, fault):
    values = {**night, "later": clock.now() + timedelta(hours=2)}
    used = {key: value for key, value in values.items() if f":{key}" in fault}
    if "later" in used and db.engine.dialect.name == "sqlite":
        used["later"] = used["later"].strftime("%Y-%m-%d %H:%M:%S.%f")
    with transaction():
        lift_the_guards()
        db.session.execute(text(fault), used)
    assert name in broken()
