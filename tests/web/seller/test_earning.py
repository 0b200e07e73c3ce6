"""What I get: before listing, from the same rule that later reckons each order."""

import pytest

from marketplace.domain.booths.actions import add_member
from marketplace.domain.ledger.actions import set_withholding
from tests.domain.ledger.stage import a_rate, an_admin
from tests.people import a_booth, a_person, a_product, a_variant, sign_in_as


@pytest.fixture
def product(app, minh):
    return a_product(a_booth(minh))


@pytest.fixture
def desk(client, product, minh):
    sign_in_as(client, minh)
    return client


def test_each_price_of_a_product_is_broken_down_with_the_name_and_the_day_of_each_rate(desk, product):
    rate = a_rate("commission", 500)
    a_rate("payment_fee", 150, method="card", name="Phí thẻ")
    a_variant(product, price=120_000, name="Gói 500 g")
    a_variant(product, price=60_005, name="Gói 250 g")
    page = desk.get(f"/seller/products/{product.slug}").text
    # 120.000 - 5 % = 114.000, by card 1,5 % less; half a đồng of 60.005 × 5 % goes up.
    for shown in ("114.000\u00a0₫", "112.200\u00a0₫", "−6.000\u00a0₫", "−1.800\u00a0₫", "57.005\u00a0₫"):
        assert shown in page, shown
    assert "Hoa hồng chợ 5%" in page
    assert f"từ {rate.starts_on:%d/%m/%Y}" in page
    assert "Quyết định 12/QĐ" in page


def test_without_any_rate_the_page_says_so_and_the_price_stays_whole(desk, product):
    variant = a_variant(product, price=120_000)
    for address in (f"/seller/products/{product.slug}", f"/seller/products/{product.slug}/variants/{variant.id}"):
        page = desk.get(address).text
        assert "Hiện chợ không thu hoa hồng hay phí nào." in page
        assert "<strong>120.000\u00a0₫</strong>" in page
        assert "Chợ không khấu trừ thuế của gian hàng" in page


def test_before_the_first_product_is_saved_an_example_tells_what_would_stay(desk):
    a_rate("commission", 500)
    assert "95.000\u00a0₫" in desk.get("/seller/products/new").text
    typed = desk.post("/seller/products/new", data={"price": "200.000"})
    assert typed.status_code == 422
    assert "190.000\u00a0₫" in typed.text


def test_where_tax_is_kept_back_the_page_says_why(desk, product):
    a_rate("vat", 100, name="Thuế GTGT")
    a_variant(product, price=100_000)
    set_withholding(product.booth, is_on=True, reason="Hộ kinh doanh, theo văn bản 5", by=an_admin())
    page = desk.get(f"/seller/products/{product.slug}").text
    assert "Hộ kinh doanh, theo văn bản 5" in page
    assert "99.000\u00a0₫" in page


def test_a_packer_sees_no_money(client, product, minh):
    a_rate("commission", 500)
    variant = a_variant(product, price=100_000)
    packer = a_person("Tú", email="tu@example.vn")
    add_member(product.booth, by=minh, login="tu@example.vn", role="packer")
    sign_in_as(client, packer)
    page = client.get(f"/seller/products/{product.slug}").text
    assert variant.sku in page
    assert "Bạn nhận được" not in page
    assert "95.000" not in page
