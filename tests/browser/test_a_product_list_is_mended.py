"""A seller brings a list with names of columns of her own and seventeen bad cells, mends them and gets her products."""

from sqlalchemy import func, select

from marketplace.core.db import db
from marketplace.core.sheets import write_xlsx
from marketplace.domain.catalog import actions
from marketplace.domain.catalog.jobs import take_in_lists
from marketplace.domain.catalog.models import Product, Variant
from tests.domain.catalog.test_importing import HEADER, SEVENTEEN
from tests.people import sign_in_in_browser

RIGHT = {
    "name": "Cà phê mít", "category": "Cà phê", "unit": "gói", "price": "90.000", "net": "500 g", "weight": "550",
    "stock": "3", "origin": "Khe Sanh", "is_youth_startup": "không", "variant_name": "Hộp", "sku": "L2",
}  # fmt: skip


def test_an_import_with_seventeen_bad_cells_is_mended_and_finished(app, booth, minh, phone):
    actions.load_categories()
    sign_in_in_browser(phone, minh)
    header = ["Mặt hàng", *HEADER[1:4], "Bán ra", *HEADER[5:]]
    file = {
        "name": "hang.xlsx",
        "mimeType": "application/octet-stream",
        "buffer": write_xlsx("Hàng", header, SEVENTEEN),
    }
    phone.visit("/seller/imports").page.locator("input[type=file]").set_input_files(file)
    phone.press("Xem thử").sees("Cột nào là gì")
    phone.page.get_by_label("Mặt hàng").select_option(label="Tên sản phẩm")
    phone.page.get_by_label("Bán ra").select_option(label="Giá bán")
    phone.press("Xem thử").sees("17 ô cần sửa")
    mend(phone, leave_wrong="price")
    phone.press("Kiểm tra lại").sees("3 ô cần sửa")
    mend(phone)
    phone.press("Kiểm tra lại").sees("Mọi ô đều đúng")
    phone.press("Đưa 13 sản phẩm vào gian hàng").sees("0 trên 14 dòng")
    take_in_lists()
    phone.sees("Đã thêm 13 sản phẩm ở dạng nháp.").look()
    db.session.rollback()
    assert db.session.scalar(select(func.count(Product.id)).where(Product.booth_id == booth.id)) == 13
    assert db.session.scalar(select(func.count(Variant.id)).where(Variant.booth_id == booth.id)) == 14


def mend(visitor, *, leave_wrong=""):
    """Write what is right into every marked cell, except those of one column."""
    for cell in visitor.page.locator("[name^=cell-]").all():
        key = cell.get_attribute("name").split("-", 2)[2]
        text = "chưa biết" if key == leave_wrong else RIGHT[key]
        if cell.evaluate("cell => cell.tagName") == "SELECT":
            cell.select_option(text)
        else:
            cell.fill(text)
