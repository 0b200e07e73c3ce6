"""Sets of places as the bits of one whole number, and the sets that many keys have: the postings of an index.

Python joins, cuts and counts numbers of 60,000 bits in a few microseconds, so an index of this kind needs no library
and no server.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence

# A place in a list takes 4 bytes, a set one bit for every place there is: from here on the set is the smaller.
_PLACES_PER_ENTRY = 32


def bits_of(places: Sequence[int]) -> int:
    """The set of these places."""
    if not places:
        return 0
    room = bytearray((max(places) >> 3) + 1)
    for place in places:
        room[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(room, "little")


def places_in(bits: int) -> Iterator[int]:
    """The places of a set, lowest first."""
    digits = format(bits, "b")[::-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)


def places_down(bits: int) -> Iterator[int]:
    """The places of a set, highest first."""
    digits = format(bits, "b")
    last = len(digits) - 1
    found = digits.find("1")
    while found >= 0:
        yield last - found
        found = digits.find("1", found + 1)


def in_order(order: Iterable[int], bits: int) -> Iterator[int]:
    """Those of `order` that are in the set."""
    room = bits.to_bytes((bits.bit_length() >> 3) + 1, "little")
    size = len(room) << 3
    return (place for place in order if place < size and room[place >> 3] >> (place & 7) & 1)


class Scores:
    """A sum for every place, in planes: bit for bit, as numbers are added on paper."""

    def __init__(self) -> None:
        self._planes: list[int] = []

    def add(self, bits: int, weight: int) -> None:
        """Add a weight to the sum of every place in a set."""
        for plane in range(weight.bit_length()):
            if weight >> plane & 1:
                self._carry(bits, plane)

    def parts(self, bits: int) -> Iterator[int]:
        """A set in parts of equal sums, the highest first."""
        waiting = [(len(self._planes), bits)]
        while waiting:
            plane, part = waiting.pop()
            if not part:
                continue
            if not plane:
                yield part
                continue
            high = part & self._planes[plane - 1]
            waiting += [(plane - 1, part & ~high), (plane - 1, high)]

    def _carry(self, bits: int, plane: int) -> None:
        while bits:
            self._planes += [0] * (plane + 1 - len(self._planes))
            both = self._planes[plane] & bits
            self._planes[plane] ^= bits
            bits, plane = both, plane + 1


class Postings:
    """Which places each key stands at: short lists for rare keys, sets for common ones, which bounds the memory."""

    def __init__(self) -> None:
        self._few: dict[str, array[int]] = {}
        self._many: dict[str, int] = {}
        self._sorted: list[str] | None = None

    def add(self, key: str, place: int) -> None:
        """Note that `key` stands at `place`."""
        if key in self._many:
            self._many[key] |= 1 << place
        elif key in self._few:
            self._few[key].append(place)
        else:
            self._few[key] = array("I", (place,))
            if self._sorted is not None:
                insort(self._sorted, key)

    def pack(self, size: int, *, all_keys: bool = False) -> None:
        """Turn long lists into sets, once so many places are filled."""
        for key in [each for each, few in self._few.items() if all_keys or len(few) * _PLACES_PER_ENTRY > size]:
            self._many[key] = bits_of(self._few.pop(key))

    def of(self, key: str) -> int:
        """The set of the places of a key."""
        return self._many.get(key) or bits_of(self._few.get(key, ()))

    def starting_with(self, start: str, most: int) -> list[str]:
        """At most so many keys that begin so, in the order of the alphabet."""
        if self._sorted is None:
            self._sorted = sorted(self)
        first = bisect_left(self._sorted, start)
        found = []
        for key in self._sorted[first : first + most]:
            if not key.startswith(start):
                break
            found.append(key)
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._many or key in self._few

    def __iter__(self) -> Iterator[str]:
        yield from self._many
        yield from self._few
