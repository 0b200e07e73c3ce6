import re
from io import BytesIO

import pytest
from PIL import Image

from marketplace.core.db import db
from marketplace.domain.catalog import actions, queries
from marketplace.domain.catalog.models import Product
from marketplace.domain.stock.queries import left_of
from tests.people import KHE_SANH, a_product, a_variant, on_sale, sign_in_as


@pytest.fixture
def seller(client, booth, minh):
    actions.load_categories()
    sign_in_as(client, minh)
    return client


@pytest.fixture
def typed(seller):
    shelf = queries.category_by_slug("ca-phe")
    return {
        "name": "Cà phê rang mộc", "category_id": str(shelf.id), "unit": "gói", "price": "125.000", "stock": "12",
        "net_quantity": "250 g", "weight_g": "280", "commune": "Hướng Tân, Hướng Hóa", "province": "44",
        "shelf_life": "12 tháng", "is_youth_startup": "y",
    }  # fmt: skip


def test_a_booth_makes_its_first_product_and_submits_it(seller, typed):
    answer = seller.post("/seller/products/new", data=typed)
    assert answer.status_code == 303
    product = db.session.query(Product).one()
    assert (product.origin_commune_code, product.is_youth_startup) == (KHE_SANH, True)
    (variant,) = queries.variants_of(product)
    assert (variant.price, variant.net_quantity, variant.weight_g) == (125_000, 250, 280)
    assert left_of([variant.id]) == {variant.id: 12}
    assert seller.post(f"{answer.location}/submission").status_code == 303
    assert "Chờ duyệt" in seller.get(answer.location).text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Vui lòng điền mục này."),
        ({"category_id": ""}, "Vui lòng chọn nhóm hàng"),
        ({"category_id": "99999"}, "Vui lòng chọn một mục trong danh sách."),
        ({"price": "12.5"}, "Tiền đồng không có phần lẻ"),
        ({"price": "-5000"}, "Vui lòng nhập số tiền"),
        ({"price": "999"}, "Vui lòng nhập số tiền"),
        ({"price": "１２３４５"}, "Vui lòng nhập số tiền"),
        ({"stock": "1e3"}, "Vui lòng nhập số nguyên"),
        ({"weight_g": "200001"}, "Vui lòng nhập số nguyên"),
        ({"net_quantity": "vừa đủ"}, "Lượng tịnh ghi như"),
        ({"commune": "Atlantis"}, "Không tìm thấy nơi này."),
        ({"summary": "x" * 301}, "Mục này dài quá: tối đa 300 chữ."),
    ],
)
def test_a_wrong_field_is_named_beside_it_and_nothing_typed_is_lost(seller, typed, change, sentence):
    answer = seller.post("/seller/products/new", data={**typed, "description": "Rang trong ngày", **change})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Rang trong ngày" in answer.text
    (value,) = change.values()
    assert value in answer.text or "category_id" in change  # a choice that was never offered
    assert db.session.query(Product).count() == 0


def test_wrong_input_is_answered_in_english_on_english_pages(seller, typed):
    answer = seller.post("/en/seller/products/new", data={**typed, "name": ""})
    assert answer.status_code == 422
    assert 'lang="en"' in answer.text


def test_a_place_of_several_is_chosen_without_scripts(seller, typed):
    answer = seller.post("/seller/products/new", data={**typed, "commune": "Hướng Hóa"})
    assert answer.status_code == 422
    assert f'type="radio" name="commune_code" value="{KHE_SANH}"' in answer.text
    chosen = {**typed, "commune": "Hướng Hóa", "commune_code": ["", KHE_SANH]}
    assert seller.post("/seller/products/new", data=chosen).status_code == 303
    assert db.session.query(Product).one().origin_commune_code == KHE_SANH


def test_columns_sent_along_are_not_taken(seller, typed, rival_booth):
    planted = {"state": "on_sale", "booth_id": str(rival_booth.id), "is_sample": "1", "published_at": "2020-01-01"}
    assert seller.post("/seller/products/new", data={**typed, **planted}).status_code == 303
    product = db.session.query(Product).one()
    assert (product.state, product.is_sample, product.published_at) == ("draft", False, None)
    assert product.booth_id != rival_booth.id


