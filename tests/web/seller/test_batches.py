"""From a fresh batch to the page that the label's code leads to."""

import re
from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.domain.stock.actions import begin_batch, recall_batch
from marketplace.domain.stock.queries import batches_of, left_of
from marketplace.domain.stock.rules import BatchFacts
from tests.people import on_sale, sign_in_as


@pytest.fixture
def pepper(booth):
    return on_sale(booth, stock=10, name="Hạt tiêu Cùa")


@pytest.fixture
def batch(pepper, minh):
    facts = BatchFacts(quantity=40, made_on=clock.today(), note="Vườn nhà ông Tám")
    return begin_batch(pepper, by=minh, facts=facts)


def test_a_maker_records_a_batch_and_prints_its_labels(client, minh, pepper):
    sign_in_as(client, minh)
    path = f"/seller/products/{pepper.product.slug}/batches"
    facts = {"variant_id": pepper.id, "quantity": "40", "made_on": clock.today().isoformat()}
    answer = client.post(path, data=facts)
    [batch] = batches_of(pepper.product)
    assert answer.location == f"{path}/{batch.id}"
    assert left_of([pepper.id]) == {pepper.id: 50}
    page = client.get(answer.location).text
    assert page.count("data:image/svg+xml;base64,") == 24
    assert f"http://localhost/batches/{batch.code}" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"quantity": "nhiều"}, "quantity"),
        ({"made_on": ""}, "made_on"),
        ({"made_on": "2999-01-01"}, "Ngày làm ra không thể ở sau hôm nay."),
        ({"best_before": "2020-01-01"}, "Hạn dùng phải sau ngày làm ra."),
        ({"variant_id": "987654321"}, "variant_id"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_stays(client, minh, pepper, typed, sentence):
    sign_in_as(client, minh)
    facts = {"variant_id": pepper.id, "quantity": "40", "made_on": clock.today().isoformat(), "note": "Mẻ đầu mùa"}
    page = client.post(f"/seller/products/{pepper.product.slug}/batches", data={**facts, **typed})
    assert page.status_code == 422
    assert sentence in page.text
    assert "Mẻ đầu mùa" in page.text
    assert left_of([pepper.id]) == {pepper.id: 10}


@pytest.mark.parametrize("root", ["", "/en"])
def test_the_label_leads_to_who_made_it_where_and_when(client, batch, booth, root, queries):
    queries.clear()
    page = client.get(f"{root}/batches/{batch.code}")
    assert page.status_code == 200
    assert len(queries) <= 6
    for told in ("Hạt tiêu Cùa", booth.name, f"{batch.made_on:%d/%m/%Y}", "Vườn nhà ông Tám"):
        assert told in page.text
    assert page.headers["Cache-Control"] == "no-cache"


def test_a_code_typed_by_hand_is_understood(client, batch):
    answer = client.get(f"/batches/{batch.code[:5].lower()} {batch.code[5:]}")
    assert (answer.status_code, answer.location) == (301, f"/batches/{batch.code}")
    assert client.get("/batches/ABCDEFGHJK").status_code == 404


def test_a_recalled_batch_warns_at_once(client, batch, minh):
    assert "thu hồi" not in client.get(f"/batches/{batch.code}").text
    recall_batch(batch, by=minh, reason="Hũ bị <b>hở</b> nắp")
    page = client.get(f"/batches/{batch.code}").text
    assert "Lô này đang được thu hồi. Xin đừng dùng." in page
    assert "Hũ bị &lt;b&gt;hở&lt;/b&gt; nắp" in page


def test_goods_past_their_day_say_so(client, pepper, minh):
    made = clock.today() - timedelta(days=30)
    facts = BatchFacts(quantity=1, made_on=made, best_before=made + timedelta(days=29))
    old = begin_batch(pepper, by=minh, facts=facts)
    assert "Đã quá hạn dùng" in client.get(f"/batches/{old.code}").text


def test_a_recall_without_a_reason_is_refused(client, batch, pepper, minh):
    sign_in_as(client, minh)
    path = f"/seller/products/{pepper.product.slug}/batches/{batch.id}/recall"
    assert client.post(path, data={"reason": ""}).status_code == 422
    assert client.post(path, data={"reason": "Hở nắp"}).status_code == 303
    assert re.search(r"Hở nắp", client.get(f"/batches/{batch.code}").text)
