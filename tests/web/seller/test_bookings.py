"""From a packed order to the carrier at the door, at the desk: the fee first, then one press, and always a way back."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from marketplace.core.db import db
from marketplace.core.letters import Letter
from marketplace.domain.notices.words import CARRIER_WORDS
from marketplace.domain.shipping.actions import follow_bookings, save_pickup_point, send_bookings
from marketplace.domain.shipping.models import Booking, CarrierIssue
from marketplace.domain.shipping.queries import booking_of
from tests.buying import a_delivery
from tests.domain.shipping.stage import booked, connected, issues, now, packed_order, parcels, state_of
from tests.people import CAM_LO, sign_in_as
from tests.web.storefront.browsing import form_to


@pytest.fixture
def order(shop, minh):
    return packed_order(shop, minh)


@pytest.fixture
def desk(client, minh, order):
    sign_in_as(client, minh)
    return client


def here(order) -> str:
    return f"/seller/orders/{order.code}"


def offered(desk, order, **query: str) -> str:
    answer = desk.get(f"{here(order)}/bookings/new", query_string=query)
    assert answer.status_code == 200
    return answer.text


def bookings() -> int:
    return db.session.scalar(select(func.count()).select_from(Booking))


def book(desk, order, **typed: str):
    """See the fee for a place, then press."""
    return desk.post(f"{here(order)}/bookings", data={**shown(desk, order), **typed})


def shown(desk, order) -> dict[str, str]:
    """What the form holds once a place was chosen and its fee is seen."""
    page = offered(desk, order, to="1443:21301", weight_g="1200")
    assert 'value="1443:21301" selected' in page
    return {**form_to(page, f"{here(order)}/bookings"), "to": "1443:21301"}


def test_the_order_offers_the_carrier_only_while_the_booth_is_connected(desk, order, shop, minh):
    link = f'href="{here(order)}/bookings/new"'
    assert link in desk.get(here(order)).text
    desk.post("/seller/shipping/ghn/removal")
    page = desk.get(here(order)).text
    assert link not in page
    assert f'action="{here(order)}/shipment"' in page


def test_the_fee_and_what_is_collected_are_shown_before_anything_is_booked(desk, order, ghn):
    page = offered(desk, order, to="1443:21301", weight_g="1200")
    assert "27.000" in page
    assert "122.000" in page
    assert (bookings(), ghn.parcels) == (0, {})


def test_without_a_known_place_the_seller_chooses_one_first(desk, order):
    page = offered(desk, order)
    assert "Chọn một nơi" in page
    assert "Đặt GHN đến lấy<" not in page
    assert "Phường Đông Giang, Thành phố Đông Hà" in page


def test_a_place_of_another_district_is_reached_without_a_script(desk, order):
    assert "Xã Cam Chính, Huyện Cam Lộ" in offered(desk, order, district="1444", weight_g="500")


def test_one_press_books_once_and_the_page_tells_each_step(desk, order, ghn):
    assert book(desk, order).status_code == 303
    assert "Đang gửi yêu cầu" in desk.get(here(order)).text
    send_bookings()
    page = desk.get(here(order)).text
    assert "Chờ GHN đến lấy" in page
    assert "Z0001BS" in page
    assert f'action="{here(order)}/shipment"' not in page
    assert desk.get(f"{here(order)}/bookings/new").location == here(order)


def test_the_same_press_sent_twice_is_one_booking(desk, order):
    typed = shown(desk, order)
    assert [desk.post(f"{here(order)}/bookings", data=typed).status_code for _ in range(2)] == [303, 303]
    assert bookings() == 1


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"fee": "1"}, 409, "Phí không còn như vừa hiện"),
        ({"fee": ""}, 409, "Phí không còn như vừa hiện"),
        ({"weight_g": "5000"}, 409, "Phí không còn như vừa hiện"),
        ({"weight_g": "x"}, 422, "Cân nặng"),
        ({"weight_g": "20001"}, 422, "20.000"),
        ({"to": "1:1"}, 422, "Vui lòng chọn phường, xã"),
        ({"to": ""}, 422, "Vui lòng chọn phường, xã"),
    ],
)
def test_what_was_not_shown_is_not_booked(desk, order, typed, status, sentence):
    answer = book(desk, order, **typed)
    assert answer.status_code == status
    assert sentence in answer.text
    assert bookings() == 0


def test_a_silent_carrier_leaves_the_order_to_be_sent_by_hand(desk, order, ghn):
    ghn.down = True
    answer = desk.get(f"{here(order)}/bookings/new")
    assert answer.status_code == 409
    assert "chưa trả lời" in answer.text
    sent = desk.post(f"{here(order)}/shipment", data={"carrier": "VNPost"})
    assert (sent.status_code, state_of(order)) == (303, "shipped")


def test_a_place_that_is_not_served_is_told_in_the_carriers_words(desk, order, ghn):
    ghn.unserved.add((1443, "21301"))
    page = offered(desk, order, to="1443:21301", weight_g="500")
    assert "Không hỗ trợ địa chỉ này." in page
    assert "Đặt GHN đến lấy<" not in page


def test_a_booking_is_called_off_and_the_order_goes_by_hand(desk, order, minh, ghn):
    booking = booked(order, minh)
    assert desk.post(f"{here(order)}/booking/cancellation").status_code == 303
    assert "Đang hủy với GHN" in desk.get(here(order)).text
    send_bookings()
    assert ghn.parcels[booking.client_code]["status"] == "cancel"
    assert f'action="{here(order)}/shipment"' in desk.get(here(order)).text


def test_the_desk_may_say_that_the_driver_came(desk, order, minh):
    booked(order, minh)
    assert desk.post(f"{here(order)}/booking/pickup").status_code == 303
    assert (state_of(order), parcels(order)) == ("shipped", [("Z0001BS", "picked")])
    page = desk.get(here(order)).text
    assert "Đã lấy hàng" in page
    assert "27.000" in page


def test_the_label_opens_at_the_carriers_own_place(desk, order, minh, ghn):
    assert desk.get(f"{here(order)}/booking/label").location == here(order)
    booked(order, minh)
    answer = desk.get(f"{here(order)}/booking/label")
    assert (answer.status_code, answer.location) == (303, f"{ghn.address}/a5/public-api/printA5?token=print%2F1")


@pytest.mark.parametrize("step", ["cancellation", "pickup", "giving-up"])
def test_steps_without_a_booking_are_refused_on_the_orders_page(desk, order, step):
    answer = desk.post(f"{here(order)}/booking/{step}")
    assert answer.status_code == 409
    assert "không có lượt lấy hàng" in answer.text


def test_what_does_not_fit_is_told_on_the_order_on_today_and_by_letter_until_it_was_looked_at(desk, order, minh, ghn):
    booking = booked(order, minh)
    ghn.parcels[booking.client_code]["status"] = "teleported"
    db.session.execute(Booking.__table__.update().values(next_at=booking.wanted_at))
    db.session.commit()
    follow_bookings()
    assert "teleported" in desk.get(here(order)).text
    assert order.code in desk.get("/seller/").text
    [letter] = db.session.scalars(select(Letter).where(Letter.subject.startswith("GHN")))
    assert order.code in letter.subject
    [issue_id] = db.session.scalars(select(CarrierIssue.id))
    assert desk.post(f"{here(order)}/carrier-issues/{issue_id}/closing").status_code == 303
    assert "teleported" not in desk.get(here(order)).text
    assert issues(order) == ["unknown_status"]


def test_another_booths_bookings_are_not_there(desk, order, rival_booth, hoa, ghn):
    theirs = packed_order(connected(rival_booth, hoa), hoa)
    booking = booked(theirs, hoa)
    for path in ("bookings/new", "booking/label"):
        assert desk.get(f"{here(theirs)}/{path}").status_code == 404
    for path in ("bookings", "booking/cancellation", "booking/pickup", "booking/giving-up"):
        assert desk.post(f"{here(theirs)}/{path}").status_code == 404
    assert (now(booking).state, state_of(theirs)) == ("booked", "packed")


def test_an_order_of_one_known_place_shows_its_fee_at_once(desk, shop, minh):
    order = packed_order(shop, minh, delivery=a_delivery(commune_code=CAM_LO))
    assert "22.000" in offered(desk, order)


def test_what_the_buyer_fetches_offers_no_carrier(desk, shop, minh):
    save_pickup_point(shop, by=minh, address_line="Thôn 1", hours="8–17")
    order = packed_order(shop, minh, delivery=a_delivery(fetched_from=(shop.slug,)))
    assert "bookings/new" not in desk.get(here(order)).text
    assert booking_of(order) is None


def test_every_issue_has_words_in_both_languages(desk, order, minh):
    booking = booked(order, minh)
    for n, kind in enumerate(CARRIER_WORDS):
        facts = {"wanted": 1000, "said": 2000} if kind == "amount" else {}
        db.session.add(
            CarrierIssue(
                booth_id=order.booth_id, booking_id=booking.id, kind=kind, facts=facts, opened_at=booking.wanted_at
            )
        )
        assert n < 20
    db.session.commit()
    for prefix in ("", "/en"):
        assert desk.get(f"{prefix}{here(order)}").status_code == 200
