"""The empty list that sellers fill in, with a few rows that show how."""

from __future__ import annotations

from marketplace.domain.catalog.importing.columns import COLUMNS

_EXAMPLES: tuple[dict[str, str | int], ...] = (
    {
        "name": "Hạt tiêu Cùa (ví dụ, xin xóa dòng này)", "variant_name": "Gói 250 g", "category": "Tiêu, gia vị",
        "unit": "gói", "price": 75000, "net": "250 g", "weight": 290, "stock": 40, "sku": "TIEU-250",
        "origin": "Cam Chính, Cam Lộ", "origin_note": "Vùng Cùa", "shelf_life": "24 tháng",
    },
    {
        "name": "Hạt tiêu Cùa (ví dụ, xin xóa dòng này)", "variant_name": "Gói 500 g", "price": 140000,
        "net": "500 g", "weight": 560, "stock": 25, "sku": "TIEU-500",
    },
)  # fmt: skip


def template_rows() -> tuple[list[str], list[list[str | int]]]:
    """The header, in the language of the page, and example rows."""
    columns = [column for column in COLUMNS if column.key != "source"]
    return [str(column.label) for column in columns], [
        [example.get(column.key, "") for column in columns] for example in _EXAMPLES
    ]
