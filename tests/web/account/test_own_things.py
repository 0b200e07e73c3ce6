"""The home page, orders, addresses, name and language."""

import pytest

from marketplace.core.db import db
from marketplace.core.secret_links import secret_for
from marketplace.domain.accounts.actions import save_address
from marketplace.domain.accounts.models import Address
from tests.buying import buy, purchase_of
from tests.people import DONG_HA, on_sale, sign_in_as

HOME = {
    "recipient": "Nguyễn Thị Lan", "phone": "0912 345 678", "province": "44", "commune": "Phường Đông Hà",
    "commune_code": DONG_HA, "line": "12 Lê Duẩn",
}  # fmt: skip


@pytest.fixture
def page(client, lan):
    sign_in_as(client, lan)
    return client


def test_a_shopper_is_invited_to_open_a_booth(page):
    text = page.get("/account").text
    assert "Chưa có đơn hàng nào" in text
    assert '"/seller/application"' in text
    assert "Duyệt gian hàng" not in text


def test_a_seller_sees_the_way_to_the_booth(client, minh, booth):
    sign_in_as(client, minh)
    text = client.get("/account").text
    assert booth.name in text
    assert "Bạn làm ra sản phẩm ở Quảng Trị?" not in text


def test_an_organizer_sees_the_way_to_work(client, ngoc):
    sign_in_as(client, ngoc)
    assert "Duyệt gian hàng" in client.get("/account").text


def test_her_orders_are_hers(page, lan, hoa, booth):
    mine = purchase_of(buy(on_sale(booth, name="Tiêu Cùa"), by=lan))
    theirs = purchase_of(buy(on_sale(booth, name="Nước mắm Cửa Việt"), by=hoa))
    text = page.get("/account/orders").text
    assert mine.code in text
    assert f'href="/orders/{mine.code}"' in text
    assert "Mới đặt" in text
    assert "Tiêu Cùa × 1" in text
    assert theirs.code not in text
    assert mine.code in page.get("/account").text


def test_many_orders_come_in_pages(page, lan, booth):
    variant = on_sale(booth, stock=30)
    codes = [purchase_of(buy(variant, by=lan)).code for _ in range(3)]
    from marketplace.web.account import orders

    orders_per_page, orders.PER_PAGE = orders.PER_PAGE, 2
    try:
        first, second = page.get("/account/orders").text, page.get("/account/orders?page=2").text
    finally:
        orders.PER_PAGE = orders_per_page
    assert [code in first for code in codes] == [False, True, True]
    assert [code in second for code in codes] == [True, False, False]


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999", "1.5", "２"])
def test_any_page_number_is_answered(page, number):
    assert page.get("/account/orders", query_string={"page": number}).status_code == 200


def test_a_guests_purchase_joins_the_account_only_from_the_browser_that_placed_it(page, lan, booth):
    purchase = purchase_of(buy(on_sale(booth)))
    path = f"/account/orders/{purchase.code}/adoption"
    assert page.post(path).status_code == 404
    with page.session_transaction() as session:
        session["purchases"] = [purchase.code]
    text = page.get("/account/orders").text
    assert "Đặt trên máy này khi chưa đăng nhập" in text
    assert page.post(path).status_code == 303
    db.session.expire_all()
    assert purchase.person_id == lan.id
    assert "Đặt trên máy này" not in page.get("/account/orders").text


def test_a_guests_purchase_joins_by_the_link_of_the_letter(page, lan, booth):
    purchase = purchase_of(buy(on_sale(booth)))
    path = f"/account/orders/{purchase.code}/adoption"
    assert page.post(path, query_string={"s": "guessed"}).status_code == 404
    assert page.post(path, query_string={"s": secret_for("purchase", purchase.code)}).status_code == 303


def test_somebody_elses_purchase_joins_nobody(page, hoa, booth):
    purchase = purchase_of(buy(on_sale(booth), by=hoa))
    with page.session_transaction() as session:
        session["purchases"] = [purchase.code]
    assert page.post(f"/account/orders/{purchase.code}/adoption").status_code == 404
    db.session.expire_all()
    assert purchase.person_id == hoa.id


def test_an_address_is_kept_and_forgotten(page, lan):
    assert "Nguyễn Thị Lan" in page.get("/account/addresses").text  # her name stands in the form
    assert page.post("/account/addresses", data=HOME).status_code == 303
    text = page.get("/account/addresses").text
    assert "12 Lê Duẩn, Phường Đông Hà, Tỉnh Quảng Trị" in text
    [address] = db.session.query(Address).all()
    page.post(f"/account/addresses/{address.id}/removal")
    assert "Chưa có địa chỉ nào" in page.get("/account/addresses").text


def test_an_old_name_is_found_without_scripts(page):
    answer = page.post("/account/addresses", data={**HOME, "commune": "cam chính, cam lộ", "commune_code": ""})
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"recipient": ""}, "recipient"), ({"recipient": "\u200b"}, "recipient"), ({"phone": "12"}, "phone"),
        ({"line": " "}, "line"), ({"commune": "không có đâu", "commune_code": ""}, "commune"),
        ({"commune": "", "commune_code": ""}, "commune"), ({"province": "99"}, "province"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_address_is_said_beside_its_field(page, change, field):
    answer = page.post("/account/addresses", data={**HOME, **change})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert db.session.query(Address).count() == 0


def test_another_persons_address_is_not_removed(page, hoa):
    address = save_address(hoa, recipient="Hoa", phone="0912345678", line="1", commune_code=DONG_HA)
    assert page.post(f"/account/addresses/{address.id}/removal").status_code == 303
    assert db.session.query(Address).count() == 1


def test_name_and_language_are_changed(page, lan):
    answer = page.post("/account/profile", data={"full_name": "Lan Nguyễn", "language": "en"})
    assert answer.status_code == 303
    db.session.expire_all()
    assert (lan.full_name, lan.language) == ("Lan Nguyễn", "en")


@pytest.mark.parametrize("change", [{"full_name": " "}, {"language": "fr"}, {"language": ""}])
def test_a_name_has_letters_and_a_language_is_one_of_ours(page, lan, change):
    answer = page.post("/account/profile", data={"full_name": "Lan", "language": "vi", **change})
    assert answer.status_code == 422
    db.session.expire_all()
    assert (lan.full_name, lan.language) == ("Nguyễn Thị Lan", "vi")
