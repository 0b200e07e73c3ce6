"""Who is told what, once, in whose language, with which link."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.letters import Letter
from marketplace.core.money import format_dong
from marketplace.core.transactions import transaction
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.actions import open_booth, reject_booth, suspend_booth
from marketplace.domain.checkout.actions import cancel_order, lapse_purchase, take_back_order
from marketplace.domain.notices import actions
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.rules import BOOTH, SHOPPER
from marketplace.domain.payments.actions import settle_refund_by_hand, take_in_bank_line
from marketplace.domain.payments.gateways import StatementLine
from marketplace.domain.payments.models import Refund
from marketplace.domain.shipping.actions import deliver_order, refuse_order, ship_order
from tests.buying import a_delivery, buy, order_in, orders_in, purchase_of
from tests.people import a_booth, on_sale

LAN = "lan@example.vn"


@pytest.fixture
def placed(app, booth):
    return buy({on_sale(booth, price=100_000): 2}, delivery=a_delivery(email=LAN))


def letters_to(address: str) -> list[Letter]:
    return list(db.session.scalars(select(Letter).where(Letter.to == address).order_by(Letter.id)))


def last_to(address: str) -> Letter:
    return letters_to(address)[-1]


def pay(placed) -> None:
    """The transfer comes in."""
    line = StatementLine(
        feed_id=placed.code, account="0123499999", direction="in", amount=placed.grand_total, content=placed.code,
        reference="FT1", at=clock.now(),
    )  # fmt: skip
    assert take_in_bank_line("sepay", line) == "matched"


def test_the_buyer_is_thanked_with_the_figures_and_a_link_that_opens_the_order(placed, client):
    [letter] = letters_to(LAN)
    assert placed.code in letter.subject
    for body in (letter.text, letter.html):
        assert format_dong(225_000) in body
        assert format_dong(200_000) in body
        assert "12 Lê Duẩn" in body
    link = re.search(r"http\S+", letter.text).group()
    assert client.get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_a_guest_without_an_address_gets_no_letter_and_the_booth_still_hears(app, booth):
    placed = buy(on_sale(booth))
    [letter] = db.session.scalars(select(Letter)).all()
    assert letter.to == booth.email
    assert order_in(placed).code in letter.subject


def test_letters_are_in_the_language_of_the_purchase(app, booth):
    buy(on_sale(booth), delivery=a_delivery(email=LAN), language="en")
    letter = last_to(LAN)
    assert 'lang="en"' in letter.html
    assert "/en/orders/" in letter.text


def test_a_booth_hears_of_a_prepaid_order_when_it_is_paid(app, booth):
    placed = buy(on_sale(booth), payment_method="vietqr", delivery=a_delivery(email=LAN))
    assert letters_to(booth.email) == []
    assert f"/orders/{placed.code}/payment?s=" in last_to(LAN).text
    pay(placed)
    assert len(letters_to(booth.email)) == 1
    assert "Đã nhận" in last_to(LAN).subject


def test_each_booth_hears_of_its_own_part_only(app, booth):
    other = a_booth(name="Cơ sở Hoa Sen", email="hoasen@example.vn")
    pepper, tea = on_sale(booth, name="Tiêu Cùa"), on_sale(other, name="Trà lá vằng")
    buy({pepper: 1, tea: 1})
    assert "Tiêu Cùa" in last_to(booth.email).text
    assert "Trà lá vằng" not in last_to(booth.email).text


def test_every_step_that_matters_is_told_with_carrier_code_and_cash(placed, minh):
    order = order_in(placed)
    move_order(order.id, "accepted", who=BOOTH, by=minh)
    assert "nhận đơn" in last_to(LAN).subject
    move_order(order.id, "packed", who=BOOTH, by=minh)
    ship_order(order_in(placed), by=minh, carrier="GHN", tracking_code="gh n12345")
    shipped = last_to(LAN)
    assert "GHN12345" in shipped.text
    assert format_dong(225_000) in shipped.text
    deliver_order(order_in(placed), by=minh)
    assert "Hàng đã giao" in last_to(LAN).subject
    assert len(letters_to(LAN)) == 4  # packing is the booth's own business


def test_a_refused_parcel_and_its_return_are_told_with_the_reason(placed, minh):
    order = order_in(placed)
    for state in ("accepted", "packed"):
        move_order(order.id, state, who=BOOTH, by=minh)
    ship_order(order_in(placed), by=minh, carrier="GHN")
    refuse_order(order_in(placed), by=minh, reason="Không nghe máy")
    assert "Không nghe máy" in last_to(LAN).text
    take_back_order(order.id, by=minh)
    assert "nhận lại" in last_to(LAN).subject


def test_a_cancellation_is_told_to_both_sides_unless_the_booth_did_it(placed, booth, minh):
    cancel_order(order_in(placed).id, who=SHOPPER, by=None, reason="Đặt nhầm")
    assert "hủy" in last_to(LAN).subject
    assert "Đặt nhầm" in last_to(booth.email).text

    again = buy(on_sale(booth), delivery=a_delivery(email=LAN))
    before = len(letters_to(booth.email))
    cancel_order(order_in(again).id, who=BOOTH, by=minh, reason="Hết hàng")
    assert "Hết hàng" in last_to(LAN).text
    assert len(letters_to(booth.email)) == before


def test_a_purchase_that_lapses_is_told_once_however_many_booths_it_has(app, booth):
    with clock.frozen(clock.now()) as hands:
        placed = buy({on_sale(booth): 1, on_sale(): 1}, payment_method="vietqr", delivery=a_delivery(email=LAN))
        hands.move(hours=2)
        lapse_purchase(placed.purchase_id)
    assert len(letters_to(LAN)) == 2
    assert "hết thời gian" in last_to(LAN).subject


def test_the_buyer_hears_when_the_money_has_gone_back(app, booth, ngoc):
    placed = buy(on_sale(booth), payment_method="vietqr", delivery=a_delivery(email=LAN))
    pay(placed)
    cancel_order(order_in(placed).id, who=SHOPPER, by=None)
    assert "hỏi tài khoản ngân hàng" in last_to(LAN).text
    refund = db.session.scalars(select(Refund)).one()
    settle_refund_by_hand(refund.id, by=ngoc, decision="Chuyển khoản FT1")
    assert "Đã hoàn tiền" in last_to(LAN).subject


def test_the_same_news_twice_is_one_letter(placed):
    actions.tell_of_purchase(placed.purchase_id)
    actions.tell_booths_of_orders(placed.purchase_id)
    assert len(letters_to(LAN)) == 1


def test_a_signed_in_buyer_without_an_address_in_the_order_is_written_to_at_the_account(app, booth, lan):
    buy(on_sale(booth), by=lan)
    assert len(letters_to(lan.email)) == 1


def test_what_people_type_is_text_in_a_letter(app, booth):
    placed = buy(on_sale(booth), delivery=a_delivery(email=LAN, recipient="<b>Lan</b>", note="<script>x</script>"))
    assert "<b>Lan" not in last_to(LAN).html
    assert "<script>" not in last_to(booth.email).html
    assert purchase_of(placed).recipient == "<b>Lan</b>"


def test_a_header_cannot_be_smuggled_through_a_name(app):
    booth = a_booth(name="Gian\r\nBcc: x@evil.example", email="gian2@example.vn")
    booth_id = booth.id
    db.session.expire_all()
    buy(on_sale(db.session.get(type(booth), booth_id)), delivery=a_delivery(email=LAN))
    assert "\n" not in last_to(LAN).subject


@pytest.mark.parametrize(
    ("state", "decide", "word"),
    [
        ("submitted", lambda booth, by: open_booth(booth, by=by), "đã mở"),
        ("submitted", lambda booth, by: reject_booth(booth, by=by, reason="Thiếu giấy"), "Thiếu giấy"),
        ("open", lambda booth, by: suspend_booth(booth, by=by, reason="Khiếu nại"), "Khiếu nại"),
    ],
)
def test_a_booth_hears_of_decisions_with_the_reason(app, ngoc, state, decide, word):
    booth = a_booth(state=state, email="moi@example.vn")
    decide(booth, ngoc)
    assert word in last_to("moi@example.vn").subject + last_to("moi@example.vn").text


def test_a_booths_letters_speak_its_owners_language(app, minh):
    with transaction():
        db.session.get_one(Person, minh.id).language = "en"
    booth = a_booth(minh, email="en@example.vn")
    buy(on_sale(booth))
    assert "/en/seller/orders/" in last_to("en@example.vn").text


def test_two_booths_two_letters_one_thank_you(app):
    one, two = a_booth(email="a@example.vn"), a_booth(email="b@example.vn")
    placed = buy({on_sale(one): 1, on_sale(two): 1}, delivery=a_delivery(email=LAN))
    assert len(orders_in(placed)) == 2
    assert [len(letters_to(each)) for each in ("a@example.vn", "b@example.vn", LAN)] == [1, 1, 1]
