"""Several packed orders are fetched at once: each fee first, each answered on its own, never twice."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.checkout.actions import cancel_order
from marketplace.domain.shipping.actions import cancel_booking, save_pickup_point, send_bookings
from marketplace.domain.shipping.models import Booking
from marketplace.domain.shipping.queries import booking_of
from tests.buying import a_delivery
from tests.domain.shipping.stage import DONG_HA_1, booked, connected, packed_order, state_of
from tests.people import CAM_LO, sign_in_as

TO = DONG_HA_1.value
BOARD = "/seller/orders?state=packed"


@pytest.fixture
def orders(shop, minh):
    return [packed_order(shop, minh) for _ in range(3)]


@pytest.fixture
def desk(client, minh, orders):
    sign_in_as(client, minh)
    return client


def asked(desk, *orders, **to: str):
    chosen = {f"to-{order.code}": TO for order in orders}
    return desk.get("/seller/orders/bookings/new", query_string={"code": [o.code for o in orders], **chosen, **to})


def typed(*orders, fee: str = "22000", **others) -> dict:
    each = {f"{name}-{o.code}": value for o in orders for name, value in (("to", TO), ("fee", fee), ("seen", "0"))}
    return {"code": [order.code for order in orders], **each, **others}


def book(desk, *orders, **others):
    return desk.post("/seller/orders/bookings", data=typed(*orders, **others))


def bookings() -> int:
    return db.session.scalar(select(func.count()).select_from(Booking))


def is_wanted(order) -> bool:
    booking = booking_of(order)
    return booking is not None and booking.state == "wanted"


def test_the_fees_of_all_are_shown_before_anything_is_booked(desk, orders, ghn):
    page = asked(desk, *orders)
    assert page.status_code == 200
    assert page.text.count("<strong>22.000") == 3
    assert "66.000" in page.text
    assert (bookings(), ghn.parcels) == (0, {})


def test_one_press_books_each_of_them_once(desk, orders, ghn):
    answers = [book(desk, *orders) for _ in range(2)]
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, BOARD)] * 2
    assert bookings() == 3
    send_bookings()
    assert len(ghn.parcels) == 3
    page = desk.get(BOARD).text
    assert page.count("Chờ GHN đến lấy") == 3
    assert all(booking_of(order).code in page for order in orders)


def test_one_that_fails_stops_none_of_the_others(desk, orders, minh):
    first, second, third = orders
    cancel_order(second.id, who="booth", by=minh, reason="Hết hàng")
    answer = book(desk, *orders)
    assert answer.status_code == 409
    assert "Đã gửi yêu cầu cho GHN: 2 đơn" in answer.text
    assert f">{second.code}<" in answer.text
    assert f">{first.code}<" not in answer.text
    assert (is_wanted(first), booking_of(second), is_wanted(third)) == (True, None, True)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"fee": "1"}, "Phí không còn như vừa hiện"),
        ({"fee": ""}, "Phí không còn như vừa hiện"),
        ({"to": "1:1"}, "Vui lòng chọn phường, xã"),
        ({"to": ""}, "Vui lòng chọn phường, xã"),
        ({"to": "x" * 500}, "Vui lòng chọn phường, xã"),
    ],
)
def test_what_was_not_shown_is_not_booked_and_is_offered_again(desk, orders, wrong, sentence):
    first, second, _third = orders
    answer = book(desk, first, second, **{f"{name}-{first.code}": value for name, value in wrong.items()})
    assert answer.status_code in (409, 422)
    assert sentence in answer.text
    assert f'value="{first.code}" checked' in answer.text
    assert (booking_of(first), is_wanted(second)) == (None, True)


def test_a_place_that_is_not_served_is_told_beside_its_order(desk, orders, shop, minh, ghn):
    ghn.unserved.add((DONG_HA_1.spot.district_id, DONG_HA_1.spot.ward_code))
    near = packed_order(shop, minh, delivery=a_delivery(commune_code=CAM_LO))
    answer = book(desk, orders[0], near, **{f"to-{near.code}": "1444:21401"})
    assert "Không hỗ trợ địa chỉ này." in answer.text
    assert (booking_of(orders[0]), is_wanted(near)) == (None, True)


def test_a_carrier_that_keeps_silent_is_not_asked_about_the_rest(desk, orders, ghn):
    asked(desk, orders[0])
    ghn.down, before = True, len(ghn.asked)
    answer = book(desk, *orders)
    assert (answer.status_code, answer.text.count("chưa trả lời")) == (409, 3)
    assert len(ghn.asked) - before < 6
    assert bookings() == 0


def test_what_is_booked_fetched_unknown_or_another_booths_is_named_and_never_booked(
    desk, orders, shop, minh, rival_booth, hoa
):
    theirs = packed_order(connected(rival_booth, hoa), hoa)
    booked(orders[0], minh)
    save_pickup_point(shop, by=minh, address_line="Thôn 1", hours="8–17")
    fetched = packed_order(shop, minh, delivery=a_delivery(fetched_from=(shop.slug,)))
    page = asked(desk, orders[0], fetched, theirs)
    assert "đang đến lấy" in page.text
    assert "Khách tự đến lấy" in page.text
    assert theirs.purchase.recipient not in page.text.split(f">{theirs.code}<")[1].split("</tr>")[0]
    assert book(desk, fetched, theirs).status_code == 409
    assert (booking_of(fetched), booking_of(theirs), state_of(theirs)) == (None, None, "packed")


def test_an_order_called_off_before_is_booked_anew_by_who_saw_it(desk, orders, minh):
    order = orders[0]
    booked(order, minh)
    cancel_booking(order, by=minh)
    send_bookings()
    assert f'name="seen-{order.code}" value="1"' in asked(desk, order).text
    assert book(desk, order, **{f"seen-{order.code}": "1"}).status_code == 303
    assert booking_of(order).attempt == 2


def test_the_board_offers_it_only_where_a_carrier_is_connected(desk, orders):
    way = 'formaction="/seller/orders/bookings/new"'
    assert way in desk.get(BOARD).text
    assert way not in desk.get("/seller/orders?state=accepted").text
    desk.post("/seller/shipping/ghn/removal")
    assert way not in desk.get(BOARD).text
    assert "chưa kết nối" in asked(desk, *orders).text


@pytest.mark.parametrize("code", [[], ["QT-NONESUCH"]])
def test_nothing_chosen_books_nothing(desk, code):
    assert desk.post("/seller/orders/bookings", data={"code": code}).status_code in (303, 404)
    assert bookings() == 0


def test_a_forgotten_buyers_order_is_not_booked(desk, orders):
    with transaction():
        orders[0].purchase.phone = ""
    assert book(desk, orders[0], orders[1]).status_code == 409
    assert (booking_of(orders[0]), is_wanted(orders[1])) == (None, True)
