"""A guest's cart and the person who signs in: nothing is lost, nobody gets another's."""

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.carts.actions import add_to_cart, adopt_cart, keep_delivery, new_cart, note_touch
from marketplace.domain.carts.models import Cart, CartLine
from marketplace.domain.carts.queries import cart_by_key, lines_of, touch_of
from marketplace.domain.carts.rules import MOST_LINES
from tests.people import a_booth, on_sale


def held(cart: Cart) -> dict[int, int]:
    db.session.expire_all()
    return {line.variant_id: line.quantity for line in lines_of(cart)}


@pytest.fixture
def pepper(booth):
    return on_sale(booth)


@pytest.fixture
def coffee(booth):
    return on_sale(booth, name="Cà phê Khe Sanh")


def test_a_guests_cart_becomes_the_persons_under_a_new_key(lan, pepper):
    cart = new_cart()
    known = cart.key
    add_to_cart(cart, pepper.id, 2)
    assert adopt_cart(cart, lan) == cart
    assert (cart.person_id, held(cart)) == (lan.id, {pepper.id: 2})
    assert cart_by_key(known) is None


def test_what_the_person_had_stays_and_this_browsers_quantities_count(lan, pepper, coffee):
    own, guest = new_cart(lan), new_cart()
    key = own.key
    add_to_cart(own, pepper.id, 1)
    add_to_cart(own, coffee.id, 1)
    add_to_cart(guest, pepper.id, 3)
    keep_delivery(guest, {"recipient": "Lan"})
    note_touch(guest, link_code="tt1", click_id=7, at=clock.now())
    assert adopt_cart(guest, lan) == own
    assert held(own) == {pepper.id: 3, coffee.id: 1}
    assert (own.key, own.delivery["recipient"]) == (key, "Lan")
    assert touch_of(own).link_code == "tt1"
    assert db.session.query(Cart).count() == 1


def test_without_a_cart_here_the_person_goes_on_with_the_one_from_elsewhere(lan, pepper):
    assert adopt_cart(None, lan) is None
    own = new_cart(lan)
    assert adopt_cart(None, lan) == own
    assert adopt_cart(own, lan) == own


def test_another_persons_cart_is_left_alone(lan, hoa, pepper):
    hers = new_cart(hoa)
    add_to_cart(hers, pepper.id, 1)
    assert adopt_cart(hers, lan) is None
    assert (hers.person_id, held(hers)) == (hoa.id, {pepper.id: 1})


def test_a_joined_cart_is_no_larger_than_a_cart_may_be(lan, pepper, coffee):
    booth = a_booth()
    own, guest = new_cart(lan), new_cart()
    with transaction():
        for n in range(MOST_LINES):
            variant = on_sale(booth, name=f"Mẫu {n}")
            db.session.add(CartLine(cart_id=own.id, variant_id=variant.id, quantity=1, added_at=clock.now()))
    add_to_cart(guest, pepper.id, 1)
    adopt_cart(guest, lan)
    assert len(held(own)) == MOST_LINES
