"""Connecting a shop on TikTok: the way there and back, once, by the same browser; against our own emulator."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.models import PlatformAuthorization, PlatformShop
from tests.emulators.tiktok_shop import APP_KEY, SECRET, SHOP, running
from tests.people import sign_in_as

BACK = "/account/tiktok-shop"


@pytest.fixture
def platform(app, monkeypatch):
    with running() as (address, world):
        keys = {"TIKTOK_APP_KEY": APP_KEY, "TIKTOK_APP_SECRET": SECRET, "TIKTOK_API_BASE": address}
        monkeypatch.setitem(app.config, "MARKET", replace(app.config["MARKET"], **keys))
        monkeypatch.setattr("marketplace.domain.livestream.platforms.tiktok.PACE", 0)
        yield world


@pytest.fixture
def owner(client, booth, minh):
    sign_in_as(client, minh)
    return client


def text_of(answer) -> str:
    return unescape(answer.get_data(as_text=True))


def begin(client, face="seller") -> str:
    """Set out for the platform; the state that goes along."""
    answer = client.post(f"/{face}/platform-shops")
    assert answer.status_code == 200, text_of(answer)
    address = re.search(r'href="(http[^"]+/oauth/authorize[^"]+)"', text_of(answer)).group(1)
    return parse_qs(urlsplit(address).query)["state"][0]


def connect(client, face="seller", shop=SHOP["id"]):
    assert client.get(f"{BACK}?state={begin(client, face)}&code=code-1").status_code == 303
    return client.post(f"/{face}/platform-shops/choice", data={"shop": shop})


def test_without_keys_the_page_says_so_and_the_rest_works(owner):
    page = text_of(owner.get("/seller/platform-shops"))
    assert "Chợ chưa được cài khóa ứng dụng TikTok Shop" in page
    assert 'action="/seller/platform-shops"' not in page
    assert owner.post("/seller/platform-shops", follow_redirects=True).status_code == 200
    assert "Đưa tệp đơn hàng vào" in text_of(owner.get("/seller/platform-orders"))


def test_an_owner_connects_the_booths_shop_and_chooses_it(platform, owner, booth):
    state = begin(owner)
    there = owner.get(f"{BACK}?state={state}&code=code-1")
    assert there.location.endswith("/seller/platform-shops/choice")
    assert db.session.query(PlatformShop).count() == 0, "nothing is connected before it is chosen"
    page = text_of(owner.get("/seller/platform-shops/choice"))
    assert SHOP["name"] in page
    assert "máy giả" in page, "the emulator is named as what it is"
    done = owner.post("/seller/platform-shops/choice", data={"shop": SHOP["id"]}, follow_redirects=True)
    assert "Đã nối 1 cửa hàng" in text_of(done)
    shop = db.session.query(PlatformShop).one()
    assert (shop.booth_id, shop.name, shop.access_token[:5]) == (booth.id, SHOP["name"], "gAAAA")
    assert db.session.query(PlatformAuthorization).count() == 0, "the answer is forgotten once it was chosen from"


def test_a_state_is_good_once(platform, owner):
    state = begin(owner)
    assert owner.get(f"{BACK}?state={state}&code=code-1").status_code == 303
    platform.asked.clear()
    again = owner.get(f"{BACK}?state={state}&code=code-1")
    assert (again.status_code, platform.asked) == (400, [])
    assert "bắt đầu lại" in text_of(again)


@pytest.mark.parametrize("state", ["", "wrong", "x" * 500, "%00"])
def test_a_state_that_nobody_was_given_is_refused(platform, owner, state):
    begin(owner)
    platform.asked.clear()
    answer = owner.get(f"{BACK}?state={state}&code=code-1")
    assert (answer.status_code, platform.asked) == (400, [])


def test_a_state_of_another_browser_is_refused_even_for_the_same_person(platform, owner, app, minh):
    state = begin(owner)
    other = app.test_client()
    sign_in_as(other, minh)
    assert other.get(f"{BACK}?state={state}&code=code-1").status_code == 400
    assert owner.get(f"{BACK}?state={state}&code=code-1").status_code == 303, "and it stays good for its own"


def test_a_state_ends_after_ten_minutes(platform, owner):
    state = begin(owner)
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        late = owner.get(f"{BACK}?state={state}&code=code-1")
    assert late.status_code == 410
    assert "quá 10 phút" in text_of(late)


def test_who_says_no_at_the_platform_is_told_that_nothing_was_connected(platform, owner):
    answer = owner.get(f"{BACK}?state={begin(owner)}&error=access_denied")
    assert answer.status_code == 400
    assert "Chưa có gì được nối" in text_of(answer)


@pytest.mark.parametrize("code", ["wrong", "code-1"])
def test_a_wrong_code_and_a_platform_that_is_away_are_told_in_words(platform, owner, code):
    state = begin(owner)
    platform.down = code == "code-1"
    answer = owner.get(f"{BACK}?state={state}&code={code}")
    assert answer.status_code == 502
    assert "thử lại sau" in text_of(answer)
    assert db.session.query(PlatformShop).count() == 0


def test_nothing_ticked_is_told_beside_the_list(platform, owner):
    owner.get(f"{BACK}?state={begin(owner)}&code=code-1")
    answer = owner.post("/seller/platform-shops/choice", data={"shop": "of-somebody-else"})
    assert answer.status_code == 422
    assert "chọn ít nhất một" in text_of(answer)
    assert db.session.query(PlatformShop).count() == 0


def test_letting_go_forgets_the_tokens_and_asks_no_more(platform, owner):
    connect(owner)
    shop = db.session.query(PlatformShop).one()
    done = owner.post(f"/seller/platform-shops/{shop.id}/removal", follow_redirects=True)
    assert "Phép truy cập đã bị xóa" in text_of(done)
    db.session.expire_all()
    assert (shop.access_token, shop.refresh_token, shop.ended_at is not None) == ("", "", True)
    platform.asked.clear()
    assert (actions.sync_platform_figures(), platform.asked) == (0, [])
    assert "đã ngắt" in text_of(owner.get("/seller/platform-shops"))


def test_what_failed_last_is_told_in_words(platform, owner):
    connect(owner)
    actions.sync_platform_figures()
    assert "có lỗi" not in text_of(owner.get("/seller/platform-shops"))
    platform.down = True
    actions.sync_platform_figures()
    page = text_of(owner.get("/seller/platform-shops"))
    assert "TikTok Shop không trả lời" in page
    assert "HTTP" not in page
    platform.down, platform.access = False, "another"
    actions.sync_platform_figures()
    assert "không nhận phép đã cấp nữa" in text_of(owner.get("/seller/platform-shops"))


def test_a_shop_connected_for_one_is_not_taken_by_another(platform, owner, app, ngoc):
    connect(owner)
    organizer = app.test_client()
    sign_in_as(organizer, ngoc)
    answer = connect(organizer, "organizer")
    assert answer.status_code == 422
    assert "đang nối với nơi khác" in text_of(answer)
    shop = db.session.query(PlatformShop).one()
    owner.post(f"/seller/platform-shops/{shop.id}/removal")
    assert connect(organizer, "organizer").status_code == 303
    db.session.expire_all()
    assert (db.session.query(PlatformShop).one().booth_id, shop.ended_at) == (None, None)


def test_answers_that_nobody_chose_from_are_forgotten(platform, owner):
    owner.get(f"{BACK}?state={begin(owner)}&code=code-1")
    assert db.session.query(PlatformAuthorization).one().secrets[:5] == "gAAAA"
    with clock.frozen(clock.now() + timedelta(minutes=61)):
        actions.forget_authorizations()
    assert db.session.query(PlatformAuthorization).count() == 0
    late = owner.get("/seller/platform-shops/choice", follow_redirects=True)
    assert "bắt đầu nối lại" in text_of(late)
