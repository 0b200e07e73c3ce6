"""A booth takes on thirty orders at once, packs them, prints their labels and hands them to a carrier, on a phone."""

import pypdfium2
from sqlalchemy import func, select

from marketplace.core.db import db
from marketplace.domain.orders.models import Order
from marketplace.domain.shipping.models import Parcel
from tests.buying import a_delivery, buy
from tests.people import on_sale, sign_in_in_browser

# Here every letter is written before the answer; in the market jobs write them after it.
PATIENCE = 60_000


def test_thirty_orders_are_packed_labelled_and_sent_together(app, booth, minh, phone):
    jar = on_sale(booth, stock=40, name="Mắm ruốc Cửa Việt")
    for n in range(30):
        buy(jar, delivery=a_delivery(phone=f"0912 000 0{n:02d}", recipient=f"Nguyễn Thị Thuỷ {n}"))
    sign_in_in_browser(phone, minh)
    take_all(phone, "placed")
    press_in_bar(phone, "Nhận đơn").sees("Đã xong 30 đơn")
    take_all(phone, "accepted")
    labels = print_labels(phone)
    assert len(labels) == 30
    assert "Thuỷ 29" in labels[29].get_textpage().get_text_range()
    press_in_bar(phone, "Đã đóng gói").sees("Đã xong 30 đơn")
    take_all(phone, "packed")
    phone.page.locator(".batch [name=carrier]").select_option("GHN")
    phone.page.locator("input[name^=tracking]").first.fill("GHN00001")
    press_in_bar(phone, "Đã gửi đi").sees("Đã xong 30 đơn")
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Order).where(Order.state == "shipped")) == 30
    assert db.session.scalar(select(func.count()).select_from(Parcel).where(Parcel.carrier == "GHN")) == 30


def test_the_open_tab_is_in_sight_on_a_phone(app, booth, minh, phone):
    on_sale(booth)
    sign_in_in_browser(phone, minh)
    phone.visit("/seller/orders?state=cancelled")
    box = phone.page.locator(".tab[aria-current]").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360


def take_all(visitor, state: str):
    visitor.visit(f"/seller/orders?state={state}").choose("Chọn tất cả trên trang này").sees("(30)")
    return visitor


def press_in_bar(visitor, name: str):
    visitor.page.locator(".batch").get_by_role("button", name=name).click(timeout=PATIENCE)
    return visitor.look()


def print_labels(visitor) -> pypdfium2.PdfDocument:
    """What the button would open: the browser shows a PDF itself, so that its address is asked instead."""
    visitor.page.locator(".batch summary").click()
    form = visitor.page.locator("#batch").evaluate("(form) => new URLSearchParams(new FormData(form)).toString()")
    address = visitor.page.locator(".batch").get_by_role("button", name="Nhãn A6").get_attribute("formaction")
    answer = visitor.page.request.get(f"{visitor.address}{address}?{form}")
    return pypdfium2.PdfDocument(answer.body())
