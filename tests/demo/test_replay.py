"""The reported programme is played through the real verbs, and the figures say exactly what was played."""

import pytest

from marketplace.core.db import db
from marketplace.demo.livestream import Fate, play, write_script
from marketplace.demo.livestream.script import DELIVERED, KEPT, PLACED, SECURED
from marketplace.domain.livestream.queries import metrics_of
from marketplace.domain.orders.models import Order, Purchase
from tests.people import a_booth, on_sale


@pytest.fixture
def played(app, ngoc):
    """A small evening: sixty purchases of twelve products."""
    for number in range(12):
        on_sale(a_booth(name=f"Gian {number}"), price=50_000 + 1_000 * number, stock=20)
    script = write_script(purchases=60, views=150, seed=3)
    return script, play(script, organizer=ngoc, say=lambda _line: None)


def value_of(script, fates) -> int:
    """Đồng of goods less discount of the purchases with these fates, added up from the rows one by one."""
    numbers = {str(buyer.number) for buyer in script.buyers if buyer.fate in fates}
    purchases = db.session.query(Purchase).filter(Purchase.idempotency_key.in_(numbers)).all()
    orders = db.session.query(Order).filter(Order.purchase_id.in_([each.id for each in purchases])).all()
    return sum(order.goods_total - order.discount for order in orders)


@pytest.mark.slow
def test_the_figures_say_what_was_played_stage_by_stage(played):
    script, campaign = played
    metrics = metrics_of(campaign)
    assert metrics.orders_placed == script.count(PLACED) == 60
    assert metrics.orders_secured == script.count(SECURED)
    assert metrics.orders_delivered == script.count(DELIVERED)
    assert metrics.orders_kept == script.count(KEPT)
    assert metrics.value_placed == value_of(script, PLACED)
    assert metrics.value_kept == value_of(script, KEPT)
    assert metrics.orders_refused == script.count({Fate.REFUSED})
    assert metrics.views == 150
    assert {route.route: route.sales.orders_placed for route in metrics.routes} == dict(script.routes())


@pytest.mark.slow
def test_a_conversion_of_40_percent_asks_for_an_explanation(played):
    _script, campaign = played
    guards = metrics_of(campaign).guards
    assert [guard.key for guard in guards if guard.explanation is None]


def test_the_same_seed_gives_the_same_evening():
    assert write_script(purchases=200, seed=7) == write_script(purchases=200, seed=7)
    assert write_script(purchases=200, seed=7) != write_script(purchases=200, seed=8)


def test_the_whole_script_is_the_reported_programme():
    script = write_script()
    assert (len(script.buyers), sum(script.views)) == (1_000, 2_500)
    assert script.count({Fate.REFUSED}) == 45
    assert script.count(KEPT) == 860
