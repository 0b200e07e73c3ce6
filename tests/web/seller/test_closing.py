"""The owner closes the booth with a reason and the password, and sees what is still open; shoppers are told politely."""

from marketplace.core.passwords import hash_password
from marketplace.core.transactions import transaction
from marketplace.domain.favourites.actions import follow_booth
from tests.buying import buy
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
