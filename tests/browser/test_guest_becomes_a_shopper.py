"""A guest on a phone becomes a shopper and finds her orders; every page on the way pleases axe and fits 360 pixels."""

from __future__ import annotations

import pytest

from tests.people import on_sale

pytestmark = pytest.mark.browser

PASSWORD = "suong mu Lao Bao"


def test_a_guest_becomes_a_shopper(phone, booth):
    on_sale(booth, name="Tiêu Cùa")
    phone.visit("/account/orders").sees("Đăng nhập")
    phone.follow("Tạo tài khoản")
    phone.fill("Họ và tên", "Hồ Thị Mai").fill("Số điện thoại", "12").fill("Mật khẩu", PASSWORD)
    phone.press("Tạo tài khoản").sees("Số điện thoại này chưa đúng")
    phone.fill("Số điện thoại", "0987 654 321").fill("Mật khẩu", PASSWORD)
    phone.page.get_by_label("Hiện mật khẩu").click()
    assert phone.page.locator("#password").get_attribute("type") == "text"
    phone.press("Tạo tài khoản").sees("Chưa có đơn hàng nào")
    assert phone.path == "/account/orders"
    phone.visit("/account").sees("Hồ Thị Mai")
    phone.follow("Địa chỉ nhận hàng")
    phone.fill("Số nhà, đường, thôn", "12 Lê Duẩn")
    phone.page.locator("#commune").press_sequentially("dong ha")
    phone.page.locator("#commune-list li").first.click()
    phone.press("Lưu địa chỉ").sees("Phường Đông Hà")
    phone.page.get_by_text("Xóa", exact=True).first.click()
    phone.look()
    phone.visit("/account/sign-ins").sees("Máy này")
    phone.visit("/account/password").visit("/account/profile").visit("/account/sign-out")
    phone.press("Đăng xuất").sees("Bạn đã đăng xuất")
