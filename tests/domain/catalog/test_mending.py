"""A list that names codes the booth has changes what its filled cells tell anew, and nothing else."""

import pytest

from marketplace.core.db import db
from marketplace.core.sheets import write_csv
from marketplace.domain.catalog import actions, errors
from marketplace.domain.catalog.queries import change_waiting_on
from marketplace.domain.stock.queries import left_of
from tests.people import a_variant, on_sale

HEADER = ["Mã hàng", "Tên sản phẩm", "Giá bán", "Số lượng có sẵn", "Hạn sử dụng", "Nhóm hàng"]


@pytest.fixture
def pepper(booth):
    actions.load_categories()
    return on_sale(booth, name="Hạt tiêu Cùa", price=120_000, stock=10)


def bring(booth, by, *rows):
    data = write_csv(HEADER, rows)
    return actions.read_import(booth, by=by, file_name="gia-moi.csv", data=data)


def test_a_price_changes_at_once_and_a_claim_waits_for_review(booth, minh, pepper):
    sheet = bring(booth, minh, [pepper.sku, "Hạt tiêu Cùa", 135_000, 999, "24 tháng", ""])
    (row,) = actions.checked_import(sheet).changed_rows
    assert row.changes == {"price": 135_000, "shelf_life": "24 tháng"}
    assert actions.take_in_import(sheet, by=minh) == []
    db.session.refresh(pepper)
    assert pepper.price == 135_000
    assert pepper.product.shelf_life == ""
    assert change_waiting_on(pepper.product).claims == {"shelf_life": "24 tháng"}
    assert left_of([pepper.id]) == {pepper.id: 10}
    again = bring(booth, minh, [pepper.sku, "Hạt tiêu Cùa", 135_000, 999, "24 tháng", ""])
    assert actions.checked_import(again).changed_rows == []


def test_an_empty_cell_changes_nothing(booth, minh, pepper):
    sheet = bring(booth, minh, [pepper.sku, "", "", "", "", ""])
    checked = actions.checked_import(sheet)
    assert (checked.changed_rows, checked.problem_count, len(checked.known_rows)) == ([], 0, 1)


def test_a_wrong_cell_holds_the_whole_list_back(booth, minh, pepper):
    sheet = bring(booth, minh, [pepper.sku, "", "mười hai", "", "", "Sao Hỏa"])
    assert set(actions.checked_import(sheet).wrong_rows[0].problems) == {"price", "category"}
    with pytest.raises(errors.SheetHasProblems):
        actions.take_in_import(sheet, by=minh)
    db.session.refresh(pepper)
    assert pepper.price == 120_000


def test_two_forms_of_one_product_may_not_tell_different_things(booth, minh, pepper):
    small = a_variant(pepper.product, name="Gói 100 g", price=30_000)
    sheet = bring(booth, minh, [pepper.sku, "", "", "", "24 tháng", ""], [small.sku, "", "", "", "12 tháng", ""])
    assert list(actions.checked_import(sheet).wrong_rows[0].problems) == ["shelf_life"]


def test_a_code_that_stands_twice_in_the_list_is_asked_about(booth, minh, pepper):
    sheet = bring(booth, minh, [pepper.sku, "", 130_000, "", "", ""], [pepper.sku, "", 140_000, "", "", ""])
    assert list(actions.checked_import(sheet).wrong_rows[0].problems) == ["sku"]


def test_the_code_of_a_product_that_was_given_up_is_left_alone(booth, minh, pepper):
    actions.withdraw_product(pepper.product, by=minh)
    sheet = bring(booth, minh, [pepper.sku, "", 130_000, "", "", ""])
    assert actions.checked_import(sheet).changed_rows == []
    assert actions.take_in_import(sheet, by=minh) == []


def test_a_code_used_again_for_other_goods_overwrites_nothing(booth, minh, pepper):
    sheet = bring(booth, minh, [pepper.sku, "Cà phê Khe Sanh", 130_000, "", "", ""])
    assert actions.checked_import(sheet).changed_rows == []
    assert actions.take_in_import(sheet, by=minh) == []
    db.session.refresh(pepper)
    assert (pepper.price, pepper.product.name) == (120_000, "Hạt tiêu Cùa")


def test_another_booths_code_is_a_new_code_here(booth, rival_booth, minh, pepper):
    foreign = on_sale(rival_booth, name="Tiêu nhà khác", price=99_000)
    sheet = bring(booth, minh, [foreign.sku, "", 1_000, "", "", ""])
    checked = actions.checked_import(sheet)
    assert checked.changed_rows == []
    assert "name" in checked.wrong_rows[0].problems
    db.session.refresh(foreign)
    assert foreign.price == 99_000


def test_reading_a_list_asks_the_database_no_more_often_for_a_larger_booth(booth, minh, pepper, queries):
    sheet = bring(booth, minh, [pepper.sku, "", 130_000, "", "", ""])
    queries.clear()
    actions.checked_import(sheet)
    before = len(queries)
    for number in range(20):
        on_sale(booth, name=f"Món {number}")
    queries.clear()
    actions.checked_import(sheet)
    assert len(queries) <= before
