"""Fetching goods oneself: chosen at the checkout, booth by booth."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from marketplace.core.db import db
from marketplace.domain.orders.models import Order
from marketplace.domain.shipping.actions import save_pickup_point
from tests.people import a_booth, on_sale, sign_in_as
from tests.web.storefront.browsing import form_to, press, put, say_where


@pytest.fixture
def shop(client, minh, booth):
    save_pickup_point(booth, by=minh, address_line="12 Lê Duẩn", hours="8:00–17:00")
    put(client, on_sale(booth))
    say_where(client)
    return client


def fetch(client, slug: str, name: str = "fetched"):
    return client.post("/checkout/fetching", data={name: slug})


def test_where_no_booth_offers_it_nothing_is_asked(client):
    put(client, on_sale(a_booth()))
    say_where(client)
    assert "Tự đến lấy" not in client.get("/checkout").text


def test_the_choice_takes_the_fee_away_and_back(shop, booth):
    dear = int(form_to(shop.get("/checkout").text, "/checkout")["expected_total"])
    assert fetch(shop, booth.slug).status_code == 303
    page = shop.get("/checkout").text
    assert int(form_to(page, "/checkout")["expected_total"]) < dear
    assert "12 Lê Duẩn" in page
    fetch(shop, booth.slug, "sent")
    assert int(form_to(shop.get("/checkout").text, "/checkout")["expected_total"]) == dear


def test_it_is_bought_as_the_page_says(shop, booth):
    fetch(shop, booth.slug)
    answer = press(shop)
    assert answer.status_code == 303
    order = db.session.scalars(select(Order)).one()
    assert (order.shipping_fee, order.pickup_place is not None) == (0, True)
    page = shop.get(answer.location).text
    assert "12 Lê Duẩn" in page
    assert "Sẵn sàng để lấy" in page


def test_a_page_from_before_the_booth_ended_it_buys_nothing(shop, booth, minh):
    fetch(shop, booth.slug)
    page = shop.get("/checkout").text
    save_pickup_point(booth, by=minh, address_line="", hours="")
    answer = press(shop, page)
    assert answer.status_code == 409
    assert "không còn cho tự đến lấy" in answer.text
    assert db.session.scalars(select(Order)).all() == []
    assert press(shop, answer.text).status_code == 303


@pytest.mark.parametrize("slug", ["no-such-booth", "", "x" * 5000, "\x00"])
def test_what_names_no_booth_changes_nothing(shop, slug):
    assert fetch(shop, slug).status_code == 303
    assert press(shop).status_code == 303
    assert db.session.scalars(select(Order)).one().pickup_place is None


def test_the_desk_hands_it_over(shop, booth, minh):
    fetch(shop, booth.slug)
    press(shop)
    order = db.session.scalars(select(Order)).one()
    sign_in_as(shop, minh)
    assert "Khách tự lấy" in shop.get("/seller/orders").text
    for step in ("acceptance", "packing"):
        shop.post(f"/seller/orders/{order.code}/{step}")
    page = shop.get(f"/seller/orders/{order.code}").text
    assert f"/seller/orders/{order.code}/handover" in page
    assert f'action="/seller/orders/{order.code}/shipment"' not in page
    assert shop.post(f"/seller/orders/{order.code}/handover").status_code == 303
    assert db.session.scalar(select(Order.state)) == "delivered"


def test_a_booth_says_where_and_ends_it(client, booth, minh):
    sign_in_as(client, minh)
    place = {"address_line": "3 Hùng Vương", "hours": "7–11 giờ"}
    assert client.post("/seller/shipping/pickup", data=place).status_code == 303
    assert "3 Hùng Vương" in client.get("/seller/shipping").text
    answer = client.post("/seller/shipping/pickup", data={"address_line": "3 Trần Phú", "hours": ""})
    assert answer.status_code == 422
    assert 'value="3 Trần Phú"' in answer.text
    assert client.post("/seller/shipping/pickup", data={"address_line": "", "hours": ""}).status_code == 303
    assert "3 Hùng Vương" not in client.get("/seller/shipping").text
