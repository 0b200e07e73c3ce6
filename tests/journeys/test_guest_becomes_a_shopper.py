"""A guest buys, opens an account, and finds everything there: her cart, her order, her next one."""

from __future__ import annotations

import re

from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from marketplace.domain.orders.queries import purchases_of
from tests.conftest import Browser
from tests.people import on_sale
from tests.web.storefront.browsing import LAN, form_to, press, put

PASSWORD = "suong mu Lao Bao"
CODE = re.compile(r"QT-[0-9A-Z]{10}")


def browser(app):
    app.test_client_class = Browser
    return app.test_client()


def buy_now(client) -> str:
    where = form_to(client.get("/checkout/delivery").text, "/checkout/delivery")
    client.post("/checkout/delivery", data={**where, **LAN})
    placed = press(client, client.get("/checkout").text)
    return CODE.search(placed.location).group()


def test_a_guest_becomes_a_shopper_and_finds_her_orders(app, booth):
    pepper, coffee = on_sale(booth, name="Tiêu Cùa"), on_sale(booth, name="Cà phê Khe Sanh")
    phone, laptop = browser(app), browser(app)

    # As a guest she buys, then puts something else into the cart.
    put(phone, pepper)
    first = buy_now(phone)
    put(phone, coffee, 2)

    # Asked who she is, she makes an account and is led back to her orders; the cart came along.
    closed = phone.get("/account/orders")
    page = phone.get(closed.location).text
    way = re.search(r'href="(/account/sign-up\?next=[^"]+)"', page).group(1)
    form = form_to(phone.get(way).text, "/account/sign-up")
    typed = {**form, "full_name": "Nguyễn Thị Lan", "phone": LAN["phone"], "password": PASSWORD}
    joined = phone.post("/account/sign-up", data=typed)
    assert joined.location == "/account/orders"
    assert "Cà phê Khe Sanh" in phone.get("/cart").text

    # The order of before waits there to be taken in, and is hers from then on, wherever she is.
    orders = phone.get("/account/orders").text
    assert "Đặt trên máy này khi chưa đăng nhập" in orders
    assert phone.post(f"/account/orders/{first}/adoption").status_code == 303
    laptop.post("/account/sign-in", data={"login": LAN["phone"], "password": PASSWORD})
    assert first in laptop.get("/account/orders").text
    assert laptop.get(f"/orders/{first}").status_code == 200

    # On the laptop the cart is the same; what she buys now is hers without asking.
    assert "Cà phê Khe Sanh" in laptop.get("/cart").text
    second = buy_now(laptop)
    lan = db.session.query(Person).filter_by(full_name="Nguyễn Thị Lan").one()
    assert {purchase.code for purchase in purchases_of(lan)} == {first, second}
    assert second in phone.get("/account").text

    # She leaves the laptop; nothing of hers stays on it.
    laptop.post("/account/sign-out")
    assert laptop.get("/account/orders").status_code == 302
    assert laptop.get(f"/orders/{first}").status_code == 404
    assert phone.get("/account/orders").status_code == 200
