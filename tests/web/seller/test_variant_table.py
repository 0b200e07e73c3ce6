import pytest

from marketplace.core.db import db
from marketplace.domain.catalog import queries
from tests.people import a_variant, on_sale, sign_in_as


@pytest.fixture
def jars(client, booth, minh):
    small = on_sale(booth, price=50_000)
    large = a_variant(small.product, name="Hũ lớn", price=90_000, position=1)
    sign_in_as(client, minh)
    return small, large


def typed(variant, **more):
    told = {"place": 1, "variant_name": variant.name, "price": variant.price, "weight_g": variant.weight_g, **more}
    return {f"{name}-{variant.id}": value for name, value in {"sku": variant.sku, **told}.items()}


@pytest.mark.parametrize("root", ["", "/en"])
def test_every_variant_is_changed_in_one_table(client, jars, root):
    small, large = jars
    here = f"{root}/seller/products/{small.product.slug}/variants"
    assert f'value="{large.sku}"' in client.get(here).text
    sent = typed(small, place=2, price="55.000") | typed(large, place=1, variant_name="Hũ 1 kg")
    assert client.post(here, data=sent).status_code == 303
    assert [(each.name, each.price) for each in queries.variants_of(small.product)] == [
        ("Hũ 1 kg", 90_000),
        ("", 55_000),
    ]


def test_wrong_cells_are_named_beside_them_and_nothing_typed_is_lost(client, jars):
    small, large = jars
    here = f"/seller/products/{small.product.slug}/variants"
    sent = typed(small, price="nhiều", variant_name="Hũ bé") | typed(large, weight_g="", sku="MỚI")
    answer = client.post(here, data=sent)
    assert answer.status_code == 422
    for error in (f"price-{small.id}-error", f"weight_g-{large.id}-error"):
        assert f'aria-describedby="{error}"' in answer.text
        assert f'id="{error}"' in answer.text
    for kept in ("nhiều", "Hũ bé", "MỚI"):
        assert f'value="{kept}"' in answer.text
    twice = client.post(here, data=typed(small, sku="A1") | typed(large, sku="a1"))
    assert twice.status_code == 422
    assert f'id="sku-{large.id}-error"' in twice.text
    db.session.refresh(small)
    assert small.price == 50_000


def test_the_table_asks_the_database_no_more_often_for_more_rows(client, jars, queries):
    small, _ = jars
    here = f"/seller/products/{small.product.slug}/variants"
    client.get(here)
    queries.clear()
    client.get(here)
    before = len(queries)
    assert before <= 8
    for n in range(5):
        a_variant(small.product, name=f"Cỡ {n}", position=n + 2)
    queries.clear()
    client.get(here)
    assert len(queries) == before
