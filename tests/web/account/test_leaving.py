"""A person's own data as a file, and the way out for good."""

from __future__ import annotations

import json

import pytest

from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from marketplace.domain.checkout.actions import cancel_order
from marketplace.domain.orders.rules import SHOPPER
from tests.buying import buy, order_in, purchase_of
from tests.people import on_sale, sign_in_as
from tests.web.account.conftest import PASSWORD


@pytest.fixture
def page(client, lan):
    sign_in_as(client, lan)
    return client


def test_the_account_leads_to_the_data_and_the_data_to_the_way_out(page):
    assert '"/account/data"' in page.get("/account").text
    assert '"/account/erasure"' in page.get("/account/data").text


def test_the_data_comes_as_a_file_that_nobody_keeps(page, lan, booth):
    placed = buy(on_sale(booth), by=lan)
    answer = page.post("/account/data", data={"password": PASSWORD})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="gian-hang.json"'
    assert "no-store" in answer.headers["Cache-Control"]
    data = json.loads(answer.data)
    assert data["account"]["full_name"] == lan.full_name
    assert [each["code"] for each in data["purchases"]] == [purchase_of(placed).code]


@pytest.mark.parametrize("path", ["/account/data", "/account/erasure"])
@pytest.mark.parametrize("typed", ["", "sai rồi"])
def test_without_the_password_nothing_happens(page, lan, path, typed):
    answer = page.post(path, data={"password": typed})
    assert answer.status_code == 422
    assert 'id="password-error"' in answer.text
    db.session.expire_all()
    assert lan.state == "active"


def test_whoever_goes_is_signed_out_and_gone(page, lan):
    answer = page.post("/account/erasure", data={"password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/")
    assert "đã được xóa" in page.get("/").text
    assert page.get("/account").status_code == 302
    assert db.session.get_one(Person, lan.id, populate_existing=True).state == "erased"


def test_what_is_in_the_way_is_said_before_the_password_is_asked(page, lan, booth):
    order = order_in(buy(on_sale(booth), by=lan))
    text = page.get("/account/erasure").text
    assert order.code in text
    assert 'name="password"' not in text
    answer = page.post("/account/erasure", data={"password": PASSWORD})
    assert answer.status_code == 409
    assert order.code in answer.text


def test_pages_of_orders_stand_without_their_buyer(page, client, lan, minh, booth):
    order = order_in(buy(on_sale(booth), by=lan))
    cancel_order(order.id, who=SHOPPER, by=lan)
    page.post("/account/erasure", data={"password": PASSWORD})
    sign_in_as(client, minh)
    assert order.code in client.get("/seller/orders?state=cancelled").text
    text = client.get(f"/seller/orders/{order.code}").text
    assert "Người mua đã xóa tài khoản" in text
    assert 'href="tel:"' not in text
