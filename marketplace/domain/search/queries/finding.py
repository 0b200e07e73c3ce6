"""Search and lists: what fits, how many, what to choose next, and what was likely meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from marketplace.core import clock
from marketplace.domain.search.queries.cards import Card
from marketplace.domain.search.queries.facets import GROUPS, Facets, counts_of, narrowed
from marketplace.domain.search.queries.keeping_up import Snapshot, keeper
from marketplace.domain.search.queries.listing import cards
from marketplace.domain.search.queries.matching import fitting, is_told_of
from marketplace.domain.search.queries.ordering import page_of
from marketplace.domain.search.queries.spelling import spelt
from marketplace.domain.search.rules import Filters, Reading, plain_reading, second_reading, spoken

PAGE = 24
MOST_PAGES = 50
NOTHING = Facets(0, {group: [] for group in GROUPS})


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found.

    Where the words as typed had no hit it `is_near` to them only, and `corrected` says it in words of the nearest
    product, if that has them all.
    """

    hits: list[Card]
    total: int
    facets: Facets
    page: int
    size: int
    is_near: bool = False
    corrected: str | None = None

    @property
    def pages(self) -> int:
        """How many pages can be turned to."""
        return min(MOST_PAGES, -(-self.total // self.size))


def listed(*, filters: Filters, sort: str = "", page: int = 1, size: int = PAGE, at: datetime | None = None) -> Results:
    """A page of all products that fit the choices."""
    at = at or clock.now()
    kept = keeper()
    products = kept.snapshot(at)
    with kept.reading:
        everything = products.index.alive
        chosen = narrowed(filters, everything, products)
        product_ids = page_of(chosen, None, sort, products, skip=(page - 1) * size, size=size)
        facets = counts_of(filters, everything, products)
    return Results(cards(product_ids, at), facets.total, facets, page, size)


def search(
    text: str, *, filters: Filters, sort: str = "", page: int = 1, size: int = PAGE, at: datetime | None = None
) -> Results:
    """A page of what fits the words: as typed, or else as they were likely meant."""
    at = at or clock.now()
    kept = keeper()
    products = kept.snapshot(at)
    with kept.reading:
        reading, bits = _meant(text, products)
        if not bits:
            return Results([], 0, NOTHING, page, size)
        chosen = narrowed(filters, bits, products)
        product_ids = page_of(chosen, reading, sort, products, skip=(page - 1) * size, size=size)
        facets = counts_of(filters, bits, products)
        nearest = page_of(bits, reading, "", products, skip=0, size=1) if reading.is_loose else []
    found = {card.product_id: card for card in cards([*dict.fromkeys([*product_ids, *nearest])], at)}
    return Results(
        [found[each] for each in product_ids if each in found], facets.total, facets, page, size, reading.is_loose,
        next((spelt(reading, found[each]) for each in nearest if each in found), None),
    )  # fmt: skip


def ranking(text: str, *, most: int = 10, at: datetime | None = None) -> list[int]:
    """The numbers of the products that fit the words, the nearest first, without their cards."""
    kept = keeper()
    products = kept.snapshot(at or clock.now())
    with kept.reading:
        reading, bits = _meant(text, products)
        return page_of(bits, reading, "", products, skip=0, size=most) if bits else []


def beginning(text: str, words: Sequence[str], *, most: int) -> list[int]:
    """The numbers of the products that have these words, the last of which may be unfinished; the nearest first."""
    kept = keeper()
    products = kept.snapshot(clock.now())
    *whole, last = words
    reading = Reading((*((word,) for word in whole), (f"{last}*",)), spoken(text))
    with kept.reading:
        bits = fitting(reading, products.index)
        return page_of(bits, reading, "", products, skip=0, size=most)


def _meant(text: str, products: Snapshot) -> tuple[Reading, int]:
    """How the words are read, and all products that fit them."""
    index, synonyms = products.index, products.situation.synonyms
    plain = plain_reading(text, synonyms)
    if not plain.groups:
        return plain, 0
    bits = fitting(plain, index)
    if bits and is_told_of(plain, index, bits):
        return plain, bits
    second = second_reading(text, index, synonyms)
    other = fitting(second, index) if second else 0
    # Words that only lie scattered over a product, its shelf and its commune may have been typed for others.
    return (plain, bits) if second is None or (bits and not is_told_of(second, index, other)) else (second, other)
