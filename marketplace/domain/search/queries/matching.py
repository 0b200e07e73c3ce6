"""What fits a reading, and how near it comes: cuts, joins and sums of the index's sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise, product
from operator import and_, or_

from marketplace.core.postings import Postings, Scores
from marketplace.domain.search.queries.index import Index
from marketplace.domain.search.rules import Reading

MOST_BEGINNINGS = 200

# What it counts for, to have a word or two words side by side: in the name, in what the product says of maker and
# place (which says more than all else: words of its shelf or of the old names of its commune are everybody's),
# anywhere; to have it as it was typed where it may have been meant otherwise; with its very marks; to begin so; to
# begin and end so; to be called so and no longer.
_NAME_WORD, _NAME_PAIR, _OWN_WORD, _OWN_PAIR, _ANY_PAIR = 4, 4, 16, 3, 2
_TYPED, _MARKED, _FIRST, _WHOLE, _CALLED = 3, 1, 1, 1, 8


def fitting(reading: Reading, index: Index) -> int:
    """The products with a word of every group, or where the reading is loose, of as many groups as any has."""
    sets = [_having_any(group, index.words) for group in reading.groups]
    if not reading.is_loose:
        return reduce(and_, sets, index.alive)
    scores = Scores()
    for each in sets:
        scores.add(each, 1)
    any_of_them = reduce(or_, sets, 0) & index.alive
    return next(scores.parts(any_of_them), 0)


def is_told_of(reading: Reading, index: Index, bits: int) -> bool:
    """Whether any product of a set says all of it itself, of its name, maker or place."""
    return bool(reduce(and_, (_having_any(group, index.own) for group in reading.groups), bits))


def nearest_first(reading: Reading, bits: int, index: Index) -> Iterator[int]:
    """A set of fitting products in parts, the nearest first."""
    scores = Scores()
    for group in reading.groups:
        scores.add(_having_any(group, index.titles), _NAME_WORD)
        scores.add(_having_any(group, index.own), _OWN_WORD)
        if len(group) > 1:
            scores.add(_having_any(group[:1], index.words), _TYPED)
    for one, other in pairwise(reading.groups):
        scores.add(_side_by_side(one, other, index.titles), _NAME_PAIR)
        scores.add(_side_by_side(one, other, index.own), _OWN_PAIR)
        scores.add(_side_by_side(one, other, index.pairs), _ANY_PAIR)
    for word in reading.spoken.split():
        scores.add(index.marked.of(word), _MARKED)
    if reading.groups:
        begins = _having_any([f"^{name.split()[0]}" for name in reading.groups[0]], index.titles)
        whole = begins & _having_any([f"{name.split()[-1]}$" for name in reading.groups[-1]], index.titles)
        scores.add(begins, _FIRST)
        scores.add(whole, _WHOLE)
        scores.add(whole & _having_any([f"={count}" for count in _lengths(reading)], index.titles), _CALLED)
    return scores.parts(bits)


def _lengths(reading: Reading) -> set[int]:
    """How many words a name has that says all of it, by one name of each group."""
    return reduce(
        lambda sums, group: {before + len(name.split()) for before in sums for name in group}, reading.groups, {0}
    )


def _having_any(names: Sequence[str], postings: Postings) -> int:
    return reduce(or_, (reduce(and_, (_having(word, postings) for word in name.split())) for name in names), 0)


def _having(key: str, postings: Postings) -> int:
    """What has a key; one ending in `*` stands for all that begin so."""
    if key.endswith("*"):
        return reduce(or_, map(postings.of, postings.starting_with(key[:-1], MOST_BEGINNINGS)), 0)
    return postings.of(key)


def _side_by_side(one: Sequence[str], other: Sequence[str], postings: Postings) -> int:
    """What has the end of a name of one group right before the beginning of one of the other."""
    pairs = (f"{left.split()[-1]} {right.split()[0]}" for left, right in product(one, other))
    return reduce(or_, (_having(pair, postings) for pair in pairs), 0)
