"""A code is read aloud and typed: on a phone it stands on one line, however long the name beside it is."""

from tests.people import a_product, a_variant, sign_in_in_browser

LINES = "(all) => all.map((each) => Math.round(each.offsetHeight / parseFloat(getComputedStyle(each).lineHeight)))"


def test_a_code_beside_a_long_name_is_not_broken(app, booth, minh, phone):
    product = a_product(booth, name="Cà phê rang mộc Nhà Mới Khe Sanh loại một")
    a_variant(product, sku="KHESANH-500-RANG", stock=3)
    sign_in_in_browser(phone, minh)
    phone.visit("/seller/movements")
    assert phone.page.locator("th .code").evaluate_all(LINES) == [1]
