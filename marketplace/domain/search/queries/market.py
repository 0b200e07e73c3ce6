"""The whole market at a glance: what there is of it, where it comes from, how it is shelved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from marketplace.domain.search.queries.facets import Choice, counts_of
from marketplace.domain.search.queries.keeping_up import keeper
from marketplace.domain.search.queries.situation import Named
from marketplace.domain.search.rules import Filters


@dataclass(frozen=True, slots=True)
class Market:
    """How many products are on sale and how many of them may show a star; communes and old districts; top shelves."""

    products: int
    starred: int
    communes: int
    districts: list[Choice]
    shelves: list[Named]


def market_at(at: datetime) -> Market:
    """The market as it stands at that moment, without a statement of its own."""
    kept = keeper()
    products = kept.snapshot(at)
    with kept.reading:
        counts = counts_of(Filters(), products.index.alive, products)
    tops = [each for each in products.situation.categories.values() if not each.parent]
    return Market(
        products=counts.total,
        starred=sum(choice.count for choice in counts.groups["star"]),
        communes=len(counts.groups["commune"]),
        districts=counts.groups["district"],
        shelves=sorted(tops, key=lambda each: each.position),
    )


def products_by_commune(at: datetime) -> dict[str, int]:
    """How many products on sale come from each commune, without a statement of its own."""
    kept = keeper()
    products = kept.snapshot(at)
    with kept.reading:
        counts = counts_of(Filters(), products.index.alive, products)
    return {choice.value: choice.count for choice in counts.groups["commune"]}
