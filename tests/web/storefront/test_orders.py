"""What a shopper finds after the sale, and what strangers do not."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.money import format_dong
from marketplace.core.secret_links import secret_for
from marketplace.domain.carts.models import CartLine
from marketplace.domain.checkout.actions import cancel_order
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.rules import BOOTH, SHOPPER
from marketplace.domain.promotions.actions import make_voucher
from marketplace.domain.promotions.actions.vouchers import VoucherFacts
from marketplace.domain.shipping.actions import deliver_order, ship_order
from marketplace.domain.stock.queries import left_of
from tests.buying import a_delivery, buy, order_in, orders_in, purchase_of
from tests.people import a_booth, on_sale, sign_in_as

PHONE = "0912 345 678"


@pytest.fixture
def placed(app, booth):
    return buy(on_sale(booth, price=100_000))


def secret_path(placed, path: str = "") -> str:
    return f"/orders/{placed.code}{path}?s={secret_for('purchase', placed.code)}"


def error_beside(page: str, field: str) -> str:
    found = re.search(rf'id="{field}-error">(.*?)</p>', page, re.DOTALL)
    return found.group(1) if found else ""


def sent(placed, minh, tracking_code: str = "GHN12345"):
    order = order_in(placed)
    for state in ("accepted", "packed"):
        move_order(order.id, state, who=BOOTH, by=minh)
    ship_order(order_in(placed), by=minh, carrier="GHN", tracking_code=tracking_code)
    return order_in(placed)


def test_the_link_of_the_letter_opens_the_order_and_is_remembered(client, placed):
    page = client.get(secret_path(placed))
    assert page.status_code == 200
    assert placed.code in page.text
    assert client.get(f"/orders/{placed.code}").status_code == 200


def test_what_is_cancelled_is_not_asked_for_at_the_door(client, booth):
    placed = buy({on_sale(booth, price=100_000): 1, on_sale(price=40_000): 1})
    first, second = orders_in(placed)
    assert total_on(client.get(secret_path(placed), follow_redirects=True).text) == format_dong(placed.grand_total)
    cancel_order(first.id, who=SHOPPER, by=None)
    page = client.get(f"/orders/{placed.code}").text
    assert total_on(page) == format_dong(second.grand_total)
    assert f"−{format_dong(first.grand_total)}" in page


def test_each_part_says_what_the_voucher_took_off_it(client, booth):
    ends = clock.now() + timedelta(days=1)
    facts = VoucherFacts(code="TET10", kind="amount", value=9_000, starts_at=clock.now(), ends_at=ends)
    make_voucher(facts, booth_id=booth.id)
    placed = buy({on_sale(booth, price=100_000): 1, on_sale(price=40_000): 1}, voucher_code="TET10")
    page = client.get(secret_path(placed), follow_redirects=True).text
    first, second = page.split("<h2")[1:3]
    assert f"−{format_dong(9_000)}" in first
    assert "TET10" in first
    assert "TET10" not in second


def total_on(page: str) -> str:
    return re.search(r"Tổng cộng</\w+>\s*<\w+[^>]*>(?:<strong>)?([^<]+)<", page).group(1)


def test_once_remembered_the_secret_leaves_the_address(client, placed):
    client.get(secret_path(placed))
    assert client.get(secret_path(placed)).location == f"/orders/{placed.code}"


def test_an_order_that_is_not_yours_looks_like_none(client, placed):
    stranger, unknown = client.get(f"/orders/{placed.code}"), client.get("/orders/QT-2222222222")
    assert stranger.status_code == unknown.status_code == 404
    assert stranger.text.replace(placed.code, "X") == unknown.text.replace("QT-2222222222", "X")


def test_who_lost_the_cookie_is_asked_for_the_phone_number_of_that_very_order(client, placed):
    page = client.get(f"/orders/{placed.code}").text
    assert f'value="{placed.code}"' in page
    assert "Máy này chưa mở được đơn đó" in page
    assert "Máy này chưa mở được đơn đó" not in client.get("/orders").text


@pytest.mark.parametrize("secret", ["", "x", "A" * 26, "%00", "null", "[]"])
def test_no_other_secret_opens_it(client, placed, secret):
    assert client.get(f"/orders/{placed.code}?s={secret}").status_code == 404


def test_the_secret_of_one_order_does_not_open_another(client, placed, booth):
    other = buy(on_sale(booth), delivery=a_delivery(phone="0987 654 321"))
    assert client.get(f"/orders/{other.code}?s={secret_for('purchase', placed.code)}").status_code == 404


def test_a_guests_page_masks_the_phone_the_buyers_own_does_not(client, booth, lan):
    placed = buy(on_sale(booth), by=lan)
    assert PHONE not in client.get(secret_path(placed)).text
    sign_in_as(client, lan)
    assert PHONE in client.get(f"/orders/{placed.code}").text


def test_the_street_disappears_from_a_guests_page_a_month_after_the_end(client, placed, minh):
    with clock.frozen(clock.now()) as hands:
        deliver_order(sent(placed, minh), by=minh)
        assert "12 Lê Duẩn" in client.get(secret_path(placed)).text
        hands.move(days=31)
        assert "12 Lê Duẩn" not in client.get(f"/orders/{placed.code}").text


def test_one_sentence_steps_and_the_carriers_code(client, placed, minh):
    assert "sẽ sớm nhận đơn" in client.get(secret_path(placed)).text
    sent(placed, minh)
    page = client.get(f"/orders/{placed.code}").text
    assert "đang trên đường" in page
    assert "GHN12345" in page
    assert 'aria-current="step"' in page


def test_code_and_phone_together_open_the_order(client, placed):
    answer = client.post("/orders", data={"code": placed.code.lower().replace("-", " "), "phone": "+84 912 345 678"})
    assert answer.status_code == 303
    assert placed.code in client.get(answer.location, follow_redirects=True).text


def test_wrong_phone_and_unknown_code_are_answered_alike(client, placed):
    wrong = client.post("/orders", data={"code": placed.code, "phone": "0987654321"})
    unknown = client.post("/orders", data={"code": "QT-2222222222", "phone": "0987654321"})
    assert wrong.status_code == unknown.status_code == 404
    assert wrong.data.replace(placed.code.encode(), b"X") == unknown.data.replace(b"QT-2222222222", b"X")


@pytest.mark.parametrize(
    "code", ["", "%", "*", "QT-%", "null", "[]", "QT-", "\x00", "x" * 10_000, "QT-7K3M9XQ2PD OR 1"]
)
@pytest.mark.parametrize("phone", ["", "%", PHONE])
def test_what_is_no_code_finds_nothing_and_asks_no_table_of_orders(client, placed, queries, code, phone):
    queries.clear()
    assert client.post("/orders", data={"code": code, "phone": phone}).status_code == 422
    assert not [statement for statement in queries if "FROM purchases" in statement or "INTO tries" in statement]


def test_what_could_be_no_code_or_no_number_is_said_beside_its_field(client):
    page = client.post("/orders", data={"code": "QT-7K3M", "phone": "0912"}).text
    assert "bắt đầu bằng QT" in error_beside(page, "code")
    assert "0912 345 678" in error_beside(page, "phone")
    assert 'value="QT-7K3M"' in page
    assert 'value="0912"' in page
    empty = client.post("/orders", data={"code": "", "phone": ""}).text
    assert "Vui lòng điền mục này" in error_beside(empty, "code")
    assert "Vui lòng điền mục này" in error_beside(empty, "phone")


def test_the_code_of_one_booths_part_finds_the_whole_order(client, placed):
    answer = client.post("/orders", data={"code": order_in(placed).code.lower(), "phone": PHONE})
    assert answer.status_code == 303
    assert f"/orders/{placed.code}?" in answer.location


def test_empty_forms_of_many_people_keep_nobody_out(client, placed):
    for n in range(30):
        client.post("/orders", data={"code": "", "phone": PHONE}, environ_overrides={"REMOTE_ADDR": f"10.0.0.{n}"})
    assert client.post("/orders", data={"code": placed.code, "phone": PHONE}).status_code == 303


def test_after_too_many_tries_what_was_typed_stays_and_the_page_says_when(client, placed):
    typed = {"code": placed.code, "phone": "0987654321"}
    answer = [client.post("/orders", data=typed) for _ in range(6)][-1]
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "3600"
    assert "Xin chờ 60 phút" in answer.text
    assert f'value="{placed.code}"' in answer.text
    assert 'value="0987654321"' in answer.text


def test_too_many_tries_look_the_same_for_an_order_that_is_none(client, placed):
    there, nowhere = (
        [client.post("/orders", data={"code": code, "phone": "0987654321"}) for _ in range(6)][-1]
        for code in (placed.code, "QT-2222222222")
    )
    assert there.status_code == nowhere.status_code == 429
    assert there.text.replace(placed.code, "X") == nowhere.text.replace("QT-2222222222", "X")


def test_a_code_is_tried_five_times_an_hour_and_an_address_twenty(client, placed):
    with clock.frozen(clock.now()) as hands:
        answers = [client.post("/orders", data={"code": placed.code, "phone": "0987654321"}) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [404] * 5 + [429]
        assert client.post("/orders", data={"code": placed.code, "phone": PHONE}).status_code == 429
        hands.move(minutes=61)
        assert client.post("/orders", data={"code": placed.code, "phone": PHONE}).status_code == 303
        hands.move(minutes=61)
        codes = [f"QT-{n:010}".translate(str.maketrans("01", "AB")) for n in range(21)]
        answers = [client.post("/orders", data={"code": code, "phone": PHONE}).status_code for code in codes]
        assert answers == [404] * 20 + [429]


def test_whoever_knows_both_is_not_kept_out_by_looking_often(client, placed):
    answers = [client.post("/orders", data={"code": placed.code, "phone": PHONE}).status_code for _ in range(8)]
    assert answers == [303] * 8


def test_one_booths_part_is_cancelled_and_the_other_stays(client):
    one, two = on_sale(a_booth(name="Gian Một")), on_sale(a_booth(name="Gian Hai"))
    placed = buy({one: 1, two: 1})
    client.get(secret_path(placed))
    first, _second = orders_in(placed)
    answer = client.post(f"/orders/{placed.code}/cancellations", data={"order": first.code, "reason": "Đặt nhầm"})
    assert answer.status_code == 303
    assert [order.state for order in orders_in(placed)] == ["cancelled", "placed"]
    assert left_of([one.id, two.id]) == {one.id: 10, two.id: 9}
    assert "Đặt nhầm" in client.get(answer.location).text


def test_cancelling_twice_is_cancelling_once(client, placed, booth):
    client.get(secret_path(placed))
    data = {"order": order_in(placed).code}
    for _ in range(2):
        assert client.post(f"/orders/{placed.code}/cancellations", data=data).status_code == 303
    assert len(order_in(placed).steps) == 2


def test_a_sent_order_cannot_be_cancelled_and_the_page_says_whom_to_call(client, placed, minh):
    client.get(secret_path(placed))
    page = client.get(f"/orders/{placed.code}").text
    assert f'action="/orders/{placed.code}/cancellations"' in page
    sent(placed, minh)
    answer = client.post(f"/orders/{placed.code}/cancellations", data={"order": order_in(placed).code})
    assert answer.status_code == 409
    assert "gọi gian hàng" in answer.text
    assert f'action="/orders/{placed.code}/cancellations"' not in answer.text


def test_a_stranger_cancels_nothing(client, placed):
    data = {"order": order_in(placed).code}
    assert client.post(f"/orders/{placed.code}/cancellations", data=data).status_code == 404
    assert order_in(placed).state == "placed"


def test_an_order_of_another_purchase_is_not_in_this_one(client, placed, booth):
    other = buy(on_sale(booth), delivery=a_delivery(phone="0987 654 321"))
    client.get(secret_path(placed))
    data = {"order": order_in(other).code}
    assert client.post(f"/orders/{placed.code}/cancellations", data=data).status_code == 404
    assert order_in(other).state == "placed"


def test_the_same_again_fills_the_cart_with_what_there_is(client, booth):
    tea, pepper = on_sale(booth, stock=3), on_sale(booth, stock=5)
    placed = buy({tea: 3, pepper: 2})
    client.get(secret_path(placed))
    answer = client.post(f"/orders/{placed.code}/repeats", data={"order": order_in(placed).code})
    assert answer.status_code == 303
    lines = {line.variant_id: line.quantity for line in db.session.scalars(select(CartLine))}
    assert lines == {pepper.id: 2}
    assert "1 món" in client.get(answer.location, follow_redirects=True).text


def test_the_same_again_is_offered_once_it_has_left(client, placed, minh):
    again = f'action="/orders/{placed.code}/repeats"'
    client.get(secret_path(placed))
    assert again not in client.get(f"/orders/{placed.code}").text
    sent(placed, minh)
    assert again in client.get(f"/orders/{placed.code}").text


@pytest.mark.parametrize("state", ["awaiting_payment", "cancelled"])
def test_who_paid_for_what_is_unpaid_or_cancelled_can_complain(client, booth, state):
    placed = buy(on_sale(booth), payment_method="vietqr")
    if state == "cancelled":
        cancel_order(order_in(placed).id, who=SHOPPER, by=None)
    client.get(secret_path(placed))
    assert order_in(placed).state == state
    about = f"order={order_in(placed).code}"
    assert f"/complaints/new?{about}" in client.get(f"/orders/{placed.code}").text
    data = {"reason": "money", "text": "Tôi đã chuyển tiền từ sáng nay.", "email": "lan@example.test"}
    answer = client.post(f"/complaints?{about}", data=data)
    assert (answer.status_code, "/complaints/" in answer.location) == (303, True)


def test_an_unpaid_transfer_shows_the_way_to_pay_and_until_when(client, booth):
    placed = buy(on_sale(booth), payment_method="vietqr")
    page = client.get(secret_path(placed)).text
    assert f"/orders/{placed.code}/payment" in page
    assert "Giữ hàng đến" in page


def test_what_a_buyer_typed_is_text_on_the_page(client, booth):
    placed = buy(on_sale(booth), delivery=a_delivery(recipient="<b>Lan</b>", note="<script>alert(1)</script>"))
    page = client.get(secret_path(placed)).text
    assert "<b>Lan" not in page
    assert "<script>alert" not in page


def test_pages_of_an_order_are_never_kept_by_a_cache(client, placed):
    for path in (secret_path(placed), f"/orders/{placed.code}", "/orders"):
        assert client.get(path).headers["Cache-Control"] == "no-store"


def test_a_purchase_of_several_booths_says_how_far_it_has_come(client, minh):
    placed = buy({on_sale(a_booth(minh)): 1, on_sale(): 1})
    first, _second = orders_in(placed)
    for state in ("accepted", "packed"):
        move_order(first.id, state, who=BOOTH, by=minh)
    ship_order(orders_in(placed)[0], by=minh, carrier="GHN")
    deliver_order(orders_in(placed)[0], by=minh)
    assert "Đã giao 1 trong 2 phần" in client.get(secret_path(placed)).text


def test_who_gets_a_part_first_reads_what_is_in_it_and_what_follows(client, booth, minh):
    placed = buy({on_sale(booth, name="Tiêu Cùa"): 2, on_sale(booth, name="Mắm ruốc"): 1})
    order = order_in(placed)
    for state in ("accepted", "packed"):
        move_order(order.id, state, who=BOOTH, by=minh)
    tieu = next(line for line in order.lines if line.product_name == "Tiêu Cùa")
    ship_order(order_in(placed), by=minh, carrier="GHN", units={tieu.id: 2})
    page = client.get(secret_path(placed)).text
    assert "Trong gói này: 2 × Tiêu Cùa</p>" in page
    assert "Gian hàng gửi sau: 1 × Mắm ruốc</p>" in page
    ship_order(order_in(placed), by=minh, carrier="GHN", seen=1)
    page = client.get(f"/orders/{placed.code}").text
    assert "Trong gói này: 1 × Mắm ruốc</p>" in page
    assert "Gian hàng gửi sau" not in page


def test_an_order_in_one_parcel_lists_its_goods_once(client, placed, minh):
    sent(placed, minh)
    assert "Trong gói này" not in client.get(secret_path(placed)).text


def test_without_cookies_the_secret_goes_along(app, placed):
    from tests.conftest import Browser

    app.test_client_class = Browser
    client = app.test_client(use_cookies=False)
    page = client.get(secret_path(placed)).text
    action = re.search(r'action="(/orders/[^"]+/cancellations[^"]*)"', page).group(1)
    answer = client.post(action.replace("&amp;", "&"), data={"order": order_in(placed).code})
    assert answer.status_code == 303
    assert client.get(answer.location).status_code == 200


def test_a_cancelled_and_refunded_part_says_where_the_money_goes(client, placed):
    cancel_order(order_in(placed).id, who=SHOPPER, by=None)
    page = client.get(secret_path(placed)).text
    assert "Đã hủy" in page
    assert purchase_of(placed).paid_at is None
    assert "được hoàn về" not in page
    assert clock.now() - purchase_of(placed).placed_at < timedelta(minutes=5)