def test_a_second_product_of_the_same_name_is_refused_beside_the_name(seller, typed):
    seller.post("/seller/products/new", data=typed)
    answer = seller.post("/seller/products/new", data=typed)
    assert answer.status_code == 422
    assert "đã có sản phẩm tên này" in answer.text


def test_new_claims_of_a_product_on_sale_wait_for_review(seller, booth, typed):
    product = on_sale(booth, name="Cà phê rang mộc").product
    here = f"/seller/products/{product.slug}"
    assert seller.post(f"{here}/edit", data={**typed, "summary": "Thơm"}).status_code == 303
    page = seller.get(here)
    assert "Có thay đổi đang chờ duyệt" in page.text
    assert 'value="Thơm"' in seller.get(f"{here}/edit").text
    db.session.refresh(product)
    assert product.summary == ""


def test_the_story_of_a_product_tells_what_became_of_each_change(seller, booth, typed, ngoc):
    product = on_sale(booth, name="Cà phê rang mộc").product
    here = f"/seller/products/{product.slug}"
    for summary, decide in (("Thơm", actions.refuse_change), ("Thơm nhẹ", actions.accept_change)):
        seller.post(f"{here}/edit", data={**typed, "summary": summary})
        change = queries.course_of(product).change
        decide(change, by=ngoc, **({"reason": "Nói quá"} if decide is actions.refuse_change else {}))
    story = re.findall(r'timeline-text">([^<]+)</p>\s*(?:<p class="timeline-note">([^<]+))?', seller.get(here).text)
    told = [text for text, _note in story if "Thay đổi" in text or "Gửi thay đổi" in text]
    assert told == [
        "Thay đổi nội dung được duyệt", "Gửi thay đổi nội dung", "Thay đổi nội dung không được duyệt",
        "Gửi thay đổi nội dung",
    ]  # fmt: skip
    notes = dict(story)
    assert notes["Thay đổi nội dung không được duyệt"] == "Nói quá"
    assert "Tóm tắt" in notes["Thay đổi nội dung được duyệt"]


def test_price_and_stock_change_at_once(seller, booth):
    variant = on_sale(booth, price=100_000, stock=3)
    here = f"/seller/products/{variant.product.slug}/variants/{variant.id}"
    assert seller.get(here).status_code == 200
    assert seller.post(here, data={"price": "110.000", "weight_g": "550"}).status_code == 303
    assert variant.price == 110_000
    assert seller.post(f"{here}/stock", data={"way": "receive", "quantity": "7", "reason": "mẻ mới"}).status_code == 303
    assert left_of([variant.id])[variant.id] == 10
    unexplained = seller.post(f"{here}/stock", data={"way": "count", "quantity": "8"})
    assert (unexplained.status_code, "Vui lòng ghi vì sao số khác đi." in unexplained.text) == (422, True)
    neither = seller.post(f"{here}/stock", data={"way": "count", "quantity": "tám"})
    assert re.findall(r'id="(\w+)-error"', neither.text) == ["quantity", "reason"]
    assert left_of([variant.id])[variant.id] == 10
    explained = {"way": "count", "quantity": "8", "reason": "hỏng 2 hũ"}
    assert seller.post(f"{here}/stock", data=explained).status_code == 303
    assert left_of([variant.id])[variant.id] == 8
    page = seller.get(here)
    assert "mẻ mới" in page.text
    assert "+7" in page.text
    for wrong in ("-1", "1.5", "", "1e3", "٣"):
        assert seller.post(f"{here}/stock", data={"way": "receive", "quantity": wrong}).status_code == 422
    assert seller.post(f"{here}/stock", data={"way": "receive", "quantity": "0"}).status_code == 422


