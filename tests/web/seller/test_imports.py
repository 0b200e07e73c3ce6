import re
from io import BytesIO

import pytest

from marketplace.core.db import db
from marketplace.core.sheets import write_csv
from marketplace.core.transactions import transaction
from marketplace.domain.catalog import actions
from marketplace.domain.catalog.jobs import hang_photos_of_lists, take_in_lists
from marketplace.domain.catalog.models import ImportSheet, Product
from tests.core.test_archives import a_picture, a_zip
from tests.domain.catalog.test_importing import GOOD, HEADER, SEVENTEEN
from tests.people import on_sale, sign_in_as
from tests.web.storefront.browsing import send_whole


@pytest.fixture
def seller(client, booth, minh):
    actions.load_categories()
    sign_in_as(client, minh)
    return client


def bring(client, rows, header=HEADER, name="bang.csv"):
    data = {"file": (BytesIO(write_csv(header, rows)), name)}
    return client.post("/seller/imports", data=data, content_type="multipart/form-data")


def test_a_file_with_seventeen_bad_cells_is_mended_in_the_page_and_finished(seller):
    answer = bring(seller, SEVENTEEN)
    assert answer.status_code == 303
    page = seller.get(answer.location)
    assert "17 ô cần sửa" in page.text
    names = re.findall(r'(?:<input|<select)[^>]* name="(cell-\d+-\w+)"', page.text)
    assert len(names) == 17
    refused = seller.post(f"{answer.location}/taking-in")
    assert refused.status_code == 409
    assert "chưa đưa sản phẩm nào" in refused.text
    half = seller.post(f"{answer.location}/cells", data={names[0]: "Cà phê mít", "cell-3-price": "vẫn sai"})
    assert half.status_code == 422
    assert "16 ô cần sửa" in half.text
    assert 'value="vẫn sai"' in half.text
    right = {"name": "Tên mới", "category": "Cà phê", "unit": "gói", "price": "90.000", "net": "500 g", "weight": "550",
             "stock": "3", "origin": "Khe Sanh", "is_youth_startup": "không", "variant_name": "Hộp",
             "sku": "L2"}  # fmt: skip
    cells = {name: right[name.split("-", 2)[2]] for name in names[1:]}
    assert seller.post(f"{answer.location}/cells", data=cells).status_code == 303
    assert "Đưa 13 sản phẩm vào gian hàng" in seller.get(answer.location).text
    assert seller.post(f"{answer.location}/taking-in").status_code == 303
    assert seller.post(f"{answer.location}/taking-in").status_code == 303
    waiting = seller.get(answer.location).text
    assert "0 trên 14 dòng" in waiting
    assert 'data-poll="' in waiting
    take_in_lists()
    done = seller.get(answer.location).text
    assert "Đã thêm 13 sản phẩm ở dạng nháp." in done
    assert "data-poll-go" in done
    assert db.session.query(Product).count() == 13


def test_a_cell_that_is_not_wrong_can_be_changed_too(seller):
    here = bring(seller, GOOD).location
    page = seller.get(f"{here}?row=0")
    assert 'name="cell-0-price" value="75000"' in page.text
    seller.post(f"{here}/cells", data={"cell-0-price": "80.000"})
    assert "80.000" in seller.get(here).text


@pytest.mark.parametrize("root", ["", "/en"])
def test_what_is_no_list_is_refused_beside_the_field(seller, root):
    for name, data in (("a.xlsx", b"PK\x03\x04"), ("a.csv", b""), ("a.pdf", b"%PDF-1.7")):
        answer = seller.post(
            f"{root}/seller/imports", data={"file": (BytesIO(data), name)}, content_type="multipart/form-data"
        )
        assert answer.status_code == 422, name
        assert 'class="error"' in answer.text
    assert seller.post(f"{root}/seller/imports").status_code == 422


def test_markup_in_cells_is_shown_as_text(seller):
    here = bring(seller, [["<script>alert(1)</script>", "", "<b>", "gói", "x", "", "", "", "", "", ""]]).location
    page = seller.get(here)
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text


def test_templates_can_be_fetched(seller):
    for kind, start in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")):
        answer = seller.get(f"/seller/imports/template.{kind}")
        assert answer.data.startswith(start)
        assert "attachment" in answer.headers["Content-Disposition"]
    assert seller.get("/seller/imports/template.exe").status_code == 404


def test_anothers_list_is_not_there(seller, rival_booth, hoa):
    sheet = actions.read_import(rival_booth, by=hoa, file_name="x.csv", data=write_csv(HEADER, GOOD))
    assert seller.get(f"/seller/imports/{sheet.id}").status_code == 404
    for what in ("cells", "taking-in", "removal"):
        assert seller.post(f"/seller/imports/{sheet.id}/{what}").status_code == 404


def test_a_list_that_came_back_says_why_and_what_is_in_already(seller):
    here = bring(seller, GOOD).location
    sheet = db.session.query(ImportSheet).one()
    with transaction():
        sheet.halted, sheet.done_places = "failed", [0, 1]
    page = seller.get(here).text
    assert "Đã đưa vào 2 dòng rồi dừng lại" in page
    assert "Máy chủ gặp lỗi nhiều lần" in page


