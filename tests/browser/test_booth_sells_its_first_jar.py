"""A maker joins, opens a booth, puts a jar on sale, and a guest buys it; the parcel is delivered."""

from marketplace.core.db import db
from marketplace.domain.catalog.actions import load_categories
from marketplace.domain.orders.models import Order
from tests.people import a_person, sign_in_in_browser


def test_a_booth_opens_and_sells_its_first_jar(app, phone, second_phone, laptop):
    load_categories()
    organizer = a_person("Lê Thị Ngọc", role="organizer")
    maker_joins_and_applies(phone)
    organizer_admits(laptop, organizer)
    maker_puts_a_jar_on_sale(phone)
    organizer_publishes(laptop)
    guest_buys(second_phone)
    maker_sends_it(phone)
    db.session.rollback()
    order = db.session.query(Order).one()
    assert [step.to_state for step in order.steps] == ["placed", "accepted", "packed", "shipped", "delivered"]


def maker_joins_and_applies(maker):
    maker.visit("/account/sign-up")
    maker.fill("Họ và tên", "Hồ Thị Măng").fill("Số điện thoại", "0912345678")
    maker.fill("Mật khẩu", "mot con ga rung")
    maker.page.locator("main form button[type=submit]").first.click()
    maker.look()
    maker.visit("/seller/application")
    maker.fill("Tên gian hàng", "Nhà Măng Khe Sanh")
    maker.page.locator("[name=subject_kind][value=household]").check(force=True)
    maker.fill("Tên đầy đủ theo giấy tờ", "Hộ kinh doanh Hồ Thị Măng").fill("Người đại diện", "Hồ Thị Măng")
    maker.fill("Mã số thuế", "045190000001")
    choose_place(maker, "Khe Sanh", "Xã Khe Sanh")
    maker.page.locator("[name=legal_address]").fill("Khối 3")
    maker.page.locator("main [name=phone]").fill("0912345678")
    maker.page.locator("main [name=email]").fill("mang@example.vn")
    maker.press("Gửi hồ sơ").sees("chờ")


def choose_place(visitor, typed: str, shown: str) -> None:
    visitor.page.locator("[name=commune]").fill(typed)
    visitor.page.get_by_text(shown).first.click()


def organizer_admits(desk, organizer):
    sign_in_in_browser(desk, organizer)
    desk.visit("/organizer/booths").follow("Nhà Măng Khe Sanh").press("Cho mở gian hàng").sees("Đang mở")


def maker_puts_a_jar_on_sale(maker):
    maker.visit("/seller/products/new")
    maker.fill("Tên sản phẩm", "Măng muối chua")
    maker.page.locator("[name=category_id]").select_option(label="Rau, củ, quả")
    maker.fill("Đơn vị bán", "hũ")
    maker.page.locator("[name$=price]").first.fill("45.000")
    maker.page.locator("[name$=weight_g]").first.fill("700")
    maker.page.locator("[name$=stock]").first.fill("12")
    maker.press("Lưu bản nháp").press("Gửi duyệt").sees("chờ")


def organizer_publishes(desk):
    desk.visit("/organizer/products").follow("Măng muối chua").press("Cho lên kệ")


def guest_buys(guest):
    guest.visit("/search?q=mang+muoi").follow("Măng muối chua").sees("45.000")
    guest.page.locator("form[action$='/cart/lines'] button[type=submit]:visible").first.click()
    guest.look()
    guest.visit("/checkout/delivery")
    guest.fill("Họ tên người nhận", "Trần Thị Mai").fill("Số điện thoại", "0905111222")
    choose_place(guest, "Đông Hà", "Phường Đông Hà")
    guest.fill("Số nhà, đường hoặc thôn", "12 Lê Duẩn")
    guest.press("Tiếp tục đến thanh toán")
    guest.page.locator("button[type=submit]:visible", has_text="Đặt hàng,").first.click()
    guest.look().sees("Trần Thị Mai")


def maker_sends_it(maker):
    maker.visit("/seller/orders").page.locator("main a[href*='/seller/orders/QT-']").first.click()
    maker.look().press("Nhận đơn").press("Đã đóng gói xong")
    maker.page.locator("[name=carrier]").select_option(index=1)
    maker.page.locator("[name=tracking_code]").fill("EE123456789VN")
    maker.press("Đã gửi đi").press("Đã giao xong")
