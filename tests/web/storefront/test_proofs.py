"""What stands behind a product is one step away from its page: the newest batches, each with a page of its own."""

from datetime import date, timedelta

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.search.queries import proofs_of
from marketplace.domain.stock.actions import begin_batch, recall_batch
from marketplace.domain.stock.rules import BatchFacts
from tests.people import a_variant, on_sale


def a_batch(variant, minh, days_ago):
    made = clock.today() - timedelta(days=days_ago)
    return begin_batch(variant, by=minh, facts=BatchFacts(quantity=5, made_on=made, best_before=date(2099, 1, 31)))


@pytest.fixture
def pepper(booth):
    return on_sale(booth, slug="tieu", stock=0)


def test_the_newest_batches_are_linked_and_open(client, pepper, minh):
    codes = [a_batch(pepper, minh, days).code for days in (4, 1, 3, 2)]
    page = client.get("/products/tieu").text
    assert [code for code in codes if f"/batches/{code}" in page] == codes[1:]
    assert page.index(codes[1]) < page.index(codes[3]) < page.index(codes[2])
    assert client.get(f"/batches/{codes[1]}").status_code == 200
    assert "31/01/2099" in page


def test_a_product_without_batches_says_nothing_of_them(client, pepper):
    assert "Lô hàng mới nhất" not in client.get("/products/tieu").text


def test_a_new_batch_and_a_recall_are_told_at_once(client, pepper, minh):
    client.get("/products/tieu")
    first = a_batch(pepper, minh, 2)
    assert first.code in client.get("/products/tieu").text
    second = a_batch(pepper, minh, 1)
    assert second.code in client.get("/products/tieu").text
    recall_batch(second, by=minh, reason="Nắp không kín.")
    assert "Batch is being recalled" in client.get("/en/products/tieu").text.replace("This batch", "Batch")


def test_a_rivals_batches_stay_with_the_rival(client, pepper, rival_booth, minh, hoa):
    other = on_sale(rival_booth, slug="ca-phe")
    mine, theirs = a_batch(pepper, minh, 1), a_batch(other, hoa, 1)
    page = client.get("/products/tieu").text
    assert mine.code in page
    assert theirs.code not in page


def test_papers_batches_and_people_are_one_statement(pepper, minh, queries):
    a_batch(a_variant(pepper.product), minh, 1)
    a_batch(pepper, minh, 2)
    product, day = pepper.product, clock.today()
    _read = product.id, product.booth_id
    queries.clear()
    proofs = proofs_of(product, day)
    assert len(queries) == 1
    assert len(proofs.batches) == 2
    db.session.rollback()
