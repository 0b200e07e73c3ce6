"""How far those came who followed a link: to a product, to a cart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.carts.actions import add_to_cart
from marketplace.domain.carts.queries import cart_by_key
from marketplace.domain.catalog.actions import hide_product
from marketplace.domain.catalog.models import Product
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.models import Click
from marketplace.domain.livestream.queries import metrics_of
from marketplace.domain.livestream.rules import SEEN_WINDOW, Look
from tests.domain.livestream.stage import a_broadcast, a_campaign, a_visit
from tests.people import a_person, on_sale


@pytest.fixture
def pepper(booth):
    return on_sale(booth).product


def look(visitor: str, product: Product) -> None:
    actions.mark_seen([Look(visitor, product.slug, clock.now())])


def test_who_put_something_in_the_cart_is_known_a_minute_later(campaign, link):
    variant = on_sale()
    now = clock.now()
    with clock.frozen(now) as hands:
        followed = actions.follow(link.code, a_visit("a"))
        actions.follow(link.code, a_visit("b"))
        hands.move(minutes=3)
        again = actions.follow(link.code, a_visit("a", cart_key=followed.cart_key))
        assert again.cart_key == followed.cart_key
        add_to_cart(cart_by_key(again.cart_key), variant.id, 1)
        assert actions.mark_progress() == 1  # the click that counts, not its repeat
        assert actions.mark_progress() == 0
        metrics = metrics_of(campaign)
    assert (metrics.clicks, metrics.visitors, metrics.carts) == (2, 1, 1)


def test_a_link_to_a_product_shows_that_product(campaign, broadcast, ngoc):
    variant = on_sale()
    link = actions.create_link(broadcast, by=ngoc, product_id=variant.product_id)
    assert actions.follow(link.code, a_visit()).target.product_slug == variant.product.slug
    assert metrics_of(campaign).visitors == 1


def test_who_goes_on_from_a_programme_to_a_product_saw_a_product(campaign, link, pepper):
    for visitor in ("a", "b"):
        actions.follow(link.code, a_visit(visitor))
    assert metrics_of(campaign).visitors == 0
    look("a", pepper)
    look("a", pepper)
    look("never clicked", pepper)
    metrics = metrics_of(campaign)
    assert (metrics.unique_clickers, metrics.visitors, metrics.carts) == (2, 1, 0)
    assert [each.hits.visitors for each in metrics.links] == [1]


def test_a_product_seen_before_the_click_or_long_after_it_is_not_what_the_link_led_to(campaign, link, pepper):
    with clock.frozen(clock.now()) as hands:
        early = Look("a", pepper.slug, clock.now())
        hands.move(minutes=1)
        actions.follow(link.code, a_visit("a"))
        actions.mark_seen([early])
        assert metrics_of(campaign).visitors == 0
        hands.move(seconds=SEEN_WINDOW.total_seconds() + 1)
        look("a", pepper)
        assert metrics_of(campaign).visitors == 0
        hands.move(seconds=-1)
        look("a", pepper)
        assert metrics_of(campaign).visitors == 1


def test_a_page_without_goods_shows_nobody_a_product(campaign, link, pepper, minh):
    actions.follow(link.code, a_visit("a"))
    actions.mark_seen([Look("a", "never-was", clock.now())])
    hide_product(pepper, by=minh)
    look("a", pepper)
    assert metrics_of(campaign).visitors == 0


def test_hits_that_do_not_count_came_nowhere(campaign, link, pepper, ngoc):
    actions.follow(link.code, a_visit("a", person=ngoc))
    look("a", pepper)
    assert metrics_of(campaign).visitors == 0
    assert list(db.session.scalars(select(Click.saw_product))) == [False]


def test_who_first_saw_and_then_carted_is_one_visitor_with_a_cart(campaign, link, pepper):
    followed = actions.follow(link.code, a_visit("a"))
    look("a", pepper)
    add_to_cart(cart_by_key(followed.cart_key), pepper.variants[0].id, 1)
    assert actions.mark_progress() == 1
    look("a", pepper)
    metrics = metrics_of(campaign)
    assert (metrics.visitors, metrics.carts) == (1, 1)


STEPS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["first", "second", "look", "wait"])), max_size=20)


@given(STEPS)
@settings(max_examples=40)
def test_however_clicks_and_looks_follow_each_other_each_clicker_who_looked_after_is_one(app, steps):
    """The tallies say what a plain walk through the steps says (T2e compares them with the rows)."""
    with app.app_context():
        organizer = a_person("Ngọc", role="organizer")
        campaign = a_campaign(organizer)
        links = [actions.create_link(a_broadcast(campaign, organizer), by=organizer) for _ in range(2)]
        product = on_sale().product
        clicked, saw = set(), set()
        with clock.frozen(clock.now()) as hands:
            for visitor, step in steps:
                hands.move(minutes=1)
                if step == "wait":
                    hands.move(minutes=40)
                elif step == "look":
                    look(visitor, product)
                    saw |= {(link, who) for link, who in clicked if who == visitor}
                else:
                    place = ("first", "second").index(step)
                    actions.follow(links[place].code, a_visit(visitor))
                    clicked.add((place, visitor))
            metrics = metrics_of(campaign)
        assert metrics.visitors == len({who for _, who in saw})
        by_link = {each.link.id: each.hits.visitors for each in metrics.links}
        wanted = [sum(1 for link, _ in saw if link == place) for place in range(2)]
        assert [by_link[link.id] for link in links] == wanted
