"""A booth connects its carrier on a phone, books one parcel and then several, and sees one of them get lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from config import Config
from marketplace.core.db import db
from marketplace.domain.shipping.actions import ghn_for, note_fetched, send_bookings
from marketplace.domain.shipping.actions.following import ask_after
from marketplace.domain.shipping.queries import booking_of
from tests.browser.test_booth_packs_a_batch import press_in_bar
from tests.domain.shipping.stage import now, packed_order
from tests.emulators.ghn import SHOP, TOKEN, World, running
from tests.people import sign_in_in_browser


@pytest.fixture
def carrier() -> Iterator[tuple[str, World]]:
    with running() as told:
        yield told


@pytest.fixture
def served_config(market_config: Config, carrier: tuple[str, World]) -> Config:
    return replace(market_config, GHN_API_BASE=carrier[0])


@pytest.fixture
def asked_here(app: Flask, served_config: Config) -> Iterator[None]:
    """What the test does in its own process asks the same carrier."""
    before = app.config["MARKET"]
    app.config["MARKET"] = served_config
    yield
    app.config["MARKET"] = before
    app.extensions.pop("ghn_lists", None)


@pytest.mark.usefixtures("asked_here")
def test_a_booth_connects_its_carrier_and_books(carrier, booth, minh, phone):
    orders = [packed_order(booth, minh) for _ in range(3)]
    first, second, third = (order.code for order in orders)
    sign_in_in_browser(phone, minh)
    db.session.rollback()  # an open reading would keep the served market from writing
    phone.visit("/seller/shipping").follow("Giao Hàng Nhanh")
    phone.fill("Mã cửa hàng", SHOP).fill("Mã kết nối", "sai")
    phone.press("Thử và lưu").sees("không nhận mã kết nối")
    phone.fill("Mã cửa hàng", SHOP).fill("Mã kết nối", TOKEN)
    phone.press("Thử và lưu").sees("Đã kết nối Giao Hàng Nhanh")

    phone.visit(f"/seller/orders/{first}").follow("Đặt Giao Hàng Nhanh đến lấy")
    phone.page.get_by_label("Phường, xã theo GHN").select_option("1443:21301")
    phone.press("Xem phí").sees("22.000").press("Đặt GHN đến lấy").sees("Đang gửi yêu cầu")

    phone.visit("/seller/orders?state=packed")
    for code in (second, third):
        phone.choose(f"Chọn đơn {code}")
    press_in_bar(phone, "Đặt GHN đến lấy").sees("44.000")
    phone.page.locator(f"[name='to-{third}']").select_option("1443:21303")
    phone.press("Xem lại phí").sees("44.000")
    phone.press("Đặt GHN đến lấy các đơn đã chọn").sees("2 đơn")
    send_bookings()
    phone.visit("/seller/orders?state=packed").sees("Z0003BS")

    world, booking = carrier[1], now(booking_of(orders[0]))
    note_fetched(orders[0], by=minh)
    world.parcels[booking.client_code]["status"] = "lost"
    ask_after(ghn_for(booth.id), booking.id, booking.code)
    db.session.rollback()
    phone.visit(f"/seller/orders/{first}").sees("Thất lạc hoặc hư hỏng")
    phone.page.get_by_text("Khép lại đơn thất lạc").first.click()
    phone.press("Khép lại đơn thất lạc").sees("Đã khép lại")
