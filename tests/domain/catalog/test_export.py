"""The booth's products as a list: it comes in again to no change, and in another booth makes the same products."""

from dataclasses import replace

import pytest

from marketplace.core.sheets import write_csv, write_xlsx
from marketplace.domain.catalog import actions, queries
from marketplace.domain.catalog.importing import list_rows
from marketplace.domain.catalog.rules import ProductFacts, VariantFacts
from marketplace.domain.stock.queries import left_of
from tests.people import CAM_LO, a_booth, a_person, on_sale

FORMULA = '=HYPERLINK("http://evil.example";"xem")'
BAG = VariantFacts(price=75_000, weight_g=290, name="Gói 250 g", net_quantity=250, net_unit="g", stock=40)
STRING = VariantFacts(price=140_000, weight_g=560, name="Xâu 12 quả", net_quantity=12, net_unit="piece", stock=3)


@pytest.fixture
def facts(app):
    actions.load_categories()
    return ProductFacts(
        name="Hạt tiêu Cùa", category_id=queries.category_by_slug("tieu-gia-vi").id, unit="gói",
        description="Phơi nắng.\nSàng tay.", origin_commune_code=CAM_LO, is_youth_startup=True, shelf_life=FORMULA,
    )  # fmt: skip


def the_list(booth, kind):
    products = queries.products_to_list(booth)
    left = left_of([variant.id for product in products for variant in product.variants])
    header, rows = list_rows(products, left)
    return write_csv(header, rows) if kind == "csv" else write_xlsx("Hàng", header, rows)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_that_comes_in_again_changes_nothing(booth, minh, facts, kind):
    actions.create_product(booth, by=minh, facts=facts, variants=[BAG, STRING])
    sheet = actions.read_import(booth, by=minh, file_name="san-pham", data=the_list(booth, kind))
    checked = actions.checked_import(sheet)
    assert (len(checked.rows), len(checked.known_rows), checked.problem_count) == (2, 2, 0)
    assert checked.changed_rows == []
    assert actions.take_in_import(sheet, by=minh) == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_in_another_booth_the_list_makes_the_same_products(booth, minh, facts, kind):
    mine = actions.create_product(booth, by=minh, facts=facts, variants=[BAG, STRING])
    hue = a_person("Trần Thị Huệ")
    other = a_booth(owner=hue, name="Nhà Tiêu")
    sheet = actions.read_import(other, by=hue, file_name="san-pham", data=the_list(booth, kind))
    assert actions.checked_import(sheet).problem_count == 0
    (made,) = actions.take_in_import(sheet, by=hue)
    told, known = queries.facts_of_product(made), queries.facts_of_product(mine)
    assert replace(told, shelf_life="") == replace(known, shelf_life="")
    assert told.shelf_life.lstrip("'") == FORMULA
    pairs = list(zip(queries.variants_of(made), queries.variants_of(mine), strict=True))
    for theirs, ours in pairs:
        assert (theirs.price, theirs.net_quantity, theirs.net_unit, theirs.weight_g, theirs.name) == (
            ours.price, ours.net_quantity, ours.net_unit, ours.weight_g, ours.name,
        )  # fmt: skip
    assert [left_of([each.id])[each.id] for each, _ours in pairs] == [40, 3]


def test_a_list_holds_no_product_of_another_booth(booth, rival_booth, minh, facts):
    actions.create_product(booth, by=minh, facts=facts, variants=[BAG])
    on_sale(rival_booth, name="Tiêu nhà khác")
    assert [product.name for product in queries.products_to_list(booth)] == ["Hạt tiêu Cùa"]
