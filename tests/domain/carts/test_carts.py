"""Carts: what goes in, what does not, and what is remembered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.tries import TooManyTries
from marketplace.domain.carts.actions import (
    add_to_cart,
    drop_old_carts,
    keep_delivery,
    keep_voucher,
    new_cart,
    note_touch,
    remove_line,
    remove_voucher,
    set_quantity,
)
from marketplace.domain.carts.errors import BadQuantity, CartFull, NotForSale
from marketplace.domain.carts.models import Cart
from marketplace.domain.carts.queries import cart_by_key, cart_of, lines_of, touch_of, units_in
from marketplace.domain.promotions.actions import make_voucher
from marketplace.domain.promotions.actions.vouchers import VoucherFacts
from marketplace.domain.promotions.errors import UnknownVoucher, VoucherNotRunning
from marketplace.domain.stock.errors import SoldOut
from tests.people import a_booth, a_product, a_variant, on_sale


def in_cart(cart) -> dict[int, int]:
    return {line.variant_id: line.quantity for line in lines_of(cart)}


def test_the_same_thing_added_twice_is_one_line(app):
    cart, pepper = new_cart(), on_sale(stock=10)
    assert add_to_cart(cart, pepper.id, 2) == 2
    assert add_to_cart(cart, pepper.id, 3) == 5
    assert in_cart(cart) == {pepper.id: 5}
    assert units_in(cart) == 5


def test_no_more_goes_in_than_there_is(app):
    cart, pepper = new_cart(), on_sale(stock=3)
    add_to_cart(cart, pepper.id, 2)
    with pytest.raises(SoldOut) as sold_out:
        add_to_cart(cart, pepper.id, 2)
    assert sold_out.value.left == 3
    assert in_cart(cart) == {pepper.id: 2}


@pytest.mark.parametrize("quantity", [0, -1, 1000])
def test_a_quantity_added_is_from_1_to_999(app, quantity):
    with pytest.raises(BadQuantity):
        add_to_cart(new_cart(), on_sale(stock=5000).id, quantity)


def test_one_line_holds_at_most_999(app):
    cart, pepper = new_cart(), on_sale(stock=5000)
    add_to_cart(cart, pepper.id, 999)
    assert add_to_cart(cart, pepper.id, 5) == 999


def test_a_cart_holds_at_most_sixty_different_things(app):
    cart, product = new_cart(), a_product(a_booth())
    variants = [a_variant(product) for _ in range(61)]
    for variant in variants[:60]:
        add_to_cart(cart, variant.id, 1)
    with pytest.raises(CartFull):
        add_to_cart(cart, variants[60].id, 1)
    assert add_to_cart(cart, variants[0].id, 1) == 2


@pytest.mark.parametrize("what", ["variant", "product", "booth", "nothing"])
def test_what_is_not_on_sale_does_not_go_in(app, what):
    product = a_product(
        a_booth(state="suspended" if what == "booth" else "open"), state="draft" if what == "product" else "on_sale"
    )
    variant = a_variant(product, is_active=what != "variant")
    with pytest.raises(NotForSale):
        add_to_cart(new_cart(), 987 if what == "nothing" else variant.id, 1)


def test_a_quantity_is_set_and_nought_takes_it_out(app):
    cart, pepper = new_cart(), on_sale(stock=10)
    set_quantity(cart, pepper.id, 7)
    assert in_cart(cart) == {pepper.id: 7}
    with pytest.raises(SoldOut):
        set_quantity(cart, pepper.id, 11)
    set_quantity(cart, pepper.id, 0)
    set_quantity(cart, pepper.id, 0)
    assert in_cart(cart) == {}


def test_taking_out_what_is_not_in_is_nothing(app):
    cart = new_cart()
    remove_line(cart, on_sale().id)
    assert units_in(cart) == 0


def test_a_cart_is_found_by_its_secret_or_its_person_only(app, lan, hoa):
    cart = new_cart(lan)
    assert cart_by_key(cart.key).id == cart.id
    assert cart_by_key("") is None
    assert cart_by_key("x" * 32) is None
    assert cart_of(lan).id == cart.id
    assert cart_of(hoa) is None


def test_the_latest_touch_is_kept_and_an_older_one_changes_nothing(app):
    cart, now = new_cart(), clock.now()
    assert touch_of(cart) is None
    note_touch(cart, link_code="ABC", click_id=None, at=now)
    note_touch(cart, link_code="OLD", click_id=None, at=now - timedelta(hours=1))
    touch = touch_of(db.session.get_one(Cart, cart.id))
    assert (touch.link_code, touch.at) == ("ABC", now)
    note_touch(cart, link_code="NEW", click_id=None, at=now + timedelta(hours=1))
    assert touch_of(db.session.get_one(Cart, cart.id)).link_code == "NEW"


def test_what_was_typed_is_kept_piece_by_piece(app):
    cart = new_cart()
    keep_delivery(cart, {"recipient": "Lan", "phone": "12"})
    keep_delivery(cart, {"phone": "0912345678"})
    assert (cart.delivery["recipient"], cart.delivery["phone"]) == ("Lan", "0912345678")


def a_voucher(starts=timedelta(0)):
    begins = clock.now() + starts
    return make_voucher(
        VoucherFacts(code="CHOTET", kind="amount", value=10_000, starts_at=begins, ends_at=begins + timedelta(hours=1))
    )


def test_a_voucher_is_put_on_the_cart_and_taken_off(app):
    cart = new_cart()
    a_voucher()
    keep_voucher(cart, "chợ tết")
    assert cart.voucher_code == "CHOTET"
    remove_voucher(cart)
    assert cart.voucher_code is None


def test_a_voucher_before_its_time_is_refused(app):
    a_voucher(starts=timedelta(hours=1))
    with pytest.raises(VoucherNotRunning):
        keep_voucher(new_cart(), "CHOTET")


def test_codes_cannot_be_guessed_through(app):
    cart = new_cart()
    a_voucher()
    for _ in range(10):
        with pytest.raises(UnknownVoucher):
            keep_voucher(cart, "CHOTEO")
    with pytest.raises(TooManyTries):
        keep_voucher(cart, "CHOTET")
    assert keep_voucher(new_cart(), "CHOTET")


def test_a_cart_nobody_came_back_to_is_forgotten_with_its_lines(app):
    pepper = on_sale()
    with clock.frozen(clock.now()) as hands:
        old = new_cart()
        add_to_cart(old, pepper.id, 1)
        hands.move(days=59)
        kept = new_cart()
        assert drop_old_carts() == 0
        hands.move(days=2)
        assert drop_old_carts() == 1
        db.session.expire_all()
        assert cart_by_key(kept.key) is not None
