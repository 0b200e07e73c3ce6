import pytest

from marketplace.domain.catalog import queries
from tests.people import on_sale, sign_in_as

PATH = "/seller/bulk-changes/new"


@pytest.fixture
def seller(client, booth, minh):
    sign_in_as(client, minh)
    return client


@pytest.fixture
def pepper(booth):
    return on_sale(booth, name="Hạt tiêu Cùa", price=120_000).product


def test_chosen_products_are_repriced_and_each_is_answered_for(seller, booth, pepper):
    cheap = on_sale(booth, name="Kẹo lạc", price=1_000).product
    assert "Hạt tiêu Cùa" in seller.get(f"{PATH}?product={pepper.slug}&product={cheap.slug}").text
    answer = seller.post(
        PATH, data={"product": [pepper.slug, cheap.slug], "way": "price", "percent": "-50", "category_id": ""}
    )
    assert answer.status_code == 200
    assert "Đã làm xong với 1 sản phẩm. 1 sản phẩm giữ nguyên" in answer.text
    assert [each.price for each in queries.variants_of(pepper)] == [60_000]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Vui lòng điền mục này."),
        ({"way": "price"}, "tăng hay giảm bao nhiêu phần trăm"),
        ({"way": "price", "percent": "-51"}, "Vui lòng nhập số nguyên từ -50 đến 900."),
        ({"way": "price", "percent": "1e3"}, "Vui lòng nhập số nguyên"),
        ({"way": "category"}, "Vui lòng chọn nhóm hàng"),
        ({"way": "delete"}, "Vui lòng chọn một mục trong danh sách."),
    ],
)
def test_a_change_that_is_not_told_in_full_does_nothing(seller, pepper, typed, sentence):
    answer = seller.post(PATH, data={"product": pepper.slug, **typed})
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert [each.price for each in queries.variants_of(pepper)] == [120_000]


def test_another_booths_product_among_the_chosen_is_not_there(seller, pepper, rival_booth):
    foreign = on_sale(rival_booth, name="Tiêu nhà khác").product
    answer = seller.post(PATH, data={"product": [pepper.slug, foreign.slug], "way": "hide"})
    assert answer.status_code == 404
    assert queries.product_for(rival_booth, foreign.slug).state == "on_sale"


def test_choosing_nothing_leads_back_to_the_list(seller):
    assert "Chưa chọn sản phẩm nào" in seller.get(PATH).text
    assert seller.post(PATH, data={"way": "hide"}).status_code == 422


def test_a_product_is_copied_into_a_draft(seller, booth, pepper):
    answer = seller.post(f"/seller/products/{pepper.slug}/copy")
    assert answer.status_code == 303
    assert "Hạt tiêu Cùa (2)" in seller.get(answer.location).text


def test_the_list_is_narrowed_by_shelf(seller, booth, pepper):
    assert "Hạt tiêu Cùa" in seller.get(f"/seller/products?category={pepper.category.slug}&photo=none").text
