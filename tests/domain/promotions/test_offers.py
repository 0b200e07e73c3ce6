"""Offers: the lowest price that covers the line, inside its window, counted like stock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.errors import NotThere
from marketplace.core.versions import version_of
from marketplace.domain.promotions.actions import end_offer, give_back_offers, make_offer, use_offers
from marketplace.domain.promotions.errors import BadOffer, OfferGone, OffersOverlap
from marketplace.domain.promotions.queries import offers_of_booth, prices_of, units_taken
from marketplace.domain.promotions.rules import OfferTaken, OfferTerms, Price, best_price
from tests.buying import buy, order_in
from tests.people import on_sale

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


def an_offer(variant, price=99_000, *, starts_at=NOON, ends_at=NOON + HOUR, **facts):
    return make_offer(variant.id, price=price, starts_at=starts_at, ends_at=ends_at, **facts)


def price_at(variant, at) -> int:
    return prices_of([variant.id], at)[variant.id].price


def test_an_offer_counts_from_its_first_moment_to_just_before_its_last(app):
    pepper = on_sale(price=120_000)
    an_offer(pepper)
    moment = timedelta(microseconds=1)
    seen = [price_at(pepper, at) for at in (NOON - moment, NOON, NOON + HOUR - moment, NOON + HOUR)]
    assert seen == [120_000, 99_000, 99_000, 120_000]


def test_the_lower_of_two_offers_counts(app):
    pepper = on_sale(price=120_000)
    an_offer(pepper, 99_000)
    live = an_offer(pepper, 89_000, live_in="broadcast:1", quantity=5)
    price = prices_of([pepper.id], NOON)[pepper.id]
    assert (price.price, price.offer_id, price.left, price.kind, price.is_lowered) == (89_000, live.id, 5, "live", True)


def test_prices_of_nothing_are_nothing(app):
    assert prices_of([], NOON) == {}


def test_a_new_offer_changes_the_pages(app):
    pepper = on_sale()
    before = version_of("catalogue")
    an_offer(pepper)
    assert version_of("catalogue") == before + 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"price": 120_000}, "price"),
        ({"price": -1}, "price"),
        ({"ends_at": NOON}, "ends_at"),
        ({"quantity": 0}, "quantity"),
        ({"per_buyer": 0}, "per_buyer"),
    ],
)
def test_an_offer_must_lower_the_price_for_a_time(app, facts, field):
    with pytest.raises(BadOffer) as refused:
        an_offer(on_sale(price=120_000), **facts)
    assert refused.value.field == field


def test_an_offer_needs_something_to_offer(app):
    with pytest.raises(NotThere):
        make_offer(987, price=1, starts_at=NOON, ends_at=NOON + HOUR)


def test_a_booths_own_offers_do_not_overlap(app):
    pepper = on_sale(price=120_000)
    an_offer(pepper)
    with pytest.raises(OffersOverlap):
        an_offer(pepper, starts_at=NOON + HOUR / 2, ends_at=NOON + 2 * HOUR)
    assert an_offer(pepper, starts_at=NOON + HOUR, ends_at=NOON + 2 * HOUR)
    assert an_offer(pepper, 80_000, live_in="broadcast:1")


def test_an_ended_offer_lowers_nothing_any_more(app):
    with clock.frozen(NOON) as hands:
        pepper = on_sale(price=120_000)
        running, coming = an_offer(pepper), an_offer(pepper, starts_at=NOON + HOUR, ends_at=NOON + 2 * HOUR)
        hands.move(minutes=10)
        for offer in (running, coming):
            end_offer(offer)
            end_offer(offer)
        assert running.ends_at == hands.at
        assert price_at(pepper, hands.at) == price_at(pepper, NOON + 1.5 * HOUR) == 120_000
        assert offers_of_booth(pepper.booth_id, after=hands.at) == []


def test_units_beyond_the_quantity_are_refused_and_not_counted(app):
    with clock.frozen(NOON):
        pepper = on_sale(price=120_000)
        offer = an_offer(pepper, quantity=3)
        line = order_in(buy({pepper: 2})).lines[0]
        with pytest.raises(OfferGone):
            use_offers([OfferTaken(offer.id, line.id + 1, 2)], buyer_key="+84987654321", at=NOON)
        db.session.refresh(offer)
        assert offer.sold == 2


def test_a_buyer_beyond_the_limit_is_refused_under_the_offers_lock(app):
    with clock.frozen(NOON):
        pepper = on_sale(price=120_000)
        offer = an_offer(pepper, per_buyer=2)
        placed = buy({pepper: 2})
        line = order_in(placed).lines[0]
        assert units_taken([offer.id], "+84912345678") == {offer.id: 2}
        with pytest.raises(OfferGone):
            use_offers([OfferTaken(offer.id, line.id + 1, 1)], buyer_key="+84912345678", at=NOON)
        give_back_offers([line.id], at=NOON)
        assert units_taken([offer.id], "+84912345678") == {}


def test_an_offer_that_is_over_is_not_used(app):
    pepper = on_sale(price=120_000)
    offer = an_offer(pepper)
    with pytest.raises(OfferGone):
        use_offers([OfferTaken(offer.id, 1, 1)], buyer_key="+84912345678", at=NOON + HOUR)


def offer_terms(n: int, price: int, left: int | None, per_buyer: int | None) -> OfferTerms:
    return OfferTerms(n, price, NOON, left, per_buyer)


@given(
    list_price=st.integers(0, 1000),
    offers=st.lists(
        st.tuples(st.integers(0, 1200), st.none() | st.integers(1, 9), st.none() | st.integers(1, 9)), max_size=5
    ),
    quantity=st.integers(1, 12),
    had=st.integers(0, 9),
)
def test_the_best_price_is_the_lowest_that_covers_every_unit(list_price, offers, quantity, had):
    terms = [offer_terms(n, *facts) for n, facts in enumerate(offers)]
    price = best_price(list_price, terms, quantity=quantity, taken=dict.fromkeys(range(5), had))
    possible = [
        each.price
        for each in terms
        if (each.left is None or each.left >= quantity) and (each.per_buyer is None or each.per_buyer >= had + quantity)
    ]
    assert price.price == min([list_price, *possible])
    assert price.is_lowered == (price.price < list_price)


def test_without_an_offer_the_list_price_counts():
    assert best_price(120_000, ()) == Price(120_000, 120_000)
