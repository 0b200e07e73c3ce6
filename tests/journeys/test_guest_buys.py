"""A guest buys from two booths, paying cash, and follows both parts to their end."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from marketplace.core.db import db
from marketplace.core.letters import Letter
from marketplace.core.money import format_dong
from marketplace.domain.stock.queries import left_of
from tests.conftest import Browser
from tests.people import a_booth, a_person, on_sale, sign_in_as
from tests.web.storefront.browsing import LAN, form_to, press, put


@pytest.fixture
def hoa_booth(hoa):
    return a_booth(hoa, name="Cơ sở Hoa Sen", email="hoasen@example.vn")


@pytest.fixture
def shelves(booth, hoa_booth):
    return on_sale(booth, name="Tiêu Cùa", price=120_000), on_sale(hoa_booth, name="Trà lá vằng", price=45_000)


def browser(app, **options):
    app.test_client_class = Browser
    return app.test_client(**options)


def letters_to(address: str) -> list[str]:
    return list(db.session.scalars(select(Letter.subject).where(Letter.to == address).order_by(Letter.id)))


def test_a_guest_buys_from_two_booths_and_follows_both_to_their_end(app, booth, minh, hoa, hoa_booth, shelves):
    pepper, tea = shelves
    guest, at_booth, at_hoa = browser(app), browser(app), browser(app)
    sign_in_as(at_booth, minh)
    sign_in_as(at_hoa, hoa)

    # A full cart, an address with the name of a ward that is no more, and everything it costs before the button.
    put(guest, pepper, 2)
    put(guest, tea)
    cart = guest.get("/cart").text
    assert booth.name in cart
    assert hoa_booth.name in cart
    where = form_to(guest.get("/checkout/delivery").text, "/checkout/delivery")
    typed = {**where, **LAN, "commune": "tân hợp, hướng hóa", "commune_code": ""}
    assert guest.post("/checkout/delivery", data=typed).status_code == 303
    summary = guest.get("/checkout").text
    assert "Xã Khe Sanh" in summary
    total = int(form_to(summary, "/checkout")["expected_total"])
    assert format_dong(total) in summary

    # One button, one purchase, thanks, a letter, and each booth hears of its own part.
    placed = press(guest, summary)
    page = guest.get(placed.location).text
    code = re.search(r"QT-\w{10}", page).group()
    assert "Cảm ơn bạn đã đặt hàng" in page
    assert letters_to(LAN["email"]) == [f"Đã nhận đơn {code}"]
    assert len(letters_to("hoasen@example.vn")) == 1
    assert left_of([pepper.id, tea.id]) == {pepper.id: 8, tea.id: 9}

    # The first booth ships and delivers.
    order = f"/seller/orders/{code}-1"
    assert f"{code}-1" in at_booth.get("/seller/orders").text
    for step, data in (
        ("acceptance", {}),
        ("packing", {}),
        ("shipment", {"carrier": "GHN", "tracking_code": "GHN77777"}),
    ):
        assert at_booth.post(f"{order}/{step}", data=data).status_code == 303
    assert "GHN77777" in guest.get(f"/orders/{code}").text
    assert at_booth.post(f"{order}/delivery").status_code == 303

    # The second cannot: it says why, the shelf is full again, the guest reads it.
    answer = at_hoa.post(f"/seller/orders/{code}-2/cancellation", data={"reason": "Trà bị ẩm"})
    assert answer.status_code == 303
    assert left_of([pepper.id, tea.id]) == {pepper.id: 8, tea.id: 10}
    page = guest.get(f"/orders/{code}").text
    assert "Đã giao 1 trong 2 phần" in page
    assert "Trà bị ẩm" in page
    assert len(letters_to(LAN["email"])) == 5

    # From another phone: code and number.
    elsewhere = browser(app)
    found = elsewhere.post("/orders", data={"code": code, "phone": LAN["phone"]}, follow_redirects=True)
    assert "Đã giao 1 trong 2 phần" in found.text


def test_a_guest_whose_browser_loses_every_cookie_buys_follows_and_cancels(app, shelves):
    pepper, tea = shelves
    guest = browser(app, use_cookies=False)
    first = put(guest, pepper)
    key = re.search(r"cart=([\w-]+)", first.location).group(1)
    put(guest, tea, 1, cart=key)
    cart = guest.get(first.location).text
    to_checkout = re.search(r'href="(/checkout\?cart=[\w-]+)"', cart).group(1)
    to_where = guest.get(to_checkout).location
    where = form_to(guest.get(to_where).text, "/checkout/delivery")
    on = guest.post("/checkout/delivery", data={**where, **LAN}).location
    placed = press(guest, guest.get(on).text)
    page = guest.get(placed.location).text
    assert "Cảm ơn bạn đã đặt hàng" in page
    action = re.search(r'action="(/orders/[^"]+/cancellations[^"]*)"', page).group(1).replace("&amp;", "&")
    order = form_to(page, action.replace("&", "&"))["order"]
    gone = guest.post(action, data={"order": order})
    assert "Đã hủy" in guest.get(gone.location).text


def test_a_guest_who_signs_up_later_keeps_the_order(app, shelves, lan):
    guest = browser(app)
    put(guest, shelves[0])
    guest.post("/checkout/delivery", data=LAN)
    code = re.search(r"QT-\w{10}", press(guest).location).group()
    sign_in_as(guest, lan)
    assert guest.get(f"/orders/{code}").status_code == 200
    stranger = browser(app)
    sign_in_as(stranger, a_person("Trần Văn Khách"))
    assert stranger.get(f"/orders/{code}").status_code == 404
