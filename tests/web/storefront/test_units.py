"""What one of a thing is called: usual units in the reader's language, a booth's own word as the booth wrote it."""

from __future__ import annotations

import pytest

from marketplace.core.transactions import transaction
from marketplace.domain.catalog.rules import USUAL_UNITS
from marketplace.web.storefront.presenting import UNIT_NAMES
from tests.people import a_booth, on_sale


@pytest.mark.parametrize(("storage", "says"), [("Nơi khô mát.", True), ("", False)])
def test_an_english_page_says_that_a_booths_own_words_are_vietnamese(client, storage, says):
    slug = on_sale(a_booth(), storage=storage).product.slug
    assert ("own words in this table are in Vietnamese" in client.get(f"/en/products/{slug}").text) is says
    assert "Lời của gian hàng ở bảng này" not in client.get(f"/products/{slug}").text


@pytest.mark.parametrize("unit", USUAL_UNITS)
def test_every_usual_unit_has_a_name(unit):
    assert unit in UNIT_NAMES


@pytest.mark.parametrize(
    ("unit", "told"), [("hũ", "<dd>jar</dd>"), ("thúng", '<dd><span lang="vi">thúng</span></dd>')]
)  # fmt: skip
def test_an_english_page_names_the_unit(client, unit, told):
    product = on_sale(a_booth()).product
    with transaction():
        product.unit, slug = unit, product.slug
    assert told in client.get(f"/en/products/{slug}").text
    assert f"<dd>{unit}</dd>" in client.get(f"/products/{slug}").text
