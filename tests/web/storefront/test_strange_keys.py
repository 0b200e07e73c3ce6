"""A cart's key that somebody else sent out: what is typed under it is shown to nobody but its browser (decision 0008)."""

from __future__ import annotations

import pytest

from marketplace.core.db import db
from marketplace.domain.carts.models import Cart
from marketplace.domain.orders.models import Purchase
from tests.people import on_sale, sign_in_as
from tests.web.storefront.browsing import LAN, form_to, press, put, say_where

HERS = {**LAN, "address_line": "77 Ngô Quyền"}
PRIVATE = ("Nguyễn Thị Lan", "0912 345 678", "0912345678", "lan@example.vn", "77 Ngô Quyền", "Phường Đông Hà")
EVIL = {**LAN, "recipient": "Kẻ Gian", "phone": "0999 888 777", "email": "", "address_line": "1 Nơi Khác"}
OPENED = ("/cart", "/checkout", "/checkout/delivery")


@pytest.fixture
def shop(app):
    return on_sale(price=60_000, stock=10)


@pytest.fixture
def other(app, client):
    """The browser of whoever sends the address out, with a cart that holds something."""
    return client


@pytest.fixture(params=["keeps cookies", "loses cookies"])
def victim(app, client, request):
    """The browser that follows the address."""
    return app.test_client(use_cookies=request.param == "keeps cookies")


def cart_in(answer) -> str:
    """What the address that an answer leads to carries."""
    return answer.location.partition("cart=")[2]


def the_key():
    db.session.rollback()
    return db.session.query(Cart).one().key


def what_is_shown_to(browser, carried: str) -> str:
    return "".join(browser.get(f"{path}?cart={carried}", follow_redirects=True).text for path in OPENED)


def test_who_sent_out_a_key_does_not_see_what_is_typed_under_it(other, victim, shop):
    put(other, shop)
    say_where(other, **EVIL)
    sent = other.get_cookie("cart").value
    key = the_key()
    page = victim.get(f"/products/{shop.product.slug}?cart={sent}").text
    carried = cart_in(victim.post("/cart/lines", data=form_to(page, "/cart/lines")))
    answer = victim.post("/checkout/delivery", data={**HERS, "cart": carried})
    assert answer.status_code == 303
    for said in (sent, key, f"{key}.{'x' * 32}"):
        for browser in (other, other.application.test_client(use_cookies=False)):
            shown = what_is_shown_to(browser, said)
            assert not [fact for fact in PRIVATE if fact in shown]


def test_what_a_browser_typed_is_shown_to_it_and_bought_with(victim, shop):
    carried = cart_in(put(victim, shop))
    carried = cart_in(victim.post("/checkout/delivery", data={**LAN, "cart": carried}))
    page = victim.get(f"/checkout?cart={carried}").text
    assert "12 Lê Duẩn" in page
    assert victim.post("/checkout", data={**form_to(page, "/checkout"), "payment_method": "cod"}).status_code == 303
    assert db.session.query(Purchase).one().recipient == "Nguyễn Thị Lan"


def test_goods_go_to_no_address_that_somebody_else_typed_meanwhile(other, app, shop):
    put(other, shop)
    say_where(other)
    page = other.get("/checkout").text
    thief = app.test_client(use_cookies=False)
    thief.post("/checkout/delivery", data={**EVIL, "cart": the_key()})
    answer = press(other, page)
    assert (answer.status_code, answer.location) == (303, "/checkout/delivery")
    assert db.session.query(Purchase).count() == 0
    assert "Kẻ Gian" not in other.get("/checkout/delivery").text


def test_the_proof_goes_along_when_a_guest_signs_in(client, shop, lan):
    put(client, shop)
    say_where(client)
    sign_in_as(client, lan)
    assert "12 Lê Duẩn" in client.get("/checkout/delivery").text


def test_neither_proof_nor_its_lock_stands_on_a_page_of_a_browser_with_cookies(client, shop):
    put(client, shop)
    say_where(client)
    key, _dot, proof = client.get_cookie("cart").value.partition(".")
    for path in OPENED:
        page = client.get(path).text
        assert key not in page
        assert proof not in page
        assert "locked_by" not in page
