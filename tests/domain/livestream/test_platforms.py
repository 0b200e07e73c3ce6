"""TikTok Shop: signatures exact to the vectors; figures and orders against our own emulator, never the real platform."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.sealing import unseal
from marketplace.core.transactions import transaction
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.errors import BadNotice, NoPlatformKeys
from marketplace.domain.livestream.models import PlatformNotice, PlatformOrder, PlatformShop, Reading
from marketplace.domain.livestream.platforms import (
    PlatformAway,
    PlatformRefused,
    TikTokShop,
    is_signed_notice,
    sign_notice,
    sign_request,
)
from marketplace.domain.livestream.queries import metrics_of
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.emulators.tiktok_shop import APP_KEY, BAD_SIGN, SECRET, SHOP, a_live

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "tiktok_shop.json").read_text(encoding="utf-8"))


@pytest.fixture
def shop(platform, ngoc):
    assert actions.connect_shops("code-1", by=ngoc) == 1
    return db.session.query(PlatformShop).one()


@pytest.fixture
def broadcast(campaign, ngoc):
    return a_broadcast(campaign, ngoc, starts=clock.now() - timedelta(hours=3), hours=2)


def live_of(broadcast, **facts):
    begins, ends = broadcast.starts_at + timedelta(minutes=4), broadcast.ends_at
    return a_live(begins=int(begins.timestamp()), ends=int(ends.timestamp()), **facts)


@pytest.mark.parametrize("vector", VECTORS["request"], ids=lambda vector: vector["path"])
def test_requests_are_signed_as_the_vectors_say(vector):
    body = vector["body"].encode()
    assert sign_request(vector["secret"], vector["path"], vector["query"], body) == vector["sign"]
    noisy = {**vector["query"], "sign": "x", "access_token": "y"}
    assert sign_request(vector["secret"], vector["path"], noisy, body) == vector["sign"]
    without = sign_request(vector["secret"], vector["path"], vector["query"])
    assert sign_request(vector["secret"], vector["path"], vector["query"], b"file", multipart=True) == without


def test_notices_are_signed_as_the_vector_says():
    vector = VECTORS["webhook"]
    key, secret, raw = vector["app_key"], vector["app_secret"], vector["body"].encode()
    assert sign_notice(key, secret, raw) == vector["authorization"]
    assert is_signed_notice(key, secret, raw, vector["authorization"])
    assert not is_signed_notice(key, secret, raw + b" ", vector["authorization"])
    assert not is_signed_notice(key, secret, raw, "ü")
    assert not is_signed_notice("", "", b"", sign_notice("", "", b""))


def test_without_keys_nothing_is_asked_and_nothing_believed(app, ngoc):
    assert (actions.sync_platform_figures(), actions.work_notices()) == (0, 0)
    with pytest.raises(NoPlatformKeys):
        actions.connect_shops("code-1", by=ngoc)
    with pytest.raises(BadNotice):
        actions.take_in_notice(b"{}", sign_notice("", "", b"{}"))


def test_figures_of_a_live_become_readings_once(platform, shop, broadcast):
    platform.lives = [live_of(broadcast)]
    assert actions.sync_platform_figures() == 1
    assert actions.sync_platform_figures() == 0
    kept = {each.metric: each for each in db.session.query(Reading).all()}
    assert {key: kept[key].value for key in ("views", "unique_viewers", "peak_viewers", "avg_watch_seconds")} == {
        "views": 2500, "unique_viewers": 2100, "peak_viewers": 310, "avg_watch_seconds": 72,
    }  # fmt: skip
    assert (kept["platform_value"].value, kept["platform_orders"].value) == (4_150_000, 35)
    assert {(each.source, each.is_provisional) for each in kept.values()} == {("api", True)}
    assert kept["views"].raw["minutes"] == [{"minute": 0, "views": 40}]
    assert broadcast.external_id == "live-1"


@pytest.mark.parametrize("typed", ["@Quangtri.OCOP", " quangtri.ocop "])
def test_a_live_is_known_by_its_host_however_it_was_typed(platform, shop, ngoc, typed):
    broadcast = a_broadcast(a_campaign(ngoc), ngoc, starts=clock.now() - timedelta(hours=3), hours=2, host_name=typed)
    platform.lives = [live_of(broadcast)]
    assert actions.sync_platform_figures() == 1


@pytest.mark.parametrize("named", ["", "@", "somebody.else"])
def test_a_live_of_another_host_is_nobodys(platform, shop, broadcast, named):
    platform.lives = [live_of(broadcast, username=named)]
    assert actions.sync_platform_figures() == 0


def test_what_the_platform_changes_later_is_a_new_reading_and_the_old_one_stays(platform, shop, broadcast):
    platform.lives = [live_of(broadcast)]
    actions.sync_platform_figures()
    platform.lives = [live_of(broadcast, views=2600)]
    assert actions.sync_platform_figures() == 1
    assert db.session.query(Reading).filter_by(metric="views").count() == 2
    assert metrics_of(broadcast.campaign).views == 2600


def test_after_two_days_the_same_figures_are_no_longer_provisional(platform, shop, broadcast):
    platform.lives = [live_of(broadcast)]
    actions.sync_platform_figures()
    with clock.frozen(clock.now() + timedelta(days=3)):
        assert actions.sync_platform_figures() == 1
    newest = db.session.query(Reading).filter_by(metric="views").order_by(Reading.id.desc()).first()
    assert newest.is_provisional is False


def test_a_live_of_somebody_else_or_another_hour_is_left_alone(platform, shop, broadcast):
    other = live_of(broadcast, username="nguoi.khac")
    late = a_live(
        "live-2", begins=int((broadcast.starts_at + timedelta(hours=1)).timestamp()), ends=int(clock.now().timestamp())
    )
    platform.lives = [other, late]
    assert actions.sync_platform_figures() == 0


def test_money_that_is_not_dong_is_left_out(platform, shop, broadcast):
    platform.lives = [live_of(broadcast, sales={"gmv": {"amount": "160", "currency": "USD"}})]
    actions.sync_platform_figures()
    assert db.session.query(Reading).filter_by(metric="platform_value").count() == 0


def test_long_lists_come_page_by_page(platform, shop, broadcast):
    platform.page_size = 2
    platform.lives = [live_of(broadcast, username="x", live_id=f"other-{n}") for n in range(4)] + [live_of(broadcast)]
    assert actions.sync_platform_figures() == 1
    assert platform.asked.count("/analytics/202509/shop_lives/performance") == 3


def test_tokens_are_refreshed_before_they_end(platform, shop, broadcast):
    platform.lives = [live_of(broadcast)]
    with clock.frozen(clock.now() + timedelta(hours=2)):
        actions.sync_platform_figures()
    db.session.refresh(shop)
    opened = [unseal("platform tokens", each) for each in (shop.access_token, shop.refresh_token)]
    assert (platform.refreshes, opened) == (1, ["access-2", "refresh-1"])


def test_a_platform_that_is_away_is_asked_again_later_and_hinders_nothing(platform, shop, broadcast):
    platform.lives = [live_of(broadcast)]
    platform.down = True
    assert actions.sync_platform_figures() == 0
    db.session.refresh(shop)
    assert "503" in shop.fault
    platform.down = False
    assert actions.sync_platform_figures() == 1
    db.session.refresh(shop)
    assert shop.fault == ""


def test_who_asks_too_often_is_told_for_how_long_to_wait(platform):
    platform.too_many = 1
    with pytest.raises(PlatformAway) as away:
        TikTokShop(APP_KEY, SECRET, base=platform.address).shops("access-1")
    assert away.value.retry_after == 7


def test_a_wrong_secret_is_refused_by_the_platform(platform):
    with pytest.raises(PlatformRefused) as refused:
        TikTokShop(APP_KEY, "other", base=platform.address, pace=0).shops("access-1")
    assert refused.value.code == BAD_SIGN


def test_requests_keep_their_distance(platform):
    api = TikTokShop(APP_KEY, SECRET, base=platform.address, pace=0.05)
    api.shops("access-1")
    began = api._asked_at
    api.shops("access-1")
    assert api._asked_at - began >= 0.05


def test_no_platform_is_asked_inside_a_transaction(platform):
    with pytest.raises(RuntimeError), transaction():
        TikTokShop(APP_KEY, SECRET, base=platform.address, pace=0).shops("access-1")


def a_notice(kind=1, order_id="576684019603311365", notice_id="n-1"):
    data = {"order_id": order_id, "order_status": "AWAITING_SHIPMENT"}
    told = {"type": kind, "tts_notification_id": notice_id, "shop_id": SHOP["id"], "timestamp": 1, "data": data}
    return json.dumps(told).encode()


def an_order(status="AWAITING_SHIPMENT", updated=1_700_000_100, total="350000"):
    return {
        "id": "576684019603311365", "status": status, "create_time": 1_700_000_000, "update_time": updated,
        "payment": {"total_amount": total, "currency": "VND"},
    }  # fmt: skip


def tell(raw):
    actions.take_in_notice(raw, sign_notice(APP_KEY, SECRET, raw))


def test_an_order_is_one_row_that_moves_with_it(platform, shop):
    platform.orders["576684019603311365"] = an_order()
    tell(a_notice())
    tell(a_notice())
    assert (db.session.query(PlatformNotice).count(), actions.work_notices(), actions.work_notices()) == (1, 1, 0)
    platform.orders["576684019603311365"] = an_order("CANCELLED", 1_700_000_900)
    tell(a_notice(11, notice_id="n-2"))
    actions.work_notices()
    platform.orders["576684019603311365"] = an_order("AWAITING_SHIPMENT", 1_700_000_100)
    tell(a_notice(notice_id="n-3"))
    actions.work_notices()
    order = db.session.query(PlatformOrder).one()
    assert (order.state, order.value) == ("CANCELLED", 350_000)


def test_a_notice_waits_while_the_platform_is_away(platform, shop):
    platform.orders["576684019603311365"] = an_order()
    tell(a_notice())
    platform.down = True
    assert actions.work_notices() == 0
    platform.down = False
    assert actions.work_notices() == 0
    with clock.frozen(clock.now() + timedelta(minutes=3)):
        assert actions.work_notices() == 1
    assert db.session.query(PlatformNotice).one().tries == 1


def test_an_answer_of_an_unknown_shape_hinders_no_other(platform, shop, broadcast):
    platform.lives = [{"id": "live-9", "start_time": "soon"}]
    assert actions.sync_platform_figures() == 0
    platform.orders = {"1": {"id": "1", "update_time": "now"}, "576684019603311365": an_order()}
    tell(a_notice(order_id="1", notice_id="n-1"))
    tell(a_notice(notice_id="n-2"))
    assert actions.work_notices() == 1
    assert [each.external_id for each in db.session.query(PlatformOrder)] == ["576684019603311365"]


def test_a_shop_that_takes_its_word_back_is_asked_no_more(platform, shop):
    tell(a_notice(6))
    actions.work_notices()
    platform.asked.clear()
    assert (actions.sync_platform_figures(), platform.asked) == (0, [])


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'{"type": "x", "shop_id": "1"}', b"\xff"])
def test_a_signed_message_that_is_none_of_theirs_is_refused(platform, raw):
    with pytest.raises(BadNotice):
        tell(raw)


def test_the_hook_answers_empty_to_a_signed_notice_and_401_to_others(platform, client):
    raw = a_notice()
    good = client.post("/hooks/tiktok", data=raw, headers={"Authorization": sign_notice(APP_KEY, SECRET, raw)})
    assert (good.status_code, good.data) == (200, b"")
    assert client.post("/hooks/tiktok", data=raw, headers={"Authorization": "0" * 64}).status_code == 401
    assert client.post("/hooks/tiktok", data=raw).status_code == 401
    assert db.session.query(PlatformNotice).count() == 1


def test_tokens_lie_sealed(platform, shop):
    assert not {"access-1", "refresh-0"} & {shop.access_token, shop.refresh_token}
    opened = [unseal("platform tokens", each) for each in (shop.access_token, shop.refresh_token)]
    assert opened == ["access-1", "refresh-0"]


@pytest.mark.plants_a_fault
def test_tokens_written_down_before_are_sealed_at_the_next_run(platform, shop, broadcast):
    with transaction():
        shop.access_token, shop.refresh_token = "access-1", "refresh-0"
    platform.lives = [live_of(broadcast)]
    assert actions.sync_platform_figures() == 1
    assert {each[:5] for each in (shop.access_token, shop.refresh_token)} == {"gAAAA"}
    assert actions.seal_plain_tokens() == 0


def test_a_token_of_a_lost_key_is_a_fault_of_the_shop_in_words(platform, shop, app, monkeypatch):
    other = replace(app.config["MARKET"], SEALING_KEYS="another-key-of-more-than-32-characters")
    monkeypatch.setitem(app.config, "MARKET", other)
    assert actions.sync_platform_figures() == 0
    assert "connect the shop again" in shop.fault
