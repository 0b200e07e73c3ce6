"""What is drawn once and filled in for everybody is what would have been drawn for each."""

import re

import pytest
from flask import render_template
from werkzeug.datastructures import MultiDict

from marketplace.core.db import db
from marketplace.core.money import format_dong
from marketplace.core.transactions import transaction
from marketplace.domain.catalog.models import Variant
from marketplace.web.storefront import checkout_parts
from marketplace.web.storefront.checkout import _drawn_fields, _filled_in
from marketplace.web.storefront.forms.checkout import DeliveryForm, shown_of
from tests.people import DONG_HA, on_sale
from tests.web.storefront.browsing import LAN, form_to, put, say_where

KEPT = [
    {},
    LAN,
    {
        **LAN,
        "recipient": '"><script>&amp;',
        "note": "hai\ndòng §phone§ <!--personal-->",
        "address_line": "'§recipient§'",
    },
    {"recipient": "Lan", "commune_code": DONG_HA},
    {**LAN, "province": "01", "commune_code": "", "commune": "Ba Đình"},
    {**LAN, "recipient": "  Lan  Hoa ", "phone": "  ", "email": " lan@", "note": " \n a \n", "commune_code": "99999"},
    {**LAN, "province": "nowhere", "commune_code": ""},
]


@pytest.mark.parametrize("kept", KEPT)
@pytest.mark.parametrize("script", ["", "/en"])
def test_the_delivery_form_is_filled_in_as_it_would_be_drawn(app, kept, script):
    with app.test_request_context("/checkout/delivery", environ_overrides={"SCRIPT_NAME": script}):
        typed = MultiDict({name: value for name, value in kept.items() if value})
        form = DeliveryForm(formdata=typed) if typed else DeliveryForm(formdata=None)
        drawn = render_template("storefront/checkout/_delivery_fields.html", form=form)
        assert str(_filled_in("fields", _drawn_fields, shown_of(kept, None))) == drawn


@pytest.mark.parametrize("cookies", [True, False])
@pytest.mark.parametrize("page", ["/checkout/delivery", "/en/checkout/delivery", "/checkout", "/en/checkout"])
@pytest.mark.parametrize("more", [{}, {"recipient": "Lan &lt;!--personal-->", "note": "§phone§ <!--cart-->"}])
def test_a_guests_page_is_the_same_whether_it_was_drawn_for_everyone_or_for_them(app, client, cookies, page, more):
    browser = app.test_client(use_cookies=cookies)
    carried = _carried(put(browser, on_sale(), 2).location)
    carried = _carried(say_where(browser, **more, **carried).location) or carried
    address = page if cookies else f"{page}?cart={carried['cart']}"
    filled = browser.get(address)
    # An address with something else in it is drawn for itself.
    drawn = browser.get(f"{address}{'&' if '?' in address else '?'}more=1")
    assert filled.status_code == drawn.status_code == 200
    assert _without_accidents(drawn.text) == _without_accidents(filled.text)


def _without_accidents(page: str) -> str:
    """The page without the key of its button and without what was added to its address."""
    page = re.sub(r'(name="idempotency_key" value=")[^"]+', r"\1", page)
    return re.sub(r"\?more=1(&amp;|&)?", "?", page).replace('?"', '"')


def test_goods_that_were_drawn_for_one_guest_are_drawn_anew_when_they_cost_something_else(app, client):
    pepper = on_sale(price=100_000)
    for price, quantity in ((100_000, 1), (130_000, 1), (130_000, 3)):
        with transaction():
            db.session.get_one(Variant, pepper.id).price = price
        browser = app.test_client()
        put(browser, pepper, quantity)
        say_where(browser)
        page = browser.get("/checkout").text
        assert f"{quantity} × {format_dong(price)}" in page
        fields = form_to(page, "/checkout")
        assert fields["shown"].startswith(f"{price * quantity}-")
        assert f"Đặt hàng, {format_dong(int(fields['expected_total']))}" in page


def test_no_part_that_is_kept_knows_the_key_of_a_cart(app, client):
    drawn = checkout_parts._kept
    drawn.cache_clear()
    pepper = on_sale()
    browsers = [app.test_client(use_cookies=False) for _ in range(2)]
    for browser in browsers:
        carried = _carried(put(browser, pepper).location)
        carried = _carried(say_where(browser, **carried).location)
        page = browser.get("/checkout", query_string=carried).text
        assert f"/cart?cart={carried['cart']}#voucher" in page
    assert drawn.cache_info().currsize == 2  # the goods and the ways of paying


def _carried(address: str) -> dict[str, str]:
    found = re.search(r"cart=([\w.-]+)", address)
    return {"cart": found[1]} if found else {}


def test_what_one_guest_asked_for_is_on_nobody_elses_page(app, client):
    one, other = client, app.test_client(use_cookies=False)
    put(one, on_sale(), 3)
    one.get("/checkout/delivery?whose=mine")
    say_where(one)
    assert LAN["recipient"] in one.get("/checkout/delivery").text
    address = put(other, on_sale()).location.replace("/cart?added=1&", "/checkout/delivery?")
    page = other.get(address).text
    assert LAN["recipient"] not in page
    assert "whose" not in page
    assert page.count(_carried(address)["cart"]) == 4


@pytest.mark.parametrize("proof", ['"><script>', "x" * 80, "a b"])
def test_a_made_up_proof_beside_the_key_is_no_markup(app, client, proof):
    browser = app.test_client(use_cookies=False)
    key = _carried(put(browser, on_sale()).location)["cart"]
    page = browser.get("/checkout/delivery", query_string={"cart": f"{key}.{proof}"})
    assert page.status_code == 200
    assert "><script>" not in page.text
