"""Product lists: every cell kept as typed, nothing made until all is right, and made once."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from marketplace.core.db import db
from marketplace.core.errors import BadInput, Refusal
from marketplace.core.language import force_locale
from marketplace.core.sheets import write_csv, write_xlsx
from marketplace.domain.booths.errors import BoothNotThere
from marketplace.domain.catalog import actions, errors, queries
from marketplace.domain.catalog.importing import column_named, template_rows
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.catalog.rules import VariantFacts
from marketplace.domain.stock.queries import left_of
from tests.people import CAM_LO, DONG_HA, KHE_SANH, on_sale

HEADER = ["Tên sản phẩm", "Quy cách", "Nhóm hàng", "ĐVT", "Giá bán (đ)", "Khối lượng tịnh", "Cân nặng (g)", "Tồn kho",
          "SKU", "Xuất xứ", "Khởi nghiệp"]  # fmt: skip
GOOD = [
    ["Hạt tiêu Cùa", "Gói 250 g", "Tiêu, gia vị", "gói", 75000, "250 g", 290, 40, "T1", "Cam Chính, Cam Lộ", "có"],
    ["Hạt tiêu Cùa", "Gói 500 g", "", "", "140.000 ₫", "500g", "", 25, "T2", "", ""],
    ["Cà phê Khe Sanh", "", "Coffee", "gói", 120000.0, "0,5 kg", 560, "10", "", "Xã Khe Sanh", "không"],
]  # fmt: skip


@pytest.fixture(autouse=True)
def shelves(app):
    actions.load_categories()


def bring(booth, by, rows, header=HEADER, name="bang.xlsx"):
    data = write_csv(header, rows) if name.endswith("csv") else write_xlsx("Hàng", header, rows)
    return actions.read_import(booth, by=by, file_name=name, data=data)


@pytest.mark.parametrize("name", ["bang.xlsx", "bang.csv"])
def test_a_list_becomes_products_with_variants_and_stock(booth, minh, name):
    sheet = bring(booth, minh, GOOD, name=name)
    checked = actions.checked_import(sheet)
    assert checked.problem_count == 0
    made = actions.take_in_import(sheet, by=minh)
    assert [product.name for product in made] == ["Hạt tiêu Cùa", "Cà phê Khe Sanh"]
    pepper, coffee = made
    assert (pepper.state, pepper.origin_commune_code, pepper.is_youth_startup) == ("draft", CAM_LO, True)
    assert (coffee.category.slug, coffee.origin_commune_code) == ("ca-phe", KHE_SANH)
    small, large = queries.variants_of(pepper)
    assert (small.price, small.net_quantity, small.weight_g, small.sku) == (75_000, 250, 290, "T1")
    assert (large.price, large.weight_g) == (140_000, 550)
    assert left_of([small.id, large.id]) == {small.id: 40, large.id: 25}


def test_taking_in_twice_is_taking_in_once(booth, minh):
    sheet = bring(booth, minh, GOOD)
    actions.take_in_import(sheet, by=minh)
    assert actions.take_in_import(sheet, by=minh) == []
    again = bring(booth, minh, GOOD)
    assert len(actions.checked_import(again).known_rows) == 3
    assert actions.take_in_import(again, by=minh) == []
    assert db.session.query(Product).count() == 2


SEVENTEEN = [
    ["", "", "Cà phê", "gói", 90000, "500 g", 550, 1, "", "", ""],  # 1: no name
    ["A", "", "Xe máy", "gói", 90000, "500 g", 550, 1, "", "", ""],  # 2: no such shelf
    ["B", "", "", "", 90000, "500 g", 550, 1, "", "", ""],  # 3, 4: no shelf, no unit
    ["C", "", "Cà phê", "gói", "nhiều", "500 g", 550, 1, "", "", ""],  # 5: no price
    ["D", "", "Cà phê", "gói", "", "500 g", 550, 1, "", "", ""],  # 6: empty price
    ["E", "", "Cà phê", "gói", 12.5, "500 g", 550, 1, "", "", ""],  # 7: half a đồng
    ["F", "", "Cà phê", "gói", 90000, "một ít", 550, 1, "", "", ""],  # 8: contents
    ["G", "", "Cà phê", "gói", 90000, "500 g", "nặng", 1, "", "", ""],  # 9: weight
    ["H", "", "Cà phê", "gói", 90000, "", "", 1, "", "", ""],  # 10: no weight, none to be told
    ["I", "", "Cà phê", "gói", 90000, "500 g", 550, -3, "", "", ""],  # 11: stock
    ["J", "", "Cà phê", "gói", 90000, "500 g", 550, 1, "", "Atlantis", ""],  # 12: no such place
    ["K", "", "Cà phê", "gói", 90000, "500 g", 550, 1, "", "", "có lẽ"],  # 13: neither yes nor no
    ["L", "Gói", "Cà phê", "gói", 90000, "500 g", 550, 1, "L1", "", ""],
    ["L", "Gói", "Trà, nước thảo mộc", "hộp", 90000, "500 g", 550, 1, "L1", "", ""],  # 14-17: shelf, unit, form, code
]


def test_seventeen_bad_cells_are_named_mended_and_taken_in(booth, minh):
    sheet = bring(booth, minh, SEVENTEEN)
    checked = actions.checked_import(sheet)
    assert checked.problem_count == 17
    with pytest.raises(errors.SheetHasProblems):
        actions.take_in_import(sheet, by=minh)
    assert db.session.query(Product).count() == 0
    right = {
        "name": "Tên mới", "category": "Cà phê", "unit": "gói", "price": "90.000", "net": "500 g", "weight": "550",
        "stock": "3", "origin": "Khe Sanh", "is_youth_startup": "không", "variant_name": "Hộp", "sku": "L2",
    }  # fmt: skip
    cells = {(row.place, key): right[key] for row in checked.rows for key in row.problems}
    actions.update_import_cells(sheet, by=minh, cells=cells)
    assert actions.checked_import(sheet).problem_count == 0
    assert len(actions.take_in_import(sheet, by=minh)) == 13
    assert db.session.query(Variant).count() == 14


def test_every_problem_has_a_sentence_and_choices_where_they_can_be_listed(booth, minh):
    checked = actions.checked_import(bring(booth, minh, SEVENTEEN))
    problems = [problem for row in checked.rows for problem in row.problems.values()]
    assert all(problem.sentence.endswith((".", "”.")) for problem in problems)
    assert "Cà phê" in checked.rows[1].problems["category"].choices


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Xã Khe Sanh", KHE_SANH),
        ("khe sanh", KHE_SANH),
        ("Hướng Tân, Hướng Hóa (cũ) → Xã Khe Sanh", KHE_SANH),
        ("Cam Chính, Cam Lộ", CAM_LO),
        ("Xã Cam Chính, Huyện Cam Lộ", CAM_LO),
        ("Phường Đông Hà", DONG_HA),
    ],
)
def test_old_and_new_names_of_places_are_understood(booth, minh, typed, code):
    row = ["X", "", "Cà phê", "gói", 90000, "500 g", 550, 1, "", typed, ""]
    (product,) = actions.take_in_import(bring(booth, minh, [row]), by=minh)
    assert product.origin_commune_code == code


def test_a_name_of_several_places_offers_them(booth, minh):
    row = ["X", "", "Cà phê", "gói", 90000, "500 g", 550, 1, "", "Hướng Hóa", ""]
    (checked,) = actions.checked_import(bring(booth, minh, [row])).rows
    problem = checked.problems["origin"]
    assert len(problem.choices) > 1
    sheet = bring(booth, minh, [row])
    actions.update_import_cells(sheet, by=minh, cells={(0, "origin"): problem.choices[0]})
    assert actions.checked_import(sheet).problem_count == 0


def test_cells_are_kept_as_typed_also_those_we_do_not_know(booth, minh):
    sheet = bring(booth, minh, [[*GOOD[0], "4"]], header=[*HEADER, "Số sao"])
    assert sheet.rows[0]["Số sao"] == "4"
    assert sheet.rows[0]["price"] == "75000"
    assert actions.checked_import(sheet).ignored == ("Số sao",)
    actions.update_import_cells(sheet, by=minh, cells={(0, "price"): "chưa biết", (9, "price"): "1", (0, "bogus"): "x"})
    assert sheet.rows[0]["price"] == "chưa biết"
    assert "bogus" not in sheet.rows[0]
    assert len(sheet.rows) == 1


def test_a_list_of_formulas_stays_text(booth, minh):
    row = ['=HYPERLINK("http://x")', "", "Cà phê", "gói", 90000, "500 g", 550, 1, "", "", ""]
    (product,) = actions.take_in_import(bring(booth, minh, [row], name="a.csv"), by=minh)
    assert "HYPERLINK" in product.name


def test_the_code_of_a_rival_changes_nothing_of_theirs(booth, rival_booth, minh):
    theirs = on_sale(rival_booth, price=50_000)
    row = ["Cà phê", "", "Cà phê", "gói", 90000, "500 g", 550, 1, theirs.sku, "", ""]
    actions.take_in_import(bring(booth, minh, [row]), by=minh)
    db.session.refresh(theirs)
    assert (theirs.price, theirs.booth_id) == (50_000, rival_booth.id)


def test_a_list_belongs_to_its_booth(booth, rival_booth, minh, hoa):
    sheet = bring(booth, minh, GOOD)
    with pytest.raises(errors.SheetNotThere):
        queries.import_sheet_for(rival_booth, sheet.id)
    for act in (actions.take_in_import, actions.drop_import):
        with pytest.raises(BoothNotThere):
            act(sheet, by=hoa)


def test_a_dropped_list_is_not_taken_in(booth, minh):
    sheet = bring(booth, minh, GOOD)
    actions.drop_import(sheet, by=minh)
    with pytest.raises(errors.SheetIsDone):
        actions.take_in_import(sheet, by=minh)
    with pytest.raises(errors.SheetIsDone):
        actions.update_import_cells(sheet, by=minh, cells={(0, "price"): "1"})
    assert queries.import_sheets_of(booth) == []


def a_bomb() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 6_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04 broken", b"\x00" * 100, b"%PDF-1.7", a_bomb(), b"x" * (2 * 1024 * 1024 + 1),
     "Tên sản phẩm\nA\n".encode(), "Tên sản phẩm,Giá bán\n".encode()],
    ids=["empty", "broken", "zeros", "pdf", "bomb", "large", "one column", "no rows"],
)  # fmt: skip
def test_what_is_no_product_list_is_refused_with_a_sentence(booth, minh, data):
    with pytest.raises(BadInput) as refusal:
        actions.read_import(booth, by=minh, file_name="x.xlsx", data=data)
    assert str(refusal.value)
    assert queries.import_sheets_of(booth) == []


def test_a_late_collision_makes_nothing_at_all(booth, minh):
    sheet = bring(booth, minh, GOOD)
    product = actions.take_in_import(bring(booth, minh, [GOOD[2]]), by=minh)[0]
    actions.add_variant(product, by=minh, facts=VariantFacts(price=5_000, weight_g=10, name="X", sku="T2"))
    # The booth changed since the preview: the row whose code is taken now is left alone, the rest is made.
    made = actions.take_in_import(sheet, by=minh)
    assert [each.name for each in made] == ["Hạt tiêu Cùa"]
    assert len(queries.variants_of(made[0])) == 1


def test_columns_are_known_in_both_languages_however_they_are_spelled():
    for written, key in (("TÊN SẢN PHẨM *", "name"), ("Product name", "name"), ("gia ban", "price"), ("Price (VND)", "price"),
                         ("ton_kho", "stock"), ("Commune", "origin"), ("product_name_vi", "name"), ("HSD", "shelf_life"),
                         ("commune_or_district", "origin"), ("Seller SKU", "sku")):  # fmt: skip
        assert column_named(written).key == key, written
    assert column_named("ocop_stars") is None


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_column_of_the_template_is_known_in_both_languages(app, language):
    with force_locale(language):
        header, _rows = template_rows()
        assert [name for name in header if column_named(str(name)) is None] == []
        keys = [column_named(str(name)).key for name in header]
    assert len(set(keys)) == len(keys)


def test_the_template_comes_in_without_a_mistake(booth, minh):
    header, rows = template_rows()
    sheet = bring(booth, minh, rows, header=header)
    assert actions.checked_import(sheet).problem_count == 0


def test_a_long_list_comes_in_as_a_whole(booth, minh):
    rows = [[f"Hàng {n}", "", "Cà phê", "gói", 90000, "500 g", 550, 0, "", "", ""] for n in range(300)]
    assert len(actions.take_in_import(bring(booth, minh, rows), by=minh)) == 300
    with pytest.raises(Refusal):
        bring(booth, minh, [["A"] for _ in range(5_001)], header=["Tên sản phẩm", "Giá bán"], name="a.csv")
