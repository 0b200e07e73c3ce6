"""A whole campaign: planned with a booth, run from the desk, bought from three ways, one cancelled, closed and public."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.livestream.models import Campaign
from marketplace.domain.livestream.queries import metrics_of
from marketplace.domain.search.actions import reindex_all
from tests.browser.conftest import PHONE, Visitor
from tests.browser.test_organizer_runs_a_campaign import typed
from tests.people import a_booth, a_person, on_sale, sign_in_in_browser

EXPORT = (
    "Nhà sáng tạo,Thời gian bắt đầu,Thời lượng,Người xem,Lượt xem,Lượt thích\n"
    'quangtri.ocop,{start},1h 30min,2100,2500,320\n'
)  # fmt: skip


@pytest.fixture
def keeper(app):
    """Minh, whose booth sells pepper."""
    minh = a_person("Hồ Văn Minh")
    on_sale(a_booth(minh, name="HTX Tiêu Cùa"), price=120_000, stock=40, name="Hạt tiêu Cùa")
    reindex_all()
    return minh


@pytest.fixture
def people(chromium: Browser, served: str):
    """As many visitors with phones of their own as a test asks for."""
    contexts = []

    def another() -> Visitor:
        contexts.append(chromium.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **PHONE))
        contexts[-1].set_default_timeout(30_000)
        return Visitor(contexts[-1], served)

    yield another
    for context in contexts:
        context.close()


def test_a_campaign_from_plan_to_report(keeper, laptop, people, tmp_path):
    begins = clock.now()
    sign_in_in_browser(laptop, a_person("Lê Thị Ngọc", role="organizer"))
    campaign = plan(laptop, begins)
    seller = people()
    sign_in_in_browser(seller, keeper)
    take_part(seller, campaign)
    broadcast, link = prepare(laptop, campaign)
    go_on_air(laptop, campaign, broadcast)
    buy_by_link(people(), link)
    buy_by_code(people(), campaign)
    buy_by_comment(laptop, campaign, broadcast)
    file_is_imported(laptop, campaign, tmp_path, begins)
    close(laptop, campaign, broadcast)
    second_pair_of_eyes(people(), campaign)
    report_is_public(people(), campaign)
    db.session.rollback()
    metrics = metrics_of(db.session.query(Campaign).one())
    routes = {each.route: each.sales.orders_placed for each in metrics.routes}
    assert routes == {"voucher": 1, "hand": 1, "click": 1}
    assert (metrics.orders_placed, metrics.orders_cancelled, metrics.views) == (3, 1, 2500)
    assert metrics.value_placed == 99_000 * 4


def back_at(visitor, path) -> Visitor:
    """On a page that was looked at before."""
    visitor.page.goto(f"{visitor.address}{path}")
    return visitor


def plan(desk, begins) -> str:
    desk.visit("/organizer/campaigns/new").fill("Tên chương trình", "Chợ phiên đặc sản")
    desk.press("Lưu").follow("Thêm buổi phát")
    desk.page.locator("[name=platform][value=tiktok]").check(force=True)
    desk.fill("Tên buổi phát", "Phiên tối").fill("Tài khoản hoặc người phát", "quangtri.ocop")
    desk.fill("Bắt đầu", typed(begins)).fill("Kết thúc", typed(begins + timedelta(hours=2)))
    desk.page.locator("[name=code]").fill("TIEUCUA")
    desk.press("Lưu").sees("Phiên tối")
    campaign = desk.path.partition("/broadcasts")[0]
    desk.visit(f"{campaign}/goals").fill("Đơn chắc chắn", "30").press("Lưu")
    desk.visit(f"{campaign}/booths?q=Tiêu").press("Mời").sees("Chờ trả lời")
    return campaign


def take_part(seller, campaign):
    seller.visit(f"/seller/campaigns/{campaign.rpartition('/')[2]}").press("Nhận lời")
    seller.fill("Giá livestream", "99.000").fill("Số lượng dành riêng", "20").fill("Mỗi người mua tối đa", "3")
    seller.press("Gửi đề xuất").sees("Chờ xem")


def prepare(desk, campaign) -> tuple[str, str]:
    back_at(desk, f"{campaign}/booths").press("Vào: Phiên tối").sees("Đã lên danh sách")
    back_at(desk, f"{campaign}/plan").follow("Phiên tối")
    broadcast = desk.path.partition("#")[0]
    desk.press("Tạo liên kết")
    link = desk.page.locator(".link-card img").first.get_attribute("src").rpartition("/")[2].removesuffix(".svg")
    desk.visit(f"{broadcast}/clearance").fill("Lý do", "Giấy tờ bản giấy đang để ở bàn tổ chức.")
    desk.press("Cho phép và ghi lý do")
    back_at(desk, f"{campaign}/plan").press("Lên lịch chương trình")
    return broadcast, link


def go_on_air(desk, campaign, broadcast):
    desk.visit(f"{campaign}/desk?broadcast={broadcast.rpartition('/')[2]}").press("Bắt đầu phát")
    desk.page.locator("#pin-next").click()
    desk.sees("đang ghim")


def buy_by_link(shopper, link):
    shopper.visit(f"/l/{link}").sees("99.000").press("Thêm Hạt tiêu Cùa vào giỏ")
    pay(shopper, "Trần Thị Mai", "0912 345 678")


def buy_by_code(shopper, campaign):
    shopper.visit(f"/live/{campaign.rpartition('/')[2]}").press("Thêm Hạt tiêu Cùa vào giỏ")
    shopper.visit("/cart").page.locator("#voucher summary").click()
    shopper.page.locator("[name=voucher_code]").fill("tieucua")
    shopper.press("Dùng mã").sees("TIEUCUA")
    pay(shopper, "Lê Văn Hải", "0905 222 333")
    shopper.page.locator("summary", has_text="Hủy").first.click()
    shopper.page.locator("form[action$='/cancellations'] button[type=submit]").first.click()
    shopper.look().sees("Đã hủy")


def pay(shopper, name, phone):
    shopper.visit("/checkout/delivery")
    shopper.fill("Họ tên người nhận", name).fill("Số điện thoại", phone)
    shopper.page.locator("[name=commune]").fill("Cam Chính")
    shopper.page.get_by_text("Xã Cam Lộ").first.click()
    shopper.fill("Số nhà, đường hoặc thôn", "12 thôn Mai Lộc")
    shopper.press("Tiếp tục đến thanh toán").sees("Xem lại và đặt hàng")
    shopper.page.locator("button[type=submit]:visible", has_text="Đặt hàng,").first.click()
    shopper.look().sees(name)


def buy_by_comment(desk, campaign, broadcast):
    desk.visit(f"{campaign}/comments?broadcast={broadcast.rpartition('/')[2]}")
    desk.page.locator("#words").fill("Lan Anh: chốt 2 số 1 0935111222 Lan Anh thôn 2 Cam Lộ")
    desk.page.locator("form", has=desk.page.locator("#words")).locator("button[type=submit]").click()
    desk.look().fill("Người nhận", "Lan Anh").fill("Số nhà, đường, thôn", "thôn 2")
    desk.page.locator("#confirm").click()
    desk.look().sees("Đã ghi đơn")


def file_is_imported(desk, campaign, folder, begins):
    export = folder / "live.csv"
    export.write_text(EXPORT.format(start=f"{clock.local(begins):%Y/%m/%d/ %H:%M}"), encoding="utf-8-sig")
    desk.visit(f"{campaign}/readings")
    desk.page.locator("form[action$='/imports'] input[type=file]").set_input_files(export)
    desk.page.locator("form[action$='/imports'] button[type=submit]").click()
    desk.look().sees("2.500")
    desk.press("Nhận số liệu")


def close(desk, campaign, broadcast):
    """The one who brought the figures ends the show; somebody else looks at them before they are closed."""
    back_at(desk, f"{campaign}/desk?broadcast={broadcast.rpartition('/')[2]}")
    desk.page.locator("summary", has_text="Kết thúc buổi phát").click()
    desk.page.locator("form.confirm-body button", has_text="Kết thúc buổi phát").click()
    desk.page.wait_for_load_state("load")
    back_at(desk, f"{campaign}/plan").press("Kết thúc chương trình")


def second_pair_of_eyes(reviewer, campaign):
    sign_in_in_browser(reviewer, a_person("Trần Văn Đức", role="organizer"))
    reviewer.visit(f"{campaign}/readings")
    for box in reviewer.page.locator("[form=review][type=checkbox]").all():
        box.check(force=True)
    reviewer.press("Duyệt các số đã chọn").sees("đã duyệt")
    back_at(reviewer, f"{campaign}/plan")
    reviewer.page.locator("summary", has_text="Chốt số liệu").click()
    reviewer.page.locator("form.confirm-body button", has_text="Chốt số liệu").click()
    reviewer.look().visit(campaign).sees("Dấu vân tay SHA-256").press("Công khai số liệu")


def report_is_public(reader, campaign):
    reader.visit(f"/live/{campaign.rpartition('/')[2]}").follow("Chương trình đã mang lại gì")
    reader.sees("Mọi con số và định nghĩa").sees("2.500")
