"""A person's own data as a file, and the way out for good."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from marketplace.core import files
from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from marketplace.domain.carts.rules import LOCK
from marketplace.domain.checkout.actions import cancel_order
from marketplace.domain.complaints.actions import Complainant, close_complaint, complain
from marketplace.domain.orders.rules import SHOPPER
from marketplace.domain.privacy.queries import reasons_to_stay
from marketplace.domain.reviews.actions import Opinion, write_review
from marketplace.domain.shipping.actions import save_pickup_point
from tests.buying import a_delivery, buy, order_in, purchase_of
from tests.domain.returns.stage import asked, delivered
from tests.domain.reviews import stage as reviews
from tests.people import on_sale, sign_in_as
from tests.web.account.conftest import PASSWORD
from tests.web.storefront.browsing import LAN, put


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


def test_the_data_has_the_cart_as_it_was_typed_and_no_proof_of_it(page, booth):
    put(page, on_sale(booth))
    page.post("/checkout/delivery", data=LAN)
    cart = json.loads(page.post("/account/data", data={"password": PASSWORD}).data)["cart"]
    assert cart["delivery"]["address_line"] == LAN["address_line"]
    assert LOCK not in cart["delivery"]


def test_the_data_says_where_goods_were_to_be_fetched(page, lan, minh, booth):
    save_pickup_point(booth, by=minh, address_line="12 Lê Duẩn", hours="8:00–17:00")
    buy(on_sale(booth), by=lan, delivery=a_delivery(fetched_from=(booth.slug,)))
    data = json.loads(page.post("/account/data", data={"password": PASSWORD}).data)
    assert data["purchases"][0]["orders"][0]["pickup_place"].startswith("12 Lê Duẩn, ")


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


def test_pictures_that_one_brought_come_along_and_nobody_elses(page, lan, minh, hoa, booth):
    asked(delivered(on_sale(booth), minh, by=lan))
    others = asked(delivered(on_sale(booth), minh, by=hoa))
    opinion = reviews.subject_of(reviews.delivered(variant := on_sale(booth), by=lan), variant)
    write_review(opinion, Opinion(5, "Thơm.", (reviews.a_picture(),)), by=lan)
    answer = page.post("/account/data", data={"password": PASSWORD})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="gian-hang.zip"'
    assert "no-store" in answer.headers["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as file:
        names = set(file.namelist())
        data = json.loads(file.read("gian-hang.json"))
        told = [
            name
            for each in data["purchases"]
            for order in each["orders"]
            for row in order["returns"]
            for name in row["pictures"]
        ]
        told += [name for each in data["reviews"] for name in each["pictures"]]
        assert len(told) == 2
        assert names == {"gian-hang.json", *told}
        assert all(file.read(name) for name in told)
    assert not any(f"return-{others.id}-" in name for name in names)


def test_a_picture_that_is_gone_does_not_hold_up_the_rest(page, lan, minh, booth):
    row = asked(delivered(on_sale(booth), minh, by=lan))
    files.drop(row.pictures[0].key)
    answer = page.post("/account/data", data={"password": PASSWORD})
    with zipfile.ZipFile(io.BytesIO(answer.data)) as file:
        assert file.namelist() == ["gian-hang.json"]


def test_an_open_complaint_keeps_the_account_however_many_came_after(lan, ngoc, booth):
    first, *later = [
        complain(
            booth, reason="other", text=f"Lần {n}: gọi mãi không ai nghe máy.", who=Complainant(lan, email=lan.email)
        )
        for n in range(52)
    ]
    for each in later:
        close_complaint(each, by=ngoc, outcome="settled", text="Hai bên đã nói chuyện xong.")
    [reason] = reasons_to_stay(lan)
    assert first.code in str(reason)
