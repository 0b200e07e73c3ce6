"""What a list of products may be narrowed by and sorted by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

# Đồng, from (inclusive) and to (exclusive).
BANDS: dict[str, tuple[int, int | None]] = {
    "0-50": (0, 50_000),
    "50-100": (50_000, 100_000),
    "100-200": (100_000, 200_000),
    "200-500": (200_000, 500_000),
    "500": (500_000, None),
}
SORTS = ("best", "newest", "cheap", "dear", "name")


def band_with(price: int) -> str:
    """The price band that a price lies in."""
    return next(band for band, (_, high) in BANDS.items() if high is None or price < high)


@dataclass(frozen=True)
class Filters:
    """What was chosen; groups narrow each other, choices inside a group widen it.

    `district` holds slugs of the districts there were until July 2025, which people still go by.
    """

    category: tuple[str, ...] = ()
    booth: tuple[str, ...] = ()
    commune: tuple[str, ...] = ()
    district: tuple[str, ...] = ()
    star: tuple[int, ...] = ()
    price: tuple[str, ...] = ()
    in_stock: bool = False
    youth: bool = False

    @property
    def count(self) -> int:
        """How many choices were made."""
        chosen = (self.category, self.booth, self.commune, self.district, self.star, self.price)
        return sum(map(len, chosen)) + self.in_stock + self.youth

    def without(self, group: str) -> Filters:
        """The same, with nothing chosen in one group."""
        nothing: Any = getattr(Filters(), group)
        return replace(self, **{group: nothing})
