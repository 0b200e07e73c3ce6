"""An organizer plans a campaign, goes live, writes an order down, notes the views and answers for the figures."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.search.actions import reindex_all
from tests.people import a_booth, a_person, on_sale, sign_in_in_browser


@pytest.fixture
def pepper(app):
    """Something to show on air."""
    pepper = on_sale(a_booth(name="HTX Tiêu Cùa"), price=120_000, stock=40, name="Hạt tiêu Cùa")
    reindex_all()
    return pepper


def test_an_organizer_runs_a_campaign_and_reports_it(pepper, laptop):
    organizer = a_person("Lê Thị Ngọc", role="organizer")
    sign_in_in_browser(laptop, organizer)
    plan(laptop)
    line_up(laptop)
    go_live(laptop)
    mistype_a_price(laptop)
    read_comments(laptop)
    write_an_order_down(laptop)
    note_the_views(laptop)
    answer_for_the_figures(laptop)


def plan(desk):
    desk.visit("/organizer/campaigns/new").fill("Tên chương trình", "Chợ phiên đặc sản")
    desk.press("Lưu").follow("Thêm buổi phát")
    now = clock.now()
    desk.page.locator("[name=platform][value=tiktok]").check(force=True)
    desk.fill("Tên buổi phát", "Phiên tối")
    desk.fill("Bắt đầu", typed(now)).fill("Kết thúc", typed(now + timedelta(hours=2)))
    desk.page.locator("[name=code]").fill("TIEUCUA")
    desk.press("Lưu").sees("Phiên tối")


def typed(moment) -> str:
    """As the browser's own picker hands it in."""
    return f"{clock.local(moment):%Y-%m-%dT%H:%M}"


def line_up(desk):
    desk.page.locator(".find input").first.fill("tiêu")
    desk.page.locator(".find button").first.click()
    desk.look()
    desk.page.locator("form[action$='/items'] [name=price]").first.fill("99.000")
    desk.press("Thêm vào danh sách").sees("99.000")
    desk.press("Tạo liên kết")


def go_live(desk):
    broadcast = desk.path.partition("#")[0]
    desk.visit(broadcast.partition("/broadcasts")[0] + "/plan").press("Lên lịch chương trình")
    desk.visit(broadcast.partition("?")[0] + "/clearance")
    desk.fill("Lý do", "Giấy tờ bản giấy đang để ở bàn tổ chức.").press("Cho phép và ghi lý do")
    desk.visit(broadcast).press("Bắt đầu phát").press("Ghim").sees("Bỏ ghim")


def mistype_a_price(desk):
    """What was wrong stays to be read while it is being mended, also when the desk asks for news meanwhile."""
    broadcast = desk.path
    desk.visit(broadcast.partition("/broadcasts")[0] + "/desk")
    price = desk.page.locator("main form [name=price]").first
    price.fill("9.999.999.999")
    desk.page.get_by_role("button", name="Đổi giá").click()
    wrong = desk.page.get_by_text("Giá ưu đãi phải thấp hơn giá bán")
    expect(wrong.first).to_be_visible()
    desk.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(desk.page.locator("[data-poll-status]")).to_contain_text(re.compile(r"lúc \d\d:\d\d"))
    expect(wrong.first).to_be_visible()
    expect(price).to_have_value("9.999.999.999")
    desk.visit(broadcast)


def read_comments(desk):
    """What was pasted is kept on the device until it has arrived, and no longer: it holds people's numbers."""
    campaign = "/".join(desk.path.split("/")[:4])
    kept = "Object.keys(localStorage).filter((each) => each.startsWith('draft:')).length"
    desk.visit(f"{campaign}/comments")
    desk.page.locator("#words").fill("Lan: chốt 1 hạt tiêu 0912345678 Cam Lộ")
    assert desk.page.evaluate(kept) == 1
    desk.visit(f"{campaign}/comments")
    expect(desk.page.locator("#words")).to_have_value("Lan: chốt 1 hạt tiêu 0912345678 Cam Lộ")
    desk.press("Đọc bình luận").sees("1 đơn mới")
    expect(desk.page.locator("#words")).to_have_value("")
    assert desk.page.evaluate(kept) == 0


def write_an_order_down(desk):
    campaign = "/".join(desk.path.split("/")[:4])
    desk.visit(f"{campaign}/orders/new")
    desk.page.locator("[name=quantity]").fill("2")
    desk.fill("Người nhận", "Trần Thị Mai").fill("Số điện thoại", "0905111222")
    desk.page.locator("[name=commune]").fill("Đông Hà")
    desk.page.get_by_text("Phường Đông Hà").first.click()
    desk.fill("Số nhà, đường, thôn", "12 Lê Duẩn")
    desk.page.locator("main form button[type=submit]").last.click()
    desk.look()


def note_the_views(desk):
    campaign = "/".join(desk.path.split("/")[:4]).partition("?")[0]
    desk.visit(f"{campaign}/readings")
    desk.page.locator("[name=views]").fill("10")
    desk.page.locator("form[action$='/readings'] button[type=submit]").first.click()
    desk.look()


def answer_for_the_figures(desk):
    campaign = "/".join(desk.path.split("/")[:4]).partition("?")[0]
    desk.visit(campaign).sees("Giải thích")
    desk.page.locator("form[action*='/explanations/'] [name=text]").first.fill("Khách gọi điện đặt trước buổi phát.")
    desk.page.locator("form[action*='/explanations/'] button[type=submit]").first.click()
    desk.look().sees("Khách gọi điện đặt trước buổi phát.")
    db.session.rollback()
