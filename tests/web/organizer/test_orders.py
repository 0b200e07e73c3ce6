"""What organizers see of orders: totals, and nobody's name."""

from __future__ import annotations

from marketplace.core.money import format_dong
from marketplace.domain.checkout.actions import cancel_order
from marketplace.domain.orders.rules import SHOPPER
from tests.buying import a_delivery, buy, order_in
from tests.people import on_sale, sign_in_as


def test_an_empty_market_says_so(client, ngoc):
    sign_in_as(client, ngoc)
    assert "Chưa có đơn hàng nào" in client.get("/organizer/orders").text


def test_totals_by_booth_and_state_without_people(client, ngoc, booth, rival_booth):
    buy(on_sale(booth, price=100_000))
    cancelled = buy(on_sale(booth, price=100_000), delivery=a_delivery(phone="0987 654 321"))
    cancel_order(order_in(cancelled).id, who=SHOPPER, by=None)
    buy(on_sale(rival_booth, price=50_000), delivery=a_delivery(phone="0987 654 322"))
    sign_in_as(client, ngoc)
    page = client.get("/organizer/orders").text
    for wanted in (booth.name, rival_booth.name, "Mới đặt", "Đã hủy", format_dong(122_000)):
        assert wanted in page
    for hidden in ("Nguyễn Thị Lan", "0912 345 678", "Lê Duẩn"):
        assert hidden not in page


def test_a_seller_does_not_find_it(client, minh, booth):
    sign_in_as(client, minh)
    assert client.get("/organizer/orders").status_code == 404
