"""Days off are set at the desk and told wherever somebody may buy."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.core import clock
from tests.people import on_sale, sign_in_as
from tests.web.storefront.browsing import put, say_where


@pytest.fixture
def desk(client, minh, booth):
    sign_in_as(client, minh)
    return client


def typed(first: int, last: int, note: str = "") -> dict[str, str]:
    days = (clock.today() + timedelta(days=number) for number in (first, last))
    return {**dict(zip(("first_day", "last_day"), (f"{each:%Y-%m-%d}" for each in days), strict=True)), "note": note}


def test_a_holiday_is_told_on_the_booth_the_product_the_cart_and_the_checkout(desk, app, booth):
    variant = on_sale(booth)
    pages = (f"/booths/{booth.slug}", f"/products/{variant.product.slug}")
    assert desk.post("/seller/holiday", data=typed(0, 3, "Nghỉ <b>Tết</b>")).status_code == 303
    shopper = app.test_client()
    for page in pages:
        text = shopper.get(page).text
        assert "Gian hàng nghỉ từ" in text
        assert "Nghỉ &lt;b&gt;Tết&lt;/b&gt;" in text
    put(shopper, variant)
    say_where(shopper)
    for page in ("/cart", "/checkout"):
        assert "Gian hàng nghỉ đến hết" in shopper.get(page).text
    assert desk.post("/seller/holiday/removal").status_code == 303
    for page in (*pages, "/cart", "/checkout"):
        assert "Gian hàng nghỉ" not in shopper.get(page).text


def test_days_that_cannot_be_stay_typed_with_a_message_beside_them(desk, booth):
    answer = desk.post("/seller/holiday", data=typed(3, 1, "Chờ vụ mới"))
    assert answer.status_code == 422
    assert "tối đa 60 ngày" in answer.text
    assert 'value="Chờ vụ mới"' in answer.text
    assert booth.holiday is None


@pytest.mark.parametrize("bad", ["", "31/02/2026", "x", "2026-13-01", "9" * 40])
def test_what_is_no_day_is_refused_and_never_a_fault(desk, booth, bad):
    answer = desk.post("/seller/holiday", data={**typed(0, 1), "first_day": bad})
    assert answer.status_code == 422
    assert booth.holiday is None


def test_the_desk_says_what_is_set(desk):
    assert "Đang đặt ngày nghỉ" not in desk.get("/seller/holiday").text
    desk.post("/seller/holiday", data=typed(1, 2))
    text = desk.get("/seller/holiday").text
    assert "Đang đặt ngày nghỉ" in text
    assert f'value="{clock.today() + timedelta(days=1):%Y-%m-%d}"' in text
