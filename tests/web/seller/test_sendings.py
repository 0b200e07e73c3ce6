import re
from io import BytesIO

import pytest
from PIL import Image

from marketplace.core.db import db
from marketplace.domain.catalog import actions, queries
from marketplace.domain.catalog.models import Product
from tests.people import a_booth, sign_in_as

PATH = "/seller/sendings/new"


def a_photo() -> tuple[BytesIO, str]:
    file = BytesIO()
    Image.new("RGB", (600, 400), "#c96").save(file, "JPEG")
    return BytesIO(file.getvalue()), "khoai.jpg"


@pytest.fixture
def seller(client, booth, minh):
    actions.load_categories()
    sign_in_as(client, minh)
    return client


def key_of(page: str) -> str:
    return re.search(r'name="key"[^>]*value="([^"]+)"', page)[1]


@pytest.fixture
def typed(seller, booth):
    return {
        "key": key_of(seller.get(PATH).text), "booth": booth.slug, "name": "Khoai deo Hải Ninh", "price": "60.000",
        "unit": "gói", "stock": "20", "category_id": str(queries.category_by_slug("mat-ong-mut-do-ngot").id),
        "net_quantity": "500 g", "ingredients": "Khoai lang",
    }  # fmt: skip


def test_three_steps_make_a_draft_and_say_what_review_will_ask_for(seller, typed, booth):
    answer = seller.post(PATH, data={**typed, "photo": a_photo()})
    assert answer.status_code == 303
    product = db.session.query(Product).one()
    (variant,) = queries.variants_of(product)
    assert (variant.price, variant.weight_g, variant.net_quantity) == (60_000, 550, 500)
    assert product.origin_commune_code == booth.commune_code
    page = seller.get(answer.location).text
    assert "Đã lưu bản nháp “Khoai deo Hải Ninh”" in page
    assert "mô tả: làm thế nào, dùng ra sao; cách bảo quản; hạn sử dụng" in page


def test_the_same_sending_again_leads_to_the_same_product_and_says_so(seller, typed):
    first = seller.post(PATH, data={**typed, "photo": a_photo()})
    second = seller.post(PATH, data={**typed, "price": "70.000"})
    assert (second.status_code, second.location) == (303, first.location)
    assert "Lần gửi trước đã đến nơi." in seller.get(second.location).text
    assert db.session.query(Product).count() == 1


def test_each_page_names_another_sending(seller):
    assert key_of(seller.get(PATH).text) != key_of(seller.get(PATH).text)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Vui lòng điền mục này."),
        ({"price": "sáu chục"}, "Vui lòng nhập số tiền"),
        ({"category_id": ""}, "Vui lòng chọn nhóm hàng"),
        ({"net_quantity": ""}, "Cân nặng khi gửi"),
        ({"key": "ngắn"}, "Trang này đã cũ."),
        ({"booth": "gian-hang-khac"}, "mở cho một gian hàng khác"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_typed_is_lost(seller, typed, change, sentence):
    answer = seller.post(PATH, data={**typed, **change})
    assert answer.status_code in (403, 409, 422)
    assert sentence in answer.text
    assert "Khoai lang" in answer.text
    assert db.session.query(Product).count() == 0


def test_a_file_that_is_no_picture_is_refused_and_makes_nothing(seller, typed):
    bomb = BytesIO(b"\x89PNG\r\n\x1a\n" + b"\x00" * 64), "bom.png"
    answer = seller.post(PATH, data={**typed, "photo": bomb})
    assert answer.status_code == 422
    assert db.session.query(Product).count() == 0


def test_script_in_every_text_is_shown_as_text(seller, typed):
    evil = "<script>alert(1)</script>"
    answer = seller.post(PATH, data={**typed, "name": evil, "unit": "<b>gói</b>", "ingredients": evil})
    assert answer.status_code == 303
    assert evil not in seller.get(answer.location).text


def test_a_sending_written_for_one_booth_does_not_arrive_in_another(seller, typed, minh):
    other = a_booth(owner=minh, name="Gian hàng thứ hai")
    seller.post("/seller/booth", data={"booth": other.slug})
    assert "mở cho một gian hàng khác" in seller.post(PATH, data=typed).text
    assert db.session.query(Product).count() == 0
