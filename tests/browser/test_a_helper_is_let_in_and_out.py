"""A volunteer with a phone of her own is let in by a code, takes an order on, and is out at her next press."""

import pytest

from marketplace.core.db import db
from marketplace.domain.booths.queries import acts_in
from marketplace.domain.orders.models import Order
from tests.browser.conftest import PHONE, visitor_with
from tests.buying import buy, order_in
from tests.people import on_sale, sign_in_in_browser

# Here every letter is written before the answer; in the market jobs write them after it.
PATIENCE = 90_000


@pytest.fixture
def hers(chromium, served):
    """The phone of the volunteer."""
    yield from visitor_with(chromium, served, **PHONE)


def test_a_helper_is_let_in_by_a_code_seen_by_everybody_and_let_out(app, booth, minh, lan, phone, hers):
    code, banner = order_in(buy(on_sale(booth))).code, f"Nguyễn Thị Lan đang giúp gian hàng {booth.name}"
    for each in (phone, hers):
        each.page.set_default_timeout(PATIENCE)
    sign_in_in_browser(phone, minh)
    phone.visit("/seller/helping").choose("đơn hàng").press("Tạo mã").sees("Đọc mã này cho người giúp")
    said = phone.page.locator("[data-copy]").get_attribute("data-copy")
    sign_in_in_browser(hers, lan)
    hers.visit("/account/helping").fill("Mã", said).press("Bắt đầu giúp")
    db.session.rollback()  # SQLite lets nobody write while this test reads
    hers.sees(banner)
    hers.visit(f"/seller/orders/{code}").press("Nhận đơn").sees("Đã đóng gói xong")
    assert hers.page.get_by_text("Bạn nhận").count() == 0, "no money for a helper"
    for closed in ("earnings", "members", "papers", "downloads", "shipping"):
        assert hers.page.request.get(f"{hers.address}/seller/{closed}").status == 403
    phone.visit("/seller/helping").sees("Nguyễn Thị Lan").sees("Nhận đơn")
    phone.page.get_by_text("Thu hồi").first.click()
    phone.page.locator("form[action$='/ending'] button").first.click()
    phone.look()
    hers.press("Đã đóng gói xong")
    assert hers.page.get_by_text(banner).count() == 0
    db.session.rollback()
    assert db.session.query(Order.state).filter_by(code=code).one().state == "accepted"
    assert {act.person.full_name for act in acts_in(booth)} == {"Nguyễn Thị Lan"}
