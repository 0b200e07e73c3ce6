"""From a tracked link to the page that says why a purchase was counted, as a shopper and an organizer walk it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.carts.models import Cart
from marketplace.domain.checkout.actions import cancel_order
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import LiveTerms
from marketplace.domain.livestream.models import Click, Touch
from marketplace.domain.livestream.queries import metrics_of
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.models import Order, Purchase
from tests.conftest import Browser
from tests.domain.livestream.stage import PHONE, a_broadcast, a_campaign
from tests.people import on_sale, sign_in_as
from tests.web.storefront.browsing import LAN, bought, form_to, press, put

AGENT = {"User-Agent": PHONE}


@pytest.fixture
def campaign(ngoc):
    return a_campaign(ngoc)


@pytest.fixture
def evening(campaign, ngoc):
    return a_broadcast(campaign, ngoc, title="Tối thứ bảy", code="BIENXANH")


@pytest.fixture
def noon(campaign, ngoc):
    return a_broadcast(campaign, ngoc, title="Trưa chủ nhật", platform="facebook")


@pytest.fixture
def pepper(booth, campaign, evening, ngoc):
    pepper = on_sale(booth, price=120_000, stock=40)
    actions.add_to_line_up(evening, pepper.id, LiveTerms(99_000), by=ngoc)
    actions.schedule_campaign(campaign, by=ngoc)
    actions.begin_broadcast(evening, by=ngoc)
    return pepper


@pytest.fixture
def link(evening, ngoc):
    return actions.create_link(evening, by=ngoc)


@pytest.fixture
def desk(app, ngoc):
    desk = browser(app)
    sign_in_as(desk, ngoc)
    return desk


def browser(app, **options):
    app.test_client_class = Browser
    return app.test_client(**options)


def why(desk, campaign, code) -> str:
    answer = desk.get(f"/organizer/campaigns/{campaign.slug}/purchases/{code}")
    assert answer.status_code == 200
    return answer.text


def tile(page: str, key: str) -> str:
    """What stands in one figure's tile, its definition included."""
    return page.split(f'id="figure-{key}"')[1].split("</details>")[0]


def test_a_browser_that_drops_every_cookie_buys_and_the_page_says_by_which_link(app, desk, campaign, link, pepper):
    shopper = browser(app, use_cookies=False)
    landing = shopper.get(f"/l/{link.code}", headers=AGENT).location
    # From here on nothing but what stands in the pages tells who this is.
    form = form_to(shopper.get(landing, headers=AGENT).text, "/cart/lines")
    cart = shopper.get(shopper.post("/cart/lines", data=form).location).text
    to_checkout = re.search(r'href="(/checkout\?cart=[\w-]+)"', cart).group(1)
    where = form_to(shopper.get(shopper.get(to_checkout).location).text, "/checkout/delivery")
    summary = shopper.get(shopper.post("/checkout/delivery", data={**where, **LAN}).location).text
    code = re.search(r"QT-\w{10}", press(shopper, summary).location).group()
    assert urlsplit(landing).query == f"cart={db.session.query(Cart).one().key}"
    page = why(desk, campaign, code)
    for words in (f"Vì sao đơn {code} được tính", "Được tính theo cách này", link.code, "Tối thứ bảy"):
        assert words in page
    assert code in desk.get(f"/organizer/campaigns/{campaign.slug}/purchases").text


def test_of_two_links_followed_the_last_one_counts(app, desk, campaign, link, noon, pepper, ngoc):
    later = actions.create_link(noon, by=ngoc)
    shopper = browser(app)
    with clock.frozen(clock.now()) as hands:
        shopper.get(f"/l/{link.code}", headers=AGENT)
        put(shopper, pepper)
        hands.move(minutes=5)
        shopper.get(f"/l/{later.code}", headers=AGENT)
        code = bought(shopper)
        page = why(desk, campaign, code)
        counted = {each.broadcast.title: each.orders_placed for each in metrics_of(campaign).broadcasts}
        assert counted == {"Tối thứ bảy": 0, "Trưa chủ nhật": 1}
    assert "Trưa chủ nhật" in page
    assert later.code in page
    assert link.code not in page


def test_a_spoken_code_counts_before_the_link_and_the_page_shows_both(app, desk, campaign, noon, pepper, ngoc):
    link = actions.create_link(noon, by=ngoc)
    shopper = browser(app)
    shopper.get(f"/l/{link.code}", headers=AGENT)
    put(shopper, pepper)
    assert shopper.post("/cart/voucher", data={"voucher_code": "bien xanh"}).status_code == 303
    code = bought(shopper)
    counted, unused = why(desk, campaign, code).split("Được tính theo cách này")
    assert "Mã nói trên sóng" in counted
    assert "Không dùng đến, vì đã có cách chắc chắn hơn" in unused
    assert link.code in unused
    figures = metrics_of(campaign)
    assert {each.broadcast.title: each.orders_placed for each in figures.broadcasts} == {
        "Tối thứ bảy": 1, "Trưa chủ nhật": 0
    }  # fmt: skip
    assert figures.orders_placed == 1