def test_a_variant_is_added_stopped_and_sold_again(seller, booth):
    product = on_sale(booth).product
    here = f"/seller/products/{product.slug}"
    wrong = seller.post(f"{here}/variants/new", data={"variant_name": "Hũ to", "price": "abc"})
    assert wrong.status_code == 422
    right = {"variant_name": "Hũ to", "price": "200.000", "weight_g": "1200", "stock": "4", "sku": "TO-1"}
    assert seller.post(f"{here}/variants/new", data=right).status_code == 303
    assert seller.post(f"{here}/variants/new", data=right).status_code == 422
    new = queries.variants_of(product)[-1]
    assert seller.post(f"{here}/variants/{new.id}/stopping").status_code == 303
    assert "ngừng bán" in seller.get(here).text
    assert seller.post(f"{here}/variants/{new.id}/resuming").status_code == 303
    assert new.is_active


def test_photos_are_added_and_taken_away(seller, booth):
    product = a_product(booth, state="draft")
    a_variant(product)
    here = f"/seller/products/{product.slug}"
    file = BytesIO()
    Image.new("RGB", (50, 50), "#a43").save(file, "PNG")
    wrong = seller.post(f"{here}/photos", data={"alt": "Hũ"}, content_type="multipart/form-data")
    assert wrong.status_code == 422
    assert "Vui lòng chọn một ảnh" in wrong.text
    data = {"photo": (BytesIO(b"GIF89a"), "a.gif"), "alt": "Hũ mật"}
    wrong = seller.post(f"{here}/photos", data=data, content_type="multipart/form-data")
    assert wrong.status_code == 422
    assert 'value="Hũ mật"' in wrong.text
    data = {"photo": (BytesIO(file.getvalue()), "a.png"), "alt": "Hũ mật"}
    assert seller.post(f"{here}/photos", data=data, content_type="multipart/form-data").status_code == 303
    (photo,) = queries.photos_of(product)
    assert seller.post(f"{here}/photos/{photo.id}/removal").status_code == 303
    assert queries.photos_of(product) == []


def test_moves_that_no_longer_fit_say_so(seller, booth):
    product = on_sale(booth).product
    here = f"/seller/products/{product.slug}"
    answer = seller.post(f"{here}/showing")
    assert answer.status_code == 303
    seller.post(f"{here}/withdrawal")
    answer = seller.post(f"{here}/hiding")
    assert answer.status_code == 409
    assert "không còn ở bước này" in answer.text
    assert seller.post(f"{here}/flying").status_code == 404


def test_an_application_is_kept_as_a_draft_then_submitted(client, lan):
    sign_in_as(client, lan)
    facts = {"name": "Gốm Đakrông", "subject_kind": "individual", "province": "44", "commune": "Khe Sanh"}
    wrong = client.post("/seller/application", data={**facts, "way": "submit"})
    assert wrong.status_code == 422
    assert "trước khi gửi" in wrong.text
    assert 'value="Gốm Đakrông"' in wrong.text
    assert client.post("/seller/application", data={**facts, "way": "keep"}).status_code == 303
    page = client.get("/seller/application")
    assert 'value="Gốm Đakrông"' in page.text
    assert "Xã Khe Sanh" in page.text
    whole = {**facts, "legal_name": "Nguyễn Thị Lan", "representative": "Nguyễn Thị Lan", "tax_code": "045099001234",
             "legal_address": "Thôn 1", "phone": "0912345678", "email": "lan@example.vn"}  # fmt: skip
    wrong = client.post("/seller/application", data={**whole, "tax_code": "12", "way": "submit"})
    assert "Mã số thuế gồm" in wrong.text
    assert client.post("/seller/application", data={**whole, "way": "submit"}).status_code == 303
    page = client.get("/seller/application")
    assert "Hồ sơ đã gửi" in page.text
    assert '<form class="stack-large"' not in page.text


def test_one_thing_is_told_in_the_singular_in_english(seller):
    form = seller.get("/en/seller/products/new").text
    assert re.search(r"<label[^>]*>\s*Category\b", form)
    assert "Categories" not in form


def test_what_can_be_done_with_a_product_is_said_as_a_deed_in_english(seller, booth):
    page = seller.get(f"/en/seller/products/{on_sale(booth).product.slug}").text
    assert re.search(r"<span>Take off the shelf</span>", page)
    assert "What is told of it" in page
