"""Quantities: every change is explained by a movement, and nothing is promised that is not there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core import clock
from marketplace.core.errors import NotThere
from marketplace.core.versions import version_of
from marketplace.domain.stock.actions import count_stock, give_back, receive, take
from marketplace.domain.stock.errors import CountReasonNeeded, NotAQuantity, SoldOut
from marketplace.domain.stock.queries import left_of, movements_of
from marketplace.domain.stock.rules import Taken, units_by_variant
from tests.buying import buy, order_in
from tests.people import on_sale


def left(variant) -> int:
    return left_of([variant.id])[variant.id]


def test_new_goods_are_added_and_explained(app, minh):
    pepper = on_sale(stock=4)
    assert receive(pepper.id, 6, by_id=minh.id, reason="Mẻ mới") == 10
    newest = movements_of(pepper)[0]
    assert (newest.delta, newest.kind, newest.by_id, newest.reason) == (6, "receive", minh.id, "Mẻ mới")


def test_a_variant_that_never_had_goods_gets_its_first(app):
    pepper = on_sale(stock=0)
    before = version_of("catalogue")
    assert receive(pepper.id, 5, by_id=None) == 5
    assert version_of("catalogue") == before + 1


def test_more_of_what_is_there_changes_no_page(app):
    pepper = on_sale(stock=1)
    before = version_of("catalogue")
    receive(pepper.id, 5, by_id=None)
    assert version_of("catalogue") == before


@pytest.mark.parametrize("quantity", [0, -1, 1_000_001])
def test_only_a_sensible_number_of_units_comes_in(app, quantity):
    with pytest.raises(NotAQuantity):
        receive(on_sale().id, quantity, by_id=None)


def test_goods_of_nothing_cannot_come_in(app):
    with pytest.raises(NotThere):
        receive(987, 1, by_id=None)


@pytest.mark.parametrize(("found", "difference"), [(7, -3), (10, 0), (12, 2), (0, -10)])
def test_a_count_corrects_the_shelf_by_one_movement(app, found, difference):
    pepper = on_sale(stock=10)
    assert count_stock(pepper.id, found, by_id=None, reason="Kiểm kho") == difference
    assert left(pepper) == found
    kinds = [(movement.kind, movement.delta) for movement in movements_of(pepper)]
    assert kinds == ([("count", difference)] if difference else []) + [("receive", 10)]


def test_a_count_below_zero_is_refused(app):
    with pytest.raises(NotAQuantity):
        count_stock(on_sale().id, -1, by_id=None, reason="Kiểm kho")


@pytest.mark.parametrize("reason", ["", "  ", "\u200b"])
def test_a_count_that_nobody_can_follow_later_is_refused(app, reason):
    pepper = on_sale(stock=10)
    with pytest.raises(CountReasonNeeded) as refused:
        count_stock(pepper.id, 8, by_id=None, reason=reason)
    assert refused.value.field == "reason"
    assert left(pepper) == 10


def test_taking_more_than_there_is_takes_nothing_of_anything(app):
    pepper, tea = on_sale(stock=5), on_sale(stock=1)
    line = order_in(buy(pepper)).lines[0]
    wanted = [
        Taken(pepper.id, pepper.booth_id, 1, line.id),
        Taken(tea.id, tea.booth_id, 2, line.id),
    ]
    with pytest.raises(SoldOut) as sold_out:
        take(wanted, at=clock.now())
    assert (sold_out.value.variant_id, sold_out.value.left) == (tea.id, 1)
    assert "1" in str(sold_out.value)
    assert (left(pepper), left(tea)) == (4, 1)


def test_goods_are_not_taken_for_a_reason_that_brings_them_back(app):
    with pytest.raises(ValueError, match="does not take"):
        take([], at=clock.now(), kind="return")


def test_giving_back_a_second_time_gives_nothing(app):
    pepper = on_sale(stock=5)
    order = order_in(buy({pepper: 3}))
    lines = [line.id for line in order.lines]
    for _ in range(3):
        give_back(lines, kind="cancel", at=clock.now())
    assert left(pepper) == 5
    take([Taken(pepper.id, pepper.booth_id, 3, lines[0])], at=clock.now(), kind="retake")
    assert left(pepper) == 2


def test_giving_back_nothing_is_nothing(app):
    give_back([], kind="cancel", at=clock.now())


def test_what_was_never_received_is_not_there(app):
    assert left_of([4711]) == {4711: 0}
    assert left_of([]) == {}


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 99))))
def test_shelves_are_taken_from_in_ascending_order_and_in_full(pairs):
    units = units_by_variant(Taken(variant, 1, quantity, n) for n, (variant, quantity) in enumerate(pairs))
    assert list(units) == sorted({variant for variant, _ in pairs})
    assert sum(units.values()) == sum(quantity for _, quantity in pairs)
