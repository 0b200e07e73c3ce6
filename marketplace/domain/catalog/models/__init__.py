"""The tables of the catalogue, one file per family."""

from __future__ import annotations

from marketplace.domain.catalog.models.goods import (
    Category,
    Photo,
    Product,
    ProductChange,
    ProductSchedule,
    ProductStep,
    Variant,
)
from marketplace.domain.catalog.models.lists import ImportArchive, ImportColumn, ImportSheet

__all__ = [
    "Category",
    "ImportArchive",
    "ImportColumn",
    "ImportSheet",
    "Photo",
    "Product",
    "ProductChange",
    "ProductSchedule",
    "ProductStep",
    "Variant",
]
