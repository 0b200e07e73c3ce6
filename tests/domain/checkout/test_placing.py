"""Placing a purchase: the promises behind the button."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.errors import BadInput
from marketplace.core.outbox import News
from marketplace.core.phones import BadPhone
from marketplace.core.transactions import transaction
from marketplace.core.versions import version_of
from marketplace.domain.booths.models import Booth
from marketplace.domain.carts.actions import add_to_cart, new_cart
from marketplace.domain.carts.errors import NotForSale
from marketplace.domain.carts.queries import units_in
from marketplace.domain.carts.rules import CartTouch
from marketplace.domain.checkout.actions import cancel_order, place_purchase
from marketplace.domain.checkout.errors import (
    AddressMissing,
    AmountOutside,
    CartHasChanged,
    EmptyCart,
    KeyReused,
    MethodNotOffered,
    PayAhead,
    RecipientMissing,
    TotalChanged,
    UnknownCommune,
)
from marketplace.domain.checkout.rules import HandEntry, Wish
from marketplace.domain.orders.events import PurchasePlaced
from marketplace.domain.orders.models import Order, OrderStep, Purchase
from marketplace.domain.payments.models import PaymentAttempt
from marketplace.domain.promotions.actions import make_offer, make_voucher
from marketplace.domain.promotions.actions.vouchers import VoucherFacts
from marketplace.domain.promotions.errors import VoucherNeedsMoreGoods, VoucherUsedByYou, VoucherUsedUp
from marketplace.domain.shipping.actions import save_rates
from marketplace.domain.shipping.rules import DEFAULT_RATES, Terms
from marketplace.domain.stock.errors import SoldOut
from marketplace.domain.stock.queries import left_of
from tests.buying import a_delivery, broken_rules, buy, order_in, orders_in, purchase_of, total_of, wishes_for
from tests.domain.checkout.broadcasts import a_broadcast
from tests.people import a_booth, a_person, a_product, a_variant, on_sale


def how_many(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table))


def test_a_guest_buys_one_jar_and_pays_the_postman(app):
    pepper = on_sale(price=120_000, stock=10)
    placed = buy(pepper)

    purchase, order = purchase_of(placed), order_in(placed)
    assert (purchase.goods_total, purchase.shipping_total, purchase.grand_total) == (120_000, 22_000, 142_000)
    assert purchase.phone == "+84912345678"
    assert purchase.address_text == "12 Lê Duẩn, Phường Đông Hà, Tỉnh Quảng Trị"
    assert purchase.held_until is None
    assert (order.state, order.code) == ("placed", f"{purchase.code}-1")
    assert [(line.product_name, line.quantity, line.unit_price) for line in order.lines] == [
        ("Hạt tiêu Cùa", 1, 120_000)
    ]
    assert left_of([pepper.id]) == {pepper.id: 9}
    assert broken_rules() == {}


def test_one_purchase_has_one_order_per_booth(app):
    pepper, tea = on_sale(price=120_000), on_sale(a_booth(), price=80_000)
    placed = buy({pepper: 2, tea: 1})

    orders = orders_in(placed)
    assert [order.booth_id for order in orders] == sorted([pepper.booth_id, tea.booth_id])
    assert [order.code for order in orders] == [f"{placed.code}-1", f"{placed.code}-2"]
    assert sum(order.grand_total for order in orders) == placed.grand_total == 2 * 120_000 + 25_000 + 80_000 + 22_000
    assert broken_rules() == {}


def test_a_cash_purchase_takes_few_statements(app, queries, monkeypatch):
    news = News({PurchasePlaced: [print]}, lambda _event_id: None)  # recorded now, delivered by a worker
    monkeypatch.setitem(app.extensions, "news", news)
    pepper = on_sale()
    buy(pepper)  # whatever is built on first use
    expected = total_of(wishes_for(pepper))
    cart = new_cart()
    add_to_cart(cart, pepper.id, 1)
    facts = {"wishes": wishes_for(pepper), "cart_id": cart.id, "delivery": a_delivery()}
    db.session.rollback()
    queries.clear()
    place_purchase(
        **facts, payment_method="cod", expected_total=expected, idempotency=("test", "few"), by=None, language="vi"
    )
    most = {"sqlite": 13, "postgresql": 9}[db.engine.dialect.name]
    assert len(queries) <= most, "\n".join(queries)
    assert queries[-1].startswith("UPDATE stock_levels")


def test_goods_for_a_transfer_are_held_while_it_is_awaited(app):
    placed = buy(on_sale(stock=3), payment_method="vietqr")
    purchase = purchase_of(placed)
    assert order_in(placed).state == "awaiting_payment"
    assert purchase.held_until == purchase.placed_at + timedelta(minutes=30)
    assert db.session.scalars(select(PaymentAttempt.amount)).all() == [placed.grand_total]
    assert broken_rules() == {}


def test_each_order_of_a_cash_purchase_is_collected_apart(app):
    placed = buy({on_sale(): 1, on_sale(a_booth()): 1})
    collected = dict(db.session.execute(select(PaymentAttempt.order_id, PaymentAttempt.amount)).all())
    assert collected == {order.id: order.grand_total for order in orders_in(placed)}


def test_the_first_step_says_who_placed_the_order(app, lan):
    placed = buy(on_sale(), by=lan)
    [step] = db.session.scalars(select(OrderStep)).all()
    assert (step.seq, step.from_state, step.to_state, step.by_kind, step.by_id) == (
        1,
        None,
        "placed",
        "shopper",
        lan.id,
    )
    assert purchase_of(placed).person_id == lan.id


def test_the_news_of_a_purchase_is_recorded_with_it(app, monkeypatch):
    heard = []
    news = News(
        {PurchasePlaced: [lambda event: heard.append(event.purchase_id)]}, lambda event_id: news.deliver(event_id)
    )
    monkeypatch.setitem(app.extensions, "news", news)
    placed = buy(on_sale())
    assert heard == [placed.purchase_id]


def test_what_was_bought_leaves_the_cart_and_nothing_else_does(app):
    cart, pepper, tea = new_cart(), on_sale(), on_sale(a_booth())
    add_to_cart(cart, pepper.id, 2)
    add_to_cart(cart, tea.id, 1)
    buy({pepper: 2}, cart_id=cart.id)
    assert units_in(cart) == 1


def test_a_cart_bought_in_one_window_is_not_bought_again_in_another(app):
    cart, pepper = new_cart(), on_sale()
    add_to_cart(cart, pepper.id, 1)
    buy(pepper, cart_id=cart.id)
    with pytest.raises(CartHasChanged):
        buy(pepper, cart_id=cart.id)
    assert how_many(Purchase) == 1
    assert left_of([pepper.id]) == {pepper.id: 9}


def test_the_same_button_pressed_twice_is_one_purchase(app):
    pepper = on_sale(stock=1)
    first = buy(pepper, idempotency=("cart:1", "press"), expected_total=142_000)
    second = buy(pepper, idempotency=("cart:1", "press"), expected_total=142_000)
    assert (second.purchase_id, second.code, second.repeated) == (first.purchase_id, first.code, True)
    assert not first.repeated
    assert how_many(Purchase) == how_many(Order) == 1
    assert broken_rules() == {}


def test_the_second_press_is_answered_although_the_cart_is_empty_by_then(app):
    cart, pepper = new_cart(), on_sale()
    add_to_cart(cart, pepper.id, 1)
    facts = {
        "delivery": a_delivery(), "payment_method": "cod", "expected_total": 142_000, "by": None, "language": "vi",
        "idempotency": ("cart:1", "press"), "cart_id": cart.id,
    }  # fmt: skip
    first = place_purchase(wishes=wishes_for(pepper), **facts)
    second = place_purchase(wishes=[], **facts)
    assert second.purchase_id == first.purchase_id
    assert second.repeated


def test_a_key_with_another_request_is_refused(app):
    pepper = on_sale()
    buy(pepper, idempotency=("cart:1", "press"))
    with pytest.raises(KeyReused) as refused:
        buy({pepper: 2}, idempotency=("cart:1", "press"))
    assert refused.value.status == 422


def test_the_same_key_of_another_buyer_reveals_nothing(app):
    pepper = on_sale()
    first = buy(pepper, idempotency=("cart:1", "press"))
    second = buy(pepper, idempotency=("cart:2", "press"))
    assert second.purchase_id != first.purchase_id


def test_a_price_raised_meanwhile_is_shown_and_never_charged_silently(app):
    pepper = on_sale(price=120_000)
    with transaction():
        pepper.price = 130_000
    with pytest.raises(TotalChanged) as changed:
        buy(pepper, expected_total=142_000)
    assert (changed.value.expected, changed.value.now) == (142_000, 152_000)
    assert changed.value.basket.lines[0].price.price == 130_000
    assert how_many(Purchase) == 0
    assert left_of([pepper.id]) == {pepper.id: 10}


def test_what_is_sold_out_is_refused_with_what_is_left(app):
    pepper = on_sale(stock=2)
    with pytest.raises(SoldOut) as sold_out:
        buy({pepper: 3})
    assert (sold_out.value.variant_id, sold_out.value.left) == (pepper.id, 2)


def test_the_last_unit_empties_the_catalogue_page_and_earlier_ones_do_not(app):
    pepper = on_sale(stock=2)
    before = version_of("catalogue")
    buy(pepper)
    assert version_of("catalogue") == before
    buy(pepper)
    assert version_of("catalogue") == before + 1


@pytest.mark.parametrize("what", ["variant", "product", "booth"])
def test_what_is_not_on_sale_cannot_be_bought(app, what):
    booth = a_booth(state="suspended" if what == "booth" else "open")
    product = a_product(booth, state="hidden" if what == "product" else "on_sale")
    pepper = a_variant(product, is_active=what != "variant")
    with pytest.raises(NotForSale) as refused:
        buy(pepper, expected_total=142_000)
    assert refused.value.variant_id == pepper.id


def test_what_does_not_exist_cannot_be_bought(app):
    with pytest.raises(NotForSale):
        place_purchase(
            wishes=[Wish(987_654, 1)], delivery=a_delivery(), payment_method="cod", expected_total=1,
            idempotency=("test", "x"), by=None, language="vi",
        )  # fmt: skip


def test_an_empty_cart_cannot_be_bought(app):
    with pytest.raises(EmptyCart):
        place_purchase(
            wishes=[], delivery=a_delivery(), payment_method="cod", expected_total=0, idempotency=("test", "x"),
            by=None, language="vi",
        )  # fmt: skip


@pytest.mark.parametrize("quantity", [0, -1, 1000, 1.5, "١٢", "1e3", True, None, 2**53 + 1])
def test_a_quantity_is_a_whole_number_from_1_to_999(app, quantity):
    pepper = on_sale()
    with pytest.raises(BadInput) as refused:
        buy({pepper: quantity}, expected_total=142_000)
    assert refused.value.status == 422
    assert how_many(Purchase) == 0


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"recipient": "  "}, RecipientMissing),
        ({"recipient": "N" * 101}, RecipientMissing),
        ({"phone": "12345"}, BadPhone),
        ({"address_line": ""}, AddressMissing),
        ({"commune_code": "00000"}, UnknownCommune),
        ({"commune_code": ""}, UnknownCommune),
    ],
)
def test_a_delivery_must_be_one_that_a_carrier_can_make(app, facts, refusal):
    pepper = on_sale()
    with pytest.raises(refusal) as refused:
        buy(pepper, delivery=a_delivery(**facts), expected_total=142_000)
    assert refused.value.field in facts


def test_one_phone_is_one_buyer_however_it_is_spelled(app):
    pepper = on_sale(stock=50)
    spellings = ["0912345678", "+84 912 345 678", "84912345678", "0912.345.678", "(091) 234-5678"]
    phones = {purchase_of(buy(pepper, delivery=a_delivery(phone))).phone for phone in spellings}
    assert phones == {"+84912345678"}


def test_a_way_of_paying_must_be_offered(app, monkeypatch):
    without_bank = dict(app.config["MARKET"].__dict__, BANK_BIN="", STRIPE_SECRET_KEY="")
    monkeypatch.setitem(app.config, "MARKET", type(app.config["MARKET"])(**without_bank))
    for method in ("vietqr", "card", "gold"):
        with pytest.raises(MethodNotOffered):
            buy(on_sale(), payment_method=method)


@pytest.mark.parametrize(("price", "method"), [(500, "card"), (100_000_000, "card"), (40_000_000, "cod")])
def test_a_total_must_fit_the_way_of_paying(app, price, method):
    pepper = on_sale(price=price)
    booth_sends_free(pepper)
    with pytest.raises(AmountOutside):
        buy(pepper, payment_method=method)


def booth_sends_free(variant) -> None:
    booth = db.session.get_one(Booth, variant.booth_id)
    save_rates(booth, by=a_person(), terms=Terms(free_from=0), rates=DEFAULT_RATES)


def test_a_guest_with_five_cash_orders_under_way_pays_the_sixth_ahead(app):
    pepper = on_sale(price=500_000, stock=50)
    for _ in range(5):
        buy(pepper)
    with pytest.raises(PayAhead):
        buy(pepper)
    assert buy(pepper, payment_method="vietqr").code
    assert buy(pepper, delivery=a_delivery("0987 654 321")).code


def test_many_small_cash_orders_on_one_phone_are_welcome(app):
    tea = on_sale(price=20_000, stock=50)
    for _ in range(8):
        buy(tea)
    assert how_many(Purchase) == 8


def test_a_signed_in_shopper_is_not_asked_to_pay_ahead(app, lan):
    pepper = on_sale(price=500_000, stock=50)
    for _ in range(6):
        buy(pepper, by=lan)
    assert how_many(Purchase) == 6


def test_an_offer_gives_its_price_and_counts_its_units(app):
    pepper = on_sale(price=120_000)
    offer = make_offer(
        pepper.id, price=99_000, starts_at=clock.now(), ends_at=clock.now() + timedelta(hours=1), quantity=3
    )
    placed = buy({pepper: 2})
    [line] = order_in(placed).lines
    assert (line.list_price, line.unit_price, line.offer_id) == (120_000, 99_000, offer.id)
    db.session.refresh(offer)
    assert offer.sold == 2
    assert order_in(buy({pepper: 2})).lines[0].unit_price == 120_000, "one unit is left at the offer's price"
    assert broken_rules() == {}


def test_an_offer_that_runs_out_changes_the_pages(app):
    pepper = on_sale()
    make_offer(pepper.id, price=99_000, starts_at=clock.now(), ends_at=clock.now() + timedelta(hours=1), quantity=1)
    before = version_of("catalogue")
    buy(pepper)
    assert version_of("catalogue") == before + 1


def test_an_offer_is_limited_per_phone_and_the_full_price_is_shown_first(app):
    pepper = on_sale(price=120_000)
    make_offer(pepper.id, price=99_000, starts_at=clock.now(), ends_at=clock.now() + timedelta(hours=1), per_buyer=1)
    buy(pepper)
    with pytest.raises(TotalChanged) as changed:
        buy(pepper, expected_total=99_000 + 22_000, delivery=a_delivery("+84912345678"))
    assert changed.value.now == 142_000
    assert order_in(buy(pepper, delivery=a_delivery("0987654321"))).lines[0].unit_price == 99_000
    assert broken_rules() == {}


def a_voucher(**facts):
    values = {"kind": "amount", "value": 30_000, "starts_at": clock.now(), "ends_at": clock.now() + timedelta(days=1)}
    return make_voucher(VoucherFacts(code="QUANGTRI", **{**values, **facts}))


def test_a_voucher_lowers_each_booths_order_by_its_share(app):
    pepper, tea = on_sale(price=200_000), on_sale(a_booth(), price=100_000)
    voucher = a_voucher()
    placed = buy({pepper: 1, tea: 1}, voucher_code="quang tri")
    assert {order.booth_id: order.discount for order in orders_in(placed)} == {
        pepper.booth_id: 20_000, tea.booth_id: 10_000,
    }  # fmt: skip
    db.session.refresh(voucher)
    assert voucher.uses == 1
    assert broken_rules() == {}


def test_a_voucher_is_used_once_by_one_phone(app):
    pepper = on_sale()
    a_voucher()
    buy(pepper, voucher_code="QUANGTRI")
    with pytest.raises(VoucherUsedByYou):
        buy(pepper, voucher_code="QUANGTRI", delivery=a_delivery("+84 912345678"))
    assert how_many(Purchase) == 1
    assert left_of([pepper.id]) == {pepper.id: 9}


def test_a_voucher_that_does_not_count_is_refused_and_not_left_out(app):
    a_voucher(min_goods=500_000)
    with pytest.raises(VoucherNeedsMoreGoods) as refused:
        buy(on_sale(price=120_000), voucher_code="QUANGTRI", expected_total=142_000)
    assert "380.000" in str(refused.value)


def test_a_purchase_that_costs_nothing_has_nothing_to_collect(app):
    pepper = on_sale(price=20_000)
    booth_sends_free(pepper)
    a_voucher(kind="percent", value=10_000)
    placed = buy(pepper, voucher_code="QUANGTRI")
    assert placed.grand_total == 0
    assert how_many(PaymentAttempt) == 0


def test_the_touch_that_led_here_is_kept_with_the_purchase(app):
    at = clock.now() - timedelta(hours=2)
    purchase = purchase_of(buy(on_sale(), touch=CartTouch("no-such-link", None, at)))
    assert (purchase.touch_code, purchase.touched_at) == ("no-such-link", at)


def test_an_order_by_hand_needs_no_total_and_says_who_wrote_it_down(app, ngoc):
    broadcast = a_broadcast(ngoc)
    placed = buy(on_sale(), hand=HandEntry(broadcast.id, ngoc.id), expected_total=None)
    purchase = purchase_of(placed)
    assert (purchase.route, purchase.entered_by_id, purchase.person_id) == ("hand", ngoc.id, None)
    assert order_in(placed).steps[0].by_kind == "organizer"


def test_a_shopper_is_always_shown_a_total(app):
    with pytest.raises(ValueError, match="shown a total"):
        buy(on_sale(), expected_total=None)


def test_a_refused_purchase_leaves_no_trace(app):
    pepper, tea = on_sale(stock=5), on_sale(a_booth(), stock=5)
    a_voucher(max_uses=1)
    buy(pepper, voucher_code="QUANGTRI")
    cancel_order(order_in(buy(tea)).id, who="shopper", by=None)
    before = (how_many(Purchase), how_many(Order), left_of([pepper.id, tea.id]))
    with pytest.raises(VoucherUsedUp):
        buy({pepper: 1, tea: 1}, voucher_code="QUANGTRI", delivery=a_delivery("0987654321"), expected_total=1)
    assert (how_many(Purchase), how_many(Order), left_of([pepper.id, tea.id])) == before
    assert broken_rules() == {}
