"""A phone loses its network: pages seen before open, what was typed is kept, and nothing private stays behind."""

import pytest

from marketplace.core.db import db
from tests.people import a_booth, on_sale, sign_in_in_browser

READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
KEPT = """async () => (await Promise.all((await caches.keys()).map(async (name) =>
    (await (await caches.open(name)).keys()).map((each) => new URL(each.url).pathname)))).flat()"""


@pytest.fixture
def pepper(app):
    """The address of a product's page."""
    variant = on_sale(a_booth(name="HTX Tiêu Cùa"), name="Hạt tiêu Cùa")
    path = f"/products/{variant.product.slug}"
    db.session.rollback()
    return path


@pytest.fixture
def reader(pepper, phone):
    """Somebody whose phone has the market's worker, which answers from the second page on."""
    phone.visit("/products")
    phone.until(READY)
    return phone


def seen(phone, path: str) -> None:
    phone.visit(path)
    phone.until(f"async () => (await ({KEPT})()).includes('{path.partition('?')[0]}')")


def test_a_page_seen_before_opens_without_a_network(reader, pepper):
    seen(reader, pepper)
    reader.page.context.set_offline(True)
    reader.page.goto(f"{reader.address}{pepper}")
    reader.sees("120.000").sees("Đang không có mạng. Những gì bạn gõ")
    reader.page.goto(f"{reader.address}/booths")
    assert reader.page.get_by_role("heading", name="Đang không có mạng").is_visible()
    reader.page.context.set_offline(False)
    reader.page.get_by_role("link", name="Thử lại").click()
    reader.sees("HTX Tiêu Cùa")


def test_the_page_that_somebody_came_by_opens_too(pepper, phone):
    seen(phone, f"{pepper}?from=zalo")
    phone.page.context.set_offline(True)
    phone.page.goto(f"{phone.address}{pepper}?from=zalo")
    phone.sees("120.000")


def test_what_was_typed_is_there_again_when_the_network_is(reader, pepper):
    reader.visit(pepper)
    reader.press("Thêm vào giỏ").page.locator("#personal .count").wait_for()
    reader.visit("/checkout/delivery").fill("Họ tên người nhận", "Trần Thị Mai").fill("Số điện thoại", "0912 345 678")
    reader.page.context.set_offline(True)
    reader.page.get_by_role("button", name="Tiếp tục đến thanh toán").first.click()
    reader.page.wait_for_load_state()
    reader.page.context.set_offline(False)
    reader.visit("/checkout/delivery")
    assert reader.page.get_by_label("Họ tên người nhận").input_value() == "Trần Thị Mai"
    assert reader.page.get_by_label("Số điện thoại").input_value() == "0912 345 678"
    reader.visit("/cart").sees("Hạt tiêu Cùa")


def test_nothing_private_is_kept_on_the_phone(reader, pepper, lan):
    sign_in_in_browser(reader, lan)
    seen(reader, pepper)
    reader.visit("/account").visit("/cart")
    kept = reader.page.evaluate(KEPT)
    assert not [path for path in kept if path.startswith(("/account", "/cart", "/orders", "/checkout"))]
    names = reader.page.evaluate("""async () => (await Promise.all((await caches.keys()).map(async (name) => {
        const cache = await caches.open(name);
        return Promise.all((await cache.keys()).map(async (each) => (await cache.match(each, {ignoreVary: true})).text()));
    }))).flat().join()""")
    assert "Hạt tiêu Cùa" in names
    assert lan.full_name not in names


def test_what_was_taken_does_not_stand_in_the_next_empty_form(phone, ngoc):
    sign_in_in_browser(phone, ngoc)
    phone.visit("/organizer/announcements/new").fill("Tiêu đề", "Nghỉ lễ").choose("Quan trọng")
    phone.press("Gửi thông báo")
    phone.visit("/organizer/announcements/new")
    assert phone.page.get_by_label("Tiêu đề").first.input_value() == "Nghỉ lễ", "it was refused: kept"
    phone.fill("Nội dung", "Chợ nghỉ ngày mồng một.").press("Gửi thông báo").sees("Đã gửi.")
    phone.visit("/organizer/announcements/new")
    assert phone.page.get_by_label("Tiêu đề").first.input_value() == ""
    assert not phone.page.get_by_label("Quan trọng").is_checked()
