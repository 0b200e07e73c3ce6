"""What the two steps of buying promise."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.money import format_dong
from marketplace.core.transactions import transaction
from marketplace.domain.accounts.actions import save_address
from marketplace.domain.accounts.queries import addresses_of
from marketplace.domain.carts.models import Cart
from marketplace.domain.catalog.models import Variant
from marketplace.domain.orders.models import Order, Purchase
from marketplace.domain.promotions.actions import make_offer, make_voucher
from marketplace.domain.promotions.actions.vouchers import VoucherFacts
from marketplace.domain.stock.actions import count_stock
from tests.people import DONG_HA, KHE_SANH, a_booth, on_sale, sign_in_as
from tests.web.storefront.browsing import LAN, bought, form_to, press, put, say_where
from tests.web.storefront.test_cart import NOT_NUMBERS

NAM_DONG_HA, DONG_LE = "19351", "18949"


def purchases() -> list[Purchase]:
    return list(db.session.scalars(select(Purchase).order_by(Purchase.id).execution_options(populate_existing=True)))


@pytest.fixture
def pepper(client, booth):
    variant = on_sale(booth, price=100_000)
    put(client, variant)
    return variant


def test_both_steps_lead_to_the_cart_when_there_is_nothing_to_buy(client):
    for path in ("/checkout", "/checkout/delivery"):
        assert client.get(path).location == "/cart"
    assert client.post("/checkout").location == "/cart"


def test_a_guest_is_asked_for_seven_things_at_most_eight(client, pepper):
    page = client.get("/checkout/delivery").text
    fields = {name for name in form_to(page, "/checkout/delivery") if name != "commune_code"}
    assert len(fields | {"province", "note"}) <= 8


def test_the_second_step_waits_for_the_first(client, pepper):
    assert client.get("/checkout").location == "/checkout/delivery"


def test_what_was_typed_stays_when_it_is_wrong(client, pepper):
    answer = say_where(client, phone="12", recipient="Trần Văn An", note="Gọi trước")
    assert answer.status_code == 422
    assert "Trần Văn An" in answer.text
    assert "Gọi trước" in answer.text
    assert 'value="12"' in answer.text
    assert "Số điện thoại này chưa đúng" in answer.text
    assert 'value="12"' in client.get("/checkout/delivery").text


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("recipient", ""), ("recipient", "x" * 101), ("phone", ""), ("phone", "0123"), ("email", "lan@"),
        ("commune", ""), ("commune", "Không Có Đâu"), ("address_line", ""), ("address_line", "x" * 201),
        ("note", "x" * 501), ("province", "99"),
    ],
)  # fmt: skip
def test_each_wrong_answer_is_said_beside_its_field(client, pepper, field, typed):
    facts = {field: typed, **({"commune_code": ""} if field == "commune" else {})}
    answer = say_where(client, **facts)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("khe sanh", KHE_SANH), ("Xã Khe Sanh", KHE_SANH), ("đông hà", DONG_HA), ("tân hợp, hướng hóa", KHE_SANH),
        ("Đông Lễ", NAM_DONG_HA), ("Đồng Lê", DONG_LE),
    ],
)  # fmt: skip
def test_a_commune_is_understood_without_scripts_old_names_too(client, pepper, typed, code):
    assert say_where(client, commune=typed, commune_code="").status_code == 303
    assert db.session.scalars(select(Cart)).one().delivery["commune_code"] == code


def test_who_types_no_marks_is_asked_which_of_two_places_is_meant(client, pepper):
    answer = say_where(client, commune="dong le", commune_code="")
    assert answer.status_code == 422
    assert set(re.findall(r'type="radio" name="commune_code" value="(\d+)"', answer.text)) == {NAM_DONG_HA, DONG_LE}
    assert "Phường Đông Lễ, Thành phố Đông Hà" in answer.text


def test_several_places_of_one_name_are_offered_as_choices(client, pepper):
    answer = say_where(client, commune="Cam Lộ, Cam Lộ", commune_code="")
    if answer.status_code == 303:
        answer = say_where(client, commune="triệu", commune_code="")
    assert answer.status_code == 422
    codes = re.findall(r'type="radio" name="commune_code" value="(\d+)"', answer.text)
    assert len(codes) > 1
    chosen = client.post("/checkout/delivery", data={**LAN, "commune": "triệu", "commune_code": ["", codes[1]]})
    assert chosen.status_code == 303
    assert db.session.scalars(select(Cart)).one().delivery["commune_code"] == codes[1]


def test_all_costs_stand_beside_the_button_that_names_the_amount(client, pepper):
    say_where(client)
    page = client.get("/checkout").text
    for amount in (100_000, 22_000, 122_000):
        assert format_dong(amount) in page
    assert f"Đặt hàng, {format_dong(122_000)}" in page
    assert "2–3 ngày" in page


def test_cash_leads_to_the_order_with_thanks(client, pepper):
    say_where(client)
    answer = press(client)
    assert answer.status_code == 303
    page = client.get(answer.location)
    assert page.status_code == 200
    assert "Cảm ơn bạn đã đặt hàng" in page.text
    assert "Giỏ hàng đang trống" in client.get("/cart").text


def test_a_transfer_leads_to_its_qr(client, pepper):
    say_where(client)
    answer = press(client, payment_method="vietqr")
    assert answer.location.endswith("/payment")
    assert "Chuyển khoản" in client.get(answer.location).text


def test_a_card_leads_on_to_the_card_page_with_the_same_press(client, pepper):
    say_where(client)
    answer = press(client, payment_method="card")
    assert answer.status_code == 307
    assert answer.location.endswith("/payment")


def test_the_same_button_twice_is_one_purchase(client, pepper):
    say_where(client)
    page = client.get("/checkout").text
    first, second = press(client, page), press(client, page)
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert len(purchases()) == 1


def test_the_same_button_twice_with_a_voucher_is_one_purchase(client, pepper):
    now = clock.now()
    make_voucher(VoucherFacts("amount", now - timedelta(days=1), now + timedelta(days=1), code="LANCAM", value=10_000))
    client.post("/cart/voucher", data={"voucher_code": "LANCAM"})
    say_where(client)
    page = client.get("/checkout").text
    first, second = press(client, page), press(client, page)
    assert first.location == second.location
    assert [purchase.grand_total for purchase in purchases()] == [112_000]
    assert db.session.scalars(select(Cart)).one().voucher_code is None


def test_a_voucher_slipped_in_at_the_button_is_not_tried(client, pepper):
    """Codes are guessed on the cart only, where tries are counted."""
    now = clock.now()
    make_voucher(VoucherFacts("amount", now - timedelta(days=1), now + timedelta(days=1), code="LANCAM", value=10_000))
    say_where(client)
    press(client, voucher_code="LANCAM")
    assert purchases()[0].grand_total == 122_000


def test_the_key_of_one_cart_says_nothing_to_another(app, client, booth, pepper):
    say_where(client)
    page = client.get("/checkout").text
    press(client, page)
    other = app.test_client()
    put(other, on_sale(booth, price=100_000))
    say_where(other, recipient="Trần Thị Hoa")
    press(other, page)
    assert [purchase.recipient for purchase in purchases()] == ["Nguyễn Thị Lan", "Trần Thị Hoa"]


def test_the_same_key_for_another_address_is_refused(client, pepper):
    say_where(client)
    page = client.get("/checkout").text
    press(client, page)
    say_where(client, recipient="Trần Thị Hoa")
    assert press(client, page).location == "/cart"
    assert "nội dung khác" in client.get("/cart").text
    assert len(purchases()) == 1


def test_a_price_that_changed_meanwhile_is_shown_and_nothing_is_bought(client, pepper):
    say_where(client)
    page = client.get("/checkout").text
    with transaction():
        db.session.get_one(Variant, pepper.id).price = 150_000
    answer = press(client, page)
    assert answer.status_code == 409
    assert purchases() == []
    for amount in (122_000, 172_000):
        assert format_dong(amount) in answer.text
    assert press(client, answer.text).status_code == 303
    assert [purchase.grand_total for purchase in purchases()] == [172_000]


def test_an_offer_that_ends_between_page_and_button_is_not_taken_silently(client, booth):
    with clock.frozen(clock.now()) as hands:
        variant = on_sale(booth, price=100_000)
        make_offer(variant.id, price=60_000, starts_at=clock.now(), ends_at=clock.now() + timedelta(minutes=5))
        put(client, variant)
        say_where(client)
        page = client.get("/checkout").text
        assert "82.000" in page
        hands.move(minutes=6)
        answer = press(client, page)
        assert answer.status_code == 409
        assert "122.000" in answer.text


def test_sold_out_at_the_last_moment_loses_nothing_that_was_typed(client, pepper, minh):
    say_where(client)
    page = client.get("/checkout").text
    count_stock(pepper.id, 0, by_id=minh.id, reason="Hết")
    answer = press(client, page)
    assert answer.status_code == 409
    assert "hết hàng" in answer.text
    assert "Nguyễn Thị Lan" in answer.text
    assert purchases() == []


MONEY = (
    "price", "unit_price", "amount", "discount", "discount_total", "fee", "shipping_fee", "shipping_total",
    "goods_total", "total", "grand_total", "currency", "shown", "quantity", "weight_g", "paid_at", "state",
)  # fmt: skip


@pytest.mark.parametrize("field", MONEY)
def test_money_sent_along_changes_no_total(client, pepper, field):
    client.post("/checkout/delivery", data={**LAN, field: "1"})
    press(client, **{field: "1"})
    [purchase] = purchases()
    assert (purchase.goods_total, purchase.shipping_total, purchase.grand_total) == (100_000, 22_000, 122_000)


@pytest.mark.parametrize("typed", NOT_NUMBERS)
def test_an_expected_total_that_is_no_number_buys_nothing(client, pepper, typed):
    say_where(client)
    answer = press(client, expected_total=typed)
    assert 400 <= answer.status_code < 500
    assert purchases() == []


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "é" * 20, "a b c d e f g h i j", "\x00" * 20])
def test_a_key_that_our_pages_do_not_make_is_refused(client, pepper, key):
    say_where(client)
    assert press(client, idempotency_key=key).status_code == 422
    assert purchases() == []


@pytest.mark.parametrize("method", ["", "bitcoin", "COD", "\x00"])
def test_a_way_of_paying_that_is_not_offered_is_refused(client, pepper, method):
    say_where(client)
    answer = press(client, payment_method=method)
    assert answer.status_code == 409
    assert "Cách thanh toán" in answer.text


def test_a_card_below_its_least_amount_is_shown_with_the_reason(client, app, booth):
    put(client, on_sale(booth, price=1_000))
    say_where(client, commune="Khe Sanh", commune_code=KHE_SANH)
    page = client.get("/checkout").text
    assert re.search(r'value="card"[^>]*disabled', page)
    assert press(client, payment_method="card").status_code == 409


def test_one_purchase_has_one_order_per_booth(client, pepper):
    put(client, on_sale(a_booth(name="Gian Hai"), price=50_000))
    say_where(client)
    press(client)
    assert db.session.scalar(select(func.count(Order.id))) == 2
    assert purchases()[0].grand_total == 194_000


def test_a_member_chooses_a_saved_address_and_types_nothing(client, booth, lan):
    address = save_address(lan, recipient="Lan", phone="0912345678", line="Thôn 3", commune_code=KHE_SANH)
    sign_in_as(client, lan)
    put(client, on_sale(booth))
    assert "Thôn 3" in client.get("/checkout/delivery").text
    answer = client.post("/checkout/delivery/address", data={"address_id": address.id})
    assert answer.location == "/checkout"
    press(client)
    assert purchases()[0].address_line == "Thôn 3"
    assert purchases()[0].person_id == lan.id


def test_another_persons_address_is_not_there(client, booth, lan, minh):
    address = save_address(minh, recipient="Minh", phone="0912345678", line="Thôn 3", commune_code=KHE_SANH)
    sign_in_as(client, lan)
    put(client, on_sale(booth))
    assert client.post("/checkout/delivery/address", data={"address_id": address.id}).status_code == 404


def test_a_members_address_is_kept_for_the_next_time(client, booth, lan):
    sign_in_as(client, lan)
    bought(client, on_sale(booth))
    assert [address.line for address in addresses_of(lan)] == ["12 Lê Duẩn"]


def test_a_guest_types_the_address_once(client, booth, pepper):
    bought(client)
    put(client, on_sale(booth))
    assert client.get("/checkout").status_code == 200


def test_without_cookies_one_buys_by_the_key_in_the_address(app, booth):
    from tests.conftest import Browser

    app.test_client_class = Browser
    client = app.test_client(use_cookies=False)
    key = re.search(r"cart=([\w-]+)", put(client, on_sale(booth, price=100_000)).location).group(1)
    where = client.get("/checkout/delivery", query_string={"cart": key}).text
    answer = client.post("/checkout/delivery", data={**LAN, "cart": form_to(where, "/checkout/delivery")["cart"]})
    page = client.get(answer.location).text
    order = press(client, page)
    assert order.status_code == 303
    shown = client.get(order.location)
    assert shown.status_code == 200
    assert "Cảm ơn bạn" in shown.text


def test_pages_of_the_checkout_are_never_kept_by_a_cache(client, pepper):
    say_where(client)
    for path in ("/checkout", "/checkout/delivery"):
        assert client.get(path).headers["Cache-Control"] == "no-store"


texts = st.text(max_size=60)


@settings(max_examples=80)
@given(data=st.dictionaries(st.sampled_from([*LAN, "cart"]), texts))
def test_nothing_typed_breaks_the_first_step(client, pepper, data):
    assert client.post("/checkout/delivery", data=data).status_code < 500
    assert client.get("/checkout/delivery").status_code < 500
    assert client.get("/checkout").status_code < 500


@settings(max_examples=60)
@given(
    data=st.dictionaries(
        st.sampled_from(["payment_method", "expected_total", "idempotency_key", "voucher_code", "shown", "cart"]), texts
    )
)
def test_nothing_sent_breaks_the_button(client, pepper, data):
    say_where(client)
    assert client.post("/checkout", data=data).status_code < 500


@pytest.mark.parametrize("province", ["99", "nowhere", "44 "])
def test_a_province_that_is_none_is_refused_beside_its_field(client, province):
    put(client, on_sale())
    answer = say_where(client, province=province)
    assert answer.status_code == 422
    assert "Vui lòng chọn một mục trong danh sách." in answer.text
    assert 'aria-describedby="province-error"' in answer.text
