"""A first product on a phone in three steps; the network goes away in the middle, and the product comes once."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from marketplace.core.db import db
from marketplace.domain.catalog.actions import load_categories
from marketplace.domain.catalog.models import Photo, Product
from tests.people import sign_in_in_browser

MOST_INTERACTIONS = 12


class Thumb:
    """Counts what a person does with their thumb: a tap, a field filled, a choice made."""

    def __init__(self, phone):
        self.phone, self.count = phone, 0

    def fill(self, label, value):
        self.count += 1
        self.phone.fill(label, value)

    def choose(self, label, option):
        self.count += 1
        self.phone.page.get_by_label(label).select_option(label=option)

    def tap(self, name):
        self.count += 1
        self.phone.page.get_by_role("button", name=name).first.click()

    def photograph(self, label):
        self.count += 1
        file = BytesIO()
        Image.new("RGB", (900, 700), "#b8693d").save(file, "JPEG")
        photo = {"name": "khoai.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}
        self.phone.page.get_by_label(label).set_input_files(photo)


@pytest.fixture
def maker(phone, booth, minh):
    load_categories()
    db.session.commit()
    sign_in_in_browser(phone, minh)
    return phone.visit("/seller/sendings/new")


def cut_off(maker) -> None:
    """No network from now on; what the browser then writes on its console is no fault of the page."""
    maker.page.context.set_offline(True)


def connected_again(maker) -> None:
    maker.faults.clear()
    maker.page.context.set_offline(False)


def arrives(maker) -> None:
    """A sending with a photo takes a while on a slow machine."""
    maker.page.get_by_text("Đã lưu bản nháp “Khoai deo Hải Ninh”").first.wait_for(timeout=30_000)


def up_to_the_last_step(thumb):
    thumb.photograph("Ảnh sản phẩm")
    thumb.tap("Đi tiếp")
    thumb.fill("Tên sản phẩm", "Khoai deo Hải Ninh")
    thumb.fill("Giá bán", "60.000")
    thumb.fill("Đơn vị bán", "gói")
    thumb.tap("Đi tiếp")


def fill_the_last_step(thumb):
    thumb.choose("Nhóm hàng", "Mật ong, mứt, đồ ngọt")
    thumb.fill("Lượng tịnh", "500 g")
    thumb.fill("Thành phần", "Khoai lang")


def test_a_first_product_takes_at_most_twelve_interactions_with_the_network_cut_in_the_middle(maker):
    thumb = Thumb(maker)
    up_to_the_last_step(thumb)
    cut_off(maker.look())
    fill_the_last_step(thumb)
    thumb.tap("Lưu sản phẩm")
    maker.sees("Chưa gửi được vì không có mạng.")
    assert db.session.query(Product).count() == 0
    db.session.rollback()  # whoever still reads keeps the market from writing on SQLite
    connected_again(maker)
    arrives(maker)
    maker.look().sees("Để được duyệt")
    thumb.tap("Gửi duyệt")
    maker.look().sees("Đã gửi duyệt.")
    db.session.rollback()
    product = db.session.query(Product).one()
    assert (product.state, db.session.query(Photo).count()) == ("submitted", 1)
    assert thumb.count <= MOST_INTERACTIONS


def test_what_was_half_written_is_there_again_when_the_page_is_opened_anew(maker):
    up_to_the_last_step(Thumb(maker))
    maker.visit("/seller/products").visit("/seller/sendings/new").sees("Đã mở lại những gì bạn soạn dở")
    assert maker.page.get_by_label("Tên sản phẩm").input_value() == "Khoai deo Hải Ninh"
    assert maker.page.locator("[data-upload-preview] img").count() == 1
    maker.page.get_by_role("button", name="Bỏ, soạn lại từ đầu").click()
    expect(maker.page.get_by_label("Tên sản phẩm")).to_have_value("")


def test_a_product_that_waits_is_sent_from_any_page_of_the_desk_once(maker):
    thumb = Thumb(maker)
    up_to_the_last_step(thumb)
    fill_the_last_step(thumb)
    cut_off(maker)
    thumb.tap("Lưu sản phẩm")
    maker.sees("Chưa gửi được vì không có mạng.")
    maker.page.goto("about:blank")
    connected_again(maker)
    maker.visit("/seller/")
    arrives(maker)
    maker.visit("/seller/products").visit("/seller/")
    db.session.rollback()
    assert db.session.query(Product).count() == 1


def test_a_wrong_price_is_mended_and_the_photo_is_still_there(maker):
    thumb = Thumb(maker)
    up_to_the_last_step(thumb)
    fill_the_last_step(thumb)
    maker.page.locator("[name=price]").evaluate("(field) => { field.value = 'sáu chục' }")
    thumb.tap("Lưu sản phẩm")
    maker.sees("Xin xem lại").look()
    maker.page.get_by_label("Giá bán").fill("60.000")
    maker.page.get_by_role("button", name="Đi tiếp").click()
    maker.press("Lưu sản phẩm").sees("Đã lưu bản nháp")
    db.session.rollback()
    assert db.session.query(Photo).count() == 1
