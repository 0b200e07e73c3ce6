"""The public live page, and the links that lead to the market."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.core.versions import bump
from marketplace.domain.carts.models import Cart
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import CampaignFacts, LiveTerms
from marketplace.domain.livestream.models import Click
from marketplace.domain.livestream.queries import metrics_of
from marketplace.domain.stock.actions import count_stock
from tests.domain.livestream.stage import PHONE, a_broadcast, a_campaign
from tests.people import a_product, a_variant, on_sale, sign_in_as


@pytest.fixture
def campaign(ngoc):
    return a_campaign(ngoc)


@pytest.fixture
def broadcast(campaign, ngoc):
    return a_broadcast(campaign, ngoc, code="BIENXANH", url="https://www.tiktok.com/@quangtri/live")


@pytest.fixture
def shown(campaign, broadcast, ngoc):
    actions.schedule_campaign(campaign, by=ngoc)
    return f"/live/{campaign.slug}"


def text_of(answer):
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def click(client, code, agent=PHONE, **headers):
    return client.get(f"/l/{code}", headers={"User-Agent": agent, **headers})


def test_a_draft_is_nobodys_business(client, campaign, broadcast):
    for path in ("", "/line-up", ".json"):
        assert client.get(f"/live/{campaign.slug}{path}").status_code == 404
    assert "Chưa có phiên nào" in text_of(client.get("/live"))


def test_the_page_works_before_the_broadcast(client, shown):
    page = text_of(client.get(shown))
    for words in ("Sắp phát", "BIENXANH", "https://www.tiktok.com/@quangtri/live", "Danh sách đang được chuẩn bị"):
        assert words in page


def test_on_air_the_pinned_item_comes_first_at_its_live_price(client, shown, broadcast, ngoc, booth, rival_booth):
    pepper, tea = on_sale(booth, price=120_000, stock=40), on_sale(rival_booth, price=80_000, name="Chè vằng")
    actions.add_to_line_up(broadcast, pepper.id, LiveTerms(), by=ngoc)
    item = actions.add_to_line_up(broadcast, tea.id, LiveTerms(65_000, quantity=4, per_buyer=2), by=ngoc)
    actions.begin_broadcast(broadcast, by=ngoc)
    actions.create_pin(item, by=ngoc)
    page = text_of(client.get(shown))
    assert page.index("Chè vằng") < page.index("Hạt tiêu Cùa")
    for words in (
        "Đang giới thiệu",
        "65.000",
        "80.000",
        "Chỉ còn 4 gói",
        "Mỗi người mua tối đa 2",
        'action="/cart/lines"',
    ):
        assert words in page
    state = client.get(f"{shown}.json").get_json()
    assert [(each["name"], each["price"], each["left"], each["pinned"]) for each in state["items"]] == [
        ("Chè vằng", 65_000, 4, True), ("Hạt tiêu Cùa", 120_000, 40, False)
    ]  # fmt: skip


def test_afterwards_everything_can_still_be_bought_at_the_usual_price(client, shown, broadcast, ngoc):
    now = clock.now()
    with clock.frozen(now) as hands:
        actions.add_to_line_up(broadcast, on_sale(price=120_000).id, LiveTerms(99_000), by=ngoc)
        actions.begin_broadcast(broadcast, by=ngoc)
        hands.move(minutes=5)
        actions.end_broadcast(broadcast, by=ngoc)
        page = text_of(client.get(shown))
    assert "Buổi phát đã xong" in page
    assert "120.000" in page
    assert "99.000" not in page


def test_afterwards_the_line_up_of_the_broadcast_that_had_one_stays(client, campaign, shown, broadcast, ngoc):
    actions.add_to_line_up(broadcast, on_sale().id, LiveTerms(None), by=ngoc)
    other = a_broadcast(campaign, ngoc, platform="facebook", title="Cùng lúc trên Facebook", code="")
    for each in (broadcast, other):
        actions.begin_broadcast(each, by=ngoc)
        actions.end_broadcast(each, by=ngoc)
    page = text_of(client.get(f"/live/{campaign.slug}"))
    assert "Thêm vào giỏ" in page
    assert "đang được chuẩn bị" not in page


def test_afterwards_nobody_is_told_that_a_list_is_coming(client, campaign, broadcast, ngoc):
    actions.schedule_campaign(campaign, by=ngoc)
    with transaction():
        broadcast.state = "ended"
    page = text_of(client.get(f"/live/{campaign.slug}"))
    assert "không còn bán" in page
    assert "đang được chuẩn bị" not in page


def test_what_is_sold_out_cannot_be_put_into_the_cart(client, shown, broadcast, ngoc):
    actions.add_to_line_up(broadcast, on_sale(stock=0).id, LiveTerms(), by=ngoc)
    page = text_of(client.get(shown))
    assert "Hết hàng" in page
    assert "/cart/lines" not in page


def test_asking_again_costs_nothing_until_something_changes(client, shown, broadcast, ngoc):
    item = actions.add_to_line_up(broadcast, on_sale(price=120_000).id, LiveTerms(), by=ngoc)
    for path in (f"{shown}.json", f"{shown}/line-up"):
        tag = client.get(path).headers["ETag"]
        again = client.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
    actions.begin_broadcast(broadcast, by=ngoc)
    actions.create_pin(item, by=ngoc)
    assert client.get(f"{shown}/line-up", headers={"If-None-Match": tag}).status_code == 200


def test_the_page_is_english_where_it_was_written_in_english(client, campaign, shown, ngoc):
    facts = CampaignFacts(campaign.name, name_en="Youth market live", summary_en="Live prices.")
    actions.edit_campaign(campaign, facts, by=ngoc)
    assert "Youth market live" in text_of(client.get(f"/en{shown}"))
    assert "Youth market live" in text_of(client.get("/en/live"))


def test_a_link_leads_to_the_live_page_and_the_cart_carries_the_touch(client, campaign, shown, broadcast, ngoc):
    link = actions.create_link(broadcast, by=ngoc)
    answer = click(client, link.code)
    target = urlsplit(answer.location)
    cart = db.session.query(Cart).one()
    assert (answer.status_code, target.path, target.query) == (302, shown, f"cart={cart.key}")
    assert cart.touch_code == link.code
    assert f'name="cart" value="{cart.key}"' not in text_of(client.get(shown))
    again = click(client, link.code)
    assert again.location == answer.location
    assert metrics_of(campaign).clicks == 1


def test_the_key_survives_a_browser_that_loses_its_cookies(app, shown, broadcast, ngoc):
    actions.add_to_line_up(broadcast, on_sale().id, LiveTerms(), by=ngoc)
    link = actions.create_link(broadcast, by=ngoc)
    forgetful = app.test_client(use_cookies=False)
    answer = forgetful.get(f"/l/{link.code}", headers={"User-Agent": PHONE})
    page = text_of(forgetful.get(answer.location))
    assert f'name="cart" value="{db.session.query(Cart).one().key}"' in page


def test_one_visitors_key_stands_on_nobody_elses_page(app, shown, broadcast, ngoc):
    actions.add_to_line_up(broadcast, on_sale().id, LiveTerms(), by=ngoc)
    link = actions.create_link(broadcast, by=ngoc)
    first = app.test_client(use_cookies=False)
    text_of(first.get(first.get(f"/l/{link.code}", headers={"User-Agent": PHONE}).location))
    key = db.session.query(Cart).one().key
    assert key not in text_of(app.test_client().get(shown))


def test_a_product_link_leads_to_its_product_and_gives_way_when_it_is_not_sold(client, shown, broadcast, ngoc, booth):
    variant = on_sale(booth)
    link = actions.create_link(broadcast, by=ngoc, product_id=variant.product_id)
    assert urlsplit(click(client, link.code).location).path == f"/products/{variant.product.slug}"
    hidden = a_variant(a_product(booth, state="hidden"))
    other = actions.create_link(broadcast, by=ngoc, product_id=hidden.product_id)
    assert urlsplit(click(client, other.code).location).path == shown


def test_a_link_of_a_draft_leads_to_the_list(client, broadcast, ngoc):
    link = actions.create_link(broadcast, by=ngoc)
    assert urlsplit(click(client, link.code).location).path == "/live"


TRICKS = [
    "//evil.example", "https://evil.example", "https:evil.example", "/\\evil.example", "\\\\evil.example",
    "%2F%2Fevil.example", "javascript:alert(1)", "data:text/html,x", "@evil.example", ".evil.example",
    "%0d%0aLocation:x",
    "///evil.example", "http:///evil.example", "ht%09tps://evil.example", "/%09/evil.example", "/%5Cevil.example",
]  # fmt: skip


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("where", ["next", "url", "to", "cart", "path", "after_path"])
def test_a_link_never_leads_anywhere_else(client, shown, broadcast, ngoc, trick, where):
    link = actions.create_link(broadcast, by=ngoc)
    answer = client.get(
        f"/l/{link.code}?{where}={trick}", headers={"User-Agent": PHONE, "X-Forwarded-Host": "evil.example"}
    )
    target = urlsplit(answer.location)
    assert (target.scheme, target.netloc, target.path) == ("", "", shown)
    assert "evil" not in answer.location


@pytest.mark.parametrize("code", ["NOTHERE", "..%2f", "%00", "a" * 300, "https:%2f%2fevil.example"])
def test_an_unknown_link_is_a_plain_404(client, code):
    assert client.get(f"/l/{code}").status_code == 404


def test_programs_and_prefetches_get_no_cart_and_do_not_count(client, campaign, shown, broadcast, ngoc):
    link = actions.create_link(broadcast, by=ngoc)
    click(client, link.code, agent="facebookexternalhit/1.1")
    click(client, link.code, **{"Sec-Purpose": "prefetch"})
    client.head(f"/l/{link.code}", headers={"User-Agent": PHONE})
    assert (db.session.query(Cart).count(), db.session.query(Click).count()) == (0, 3)
    assert metrics_of(campaign).ignored_clicks == {"bot": 1, "prefetch": 2}


@pytest.mark.parametrize("header", ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"])
def test_who_comes_after_a_prefetch_is_counted_because_the_browser_has_to_ask_again(
    app, campaign, shown, broadcast, ngoc, header
):
    link = actions.create_link(broadcast, by=ngoc)
    browser = app.test_client(use_cookies=False)
    for _by_view_then_by_layer in range(2):
        ahead = click(browser, link.code, **{header: "prefetch;prerender"})
        # A redirect would be kept, and shown to the person without asking: uncounted, and with no key of a cart.
        assert (ahead.status_code, ahead.location, ahead.headers["Cache-Control"]) == (503, None, "no-store")
    assert urlsplit(click(browser, link.code).location).query.startswith("cart=")
    figures = metrics_of(campaign)
    assert (figures.clicks, figures.clicks_prefetch) == (1, 2)


def test_throwing_cookies_away_or_making_them_up_gives_no_new_visitor(app, campaign, shown, broadcast, ngoc):
    link = actions.create_link(broadcast, by=ngoc)
    for number in range(20):
        script = app.test_client(use_cookies=False)
        forged = {"Cookie": f"visitor=made-up-{number}.signature"} if number % 2 else {}
        script.get(f"/l/{link.code}", headers={"User-Agent": PHONE, **forged})
    metrics = metrics_of(campaign)
    assert (metrics.clicks, metrics.unique_clickers) == (1, 1)


def test_an_organizers_own_click_is_kept_and_does_not_count(client, campaign, shown, broadcast, ngoc):
    link = actions.create_link(broadcast, by=ngoc)
    sign_in_as(client, ngoc)
    click(client, link.code)
    assert metrics_of(campaign).ignored_clicks == {"own": 1}


def test_nothing_of_the_visitor_is_kept_but_a_hash(client, shown, broadcast, ngoc):
    link = actions.create_link(broadcast, by=ngoc)
    click(client, link.code)
    visitor = db.session.query(Click).one().visitor
    assert visitor.isalnum()
    assert len(visitor) == 26


def test_a_script_is_given_the_words_for_how_fresh_the_page_is(client, shown):
    page = text_of(client.get(shown))
    assert 'data-ok="Giá và số còn lại lúc %s"' in page
    assert 'data-bad="Mất kết nối lúc %s, đang thử lại"' in page


def test_a_countdown_says_when_it_begins(client, campaign, ngoc):
    a_broadcast(campaign, ngoc, starts=clock.now() + timedelta(days=1))
    actions.schedule_campaign(campaign, by=ngoc)
    assert "data-countdown" in text_of(client.get(f"/live/{campaign.slug}"))


class Heap:
    """A writer that only takes hits."""

    def __init__(self):
        self.hits = []

    def keep(self, hit):
        self.hits.append(hit)


def test_a_click_waits_for_no_database(client, shown, broadcast, ngoc, queries, monkeypatch):
    link = actions.create_link(broadcast, by=ngoc)
    click(client, link.code)
    path, heap = f"/l/{link.code}", Heap()
    monkeypatch.setitem(client.application.extensions, "hit_writer", heap)
    queries.clear()
    strangers = client.application.test_client(use_cookies=False)
    answer = strangers.get(path, headers={"User-Agent": PHONE})
    bot = strangers.get(path, headers={"User-Agent": "facebookexternalhit/1.1"})
    assert (queries, [hit.ignored for hit in heap.hits]) == ([], ["", "bot"])
    assert urlsplit(answer.location).query == f"cart={heap.hits[0].cart_key}"
    assert (bot.location, bot.headers.getlist("Set-Cookie")) == (shown, [])


def test_both_ways_of_answering_a_click_say_the_same(app, shown, broadcast, ngoc):
    link = actions.create_link(broadcast, by=ngoc)
    key = {"Cookie": f"cart={'k' * 32}", "User-Agent": PHONE}
    client = app.test_client(use_cookies=False)
    app.extensions["versions"].forget("catalogue")
    by_view = client.get(f"/l/{link.code}", headers=key)
    assert app.extensions["versions"].peek("catalogue") is not None
    by_layer = client.get(f"/l/{link.code}", headers=key)
    # A redirect of the layer holds no form, hence nowhere that one may lead.
    left_out = {"Vary", "Content-Type", "Content-Security-Policy"}
    said = [
        {name: re.sub("Expires=[^;]*", "", value) for name, value in each.headers if name not in left_out}
        for each in (by_view, by_layer)
    ]
    assert said[0] == said[1]
    assert by_layer.headers["Cache-Control"] == "no-store"


@pytest.mark.plants_a_fault  # the product is hidden without a step
def test_a_link_leads_elsewhere_as_soon_as_its_product_is_gone(client, shown, broadcast, ngoc):
    variant = on_sale()
    link = actions.create_link(broadcast, by=ngoc, product_id=variant.product_id)
    assert urlsplit(click(client, link.code).location).path == f"/products/{variant.product.slug}"
    with transaction():
        variant.product.state = "hidden"
        bump("catalogue")
    assert urlsplit(click(client, link.code).location).path == shown


def test_polls_of_everybody_are_answered_from_what_is_kept(client, shown, broadcast, ngoc, queries):
    actions.add_to_line_up(broadcast, on_sale().id, LiveTerms(), by=ngoc)
    first = client.get(f"{shown}/line-up")
    client.set_cookie("cart", "k" * 32)
    queries.clear()
    again = client.get(f"{shown}/line-up")
    tagged = client.get(f"{shown}/line-up", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.data, tagged.status_code, queries) == (first.data, 304, [])
    keyed = client.get(f"{shown}/line-up?cart={'q' * 32}")
    assert ("q" * 32 in keyed.text, queries) == (True, [])
    assert keyed.headers["Cache-Control"].startswith("private")
    assert "q" * 32 not in client.get(f"{shown}/line-up").text


def test_a_pin_and_a_live_price_show_at_the_next_poll(client, shown, broadcast, ngoc):
    item = actions.add_to_line_up(broadcast, on_sale(price=120_000).id, LiveTerms(), by=ngoc)
    actions.begin_broadcast(broadcast, by=ngoc)
    assert "live-pinned" not in client.get(f"{shown}/line-up").text
    actions.create_pin(item, by=ngoc)
    assert "live-pinned" in client.get(f"{shown}/line-up").text
    actions.change_item(item, LiveTerms(99_000), by=ngoc)
    assert "99.000" in client.get(f"{shown}/line-up").text


def test_what_is_left_is_at_most_a_second_old(client, shown, broadcast, ngoc, ticks):
    variant = on_sale(stock=40)
    actions.add_to_line_up(broadcast, variant.id, LiveTerms(), by=ngoc)
    assert "Còn 40" in client.get(f"{shown}/line-up").text
    count_stock(variant.id, 3, by_id=None, reason="Kiểm kho")
    assert "Còn 40" in client.get(f"{shown}/line-up").text
    ticks.go_on(1.01)
    assert "Chỉ còn 3" in client.get(f"{shown}/line-up").text
