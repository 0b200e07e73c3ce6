"""How to say what was found where the words were read otherwise than they stand: in words of the nearest product."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marketplace.core.text import fold
from marketplace.domain.search.queries.cards import Card
from marketplace.domain.search.rules import Reading, spoken

Groups = Sequence[tuple[str, ...]]
# What was said, and how far down in its groups it stands: what is nearest to what was typed stands first.
Said = tuple[int, list[str]]


def spelt(reading: Reading, nearest: Card) -> str | None:
    """The reading in words of the nearest product, with their marks; None where it does not say all of it in one go.

    Words that lie scattered over a product, or are half of its place's name, would be put together to something that
    nobody sells: `nước … sơn`, `cake … Đồn`.
    """
    names = [spoken(text).split() for text in (nearest.name, nearest.name_en)]
    place = spoken(nearest.place).split()
    ways = [way for words in names for way in _somewhere(reading.groups, words)]
    for cut in range(1, len(reading.groups)):
        name, rest = reading.groups[:cut], reading.groups[cut:]
        for rank, said in _from(rest, place, 0):
            if len(said) == len(place):
                ways += [(rank + more, [*before, *said]) for more, before in _somewhere(name, names[0])]
    return " ".join(min(ways)[1]) if ways else None


def _somewhere(groups: Groups, words: Sequence[str]) -> Iterator[Said]:
    for start in range(len(words)):
        yield from _from(groups, words, start)


def _from(groups: Groups, words: Sequence[str], start: int) -> Iterator[Said]:
    """Every way in which the words from here on say one name of each group, in order and without a gap."""
    if not groups:
        yield 0, []
        return
    for rank, name in enumerate(groups[0]):
        size = name.count(" ") + 1
        said = list(words[start : start + size])
        if _is(name, said):
            for more, rest in _from(groups[1:], words, start + size):
                yield rank + more, [*said, *rest]


def _is(name: str, said: Sequence[str]) -> bool:
    """Whether these words are the folded name; the end of its last word may be missing (`ca phe kh*`)."""
    folded = " ".join(map(fold, said))
    return folded.startswith(name[:-1]) if name.endswith("*") else folded == name