def test_a_list_can_be_dropped(seller):
    here = bring(seller, GOOD).location
    assert seller.post(f"{here}/removal").status_code == 303
    assert "Bảng này đã bỏ" in seller.get(here).text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_booths_products_are_downloaded_and_nobody_elses(client, booth, minh, rival_booth, kind):
    on_sale(booth, name="Hạt tiêu Cùa")
    on_sale(rival_booth, name="Tiêu nhà khác")
    sign_in_as(client, minh)
    answer = client.get(f"/seller/imports/products.{kind}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith(f'.{kind}"')
    if kind == "csv":
        assert "Hạt tiêu Cùa" in answer.text
        assert "Tiêu nhà khác" not in answer.text


def test_a_list_with_known_codes_says_what_it_will_update_and_updates_it(client, booth, minh):
    pepper = on_sale(booth, name="Hạt tiêu Cùa", price=120_000)
    sign_in_as(client, minh)
    file = BytesIO(write_csv(["Mã hàng", "Tên sản phẩm", "Giá bán"], [[pepper.sku, "Hạt tiêu Cùa", 135_000]]))
    preview = client.post("/seller/imports", data={"file": (file, "gia.csv")}, content_type="multipart/form-data")
    page = client.get(preview.location).text
    assert "đã có, sẽ cập nhật: Giá bán" in page
    assert "0 sản phẩm mới, 1 dòng cập nhật" in page
    done = client.post(f"{preview.location}/taking-in")
    take_in_lists()
    assert "Đã cập nhật 1 dòng." in client.get(done.location).text
    db.session.refresh(pepper)
    assert pepper.price == 135_000


@pytest.mark.parametrize(("price", "stays"), [("một trăm", False), ("120.000", True)])
def test_a_known_row_with_a_wrong_cell_is_not_said_to_stay(client, booth, minh, price, stays):
    pepper = on_sale(booth, name="Hạt tiêu Cùa", price=120_000)
    sign_in_as(client, minh)
    file = BytesIO(write_csv(["Mã hàng", "Tên sản phẩm", "Giá bán"], [[pepper.sku, "Hạt tiêu Cùa", price]]))
    preview = client.post("/seller/imports", data={"file": (file, "gia.csv")}, content_type="multipart/form-data")
    page = client.get(f"{preview.location}?rows=all").text
    assert "đã có trong gian hàng" in page
    assert ("giữ nguyên" in page) is stays


def test_unknown_columns_are_asked_about_with_what_stands_in_them(seller):
    here = bring(seller, [["Cà phê A", "90.000", "550"]], header=["Mặt hàng", "Giá bán lẻ nhé", "Nặng"]).location
    asked = seller.get(here)
    assert asked.location.endswith("/columns")
    page = seller.get(asked.location).text
    assert "Cà phê A" in page
    assert re.search(r'id="column-1".*?<option selected value="price">', page, re.DOTALL)
    wrong = seller.post(asked.location, data={"column-0": "price", "column-1": "price", "column-2": "weight"})
    assert wrong.status_code == 422
    assert "Đã chọn mục này cho cột “Mặt hàng”" in wrong.text
    assert re.search(r'id="column-2".*?<option selected value="weight">', wrong.text, re.DOTALL)
    assert seller.post(asked.location, data={"column-0": "", "column-1": ""}).status_code == 422
    right = seller.post(asked.location, data={"column-0": "name", "column-1": "price", "column-2": "weight"})
    assert right.status_code == 303
    assert "Cà phê A" in seller.get(right.location).text


def test_a_list_from_before_columns_were_asked_about_is_shown_as_it_was(seller):
    here = bring(seller, GOOD).location
    with transaction():
        db.session.query(ImportSheet).one().columns = []
    page = seller.get(here)
    assert page.status_code == 200
    assert "/columns" not in page.text
    assert seller.post(f"{here}/columns", data={}).status_code == 422


@pytest.mark.parametrize("root", ["", "/en"])
def test_photos_by_zip_are_matched_and_what_is_no_zip_is_refused_beside_the_field(seller, root):
    here = f"{root}{bring(seller, GOOD).location.removeprefix('/en')}/photos"
    assert seller.get(here).status_code == 200
    for data in (b"PK\x03\x04", b"%PDF-1.7", a_zip([("../T1.jpg", a_picture())]), a_zip([("khac.jpg", a_picture())])):
        answer = send_zip(seller, here, data)
        assert answer.status_code == 422
        assert 'id="archive-error"' in answer.text
    assert seller.post(here).status_code == 422
    assert send_zip(seller, here, a_zip([("T1.jpg", a_picture()), ("<b>.jpg", a_picture())])).status_code == 303
    large = send_whole(seller, here, {"archive": (BytesIO(b"x" * 20 * 1024 * 1024), "anh.zip")})
    assert (large.status_code, 'id="archive-error"' in large.text) == (422, True)
    page = seller.get(here).text
    assert "&lt;b&gt;.jpg" in page
    seller.post(here.replace("/photos", "/taking-in"))
    take_in_lists()
    hang_photos_of_lists()
    assert ("Đã treo 1 ảnh" if not root else "1 photo is on its product") in seller.get(here).text


def send_zip(client, address, data):
    return client.post(address, data={"archive": (BytesIO(data), "anh.zip")}, content_type="multipart/form-data")
