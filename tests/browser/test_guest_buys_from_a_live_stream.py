"""A guest comes from a livestream by a tracked link, buys without an account, and the figures know where from."""

from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.livestream.actions import (
    BroadcastFacts,
    CampaignFacts,
    LiveTerms,
    add_broadcast,
    add_to_line_up,
    answer_for_missing,
    begin_broadcast,
    create_campaign,
    create_link,
    create_pin,
    schedule_campaign,
)
from marketplace.domain.livestream.queries import metrics_of
from tests.people import a_booth, a_person, on_sale


@pytest.fixture
def campaign(app):
    """A broadcast that is live now, pepper at a live price first in its line-up."""
    organizer = a_person("Lê Thị Ngọc", role="organizer")
    pepper = on_sale(a_booth(name="HTX Tiêu Cùa"), price=120_000, stock=40, name="Hạt tiêu Cùa")
    now = clock.now()
    campaign = create_campaign(CampaignFacts(name="Chợ phiên đặc sản"), by=organizer)
    broadcast = add_broadcast(
        campaign,
        BroadcastFacts("tiktok", "Phiên tối", now, now + timedelta(hours=2), code="TIEUCUA"),
        by=organizer,
    )
    answer_for_missing(broadcast, "Buổi phát của một bài kiểm thử.", by=organizer)
    item = add_to_line_up(broadcast, pepper.id, LiveTerms(price=99_000), by=organizer)
    campaign.link = create_link(broadcast, by=organizer).code
    schedule_campaign(campaign, by=organizer)
    begin_broadcast(broadcast, by=organizer)
    create_pin(item, by=organizer)
    return campaign


def test_a_guest_buys_from_a_live_stream(campaign, phone):
    phone.visit(f"/l/{campaign.link}").sees("Chợ phiên đặc sản").sees("99.000")
    assert phone.path.startswith("/live/")
    phone.press("Thêm Hạt tiêu Cùa vào giỏ")
    phone.visit("/cart").sees("Hạt tiêu Cùa").sees("99.000")
    phone.visit("/checkout/delivery")
    phone.fill("Họ tên người nhận", "Trần Thị Mai").fill("Số điện thoại", "0912 345 678")
    phone.page.locator("[name=commune]").fill("Cam Chính")
    phone.page.get_by_text("Xã Cam Lộ").first.click()
    phone.fill("Số nhà, đường hoặc thôn", "12 thôn Mai Lộc")
    phone.press("Tiếp tục đến thanh toán").sees("Xem lại và đặt hàng").sees("Xã Cam Lộ")
    phone.page.locator("button[type=submit]:visible", has_text="Đặt hàng,").first.click()
    phone.look().sees("Trần Thị Mai")
    assert phone.path.startswith("/orders/QT-")
    db.session.rollback()
    metrics = metrics_of(campaign)
    assert (metrics.clicks, metrics.orders_placed, metrics.value_placed) == (1, 1, 99_000)


def test_the_way_to_an_order_works_by_keyboard_alone(campaign, phone):
    """Tab and Enter are enough from the live page to the cart."""
    phone.visit(f"/l/{campaign.link}")
    for _ in range(60):
        phone.page.keyboard.press("Tab")
        if "Thêm Hạt tiêu Cùa" in (phone.page.evaluate("document.activeElement.getAttribute('aria-label')") or ""):
            break
    with phone.page.expect_navigation():
        phone.page.keyboard.press("Enter")
    phone.sees("Đã thêm vào giỏ hàng").sees("Hạt tiêu Cùa")
    phone.page.reload()
    assert phone.page.get_by_text("Đã thêm vào giỏ hàng").count() == 0, "said once"
