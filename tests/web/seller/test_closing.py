"""The owner closes the booth with a reason and the password, and sees what is still open; shoppers are told politely."""

import pytest

from marketplace.core.passwords import hash_password
from marketplace.core.transactions import transaction
from marketplace.domain.favourites.actions import follow_booth
from marketplace.domain.leaving.actions import close_booth_for
from tests.buying import buy
from tests.domain.ledger.stage import a_rate
from tests.domain.returns.stage import delivered
from tests.people import on_sale, sign_in_as

PASSWORD = "bon con voi trang"


def test_a_booth_is_closed_with_reason_and_password(client, booth, minh, ngoc, lan):
    with transaction():
        minh.password_hash = hash_password(PASSWORD)
    goods = on_sale(booth)
    follow_booth(booth, by=lan)
    buy(goods)
    sign_in_as(client, minh)
    wrong = client.post("/seller/closing", data={"reason": "Nghỉ hẳn", "password": "sai"})
    assert (wrong.status_code, "Nghỉ hẳn</textarea>" in wrong.text) == (422, True)
    assert client.post("/seller/closing", data={"password": PASSWORD}).status_code == 422
    assert client.post("/seller/closing", data={"reason": "Nghỉ hẳn", "password": PASSWORD}).status_code == 303
    page = client.get("/seller/closing").text
    assert "1 đơn hàng chưa xong" in page
    assert "Gian hàng đang đóng" in client.get("/seller/orders").text
    for address in (f"/booths/{booth.slug}", f"/products/{goods.product.slug}", f"/en/booths/{booth.slug}"):
        answer = client.get(address)
        assert answer.status_code == 410, address
    assert "đã đóng" in client.get(f"/booths/{booth.slug}").text
    sign_in_as(client, lan)
    assert "đã đóng" in client.get("/follows").text
    sign_in_as(client, ngoc)
    assert "Gian hàng đang đóng" in client.get("/organizer/").text
    page = client.get(f"/organizer/booths/{booth.slug}").text
    assert "1 đơn hàng chưa xong" in page
    assert "Nghỉ hẳn" in page
    assert client.post(f"/organizer/booths/{booth.slug}/reopening").status_code == 303
    assert client.get(f"/booths/{booth.slug}").status_code == 200


def test_what_is_open_leads_to_where_it_is_finished_and_the_books_are_told(client, booth, minh):
    buy(on_sale(booth))
    sign_in_as(client, minh)
    page = client.get("/seller/closing").text
    assert 'href="/seller/orders">1 đơn hàng chưa xong' in page
    assert "Theo sổ, chợ và gian hàng không còn nợ nhau." in page
    assert 'href="/seller/earnings">Xem tiền bán hàng' in page
    assert 'href="/seller/downloads">Tải dữ liệu' in page


@pytest.mark.parametrize(
    ("method", "sentence"), [("cod", "gian hàng còn phải trả chợ 5.000"), ("vietqr", "chợ còn phải trả gian hàng")]
)
def test_who_closes_a_booth_is_told_what_the_books_say_before_and_after(client, booth, minh, method, sentence):
    a_rate("commission", 500)
    delivered(on_sale(booth, price=100_000), minh, payment_method=method)
    sign_in_as(client, minh)
    assert sentence in client.get("/seller/closing").text
    close_booth_for(booth, by=minh, reason="Nghỉ hẳn")
    sign_in_as(client, minh)
    assert sentence in client.get("/seller/closing").text


def test_a_closing_booth_is_asked_for_nothing_that_a_new_one_would_be(client, booth, minh):
    goods = on_sale(booth)
    delivered(goods, minh)
    buy(goods)
    sign_in_as(client, minh)
    assert "Thêm sản phẩm" in client.get("/seller/").text
    close_booth_for(booth, by=minh, reason="Nghỉ hẳn")
    today = client.get("/seller/").text
    assert 'href="/seller/closing"' in today
    assert "Xem còn những gì trước khi đóng hẳn" in today
    assert "Đơn mới chờ nhận" in today
    for page in (today, client.get("/seller/products").text):
        assert "Thêm sản phẩm" not in page
        assert "Sản phẩm chưa có ảnh" not in page
    page = client.get("/seller/closing").text
    assert "1 đơn hàng chưa xong" in page
    assert "1 đơn đã giao: chợ tự hoàn tất" in page
    assert "Xem còn những gì trước khi đóng hẳn" in client.get("/seller/downloads").text
