"""A booth hears once each time its goods run low, and reads everything that went in and out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.invariants import examine
from marketplace.core.letters import Letter
from marketplace.core.transactions import transaction
from marketplace.domain.booths.errors import BoothNotThere
from marketplace.domain.booths.models import Membership
from marketplace.domain.checkout.actions import cancel_order
from marketplace.domain.notices.actions import tell_of_low_shelves
from marketplace.domain.notices.models import PageNotice
from marketplace.domain.orders.queries import codes_of_lines
from marketplace.domain.stock.actions import count_stock, receive, watch_stock
from marketplace.domain.stock.errors import NotAThreshold
from marketplace.domain.stock.invariants import INVARIANTS
from marketplace.domain.stock.queries import Moves, low_shelves, moved_in, threshold_of
from tests.buying import buy, order_in
from tests.people import a_person, a_product, a_variant, on_sale


@pytest.fixture
def pepper(booth):
    return on_sale(booth, stock=8, name="Hạt tiêu Cùa")


def told() -> list[Letter]:
    """The letters that a round of looking wrote."""
    before = set(db.session.scalars(select(Letter.id).where(Letter.key.startswith("stock-low:"))))
    tell_of_low_shelves()
    return [
        letter
        for letter in db.session.scalars(select(Letter).where(Letter.key.startswith("stock-low:")))
        if letter.id not in before
    ]


def test_goods_that_fall_to_the_threshold_are_told_of_once(pepper):
    assert told() == []
    buy({pepper: 3})
    [letter] = told()
    assert "Hạt tiêu Cùa: còn 5" in letter.text
    assert letter.subject == "1 món sắp hết hàng"
    buy({pepper: 2})
    assert told() == []


@pytest.mark.parametrize("way", ["received", "counted", "given back"])
def test_they_are_told_of_again_only_after_they_were_above(minh, pepper, way):
    order = order_in(buy({pepper: 4}))
    assert len(told()) == 1
    if way == "received":
        receive(pepper.id, 10, by_id=None)
    elif way == "counted":
        count_stock(pepper.id, 30, by_id=None, reason="Kiểm kho")
    else:
        cancel_order(order.id, who="booth", by=minh)
    count_stock(pepper.id, 2, by_id=None, reason="Kiểm kho")
    assert len(told()) == 1
    receive(pepper.id, 1, by_id=None)
    count_stock(pepper.id, 0, by_id=None, reason="Kiểm kho")
    assert told() == [], "it was never above in between"


def test_owner_and_managers_are_told_in_the_page_and_packers_are_not(booth, minh, pepper):
    manager, packer = a_person("Lan"), a_person("Tú")
    with transaction():
        for person, role in ((manager, "manager"), (packer, "packer")):
            db.session.add(Membership(booth_id=booth.id, person_id=person.id, role=role, since=clock.now()))
    buy({pepper: 8})
    assert [letter.to for letter in told()] == [booth.email]
    noticed = select(PageNotice.person_id, PageNotice.about).where(PageNotice.kind == "stock_low")
    assert {*db.session.execute(noticed)} == {(minh.id, "Hạt tiêu Cùa"), (manager.id, "Hạt tiêu Cùa")}


def test_what_falls_together_is_one_letter(booth, pepper):
    honey = on_sale(booth, stock=6, name="Mật ong rừng")
    buy({pepper: 8})
    buy({honey: 6})
    [letter] = told()
    assert "Hạt tiêu Cùa: đã hết" in letter.text
    assert "Mật ong rừng: đã hết" in letter.text


def test_a_threshold_is_the_booths_own_and_setting_it_tells_nobody(booth, minh, pepper):
    assert threshold_of(pepper) == 5
    watch_stock(pepper, 8, by=minh)
    assert threshold_of(pepper) == 8
    assert told() == [], "whoever sets it sees what is left"
    watch_stock(pepper, 0, by=minh)
    buy({pepper: 7})
    assert told() == []
    buy({pepper: 1})
    assert len(told()) == 1


@pytest.mark.parametrize("threshold", [-1, 1_000_001])
def test_a_threshold_is_a_sensible_number(minh, pepper, threshold):
    with pytest.raises(NotAThreshold):
        watch_stock(pepper, threshold, by=minh)


def test_no_stranger_sets_it_and_no_hidden_goods_are_told_of(booth, hoa, minh, pepper):
    with pytest.raises(BoothNotThere):
        watch_stock(pepper, 3, by=hoa)
    a_variant(a_product(booth, state="hidden"), stock=1)
    a_variant(a_product(booth), stock=1, is_active=False)
    assert low_shelves(booth.id) == []
    assert told() == []


def test_a_shelf_that_rose_while_its_fall_was_noted_is_mended_by_the_next_look(pepper):
    buy({pepper: 8})
    assert len(told()) == 1
    with transaction():  # as if the rise had not seen the note that it was low
        db.session.execute(text("UPDATE stock_levels SET available = 8"))
        db.session.execute(text("INSERT INTO stock_movements (id, variant_id, booth_id, delta, kind, at)"
                                " SELECT 987654, variant_id, booth_id, 8, 'receive', at FROM stock_movements LIMIT 1"))  # fmt: skip
    assert told() == []
    buy({pepper: 8})
    assert len(told()) == 1


def test_movements_are_found_by_goods_kind_and_time(booth, minh, pepper):
    honey = on_sale(booth, stock=6, name="Mật ong rừng")
    receive(honey.id, 4, by_id=minh.id, reason="Mẻ mới")
    order = order_in(buy({honey: 2}))

    def found(**facts):
        return [(each.product_name, each.kind, each.delta) for each in moved_in(booth, Moves(**facts), limit=50)]

    assert found(sought="Mật ong") == [
        ("Mật ong rừng", "sale", -2), ("Mật ong rừng", "receive", 4), ("Mật ong rừng", "receive", 6)
    ]  # fmt: skip
    assert found(sought=pepper.sku) == [("Hạt tiêu Cùa", "receive", 8)]
    assert found(kind="sale") == [("Mật ong rừng", "sale", -2)]
    now = clock.now()
    assert found(until=now - timedelta(days=1)) == []
    assert len(found(since=now - timedelta(days=1))) == 4
    [sale] = moved_in(booth, Moves(kind="sale"), limit=1)
    assert codes_of_lines(booth, [sale.order_line_id]) == {sale.order_line_id: order.code}
    assert moved_in(booth, Moves(sought="Mật ong"), limit=1, offset=1)[0].by == "Hồ Văn Minh"


def test_another_booth_reads_none_of_it(booth, rival_booth, pepper):
    [line] = order_in(buy(pepper)).lines
    assert moved_in(rival_booth, Moves(), limit=50) == []
    assert codes_of_lines(rival_booth, [line.id]) == {}


@pytest.mark.plants_a_fault
def test_a_watch_on_anothers_shelf_is_found(booth, rival_booth, minh, pepper):
    watch_stock(pepper, 3, by=minh)
    [rule] = [each for each in INVARIANTS if each.name == "shelves-belong-to-the-variants-booth"]
    assert examine([rule])[0].holds
    with transaction():
        db.session.execute(text(f"UPDATE stock_watches SET booth_id = {rival_booth.id}"))
    assert not examine([rule])[0].holds


def test_the_database_knows_no_threshold_below_zero(minh, pepper):
    watch_stock(pepper, 3, by=minh)
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(text("UPDATE stock_watches SET threshold = -1"))
