"""Goods made together come in under one code, which proves where they are from and can warn whoever holds them."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.invariants import examine
from marketplace.core.transactions import transaction
from marketplace.domain.booths.errors import BoothNotThere
from marketplace.domain.stock.actions import begin_batch, recall_batch
from marketplace.domain.stock.errors import (
    BatchNotThere,
    KeepsTooShort,
    MadeTomorrow,
    NotAQuantity,
    RecallReasonNeeded,
)
from marketplace.domain.stock.invariants import INVARIANTS
from marketplace.domain.stock.models import Batch
from marketplace.domain.stock.queries import batch_of, batches_of, left_of, movements_of, proven_batch
from marketplace.domain.stock.rules import BatchFacts
from tests.people import a_product, a_variant, on_sale


@pytest.fixture
def pepper(booth):
    return on_sale(booth, stock=10)


@pytest.fixture
def facts():
    return BatchFacts(quantity=40, made_on=clock.today(), best_before=clock.today() + timedelta(days=180))


def test_a_batch_puts_its_goods_on_the_shelf_by_a_movement(pepper, minh, facts):
    batch = begin_batch(pepper, by=minh, facts=facts)
    assert left_of([pepper.id]) == {pepper.id: 50}
    newest = movements_of(pepper)[0]
    assert (newest.id, newest.delta, newest.kind, newest.by_id) == (batch.movement_id, 40, "receive", minh.id)
    assert batches_of(pepper.product) == [batch]
    assert proven_batch(batch.code) is batch


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"quantity": 0}, NotAQuantity),
        ({"made_on": timedelta(days=1)}, MadeTomorrow),
        ({"best_before": timedelta(0)}, KeepsTooShort),
    ],
)
def test_days_and_quantities_must_be_possible(pepper, minh, change, refusal):
    values = {"quantity": 40, "made_on": clock.today(), "best_before": None}
    for name, value in change.items():
        values[name] = clock.today() + value if isinstance(value, timedelta) else value
    with pytest.raises(refusal):
        begin_batch(pepper, by=minh, facts=BatchFacts(**values))
    assert left_of([pepper.id]) == {pepper.id: 10}


def test_the_database_too_knows_that_goods_keep_after_they_are_made(pepper, minh, facts):
    batch = begin_batch(pepper, by=minh, facts=facts)
    with pytest.raises(IntegrityError), transaction():
        batch.best_before = batch.made_on
        db.session.flush()


def test_another_booth_neither_makes_nor_sees_nor_recalls_it(pepper, minh, hoa, rival_booth, facts):
    with pytest.raises(BoothNotThere):
        begin_batch(pepper, by=hoa, facts=facts)
    batch = begin_batch(pepper, by=minh, facts=facts)
    with pytest.raises(BatchNotThere):
        batch_of(on_sale(rival_booth).product, batch.id)
    with pytest.raises(BoothNotThere):
        recall_batch(batch, by=hoa, reason="Ghen tị")


def test_a_recall_needs_a_reason_and_is_made_once(pepper, minh, facts):
    batch = begin_batch(pepper, by=minh, facts=facts)
    with pytest.raises(RecallReasonNeeded):
        recall_batch(batch, by=minh, reason="  ")
    recall_batch(batch, by=minh, reason="Hũ bị hở nắp")
    at = batch.recalled_at
    recall_batch(batch, by=minh, reason="Khác")
    assert (batch.recalled_at, batch.recall_reason) == (at, "Hũ bị hở nắp")


def test_goods_never_approved_prove_nothing(booth, minh, facts):
    draft = a_variant(a_product(booth, state="draft"))
    batch = begin_batch(draft, by=minh, facts=facts)
    for code in (batch.code, "", "ABCDEFGHJK", "%"):
        with pytest.raises(BatchNotThere):
            proven_batch(code)


@pytest.mark.plants_a_fault
@pytest.mark.parametrize(
    "fault",
    [
        "UPDATE batches SET movement_id = (SELECT MIN(id) FROM stock_movements)",
        "UPDATE batches SET product_id = (SELECT MAX(id) FROM products)",
    ],
    ids=["goods of another variant", "another product"],
)
def test_a_batch_that_is_not_what_came_in_is_found(booth, minh, facts, fault):
    on_sale(booth)
    begin_batch(on_sale(booth), by=minh, facts=facts)
    on_sale(booth)
    [rule] = [each for each in INVARIANTS if each.name == "a-batch-is-what-came-in"]
    assert examine([rule])[0].holds
    with transaction():
        db.session.execute(text(fault))
    assert not examine([rule])[0].holds
    assert db.session.query(Batch).count() == 1
