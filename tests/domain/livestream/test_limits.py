"""The limit of one buyer holds for the whole broadcast, whatever happens to the price and however the phone is typed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.phones import normalize_phone
from marketplace.core.transactions import transaction
from marketplace.domain.checkout.queries import figures_for
from marketplace.domain.checkout.rules import Wish
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import LiveTerms
from marketplace.domain.promotions.actions import end_offer, use_offers
from marketplace.domain.promotions.errors import OfferGone
from marketplace.domain.promotions.models import Offer
from marketplace.domain.promotions.queries import units_taken
from marketplace.domain.promotions.rules import OfferTaken
from tests.buying import a_delivery, broken_rules, buy, order_in
from tests.domain.livestream.stage import a_broadcast
from tests.people import on_sale

LAN = "+84912345678"


@pytest.fixture
def pepper(booth):
    return on_sale(booth, price=120_000, stock=40)


@pytest.fixture
def broadcast(campaign, broadcast, ngoc):
    actions.schedule_campaign(campaign, by=ngoc)
    return actions.begin_broadcast(broadcast, by=ngoc)


def unit_price(pepper, quantity=1, phone="0912 345 678"):
    """What a shopper with this phone pays for one unit, having seen it on the page before."""
    delivery, key = a_delivery(phone), normalize_phone(phone)
    commune = delivery.commune_code
    seen = figures_for(
        [Wish(pepper.id, quantity)], at=clock.now(), commune_code=commune, voucher_code="", buyer_key=key
    )
    placed = buy({pepper: quantity}, delivery=delivery, expected_total=seen.basket.grand_total)
    return order_in(placed).lines[0].unit_price


def test_a_new_price_is_no_new_turn(broadcast, pepper, ngoc):
    item = actions.add_to_line_up(broadcast, pepper.id, LiveTerms(99_000, per_buyer=2), by=ngoc)
    assert unit_price(pepper, 2) == 99_000
    actions.change_item(item, LiveTerms(89_000, per_buyer=2), by=ngoc)
    assert units_taken([item.offer_id], LAN) == {item.offer_id: 2}
    for spelling in ("0912345678", "+84 912 345 678", "84912345678"):
        assert unit_price(pepper, phone=spelling) == 120_000
    assert unit_price(pepper, phone="0987654321") == 89_000
    assert broken_rules() == {}


def test_a_new_price_counts_on_where_the_old_one_stopped(broadcast, pepper, ngoc):
    item = actions.add_to_line_up(broadcast, pepper.id, LiveTerms(99_000, per_buyer=3), by=ngoc)
    assert unit_price(pepper, 2) == 99_000
    actions.change_item(item, LiveTerms(89_000, per_buyer=3), by=ngoc)
    assert unit_price(pepper, 1) == 89_000
    assert unit_price(pepper, 1) == 120_000
    assert broken_rules() == {}


def test_taking_an_item_out_and_putting_it_back_is_no_new_turn(broadcast, pepper, ngoc):
    item = actions.add_to_line_up(broadcast, pepper.id, LiveTerms(99_000, per_buyer=1), by=ngoc)
    assert unit_price(pepper) == 99_000
    actions.remove_from_line_up(item, by=ngoc)
    actions.add_to_line_up(broadcast, pepper.id, LiveTerms(79_000, per_buyer=1), by=ngoc)
    assert unit_price(pepper) == 120_000


def test_another_broadcast_is_another_turn(broadcast, pepper, ngoc):
    actions.add_to_line_up(broadcast, pepper.id, LiveTerms(99_000, per_buyer=1), by=ngoc)
    assert unit_price(pepper) == 99_000
    actions.end_broadcast(broadcast, by=ngoc)
    second = a_broadcast(broadcast.campaign, ngoc, platform="facebook")
    actions.begin_broadcast(second, by=ngoc)
    actions.add_to_line_up(second, pepper.id, LiveTerms(95_000, per_buyer=1), by=ngoc)
    assert unit_price(pepper) == 95_000
    assert broken_rules() == {}


def test_nothing_is_sold_at_a_price_that_was_ended_meanwhile(broadcast, pepper, ngoc):
    item = actions.add_to_line_up(broadcast, pepper.id, LiveTerms(99_000, per_buyer=2), by=ngoc)
    pressed_at = clock.now()
    offer = item.offer
    end_offer(offer)
    with pytest.raises(OfferGone):
        use_offers([OfferTaken(offer.id, 1, 1)], buyer_key=LAN, at=pressed_at)


def test_a_purchase_that_waited_for_a_change_of_price_is_not_sold_at_the_old_one(app, broadcast, pepper, ngoc):
    """The buyer pressed before the change and reached the row after it, behind the desk's transaction."""
    offer_id = actions.add_to_line_up(broadcast, pepper.id, LiveTerms(99_000, per_buyer=2), by=ngoc).offer_id
    pressed_at = clock.now()
    db.session.remove()
    changing, waiting = Event(), Event()

    def change() -> None:
        with app.app_context(), transaction():
            end_offer(db.session.get_one(Offer, offer_id))
            db.session.flush()
            changing.set()
            waiting.wait(60)
            sleep(0.3)

    def press() -> str:
        changing.wait(60)
        with app.app_context():
            waiting.set()
            try:
                use_offers([OfferTaken(offer_id, 1, 1)], buyer_key=LAN, at=pressed_at)
            except OfferGone:
                return "gone"
        return "sold"

    with ThreadPoolExecutor(2) as threads:
        changed, pressed = threads.submit(change), threads.submit(press)
        assert pressed.result(timeout=120) == "gone"
        changed.result(timeout=120)
