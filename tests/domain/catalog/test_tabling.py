"""All forms of a product are changed at once, or none of them."""

import pytest

from marketplace.core.audit import AuditEntry
from marketplace.core.db import db
from marketplace.domain.booths.errors import BoothNotThere
from marketplace.domain.catalog import actions, errors, queries
from marketplace.domain.catalog.rules import VariantFacts
from tests.people import a_variant, on_sale


@pytest.fixture
def jars(booth):
    small = on_sale(booth, price=50_000)
    return small, a_variant(small.product, name="Hũ lớn", price=90_000, position=1)


def facts(price=60_000, **more):
    return VariantFacts(price=price, weight_g=500, **more)


def test_names_prices_and_order_change_together(jars, minh):
    small, large = jars
    wanted = [(large.id, facts(95_000, name="Hũ 1 kg")), (small.id, facts(55_000, name="Hũ 500 g"))]
    actions.update_variants(small.product, by=minh, wanted=wanted)
    told = [(each.name, each.price, each.weight_g) for each in queries.variants_of(small.product)]
    assert told == [("Hũ 1 kg", 95_000, 500), ("Hũ 500 g", 55_000, 500)]
    assert db.session.query(AuditEntry).filter_by(action="variant.price").count() == 2


def test_two_forms_change_codes_with_each_other(jars, minh):
    small, large = jars
    one, other = small.sku, large.sku
    actions.update_variants(small.product, by=minh, wanted=[(small.id, facts(sku=other)), (large.id, facts(sku=one))])
    assert (small.sku, large.sku) == (other, one)


def test_a_code_left_empty_stays_and_one_twice_is_refused_at_its_row(jars, minh):
    small, large = jars
    before = small.sku
    actions.update_variants(small.product, by=minh, wanted=[(small.id, facts()), (large.id, facts(sku="L1"))])
    assert (small.sku, large.sku) == (before, "L1")
    with pytest.raises(errors.SkuTaken) as refusal:
        actions.update_variants(small.product, by=minh, wanted=[(small.id, facts()), (large.id, facts(sku=before))])
    assert refusal.value.field == f"sku-{large.id}"


def test_one_wrong_row_keeps_all_as_they_were(jars, minh, booth):
    small, large = jars
    taken = on_sale(booth, name="Món khác").sku
    for bad in (facts(1), facts(sku=taken), VariantFacts(price=60_000, weight_g=0), facts(name="x" * 61)):
        with pytest.raises(errors.BadInput) as refusal:
            actions.update_variants(small.product, by=minh, wanted=[(small.id, facts()), (large.id, bad)])
        assert refusal.value.field.endswith(f"-{large.id}")
        db.session.refresh(small)
        assert small.price == 50_000


def test_only_forms_of_this_product_and_by_its_people(jars, minh, hoa, booth):
    small, _ = jars
    other = on_sale(booth, name="Món khác")
    with pytest.raises(errors.VariantNotThere):
        actions.update_variants(small.product, by=minh, wanted=[(other.id, facts())])
    with pytest.raises(BoothNotThere):
        actions.update_variants(small.product, by=hoa, wanted=[(small.id, facts())])
