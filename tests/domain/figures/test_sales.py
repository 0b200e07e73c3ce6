"""A booth's figures equal a plain recount from the rows, whatever became of the orders."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.checkout.actions import cancel_order
from marketplace.domain.checkout.rules import HandEntry
from marketplace.domain.figures.actions import write_hits
from marketplace.domain.figures.models import DayVisits
from marketplace.domain.figures.queries import Tally, figures_of_booth
from marketplace.domain.figures.rules import SOURCES, PageHit, Period, last_days
from marketplace.domain.livestream import actions as live
from marketplace.domain.livestream.queries import metrics_of
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.models import Order
from marketplace.domain.promotions.actions import make_voucher
from marketplace.domain.promotions.actions.vouchers import VoucherFacts
from marketplace.domain.shipping.actions import deliver_order, refuse_order, ship_order
from tests.buying import buy, order_in, orders_in
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.domain.livestream.test_metrics import a_guest, bought, touch_of
from tests.people import on_sale

A_DAY = timedelta(days=1)


@pytest.fixture
def hands(app):
    with clock.frozen(clock.now()) as hands:
        yield hands


@pytest.fixture
def pepper(booth):
    return on_sale(booth, name="Hạt tiêu Cùa", price=120_000, stock=900)


def this_week(booth):
    return figures_of_booth(booth, last_days(7, clock.today()))


def accept(placed, by):
    return move_order(order_in(placed).id, "accepted", who="booth", by=by)


def test_a_sale_is_an_order_paid_or_accepted_and_not_cancelled(booth, minh, pepper):
    waiting, accepted, cancelled = buy(pepper), buy({pepper: 2}), buy({pepper: 3})
    accept(accepted, minh)
    accept(cancelled, minh)
    cancel_order(order_in(cancelled).id, who="booth", by=minh)
    now = this_week(booth).total.now
    assert (now.orders, now.value, now.orders_waiting) == (1, 240_000, 1)
    assert (now.orders_cancelled, now.value_cancelled, now.orders_placed) == (1, 360_000, 3)
    assert order_in(waiting).state == "placed"


def test_what_was_refused_at_the_door_is_told_apart_and_stays_a_sale(booth, minh, pepper):
    order = accept(buy(pepper), minh)
    move_order(order.id, "packed", who="booth", by=minh)
    ship_order(order, by=minh, carrier="Bưu điện")
    refuse_order(order, by=minh, reason="Không nghe máy")
    now = this_week(booth).total.now
    assert (now.orders, now.value, now.orders_returned, now.value_returned) == (1, 120_000, 1, 120_000)


def test_what_the_booth_gave_lowers_the_sale_and_what_the_market_gave_does_not(booth, minh, pepper):
    facts = {"starts_at": clock.now(), "ends_at": clock.now() + A_DAY, "value": 20_000}
    make_voucher(VoucherFacts("amount", code="CHOGIAM", **facts))
    make_voucher(VoucherFacts("amount", code="GIANGIAM", **facts), booth_id=booth.id)
    for code in ("CHOGIAM", "GIANGIAM"):
        accept(bought(pepper, voucher_code=code), minh)
    assert this_week(booth).total.now.value == 120_000 + 100_000


def test_the_time_before_is_as_long_and_ends_the_day_before(booth, minh, pepper, hands):
    for _each in range(2):
        accept(bought(pepper), minh)
    hands.move(days=7)
    accept(bought(pepper), minh)
    week = this_week(booth)
    assert (week.total.now.orders, week.total.before.orders) == (1, 2)
    assert (week.days[-1].before.orders, week.days[-1].now.orders, len(week.days)) == (2, 1, 7)
    hands.move(days=7)
    assert (this_week(booth).total.now.orders, this_week(booth).total.before.orders) == (0, 1)


def test_what_was_typed_in_is_a_sale_and_not_held_against_visitors(booth, minh, ngoc, pepper):
    broadcast = a_broadcast(a_campaign(ngoc), ngoc)
    accept(bought(pepper, hand=HandEntry(broadcast.id, ngoc.id), by=ngoc, expected_total=None), minh)
    accept(bought(pepper, sources=lambda: {booth.id: ("search", "")}), minh)
    write_hits([PageHit("booth", booth.slug, clock.today(), f"v{n}", "search") for n in range(29)])
    figures = this_week(booth)
    assert (figures.total.now.orders, figures.total.now.orders_by_page) == (2, 1)
    assert figures.total.now.conversion.value is None, "29 visitors say nothing"
    write_hits([PageHit("booth", booth.slug, clock.today(), "v29", "fair")])
    figures = this_week(booth)
    assert figures.total.now.conversion.percent == 3.33
    assert {line.key: (line.now.orders, line.now.visitors) for line in figures.sources} == {
        "hand": (1, 0), "search": (1, 29), "fair": (0, 1),
    }  # fmt: skip


def test_a_broadcast_has_the_orders_that_its_own_results_have(booth, minh, ngoc, pepper, hands):
    campaign = a_campaign(ngoc)
    spoken, other = a_broadcast(campaign, ngoc, code="BIENXANH"), a_broadcast(campaign, ngoc, platform="facebook")
    link = live.create_link(other, by=ngoc)
    live.add_to_line_up(other, pepper.id, live.LiveTerms(), by=ngoc)
    late = touch_of(link, "late")
    for facts in (
        {"voucher_code": "BIENXANH", "touch": touch_of(link)}, {"touch": touch_of(link, "v2")},
        {"touch": touch_of(link, "own"), "by": minh}, {},
        {"hand": HandEntry(other.id, ngoc.id), "by": ngoc, "expected_total": None},
    ):  # fmt: skip
        accept(bought(pepper, **facts), minh)
    hands.move_to(other.ends_at + timedelta(hours=24, seconds=1))
    accept(bought(pepper, touch=late), minh)
    figures, metrics = this_week(booth), metrics_of(campaign)
    told = {each.broadcast.platform: each.orders_secured for each in metrics.broadcasts}
    assert {line.platform: line.now.orders for line in figures.broadcasts} == told == {"tiktok": 1, "facebook": 2}
    assert sum(line.now.value for line in figures.broadcasts) == metrics.value_secured
    assert spoken.title == other.title, "told apart all the same"


def test_the_database_sees_for_which_booth_and_which_days_it_counts(booth, pepper, queries):
    buy(pepper)
    queries.clear()
    period = last_days(7, clock.today())
    figures_of_booth(booth, period)
    of_days = [each for each in queries if "placed_on >=" in each or "day_visits.day >=" in each]
    assert len(of_days) == 4
    for statement in of_days:
        assert f"booth_id = {booth.id}" in statement
        assert f">= '{period.before}'" in statement


def test_the_orders_of_a_booth_are_looked_for_once_to_find_what_broadcasts_won(booth, pepper, queries):
    buy(pepper)
    queries.clear()
    this_week(booth)
    (of_broadcasts,) = [each for each in queries if "broadcasts_1.title" in each]
    assert of_broadcasts.count("FROM orders") == 1


@pytest.mark.parametrize("seed", range(3))
def test_figures_equal_a_recount(booth, rival_booth, minh, hoa, ngoc, pepper, hands, seed):
    chance = random.Random(seed)
    goods = [pepper, on_sale(booth, name="Chè vằng", price=35_000, stock=900)]
    goods.append(on_sale(booth, name="Mật ong", price=90_000, stock=900))
    foreign = on_sale(rival_booth, stock=900)
    broadcast = a_broadcast(a_campaign(ngoc), ngoc)
    for _day in range(9):
        for _order in range(4):
            _something_happens(chance, booth, minh, ngoc, goods, foreign, broadcast)
        _somebody_comes(chance, booth, goods)
        hands.move(hours=chance.randint(10, 30))
    for length in (1, 4, 9):
        period = last_days(length, clock.today() - A_DAY)
        figures = figures_of_booth(booth, period)
        assert figures.total.now == _recounted(booth, period.first, period.last)
        assert figures.total.before == _recounted(booth, period.before, period.first - A_DAY)
        assert sum((line.now for line in figures.sources), Tally()) == figures.total.now
        assert sum(line.now.value for line in figures.sources) == sum(day.now.value for day in figures.days)
        assert {line.name: (line.now.value, line.now.units) for line in figures.products if line.now.value} == (
            _recounted_goods(booth, period)
        )


def _something_happens(chance, booth, minh, ngoc, goods, foreign, broadcast):
    wanted = {each: chance.randint(1, 3) for each in chance.sample(goods, chance.randint(1, 3))}
    source = chance.choice(["", *SOURCES])
    facts = {"sources": lambda: {booth.id: (source, "Chợ phiên" if source == "fair" else "")}} if source else {}
    if chance.random() < 0.2:
        facts = {"hand": HandEntry(broadcast.id, ngoc.id), "by": ngoc, "expected_total": None}
    elif chance.random() < 0.3:
        wanted[foreign] = 1
    placed = buy(wanted, **{"delivery": a_guest(), **facts})
    order = next(each for each in orders_in(placed) if each.booth_id == booth.id)
    steps = chance.choice(["", "accept", "cancel", "accept cancel", "accept refuse", "accept deliver", "accept return"])
    for step in steps.split():
        _step(step, order, minh)


def _step(step, order, minh):
    if step == "accept":
        move_order(order.id, "accepted", who="booth", by=minh)
    elif step == "cancel":
        cancel_order(order.id, who="booth", by=minh)
    else:
        move_order(order.id, "packed", who="booth", by=minh)
        ship_order(order, by=minh, carrier="Bưu điện")
        if step == "refuse":
            refuse_order(order, by=minh, reason="Không nghe máy")
        else:
            deliver_order(order, by=minh)
        if step == "return":
            move_order(order.id, "returning", who="booth", by=minh)


def _somebody_comes(chance, booth, goods):
    hits = [
        PageHit("product", chance.choice(goods).product.slug, clock.today(), f"v{n}", chance.choice(SOURCES))
        for n in range(chance.randint(0, 20))
    ]
    write_hits(hits)


def _recounted(booth, first: date, last: date) -> Tally:
    """Row by row, in Python."""
    counts: Counter[str] = Counter()
    for order in db.session.scalars(select(Order).where(Order.booth_id == booth.id)):
        if not first <= clock.local_day(order.purchase.placed_at) <= last:
            continue
        value = sum(line.line_total for line in order.lines)
        counts["orders_placed"] += 1
        if order.state == "cancelled":
            counts["orders_cancelled"] += 1
            counts["value_cancelled"] += value
        elif order.secured_at is not None:
            counts["orders"] += 1
            counts["value"] += value
            counts["orders_by_page"] += order.purchase.entered_by_id is None
            if order.state in ("refused", "returning", "returned"):
                counts["orders_returned"] += 1
                counts["value_returned"] += value
    for row in db.session.scalars(select(DayVisits)):
        if row.booth_id == booth.id and row.product_id == 0 and first <= row.day <= last:
            counts["visitors"] += row.visitors
    return Tally(**counts)


def _recounted_goods(booth, period: Period) -> dict[str, tuple[int, int]]:
    values: Counter[str] = Counter()
    units: Counter[str] = Counter()
    for order in db.session.scalars(select(Order).where(Order.booth_id == booth.id)):
        is_sale = order.secured_at is not None and order.state != "cancelled"
        if is_sale and period.first <= clock.local_day(order.purchase.placed_at) <= period.last:
            for line in order.lines:
                values[line.product_name] += line.line_total
                units[line.product_name] += line.quantity
    return {name: (values[name], units[name]) for name in values}


def test_another_booths_sales_and_visitors_are_not_ours(booth, rival_booth, hoa, pepper):
    accept(buy(on_sale(rival_booth)), hoa)
    write_hits([PageHit("booth", rival_booth.slug, clock.today(), "a")])
    figures = this_week(booth)
    assert figures.total.now == Tally()
    assert (figures.sources, figures.broadcasts, figures.products) == ((), (), ())
