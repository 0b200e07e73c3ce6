"""Columns with names of the seller's own: asked about once, remembered for the booth."""

import pytest

from marketplace.core.db import db
from marketplace.core.sheets import write_csv
from marketplace.domain.booths.errors import BoothNotThere
from marketplace.domain.catalog import actions, errors, queries
from marketplace.domain.catalog.importing import column_guessed

OWN = ["Mặt hàng", "Loại kệ", "Tính theo", "Bán lẻ", "Nặng", "Ghi chú"]
ROWS = [
    ["Cà phê Khe Sanh", "Cà phê", "gói", "120.000", "550", "mới"],
    ["Tiêu Cùa", "Cà phê", "gói", "75.000", "290", ""],
]
FIELDS = ["name", "category", "unit", "price", "weight", ""]


@pytest.fixture(autouse=True)
def shelves(app):
    actions.load_categories()


def bring(booth, by, header=OWN, rows=ROWS):
    return actions.read_import(booth, by=by, file_name="bang.csv", data=write_csv(header, rows))


def test_columns_that_nobody_knows_are_asked_about_and_then_read(booth, minh):
    sheet = bring(booth, minh)
    assert not sheet.is_readable
    actions.map_import_columns(sheet, by=minh, fields=FIELDS)
    assert sheet.is_readable
    checked = actions.checked_import(sheet)
    assert (checked.problem_count, checked.ignored) == (0, ("Ghi chú",))
    assert [draft.facts.name for draft in checked.drafts()] == ["Cà phê Khe Sanh", "Tiêu Cùa"]


def test_the_next_list_of_the_booth_is_read_alike_and_no_other_booths(booth, rival_booth, minh, hoa):
    actions.map_import_columns(bring(booth, minh), by=minh, fields=FIELDS)
    again = bring(booth, minh, ["MẶT HÀNG", *OWN[1:]])
    assert [column["field"] for column in again.columns] == FIELDS
    assert not bring(rival_booth, hoa).is_readable


def test_a_column_that_was_said_to_be_unused_stays_unused(booth, minh):
    header = ["Tên", "Giá bán", "Số lượng"]
    sheet = bring(booth, minh, header, [["A", "90.000", "3"]])
    actions.map_import_columns(sheet, by=minh, fields=["name", "price", ""])
    again = bring(booth, minh, header, [["A", "90.000", "3"]])
    assert again.columns[2]["field"] == ""
    assert "stock" not in again.rows[0]
    assert again.rows[0]["Số lượng"] == "3"


def test_what_was_typed_into_cells_stays_when_columns_are_chosen_anew(booth, minh):
    sheet = bring(booth, minh, ["Tên", "Giá", "Giá sỉ"], [["A", "90.000", "80.000"]])
    actions.update_import_cells(sheet, by=minh, cells={(0, "name"): "B", (0, "unit"): "gói"})
    actions.map_import_columns(sheet, by=minh, fields=["name", "", "price"])
    (row,) = sheet.rows
    assert (row["name"], row["unit"], row["price"], row["Giá"]) == ("B", "gói", "80.000", "90.000")
    actions.map_import_columns(sheet, by=minh, fields=["name", "price", ""])
    assert (sheet.rows[0]["price"], sheet.rows[0]["Giá sỉ"]) == ("90.000", "80.000")


def test_two_columns_cannot_be_the_same_and_the_needed_ones_are_asked_for(booth, minh):
    sheet = bring(booth, minh)
    with pytest.raises(errors.ColumnTwice) as twice:
        actions.map_import_columns(sheet, by=minh, fields=["name", "", "", "price", "price", ""])
    assert (twice.value.field, "“Bán lẻ”" in str(twice.value)) == ("column-4", True)
    for fields in (["name"], ["", "", "", "price"], ["sku"], ["bogus", "price"]):
        with pytest.raises(errors.ColumnsLacking):
            actions.map_import_columns(sheet, by=minh, fields=fields)
    actions.map_import_columns(sheet, by=minh, fields=["sku", "", "", "price"])


def test_columns_without_a_name_or_with_the_same_one_are_told_apart(booth, minh):
    sheet = bring(booth, minh, ["Tên", "", "Giá", "Giá"], [["A", "x", "1.000", "2.000"]])
    assert [column["name"] for column in sheet.columns] == ["Tên", "B", "Giá", "Giá"]
    assert len({column["own"] for column in sheet.columns}) == 4
    assert (sheet.rows[0]["price"], sheet.rows[0]["[B]"]) == ("1.000", "x")


def test_a_guess_is_offered_and_not_used(booth, minh):
    assert column_guessed("Giá bán lẻ năm nay").key == "price"
    assert column_guessed("Ghi chú") is None
    assert not bring(booth, minh, ["Tên hàng hóa bán ra", "Giá bán lẻ năm nay"], [["A", "1.000"]]).is_readable


def test_only_who_edits_products_says_what_columns_are_and_only_before_taking_in(booth, minh, hoa):
    sheet = bring(booth, minh)
    with pytest.raises(BoothNotThere):
        actions.map_import_columns(sheet, by=hoa, fields=FIELDS)
    actions.map_import_columns(sheet, by=minh, fields=FIELDS)
    actions.ask_to_take_in(sheet, by=minh)
    with pytest.raises(errors.SheetIsBusy):
        actions.map_import_columns(sheet, by=minh, fields=FIELDS)
    actions.take_in_asked_imports()
    with pytest.raises(errors.SheetIsDone):
        actions.map_import_columns(sheet, by=minh, fields=FIELDS)
    assert len(queries.products_to_list(booth)) == 2
    db.session.rollback()
