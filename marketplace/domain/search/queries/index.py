"""The index of the products on sale, in the memory of this process: which words and which choices each one has.

A product keeps its place while it stays as it is. When it changes it takes a new place at the end and the old one is
dead, so that nothing has to be taken out of the postings; an index with many dead places is made anew. Places are given
by age when the index is made: the newest of a set are its highest bits, but for the few that took a place later.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Iterator
from heapq import merge, nsmallest
from itertools import islice
from typing import Any, NamedTuple

from marketplace.core.postings import Postings, in_order, places_down, places_in
from marketplace.domain.search.rules import BAR, band_with, sound_of, words_and_pairs

# Below this share of all places it is quicker to sort what was found than to walk the order of all.
_SORTED_SHARE = 16
# Below this share of what was found it is quicker to choose the first than to sort them all.
_CHOSEN_SHARE = 8


class Entry(NamedTuple):
    """What is indexed of one product."""

    product_id: int
    booth_id: int
    category_id: int
    commune_code: str
    price: int
    is_youth_startup: bool
    published_at: float
    sort_key: str
    exact: str
    title: str
    own: str
    folded: str


class Index:
    """Postings of words and of choices, and the orders of lists."""

    def __init__(self) -> None:
        self.words, self.pairs, self.marked = Postings(), Postings(), Postings()
        self.own, self.titles = Postings(), Postings()
        self.booths, self.categories, self.communes, self.bands = Postings(), Postings(), Postings(), Postings()
        self.alive = self.youth = 0
        self.products: list[int] = []
        self.place_of: dict[int, int] = {}
        self._sounds: dict[str, list[str]] = {}
        self._prices: list[int] = []
        self._ages: list[tuple[float, int]] = []
        self._names: list[str] = []
        self._aged = 0
        self._orders: dict[str, list[int]] = {name: [] for name in ("cheap", "dear", "name")}
        self._keys: dict[str, Callable[[int], Any]] = {
            "cheap": lambda place: (self._prices[place], -self.products[place]),
            "dear": lambda place: (-self._prices[place], -self.products[place]),
            "name": lambda place: (self._names[place], -self.products[place]),
        }

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Index:
        """An index of all these."""
        index = cls()
        youth = bytearray()
        for entry in sorted(entries, key=lambda entry: (entry.published_at, entry.product_id)):
            index._keep(entry)
            youth.append(entry.is_youth_startup)
        size = index._aged = len(index.products)
        index.alive = (1 << size) - 1
        index.youth = int("0" + "".join(map(str, reversed(youth))), 2)
        for postings in (index.words, index.pairs, index.marked, index.own, index.titles):
            postings.pack(size)
        for postings in (index.booths, index.categories, index.communes, index.bands):
            postings.pack(size, all_keys=True)
        for name, key in index._keys.items():
            index._orders[name] = sorted(range(size), key=key)
        return index

    @property
    def is_worn(self) -> bool:
        """Whether so many places are dead that the index should be made anew."""
        return len(self.products) > 2 * len(self.place_of) + 1000

    def put(self, entry: Entry) -> None:
        """Index a product that is new or changed."""
        self.drop(entry.product_id)
        place = self._keep(entry)
        self.alive |= 1 << place
        if entry.is_youth_startup:
            self.youth |= 1 << place
        for name, key in self._keys.items():
            insort(self._orders[name], place, key=key)

    def drop(self, product_id: int) -> None:
        """Forget a product."""
        place = self.place_of.pop(product_id, None)
        if place is not None:
            self.alive &= ~(1 << place)

    def price_at(self, place: int) -> int:
        """What the cheapest form costs without offers."""
        return self._prices[place]

    def newest(self, bits: int) -> Iterator[int]:
        """The places of a set, the newest products first."""
        late = [place + self._aged for place in places_in(bits >> self._aged)]
        if not late:
            return places_down(bits)
        key = self._ages.__getitem__
        return merge(places_down(bits & ((1 << self._aged) - 1)), sorted(late, key=key), key=key)

    def sorted_by(self, name: str, bits: int, most: int | None = None) -> Iterator[int]:
        """The places of a set as a list orders them (`cheap`, `dear`, `name`), no more than `most`."""
        count = bits.bit_count()
        if count * _SORTED_SHARE >= len(self.products):
            return islice(in_order(self._orders[name], bits), most)
        places, key = places_in(bits), self._keys[name]
        few = most is not None and most * _CHOSEN_SHARE < count
        return iter(nsmallest(most or 0, places, key=key) if few else sorted(places, key=key)[:most])

    def count_of(self, word: str) -> int:
        """How many products have this very word."""
        return (self.words.of(word) & self.alive).bit_count()

    def begins(self, start: str) -> bool:
        """Whether any word of a product begins so."""
        return any(self.count_of(word) for word in self.words.starting_with(start, 20))

    def sounding_like(self, word: str) -> list[str]:
        """The known words that some people say, or write, as this one."""
        return [each for each in self._sounds.get(sound_of(word), ()) if each != word]

    def _keep(self, entry: Entry) -> int:
        place = len(self.products)
        self.products.append(entry.product_id)
        self.place_of[entry.product_id] = place
        self._prices.append(entry.price)
        self._ages.append((-entry.published_at, -entry.product_id))
        self._names.append(entry.sort_key)
        self.booths.add(str(entry.booth_id), place)
        self.categories.add(str(entry.category_id), place)
        self.communes.add(entry.commune_code, place)
        self.bands.add(band_with(entry.price), place)
        self._keep_words(entry, place)
        return place

    def _keep_words(self, entry: Entry, place: int) -> None:
        words, pairs = words_and_pairs(entry.folded)
        for word in words:
            if word not in self.words and word.isalpha():
                self._sounds.setdefault(sound_of(word), []).append(word)
            self.words.add(word, place)
        for pair in pairs:
            self.pairs.add(pair, place)
        for word in set(entry.exact.split()) - words:
            self.marked.add(word, place)
        for postings, fields in ((self.own, entry.own), (self.titles, entry.title)):
            for keys in words_and_pairs(fields):
                for key in keys:
                    postings.add(key, place)
        name = entry.title.partition(f" {BAR} ")[0]
        self.titles.add("^" + name.partition(" ")[0], place)
        self.titles.add(name.rpartition(" ")[2] + "$", place)
        self.titles.add(f"={len(name.split())}", place)
