"""What went in and out, read and taken away at the desk; and what Today says of low goods."""

import pytest

from marketplace.domain.stock.actions import receive
from marketplace.domain.stock.queries import threshold_of
from tests.buying import buy, order_in
from tests.people import a_product, a_variant, on_sale, sign_in_as


@pytest.fixture
def pepper(booth):
    return on_sale(booth, stock=10, name="Hạt tiêu Cùa")


@pytest.fixture
def desk(client, minh):
    sign_in_as(client, minh)
    return client


@pytest.mark.parametrize("root", ["", "/en"])
def test_a_sale_leads_to_its_order(desk, pepper, root):
    order = order_in(buy({pepper: 3}))
    page = desk.get(f"{root}/seller/movements").text
    assert f"{root}/seller/orders/{order.code}" in page
    assert "−3" in page


def test_filters_narrow_and_stay_in_the_links(desk, booth, pepper):
    for _each in range(60):
        receive(pepper.id, 1, by_id=None, reason="Mẻ mới")
    on_sale(booth, name="Mật ong rừng")
    page = desk.get("/seller/movements?q=ti%C3%AAu&kind=receive").text
    assert "Mật ong rừng" not in page
    assert "kind=receive&amp;page=2" in page
    second = desk.get("/seller/movements?q=ti%C3%AAu&kind=receive&page=2").text
    assert second.count("+1</td>") == 10
    assert "movements.csv?q=ti%C3%AAu&amp;kind=receive" in second


@pytest.mark.parametrize("asked", ["first=31/02/2026", "kind=theft", "first=2026-11-20&last=2026-11-01"])
@pytest.mark.parametrize("path", ["/seller/movements", "/seller/movements.csv"])
def test_what_cannot_be_meant_is_said_beside_its_field(desk, pepper, asked, path):
    answer = desk.get(f"{path}?{asked}")
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


def test_the_file_holds_the_same_and_no_formula(desk, pepper):
    receive(pepper.id, 7, by_id=None, reason="=cmd|' /C calc'!A0")
    buy({pepper: 2})
    file = desk.get("/seller/movements.csv?kind=receive")
    assert file.mimetype == "text/csv"
    rows = file.data.decode("utf-8-sig").splitlines()
    assert len(rows) == 3
    assert ",7," in rows[1]
    assert ',"=cmd' not in rows[1]
    assert desk.get("/seller/movements.xlsx").data[:2] == b"PK"


def test_the_threshold_is_set_where_the_stock_is(desk, pepper):
    here = f"/seller/products/{pepper.product.slug}/variants/{pepper.id}"
    assert desk.post(f"{here}/watch", data={"threshold": "12"}).location == here
    assert threshold_of(pepper) == 12
    wrong = desk.post(f"{here}/watch", data={"threshold": "ít"})
    assert wrong.status_code == 422
    assert 'value="ít"' in wrong.text
    assert threshold_of(pepper) == 12


def test_today_names_the_emptiest_goods_of_a_booth_of_any_size(desk, booth, queries):
    for n in range(20):
        a_variant(a_product(booth, name=f"Món {n:02}"), stock=20)
    queries.clear()
    desk.get("/seller/")
    small = len(queries)
    a_variant(a_product(booth, name="Zứa muối"), stock=0)
    a_product(booth, name="Nháp", state="draft", reason="Thiếu hạn sử dụng.")
    for n in range(20):
        a_variant(a_product(booth, name=f"Món nữa {n:02}"), stock=3)
    queries.clear()
    page = desk.get("/seller/").text
    assert len(queries) == small
    assert "Zứa muối" in page
    assert "Thiếu hạn sử dụng." in page
    assert page.count("Sắp hết hàng") == 7
