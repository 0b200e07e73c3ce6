"""The columns of a product list and the names by which sheets call them, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marketplace.core.language import lazy_gettext as _
from marketplace.core.sheets import column_key
from marketplace.core.text import clean

# A shorter name is found in too many others.
SHORTEST_GUESS = 4


@dataclass(frozen=True)
class Column:
    """One column: our key, the name we show, and the names found in the wild (ours in Vietnamese first).

    `of` says whether it describes the product, which rows of one name share, or the variant, which is the row.
    """

    key: str
    label: Any
    aliases: tuple[str, ...]
    of: str = "product"
    required: bool = False


COLUMNS: tuple[Column, ...] = (
    Column(
        "name", _("Tên sản phẩm"),
        ("Tên sản phẩm", "Tên", "Tên hàng", "Sản phẩm", "Product name", "Name", "Product", "Title",
         "product_name_vi", "name_vi"), required=True,
    ),
    Column(
        "variant_name", _("Quy cách"),
        ("Quy cách", "Phân loại", "Tên quy cách", "Biến thể", "Loại", "Variant", "Variant name",
         "Option"), of="variant",
    ),
    Column(
        "category", _("Nhóm hàng"),
        ("Nhóm hàng", "Danh mục", "Ngành hàng", "Nhóm", "Category", "Group", "Product type"), required=True,
    ),
    Column(
        "unit", _("Đơn vị"),
        ("Đơn vị", "Đơn vị tính", "ĐVT", "Đơn vị bán", "Unit"), required=True,
    ),
    Column(
        "price", _("Giá bán"),
        ("Giá bán", "Giá", "Đơn giá", "Giá bán lẻ", "Price", "Unit price", "price_vnd", "Giá (đ)",
         "Giá bán (đồng)"), of="variant", required=True,
    ),
    Column(
        "net", _("Khối lượng tịnh"),
        ("Khối lượng tịnh", "Khối lượng", "Lượng tịnh", "Thể tích", "Trọng lượng tịnh", "Dung tích",
         "Quy cách đóng gói", "Net quantity", "Net weight", "Net", "Volume", "Net content",
         "Net contents"), of="variant",
    ),
    Column(
        "net_unit", _("Đơn vị tịnh"),
        ("Đơn vị tịnh", "Đơn vị khối lượng", "Net unit"), of="variant",
    ),
    Column(
        "weight", _("Cân nặng khi gửi (g)"),
        ("Cân nặng khi gửi (g)", "Cân nặng", "Cân nặng (g)", "Trọng lượng", "Trọng lượng gói hàng",
         "Cân nặng đóng gói", "Weight", "Weight (g)", "Shipping weight", "weight_g"), of="variant",
    ),
    Column(
        "stock", _("Số lượng có sẵn"),
        ("Số lượng có sẵn", "Tồn kho", "Tồn", "Số lượng", "Kho", "SL", "Stock", "Quantity", "In stock",
         "Inventory"), of="variant",
    ),
    Column(
        "sku", _("Mã hàng"),
        ("Mã hàng", "Mã", "Mã SKU", "Mã sản phẩm", "SKU", "Code", "Seller SKU"), of="variant",
    ),
    Column(
        "origin", _("Xã, phường nơi làm ra"),
        ("Xã, phường nơi làm ra", "Xuất xứ", "Nơi sản xuất", "Xã", "Xã phường", "Nguồn gốc", "Địa phương",
         "Origin", "Commune", "Origin commune", "Made in", "commune_or_district",
         "Commune of origin"),
    ),
    Column(
        "origin_note", _("Ghi chú nơi làm ra"),
        ("Ghi chú nơi làm ra", "Vùng", "Vùng trồng", "Thôn", "Làng nghề", "Origin note", "Note on the origin",
         "Village"),
    ),
    Column(
        "summary", _("Tóm tắt"),
        ("Tóm tắt", "Giới thiệu ngắn", "Mô tả ngắn", "Summary", "Short description"),
    ),
    Column(
        "description", _("Mô tả"),
        ("Mô tả", "Giới thiệu", "Mô tả sản phẩm", "Mô tả chi tiết", "Description", "Details"),
    ),
    Column(
        "ingredients", _("Thành phần"),
        ("Thành phần", "Nguyên liệu", "Ingredients", "Composition", "Materials"),
    ),
    Column(
        "storage", _("Bảo quản"),
        ("Bảo quản", "Hướng dẫn bảo quản", "Cách bảo quản", "Storage"),
    ),
    Column(
        "shelf_life", _("Hạn sử dụng"),
        ("Hạn sử dụng", "HSD", "Hạn dùng", "Thời hạn sử dụng", "Shelf life", "Best before"),
    ),
    Column(
        "name_en", _("Tên tiếng Anh"),
        ("Tên tiếng Anh", "English name", "Name in English", "product_name_en", "name (en)"),
    ),
    Column(
        "is_youth_startup", _("Sản phẩm khởi nghiệp"),
        ("Sản phẩm khởi nghiệp", "Khởi nghiệp", "Thanh niên khởi nghiệp", "Youth start-up", "Youth startup",
         "Startup"),
    ),
    Column(
        "is_alcohol", _("Có cồn"),
        ("Có cồn", "Rượu bia", "Đồ uống có cồn", "Alcohol", "Is alcohol", "Contains alcohol"),
    ),
    Column(
        "is_supplement", _("Thực phẩm bảo vệ sức khỏe"),
        ("Thực phẩm bảo vệ sức khỏe", "TPBVSK", "Thực phẩm chức năng", "Supplement", "Food supplement"),
    ),
    Column(
        "photos", _("Tên tệp ảnh"),
        ("Tên tệp ảnh", "Ảnh", "Tên ảnh", "Tệp ảnh", "Hình ảnh", "Hình", "Photos", "Photo", "Photo files", "Images",
         "Image", "Image file"), of="variant",
    ),
    Column(
        "source", _("Nguồn dữ liệu mẫu"),
        ("Nguồn dữ liệu mẫu", "Nguồn mẫu", "Nguồn", "Source", "Sample source"),
    ),
)  # fmt: skip

_BY_KEY = {column.key: column for column in COLUMNS}
_BY_NAME = {column_key(name): column for column in reversed(COLUMNS) for name in (column.key, *column.aliases)}
# Without its marks "Đơn vị tịnh" is "Đơn vị tính": whoever writes the marks means them.
_BY_SPELLING = {clean(name).casefold(): column for column in reversed(COLUMNS) for name in column.aliases}


def column_named(header: str) -> Column | None:
    """The column that a header means, however it is spelled; remarks in brackets and stars do not count."""
    spelt = _BY_SPELLING.get(clean(header).casefold())
    return spelt or _BY_NAME.get(column_key(header)) or _BY_NAME.get(column_key(header.partition("(")[0]))


def column_guessed(header: str) -> Column | None:
    """The column that a header likely means: one of whose names it holds, the longest. To be asked about, not used."""
    named = column_named(header)
    key = column_key(header)
    held = [name for name in _BY_NAME if len(name) >= SHORTEST_GUESS and name in key]
    return named or (_BY_NAME[max(held, key=len)] if held else None)


def column_of(key: str) -> Column:
    """The column of this key of ours."""
    return _BY_KEY[key]


def known_names() -> frozenset[str]:
    """Every name we know, as `column_key` gives it."""
    return frozenset(_BY_NAME)
