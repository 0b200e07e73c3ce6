"""What the cart and the checkout page show."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.places.models import Commune
from marketplace.domain.carts.actions import add_to_cart, keep_delivery, keep_voucher, new_cart
from marketplace.domain.carts.errors import NotForSale
from marketplace.domain.carts.queries import held_cart
from marketplace.domain.checkout.queries import figures_for, figures_of, payable_methods
from marketplace.domain.checkout.rules import (
    Basket,
    Item,
    Wish,
    asks_to_pay_ahead,
    assemble,
    goods_of,
    line_of,
    lines_by_booth,
    merged,
)
from marketplace.domain.promotions.actions import make_offer, make_voucher
from marketplace.domain.promotions.actions.vouchers import VoucherFacts
from marketplace.domain.promotions.rules import discount_of
from marketplace.domain.stock.actions import count_stock
from marketplace.domain.stock.errors import SoldOut
from tests.buying import buy
from tests.people import DONG_HA, a_booth, on_sale


def dong_ha() -> Commune:
    return db.session.get_one(Commune, DONG_HA)


def basket_of(cart, *, commune: Commune | None = None, proof: str = "") -> Basket:
    return figures_of(held_cart(cart.key, proof), commune_code=commune.code if commune else None).basket


def test_a_basket_shows_each_booth_with_its_own_fee(app):
    cart, pepper, tea = new_cart(), on_sale(price=120_000), on_sale(a_booth(name="Chè Vân"), price=80_000)
    add_to_cart(cart, pepper.id, 2)
    add_to_cart(cart, tea.id, 1)
    without = basket_of(cart)
    assert (without.goods_total, without.shipping_total, without.has_fees) == (320_000, 0, False)
    basket = basket_of(cart, commune=dong_ha())
    assert [(booth.name, booth.goods, booth.fee) for booth in basket.booths] == [
        ("HTX Nông sản Khe Sanh", 240_000, 25_000), ("Chè Vân", 80_000, 22_000),
    ]  # fmt: skip
    assert basket.grand_total == 367_000
    assert basket.is_buyable
    assert (basket.units, basket.lines[0].item.left) == (3, 10)


def test_a_basket_is_read_in_few_statements_however_long_it_is(app, queries):
    cart = new_cart()
    for _ in range(5):
        add_to_cart(cart, on_sale(a_booth()).id, 1)
    commune = dong_ha()
    queries.clear()
    basket_of(cart, commune=commune)
    assert len(queries) <= 4


def test_what_ran_out_is_shown_as_such_and_not_counted(app):
    cart, pepper, tea = new_cart(), on_sale(price=120_000), on_sale(price=80_000)
    add_to_cart(cart, pepper.id, 3)
    add_to_cart(cart, tea.id, 1)
    count_stock(pepper.id, 2, by_id=None, reason="Kiểm kho")
    basket = basket_of(cart, commune=dong_ha())
    [problem] = basket.problems
    assert isinstance(problem, SoldOut)
    assert problem.left == 2
    assert basket.goods_total == 80_000
    assert not basket.is_buyable


def test_a_booth_with_nothing_left_to_send_asks_no_fee(app):
    cart, pepper = new_cart(), on_sale(price=120_000)
    add_to_cart(cart, pepper.id, 1)
    count_stock(pepper.id, 0, by_id=None, reason="Kiểm kho")
    basket = basket_of(cart, commune=dong_ha())
    assert (basket.grand_total, basket.has_fees) == (0, False)


def test_what_left_the_market_is_shown_as_such(app):
    cart, pepper = new_cart(), on_sale()
    add_to_cart(cart, pepper.id, 1)
    pepper.is_active = False
    db.session.commit()
    [problem] = basket_of(cart).problems
    assert isinstance(problem, NotForSale)


def test_an_empty_cart_costs_nothing(app):
    basket = basket_of(new_cart(), commune=dong_ha())
    assert (basket.booths, basket.grand_total, basket.is_buyable) == ((), 0, False)


def test_the_phone_on_the_cart_tells_whose_offer_is_used_up(app):
    cart, pepper = new_cart(), on_sale(price=120_000)
    make_offer(pepper.id, price=99_000, starts_at=clock.now(), ends_at=clock.now() + timedelta(hours=1), per_buyer=1)
    add_to_cart(cart, pepper.id, 1)
    assert basket_of(cart).goods_total == 99_000
    buy(pepper)
    proof = keep_delivery(cart, {"phone": "0912.345.678"})
    assert basket_of(cart, proof=proof).goods_total == 120_000
    proof = keep_delivery(cart, {"phone": "not a phone"})
    assert basket_of(cart, proof=proof).goods_total == 99_000


def test_a_voucher_on_the_cart_is_counted_or_says_why_not(app):
    cart, pepper = new_cart(), on_sale(price=120_000)
    now = clock.now()
    make_voucher(
        VoucherFacts(
            code="QUANGTRI",
            kind="percent",
            value=1000,
            min_goods=200_000,
            starts_at=now,
            ends_at=now + timedelta(days=1),
        )
    )
    add_to_cart(cart, pepper.id, 1)
    keep_voucher(cart, "quangtri")
    short = basket_of(cart)
    assert short.discount_total == 0
    assert "80.000" in str(short.voucher_problem)
    add_to_cart(cart, pepper.id, 1)
    assert basket_of(cart).discount_total == 24_000


def test_only_what_takes_the_total_is_offered(app):
    assert payable_methods(142_000) == ["cod", "vietqr", "card"]
    assert payable_methods(10_000) == ["cod", "vietqr"]
    assert payable_methods(0) == ["cod"]
    assert payable_methods(150_000_000) == ["vietqr"]


def test_wishes_without_a_row_are_left_out(app):
    assert figures_for([Wish(987, 1)], at=clock.now()).basket.booths == ()


@pytest.mark.parametrize(
    ("orders", "total", "more", "ahead"),
    [
        (4, 9_000_000, 1, False),
        (5, 1_500_000, 500_000, False),
        (5, 1_500_000, 500_001, True),
        (0, 0, 30_000_000, False),
    ],
)
def test_little_cash_often_or_much_cash_a_few_times(orders, total, more, ahead):
    assert asks_to_pay_ahead(orders, total, more) is ahead


def an_item(variant_id: int, booth_id: int, price: int) -> Item:
    return Item(
        variant_id, booth_id, variant_id, "Chè", "", "che", "", f"S{variant_id}", "gói", price, 500, 999, True,
        f"Gian {booth_id}", f"gian-{booth_id}",
    )  # fmt: skip


class _Voucher:
    booth_id = None
    kind = "amount"
    most = None
    min_goods = 0

    def __init__(self, value: int) -> None:
        self.value = value


@given(
    wishes=st.lists(
        st.tuples(st.integers(1, 4), st.integers(0, 1_000_000), st.integers(1, 999)), min_size=1, max_size=12
    ),
    value=st.integers(0, 10_000_000),
)
def test_the_parts_of_a_basket_always_add_up(wishes, value):
    lines = [
        line_of(an_item(n, booth_id, price), quantity, {}) for n, (booth_id, price, quantity) in enumerate(wishes, 1)
    ]
    by_booth = lines_by_booth(lines)
    goods = {booth_id: goods_of(group) for booth_id, group in by_booth.items()}
    booths = assemble(by_booth, discount_of(_Voucher(value), goods), {})
    assert sum(booth.goods for booth in booths) == sum(price * quantity for _booth, price, quantity in wishes)
    assert sum(booth.discount for booth in booths) == min(value, sum(goods.values()))
    assert all(0 <= booth.discount <= booth.goods for booth in booths)
    assert sum(booth.total for booth in booths) == sum(goods.values()) - min(value, sum(goods.values()))


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 999))))
def test_merged_wishes_ask_for_the_same_units_in_ascending_order(pairs):
    together = merged(Wish(*pair) for pair in pairs)
    assert sum(wish.quantity for wish in together) == sum(quantity for _variant, quantity in pairs)
    ids = [wish.variant_id for wish in together]
    assert ids == sorted(set(ids))
