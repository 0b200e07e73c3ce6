"""The booth's products as a list in the columns that a list is brought in: what goes out comes in again unchanged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marketplace.core.language import gettext as _
from marketplace.domain.catalog.importing.columns import COLUMNS
from marketplace.domain.catalog.models import Product, Variant

Value = str | int


def list_rows(products: Sequence[Product], left: Mapping[int, int]) -> tuple[list[str], list[list[Value]]]:
    """The header, in the language of the page, and one row for each form that is sold.

    `left` says how many there are of each; product cells stand in every row, so that rows may be sorted freely.
    """
    columns = [column for column in COLUMNS if column.key not in ("source", "net_unit", "photos")]
    rows = [
        [cells[column.key] for column in columns]
        for product in products
        for variant in product.variants
        if variant.is_active and (cells := _cells(product, variant, left.get(variant.id, 0)))
    ]
    return [str(column.label) for column in columns], rows


def _cells(product: Product, variant: Variant, left: int) -> dict[str, Value]:
    told: dict[str, Value] = {
        name: getattr(product, name)
        for name in ("name", "unit", "summary", "description", "ingredients", "storage", "shelf_life", "name_en",
                     "origin_note")
    }  # fmt: skip
    flags = {
        name: _("có") if getattr(product, name) else "" for name in ("is_youth_startup", "is_alcohol", "is_supplement")
    }
    origin = product.origin
    place = f"{origin.full_name}, {origin.province.name}" if origin else ""
    return {
        **told, **flags, "category": product.category.name, "origin": place, "variant_name": variant.name,
        "price": variant.price, "net": _net(variant), "weight": variant.weight_g, "stock": left, "sku": variant.sku,
    }  # fmt: skip


def _net(variant: Variant) -> str:
    if not variant.net_quantity:
        return ""
    return str(variant.net_quantity) if variant.net_unit == "piece" else f"{variant.net_quantity} {variant.net_unit}"