def test_who_opens_the_link_again_and_buys_is_one_click_one_repeat_and_one_order(app, campaign, link, pepper):
    shopper = browser(app)
    for _ in range(2):
        shopper.get(f"/l/{link.code}", headers=AGENT)
    bought(shopper, pepper)
    figures = metrics_of(campaign)
    assert (figures.clicks, figures.clicks_repeat, figures.orders_placed) == (1, 1, 1)


def test_a_purchase_after_the_window_is_not_counted_and_the_page_says_so(app, desk, campaign, link, pepper):
    shopper = browser(app)
    with clock.frozen(clock.now()) as hands:
        shopper.get(f"/l/{link.code}", headers=AGENT)
        hands.move(days=7, minutes=1)
        code = bought(shopper, pepper)
    page = why(desk, campaign, code)
    assert f"Vì sao đơn {code} không được tính" in page
    assert "Đặt quá thời hạn ghi nhận sau lần nhấp" in page
    assert metrics_of(campaign).counts["assisted_orders_placed"] == 0


def test_the_page_follows_a_purchase_that_is_accepted_and_then_cancelled(app, desk, campaign, link, pepper, minh):
    shopper = browser(app)
    shopper.get(f"/l/{link.code}", headers=AGENT)
    code = bought(shopper, pepper)
    order_id = db.session.scalar(select(Order.id))
    move_order(order_id, "accepted", who="booth", by=minh)
    assert "đã đặt → chắc chắn" in why(desk, campaign, code)
    cancel_order(order_id, who="booth", by=minh)
    assert "chắc chắn" not in why(desk, campaign, code)
    figures = metrics_of(campaign)
    assert (figures.orders_placed, figures.orders_secured, figures.orders_cancelled) == (1, 0, 1)


def stored() -> list[tuple]:
    """Every row that figures are counted from, as it stands in the database."""
    db.session.rollback()
    rows = [db.session.execute(select(model.__table__)).all() for model in (Click, Touch, Purchase, Order, Cart)]
    return [tuple(row) for found in rows for row in found]


def test_another_window_gives_other_figures_from_the_same_rows(app, desk, campaign, link, evening, pepper):
    shopper = browser(app)
    with clock.frozen(clock.now()) as hands:
        shopper.get(f"/l/{link.code}", headers=AGENT)
        hands.move_to(evening.ends_at)
        hands.move(hours=30)
        code = bought(shopper, pepper)
    before = stored()
    at = f"/organizer/campaigns/{campaign.slug}"
    told = []
    for hours, days in ((24, 7), (48, 7), (0, 1)):
        facts = {"name": campaign.name, "direct_hours": str(hours), "assisted_days": str(days)}
        assert desk.post(at, data=facts).status_code == 303
        figures = metrics_of(campaign)
        kind = re.search(r"Cách tính</dt>\s*<dd>([^<]*)<", why(desk, campaign, code)).group(1)
        told.append((figures.orders_placed, figures.assisted.orders_placed, kind))
    assert told == [(0, 1, "hỗ trợ"), (1, 0, "trực tiếp"), (0, 0, "không thuộc")]
    assert stored() == before


def test_what_does_not_count_stands_on_the_results_page_each_with_its_meaning(app, desk, campaign, link, pepper, minh):
    shopper, seller = browser(app), browser(app)
    sign_in_as(seller, minh)
    at = f"/organizer/campaigns/{campaign.slug}"
    assert 'class="tile-value">0<' in tile(desk.get(at).text, "clicks_bot")
    for _ in range(4):
        shopper.get(f"/l/{link.code}", headers={"User-Agent": "facebookexternalhit/1.1"})
    for purpose in ("Sec-Purpose", "Purpose"):
        shopper.get(f"/l/{link.code}", headers={**AGENT, purpose: "prefetch"})
    for client in (shopper, shopper, shopper, shopper, seller):
        client.get(f"/l/{link.code}", headers=AGENT)
    wanted = {"clicks": 1, "clicks_bot": 4, "clicks_prefetch": 2, "clicks_repeat": 3, "clicks_own": 1}
    meanings = {
        "clicks_bot": "chương trình máy", "clicks_prefetch": "tự tải trước", "clicks_repeat": "chưa quá 30 phút",
        "clicks_own": "ban tổ chức",
    }  # fmt: skip
    page = desk.get(at).text
    for key, meaning in meanings.items():
        assert f'class="tile-value">{wanted[key]}<' in tile(page, key)
        assert meaning in tile(page, key)
    csv = desk.get(f"{at}/figures.csv").data.decode("utf-8-sig")
    for key in wanted:
        assert re.search(rf'^"{key}";"[^"]+";"?{wanted[key]}\b|^"{key}","[^"]+","?{wanted[key]}\b', csv, re.MULTILINE)
    desk.post(f"{at}/publication")
    told = browser(app).get(f"/api/v1/campaigns/{campaign.slug}/metrics").json
    assert {key: told["figures"][key] for key in wanted} == wanted
    assert told["definitions"]["clicks_prefetch"]["definition"]
