"""The order of a list and one page of it. What a page costs does not grow with how far down it lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import islice

from marketplace.core.postings import places_in
from marketplace.domain.search.queries.keeping_up import Snapshot
from marketplace.domain.search.queries.matching import nearest_first
from marketplace.domain.search.rules import Reading


def page_of(bits: int, reading: Reading | None, sort: str, products: Snapshot, *, skip: int, size: int) -> list[int]:
    """The products of one page, in the order of the list."""
    if sort in ("cheap", "dear"):
        places: Iterable[int] = islice(_by_price(bits, sort == "dear", products), skip, skip + size)
    elif sort == "name":
        places = islice(products.index.sorted_by("name", bits, skip + size), skip, None)
    else:
        is_ranked = reading is not None and sort != "newest"
        parts = _ranked(reading, bits, products) if reading is not None and is_ranked else iter([bits])
        places = _from_parts(parts, products, skip, size)
    return [products.index.products[place] for place in places]


def _ranked(reading: Reading, bits: int, products: Snapshot) -> Iterator[int]:
    """The nearest first; among equals, what can be had."""
    for part in nearest_first(reading, bits, products.index):
        yield part & ~products.situation.sold_out
        yield part & products.situation.sold_out


def _from_parts(parts: Iterable[int], products: Snapshot, skip: int, size: int) -> Iterator[int]:
    """Some places of a list made of parts, each with the newest first; whole parts are passed over uncounted."""
    for part in parts:
        count = part.bit_count()
        if skip >= count:
            skip -= count
            continue
        taken = list(islice(products.index.newest(part), skip, skip + size))
        yield from taken
        skip, size = 0, size - len(taken)
        if not size:
            return


def _by_price(bits: int, falls: bool, products: Snapshot) -> Iterator[int]:
    """By what things cost now: the order of the index, and what offers moved woven into it."""
    index, situation = products.index, products.situation
    order = "dear" if falls else "cheap"
    sign = -1 if falls else 1

    def key(place: int) -> tuple[int, int]:
        return sign * situation.lowered.get(place, index.price_at(place)), -index.products[place]

    moved = sorted(places_in(bits & situation.moved), key=key)
    return merge(index.sorted_by(order, bits & ~situation.moved), moved, key=key)
