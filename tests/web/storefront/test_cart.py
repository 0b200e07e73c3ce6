"""What the cart promises."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from marketplace.core.db import db
from marketplace.core.money import format_dong
from marketplace.core.transactions import transaction
from marketplace.domain.booths.models import Booth
from marketplace.domain.carts.models import Cart, CartLine
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.promotions.actions import make_voucher
from marketplace.domain.promotions.actions.vouchers import VoucherFacts
from marketplace.domain.shipping.actions import save_rates
from marketplace.domain.shipping.rules import DEFAULT_RATES, Terms
from marketplace.domain.stock.models import StockLevel
from tests.people import a_booth, on_sale
from tests.web.storefront.browsing import LAN, form_to, put, say_where

NOT_NUMBERS = ("-1", "1.5", "1e3", "NaN", "١٢", "１２", str(2**31), "9" * 30, "", " 7 ", "1_000", "0x1", "true", "[1]")


def units_in_carts() -> int:
    return db.session.scalar(select(func.coalesce(func.sum(CartLine.quantity), 0)))


def change(row_type, row_id, **values) -> None:
    with transaction():
        row = db.session.get_one(row_type, row_id)
        for name, value in values.items():
            setattr(row, name, value)


def test_an_empty_cart_says_what_to_do_next(client):
    page = client.get("/cart")
    assert page.status_code == 200
    assert "Giỏ hàng đang trống" in page.text
    assert "/products" in page.text


def test_a_guest_fills_a_cart_and_a_cookie_remembers_it(client, booth):
    answer = put(client, on_sale(booth, price=100_000), 2)
    assert answer.status_code == 303
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert format_dong(200_000) in client.get("/cart").text


def test_the_same_thing_twice_is_one_line(client, booth):
    variant = on_sale(booth)
    put(client, variant, 2)
    put(client, variant, 3)
    assert units_in_carts() == 5
    assert db.session.scalar(select(func.count(CartLine.id))) == 1


def test_lines_stand_under_their_booth(client):
    one, two = a_booth(name="Gian Một"), a_booth(name="Gian Hai")
    for booth in (one, two):
        put(client, on_sale(booth))
    page = client.get("/cart").text
    assert page.index("Gian Một") < page.index("Gian Hai")


def test_fee_and_gap_to_free_sending_show_once_the_place_is_known(client, booth, minh):
    save_rates(booth, by=minh, terms=Terms(free_from=500_000), rates=DEFAULT_RATES)
    put(client, on_sale(booth, price=120_000))
    assert "tính khi biết nơi nhận" in client.get("/cart").text
    say_where(client)
    page = client.get("/cart").text
    assert format_dong(22_000) in page
    assert format_dong(380_000) in page


def test_a_line_is_changed_and_taken_out(client, booth):
    variant = on_sale(booth)
    put(client, variant, 2)
    client.post(f"/cart/lines/{variant.id}", data={"quantity": "4"})
    assert units_in_carts() == 4
    client.post(f"/cart/lines/{variant.id}", data={"quantity": "0"})
    assert units_in_carts() == 0
    put(client, variant)
    client.post(f"/cart/lines/{variant.id}/removal")
    assert units_in_carts() == 0


def test_more_than_is_left_is_refused_and_says_how_many_there_are(client, booth):
    answer = put(client, on_sale(booth, stock=3), 4)
    assert answer.status_code == 409
    assert "chỉ còn 3" in answer.text
    assert units_in_carts() == 0


@pytest.mark.plants_a_fault  # the shelf is emptied without a movement
def test_something_sold_out_meanwhile_is_marked_and_cannot_be_ordered(client, booth):
    variant = on_sale(booth, stock=3)
    put(client, variant, 3)
    change(StockLevel, variant.id, available=1)
    page = client.get("/cart").text
    assert "chỉ còn 1" in page
    assert 'href="/checkout"' not in page
    assert form_to(page, f"/cart/lines/{variant.id}")["quantity"] == "1"
    assert client.get("/checkout").location == "/cart"


@pytest.mark.plants_a_fault  # the shelf is emptied without a movement
@pytest.mark.parametrize(("root", "words", "chosen"), [("", "Có 2 món cần bạn xem lại", "bạn chọn 3"),
                                                       ("/en", "2 items need another look", "you chose 3")])  # fmt: skip
def test_what_needs_another_look_is_said_above_the_first_line(client, booth, root, words, chosen):
    gone, fewer, fine = on_sale(booth, stock=3), on_sale(booth, stock=3), on_sale(booth)
    for variant in (fine, fewer, gone):
        put(client, variant, 3)
    assert words not in client.get(f"{root}/cart").text
    change(StockLevel, gone.id, available=0)
    change(StockLevel, fewer.id, available=1)
    page = client.get(f"{root}/cart").text
    assert page.index(words) < page.index(f'href="{root}/products/{fine.product.slug}"')
    assert page.count(chosen) == 2


@pytest.mark.plants_a_fault  # states are set without their steps
@pytest.mark.parametrize(
    "close", [(Product, "state", "hidden"), (Booth, "state", "suspended"), (Variant, "is_active", False)]
)
def test_something_no_longer_on_sale_is_marked(client, booth, close):
    variant = on_sale(booth)
    put(client, variant)
    table, name, value = close
    row_id = {Product: variant.product_id, Booth: booth.id, Variant: variant.id}[table]
    extra = {"reason": "Khiếu nại"} if table is Booth else {}
    change(table, row_id, **{name: value}, **extra)
    assert "không còn bán" in client.get("/cart").text
    assert put(client, variant).status_code == 409


def test_the_cart_names_the_place_as_it_was_understood_and_not_as_it_was_typed(client, booth):
    put(client, on_sale(booth))
    client.post("/checkout/delivery", data={**LAN, "commune": "cam chinh cam lo", "commune_code": ""})
    page = client.get("/cart").text
    assert "Giao đến Xã Cam Lộ." in page
    assert "cam chinh" not in page


def test_what_has_no_words_on_a_phone_is_drawn_before_any_picture_has_come(client, booth):
    put(client, on_sale(booth))
    client.get("/cart")  # says that something was added
    page = client.get("/cart").text
    header = page[page.index("<header") : page.index("</header>")]
    wordless = re.findall(r'<button class="[^"]*button-icon[^"]*" type="submit".*?</button>', page, re.DOTALL)
    assert wordless
    for part in (header, *wordless):
        assert "<svg" in part
        assert "<use" not in part


def test_a_price_that_changed_is_told_and_not_hidden(client, booth):
    variant = on_sale(booth, price=100_000)
    put(client, variant)
    assert "Giá đã đổi" not in client.get("/cart").text
    change(Variant, variant.id, price=130_000)
    page = client.get("/cart").text
    assert "Giá đã đổi" in page
    assert format_dong(100_000) in page
    assert format_dong(130_000) in page
    client.post(f"/cart/lines/{variant.id}", data={"quantity": "2"})
    assert "Giá đã đổi" not in client.get("/cart").text


@pytest.mark.parametrize("typed", NOT_NUMBERS)
def test_what_is_no_number_changes_nothing(client, booth, typed):
    variant = on_sale(booth)
    assert 400 <= put(client, variant, typed).status_code < 500
    assert 400 <= client.post("/cart/lines", data={"variant_id": typed, "quantity": "1"}).status_code < 500
    put(client, variant)
    assert 400 <= client.post(f"/cart/lines/{variant.id}", data={"quantity": typed}).status_code < 500
    assert 400 <= client.post(f"/cart/lines/{typed}", data={"quantity": "1"}).status_code < 500
    assert client.post(f"/cart/lines/{typed}/removal").status_code < 500  # what is not in stays out
    assert units_in_carts() == 1


@pytest.mark.parametrize("sent", [{}, {"variant_id": ""}, {"variant_id": "abc"}, {"variant_id": "9" * 30}])
@pytest.mark.parametrize(("root", "words"), [("", "Chưa rõ bạn chọn món nào"), ("/en", "not clear which product")])
def test_a_line_without_a_product_says_so_and_where_to_choose_one(client, booth, sent, root, words):
    answer = client.post(f"{root}/cart/lines", data={**sent, "quantity": "1"})
    assert answer.status_code == 422
    assert words in answer.text
    assert "9007199254740992" not in answer.text
    assert f'href="{root}/products"' in answer.text
    assert units_in_carts() == 0


def test_zero_is_not_something_to_put_in(client, booth):
    assert put(client, on_sale(booth), 0).status_code == 422


MONEY = ("price", "unit_price", "amount", "discount", "fee", "total", "grand_total", "shipping_fee", "expected_total")


@pytest.mark.parametrize("field", MONEY)
def test_a_price_sent_along_is_not_looked_at(client, booth, field):
    put(client, on_sale(booth, price=100_000), **{field: "1"})
    assert format_dong(100_000) in client.get("/cart").text


def test_a_voucher_lowers_what_it_says_and_can_be_taken_off(client, booth):
    put(client, on_sale(booth, price=100_000))
    make_voucher(_voucher("LANCAM"), booth_id=booth.id)
    answer = client.post("/cart/voucher", data={"voucher_code": "lan cam"})
    assert answer.status_code == 303
    assert f"−{format_dong(20_000)}" in client.get("/cart").text
    client.post("/cart/voucher/removal")
    assert "LANCAM" not in client.get("/cart").text


def test_a_wrong_code_is_said_beside_its_field_and_stays_typed(client, booth):
    put(client, on_sale(booth))
    answer = client.post("/cart/voucher", data={"voucher_code": "KHONGCO"})
    assert answer.status_code == 409
    assert 'value="KHONGCO"' in answer.text
    assert "Không có mã giảm giá này" in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_codes_cannot_be_guessed_for_long(client, booth):
    put(client, on_sale(booth))
    answers = [client.post("/cart/voucher", data={"voucher_code": f"DOAN{n}"}).status_code for n in range(12)]
    assert answers[:10] == [409] * 10
    assert answers[10:] == [429] * 2


def test_without_cookies_the_cart_travels_in_address_and_form(app, booth):
    from tests.conftest import Browser

    app.test_client_class = Browser
    client = app.test_client(use_cookies=False)
    variant = on_sale(booth, price=100_000)
    answer = put(client, variant)
    key = re.search(r"cart=([\w-]+)", answer.location).group(1)
    page = client.get(answer.location).text
    assert format_dong(100_000) in page
    fields = form_to(page, f"/cart/lines/{variant.id}")
    assert fields["cart"] == key
    client.post(f"/cart/lines/{variant.id}", data={**fields, "quantity": "3"})
    assert units_in_carts() == 3
    assert db.session.scalar(select(func.count(Cart.id))) == 1


def test_where_the_cookie_holds_the_key_leaves_the_address(client, booth):
    answer = put(client, on_sale(booth))
    assert client.get(answer.location).location == "/cart?added=1"


@pytest.mark.parametrize("cookies", [True, False])
def test_what_was_put_in_is_said_once_and_no_session_is_begun_for_it(app, client, booth, cookies):
    browser = app.test_client(use_cookies=cookies)
    answer = put(browser, on_sale(booth))
    kept = [each.partition("=")[0] for each in answer.headers.getlist("Set-Cookie")]
    page = browser.get(answer.location, follow_redirects=True)
    assert kept == ["cart"]
    assert page.text.count("Đã thêm vào giỏ hàng.") == 1
    assert "session" not in str(page.headers.getlist("Set-Cookie"))
    assert "Đã thêm vào giỏ hàng." not in browser.get(answer.location.replace("added=1", "")).text


def test_in_english_it_is_said_in_english(client, booth):
    answer = client.post("/en/cart/lines", data={"variant_id": on_sale(booth).id})
    assert "Added to the cart." in client.get(answer.location, follow_redirects=True).text


def test_a_refusal_is_said_without_a_session(client, booth):
    answer = put(client, on_sale(booth), 0)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "session" not in str(answer.headers.getlist("Set-Cookie"))


def test_a_made_up_key_is_nobodys_cart(app, client, booth):
    put(client, on_sale(booth))
    other = app.test_client()
    for key in ("", "x", "a" * 32, "%00", "' OR 1=1"):
        assert "Giỏ hàng đang trống" in other.get("/cart", query_string={"cart": key}).text


def test_the_cart_is_never_kept_by_a_cache(client, booth):
    put(client, on_sale(booth))
    answer = client.get("/cart")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_page_that_shows_its_header_only_still_says_why(client, booth):
    answer = put(client, on_sale(booth, stock=0))
    personal = answer.text[answer.text.index('id="personal"') :].split("</header>")[0]
    assert "hết hàng" in personal


def test_another_sites_form_puts_nothing_in(client, booth):
    variant = on_sale(booth)
    answer = client.post("/cart/lines", data={"variant_id": variant.id}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert units_in_carts() == 0


def test_the_number_of_statements_does_not_grow_with_the_cart(client, booth, queries):
    for _ in range(2):
        put(client, on_sale(booth))
    client.get("/cart")
    queries.clear()
    client.get("/cart")
    few = len(queries)
    for _ in range(6):
        put(client, on_sale(booth))
    client.get("/cart")  # the pictures of the new lines are read once and kept
    queries.clear()
    client.get("/cart")
    assert len(queries) == few <= 10


@settings(max_examples=60)
@given(data=st.dictionaries(st.sampled_from(["variant_id", "quantity", "cart", "voucher_code"]), st.text(max_size=40)))
@pytest.mark.parametrize("path", ["/cart/lines", "/cart/voucher", "/cart/lines/1", "/cart/voucher/removal"])
def test_nothing_typed_breaks_the_cart(client, path, data):
    assert client.post(path, data=data).status_code < 500


def _voucher(code: str) -> VoucherFacts:
    from datetime import timedelta

    from marketplace.core import clock

    now = clock.now()
    return VoucherFacts(
        kind="amount", value=20_000, code=code, starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1)
    )
