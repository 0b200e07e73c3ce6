"""The emulator of TikTok Shop beside `make run`: a newcomer connects a shop, its orders come in, an evening has figures."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from hmac import HMAC
from html import unescape
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from marketplace.core import clock
from marketplace.core.clock import day_start, local_day
from marketplace.core.db import db
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.models import PlatformOrder, PlatformShop, Reading
from marketplace.run import settings_for
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.emulators.tiktok_shop import APP_KEY, SECRET, running
from tests.emulators.tiktok_shop_demo import EVERY, HOST, SHOPS, DemoWorld, notice_of, order_of
from tests.people import sign_in_as

OF_TIKTOK = ("TIKTOK_APP_KEY", "TIKTOK_APP_SECRET", "TIKTOK_API_BASE")


@pytest.fixture
def platform(app, monkeypatch):
    with running(DemoWorld(back_to="http://localhost/account/tiktok-shop")) as (address, world):
        keys = {"TIKTOK_APP_KEY": APP_KEY, "TIKTOK_APP_SECRET": SECRET, "TIKTOK_API_BASE": address}
        monkeypatch.setitem(app.config, "MARKET", replace(app.config["MARKET"], **keys))
        monkeypatch.setattr("marketplace.domain.livestream.platforms.tiktok.PACE", 0)
        yield world


def connect(client) -> None:
    """What a person does: the page, the emulator's page, its link back, the first shop."""
    page = unescape(client.post("/organizer/platform-shops").get_data(as_text=True))
    there = re.search(r'href="(http[^"]+/oauth/authorize[^"]+)"', page).group(1)
    with urlopen(there) as answer:
        back = urlsplit(unescape(re.search(r'id="yes" href="([^"]+)"', answer.read().decode()).group(1)))
    assert client.get(f"{back.path}?{back.query}").status_code == 303
    done = client.post("/organizer/platform-shops/choice", data={"shop": SHOPS[0]["id"]}, follow_redirects=True)
    assert "vào trong vài phút" in done.get_data(as_text=True)


def test_a_demo_without_keys_knows_those_of_the_emulator(monkeypatch):
    for name in OF_TIKTOK:
        monkeypatch.delenv(name, raising=False)
    settings = settings_for(1)
    assert (settings["TIKTOK_APP_KEY"], settings["TIKTOK_APP_SECRET"]) == (APP_KEY, SECRET)
    assert settings["TIKTOK_API_BASE"].startswith("http://127.0.0.1:")


def test_a_demo_with_a_real_key_asks_the_real_platform(monkeypatch):
    monkeypatch.delenv("TIKTOK_API_BASE", raising=False)
    monkeypatch.setenv("TIKTOK_APP_KEY", "of-a-real-app")
    monkeypatch.setenv("TIKTOK_APP_SECRET", "real")
    assert set(OF_TIKTOK).isdisjoint(settings_for(1))


def test_a_connected_shop_is_asked_within_a_minute_and_an_evening_gets_its_figures(platform, client, ngoc):
    today = day_start(local_day(clock.now()))
    with clock.frozen(today + timedelta(hours=15)):
        sign_in_as(client, ngoc)
        begins = today - timedelta(days=2) + timedelta(hours=20)
        broadcast = a_broadcast(a_campaign(ngoc), ngoc, starts=begins, hours=2, host_name=HOST)
        connect(client)
        actions.sync_new_shops()
        orders = db.session.query(PlatformOrder).all()
        on_air = [each for each in orders if each.broadcast_id == broadcast.id]
        assert len(on_air) == 7, "one of both shops every ten minutes, from 20:00 to 22:00"
        assert {each.state for each in orders} >= {"AWAITING_SHIPMENT", "DELIVERED", "COMPLETED", "CANCELLED"}
        assert any(each.refunded for each in orders)
        views = db.session.query(Reading.value).filter_by(broadcast_id=broadcast.id, metric="views").scalar()
        assert views == 2500
        asked = len(platform.asked)
        actions.sync_new_shops()
        assert len(platform.asked) == asked, "once it was asked, it waits for the round of all"


def test_who_buys_now_is_told_to_the_market_at_once(platform, client, ngoc):
    sign_in_as(client, ngoc)
    connect(client)
    turn = int(clock.now().timestamp()) // EVERY
    turn -= int(order_of(turn, turn * EVERY)["id"]) % 2
    raw = notice_of(turn)
    sign = HMAC(SECRET.encode(), APP_KEY.encode() + raw, sha256).hexdigest()
    assert client.post("/hooks/tiktok", data=raw, headers={"Authorization": sign}).status_code == 200
    assert actions.work_notices() == 1
    assert db.session.query(PlatformOrder.external_id).scalar() == order_of(turn, turn * EVERY)["id"]
    assert db.session.query(PlatformShop).one().asked_at is None, "the notice alone brought it"
