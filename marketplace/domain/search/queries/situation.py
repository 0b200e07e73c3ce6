"""What changes by the hour and is laid over the index: what is sold out, stars in date, prices of offers, names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from marketplace.core import clock
from marketplace.core.postings import bits_of
from marketplace.core.text import slugify
from marketplace.domain.search.queries.index import Index
from marketplace.domain.search.queries.news import News
from marketplace.domain.search.rules import Synonyms, band_with


@dataclass(frozen=True, slots=True)
class Named:
    """A thing to choose: `value` stands in addresses, `parent` is the shelf above it or the kind of a commune."""

    value: str
    name: str
    name_en: str = ""
    parent: str = ""
    icon: str = ""
    position: int = 0


@dataclass(frozen=True)
class Situation:
    """How the products of an index stand at a moment, and until when that can be said."""

    since: datetime
    until: datetime
    sold_out: int
    stars: Mapping[int, int]
    lowered: Mapping[int, int]
    moved: int
    moved_into: Mapping[str, int]
    categories: Mapping[str, Named]
    booths: Mapping[str, Named]
    communes: Mapping[str, Named]
    districts: Mapping[str, tuple[Named, tuple[str, ...]]]
    synonyms: Synonyms

    def band(self, name: str, index: Index) -> int:
        """What costs so much now."""
        return index.bands.of(name) & ~self.moved | self.moved_into.get(name, 0)


def situation_of(index: Index, news: News, at: datetime) -> Situation:
    """How things stand now."""
    lowered = _lowered(news["offer"], index, at)
    into: dict[str, list[int]] = defaultdict(list)
    for place, price in lowered.items():
        into[band_with(price)].append(place)
    stars: dict[int, list[int]] = defaultdict(list)
    for row in news["star"]:
        stars[row.two].append(row.one)
    return Situation(
        since=at,
        until=min([clock.day_start(clock.local_day(at) + timedelta(days=1)), *_edges(news["offer"], at)]),
        sold_out=_places((row.one for row in news["sold out"]), index),
        stars={star: _places(product_ids, index) for star, product_ids in stars.items()},
        lowered=lowered,
        moved=bits_of(list(lowered)),
        moved_into={band: bits_of(places) for band, places in into.items()},
        categories={str(row.one): Named(row.a, row.b, row.c, row.d, row.e, row.two) for row in news["category"]},
        booths={str(row.one): Named(row.a, row.b) for row in news["booth"]},
        communes={row.a: Named(row.a, row.b, parent=row.c) for row in news["commune"]},
        districts=_districts(news["district"]),
        synonyms=Synonyms(row.a for row in sorted(news["synonym"], key=lambda row: row.one)),
    )


def _places(product_ids: Iterable[int], index: Index) -> int:
    known = index.place_of
    return bits_of([known[each] for each in product_ids if each in known])


def _edges(offers: Iterable[Any], at: datetime) -> Iterable[datetime]:
    return (edge for row in offers for edge in (row.from_, row.to) if edge > at)


def _lowered(offers: Iterable[Any], index: Index, at: datetime) -> dict[int, int]:
    """The prices that running offers make lower than the list's, by place."""
    lowered: dict[int, int] = {}
    for row in offers:
        place = index.place_of.get(row.one)
        if place is not None and row.from_ <= at and row.two < lowered.get(place, index.price_at(place)):
            lowered[place] = row.two
    return lowered


def _districts(rows: Sequence[Any]) -> dict[str, tuple[Named, tuple[str, ...]]]:
    parts: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        parts[row.a].append(row.b)
    return {slugify(name): (Named(slugify(name), name), tuple(codes)) for name, codes in parts.items()}
