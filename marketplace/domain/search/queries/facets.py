"""What was chosen narrows a set; how many products each further choice would leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from marketplace.core.text import sort_key
from marketplace.domain.search.queries.keeping_up import Snapshot
from marketplace.domain.search.queries.situation import Named
from marketplace.domain.search.rules import BANDS, Filters

GROUPS = ("category", "star", "price", "district", "commune", "booth", "in_stock", "youth")
MOST_COUNTS = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose, and how many products it leaves; `parent` is the shelf above a category."""

    value: str
    name: str
    name_en: str
    parent: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The total, and the choices of each group."""

    total: int
    groups: dict[str, list[Choice]]


def narrowed(filters: Filters, bits: int, products: Snapshot) -> int:
    """Those of a set that fit the choices."""
    for group in GROUPS:
        if chosen := getattr(filters, group):
            bits &= _chosen(group, chosen, products)
    return bits


def counts_of(filters: Filters, bits: int, products: Snapshot) -> Facets:
    """`facets_of`, counted once for a snapshot: whoever turns the page or sorts anew asks for the same counts."""
    counts, key = products.counts, (filters, bits)
    found: Facets | None = counts.get(key)
    if found is None:
        if len(counts) >= MOST_COUNTS:
            counts.clear()
        found = counts[key] = facets_of(filters, bits, products)
    return found


def facets_of(filters: Filters, bits: int, products: Snapshot) -> Facets:
    """Counts of a set of products before it is narrowed.

    Each group is counted as if nothing were chosen in it, so that a choice can be widened.
    """
    whole = narrowed(filters, bits, products)
    groups = {}
    for group in GROUPS:
        among = narrowed(filters.without(group), bits, products) if getattr(filters, group) else whole
        groups[group] = sorted(_COUNTS[group](among, products), key=_ORDERS.get(group, _by_count))
    return Facets(whole.bit_count(), groups)


def _chosen(group: str, chosen: Any, products: Snapshot) -> int:
    index, situation = products.index, products.situation
    if group == "in_stock":
        return index.alive & ~situation.sold_out
    if group == "youth":
        return index.youth
    if group == "star":
        return reduce(or_, (situation.stars.get(star, 0) for star in chosen))
    if group == "price":
        return reduce(or_, (situation.band(band, index) for band in chosen))
    if group == "district":
        codes = [code for slug in chosen for code in situation.districts.get(slug, (None, ()))[1]]
        return reduce(or_, map(index.communes.of, codes), 0)
    if group == "commune":
        return reduce(or_, map(index.communes.of, chosen))
    if group == "booth":
        return reduce(or_, map(index.booths.of, _keys(situation.booths, chosen)), 0)
    return reduce(or_, map(index.categories.of, _keys(situation.categories, chosen)), 0)


def _keys(named: Mapping[str, Named], chosen: Iterable[str]) -> list[str]:
    """The keys of what has a chosen name, or stands below it."""
    return [key for key, each in named.items() if each.value in chosen or each.parent in chosen]


def _choice(named: Named, count: int) -> Choice:
    return Choice(named.value, named.name, named.name_en, named.parent, count)


def _counted(pairs: Iterable[tuple[Named, int]], among: int) -> list[Choice]:
    return [_choice(named, count) for named, bits in pairs if (count := (among & bits).bit_count())]


def _categories(among: int, products: Snapshot) -> list[Choice]:
    sets = products.index.categories
    return _counted(((named, sets.of(key)) for key, named in products.situation.categories.items()), among)


def _booths(among: int, products: Snapshot) -> list[Choice]:
    sets = products.index.booths
    return _counted(((named, sets.of(key)) for key, named in products.situation.booths.items()), among)


def _communes(among: int, products: Snapshot) -> list[Choice]:
    sets = products.index.communes
    return _counted(((named, sets.of(key)) for key, named in products.situation.communes.items()), among)


def _districts(among: int, products: Snapshot) -> list[Choice]:
    sets = products.index.communes
    parts = products.situation.districts.values()
    return _counted(((named, reduce(or_, map(sets.of, codes), 0)) for named, codes in parts), among)


def _stars(among: int, products: Snapshot) -> list[Choice]:
    return _counted(((Named(str(star), ""), bits) for star, bits in products.situation.stars.items()), among)


def _bands(among: int, products: Snapshot) -> list[Choice]:
    return _counted(((Named(band, ""), products.situation.band(band, products.index)) for band in BANDS), among)


def _switch(name: str) -> Callable[[int, Snapshot], list[Choice]]:
    return lambda among, products: _counted([(Named("1", ""), _chosen(name, True, products))], among)


_COUNTS: Mapping[str, Callable[[int, Snapshot], list[Choice]]] = {
    "category": _categories, "star": _stars, "price": _bands, "district": _districts, "commune": _communes,
    "booth": _booths, "in_stock": _switch("in_stock"), "youth": _switch("youth"),
}  # fmt: skip


# Names of shelves, booths and communes are few and come again with every list.
_place_of = lru_cache(maxsize=5_000)(sort_key)


def _by_count(choice: Choice) -> Any:
    return (-choice.count, _place_of(choice.name))


_ORDERS: Mapping[str, Callable[[Choice], Any]] = {
    "price": lambda choice: list(BANDS).index(choice.value),
    "star": lambda choice: -int(choice.value),
    "commune": lambda choice: _place_of(choice.name),
}
