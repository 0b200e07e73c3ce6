"""Questions about booths that go, and about what they take with them."""

from __future__ import annotations

from marketplace.domain.leaving.queries.closing import (
    OpenMatters,
    closing_booths,
    is_gone,
    is_product_gone,
    open_matters_of,
)
from marketplace.domain.leaving.queries.downloads import download_for, downloads_of
from marketplace.domain.leaving.queries.everything import photo_keys_of, scans_of, tables_of

__all__ = [
    "OpenMatters",
    "closing_booths",
    "download_for",
    "downloads_of",
    "is_gone",
    "is_product_gone",
    "open_matters_of",
    "photo_keys_of",
    "scans_of",
    "tables_of",
]
