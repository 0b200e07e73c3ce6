"""What a person may have meant by what was typed: the words as they stand, or else the nearest known ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase
from typing import Protocol

from marketplace.core.text import decode_telex
from marketplace.domain.search.rules.words import LONGEST_QUERY, MOST_WORDS, Synonyms, spoken, words_of

MOST_NEAR = 12
SHORTEST_TO_MEND = 3
LONGEST_SYLLABLE = 7

# Sounds that fall together in some region or under some hand (DOMAIN 8).
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^tr", "ch"), (r"^x", "s"), (r"^(?:gi|r)", "d"), (r"^l", "n"), (r"^(?:k|q)", "c"), (r"^f", "ph"),
        (r"^ngh", "ng"), (r"^gh", "g"), (r"y", "i"), (r"oo", "o"),
        (r"(?<=[aeiou])nh?g?$", "n"), (r"(?<=[aeiou])(?:t|ch)$", "c"),
    )
)  # fmt: skip


class Vocabulary(Protocol):
    """The folded words that products have."""

    def count_of(self, word: str) -> int:
        """How many products have this very word."""

    def sounding_like(self, word: str) -> Sequence[str]:
        """The words that sound like this one."""

    def begins(self, start: str) -> bool:
        """Whether any word begins so."""


@dataclass(frozen=True)
class Reading:
    """One way to understand a query.

    Each group holds words or names of several words, any of which will do, the one that was typed first; one ending
    in `*` stands for all that begin so. Products must fit every group, or where `is_loose`, as many as any does.
    """

    groups: tuple[tuple[str, ...], ...]
    spoken: str = ""
    is_loose: bool = False


def plain_reading(text: str, synonyms: Synonyms) -> Reading:
    """The words as they were typed, or by their other names."""
    words = words_of(text[:LONGEST_QUERY])[:MOST_WORDS]
    return Reading(tuple(synonyms.widened(words)), spoken(text[:LONGEST_QUERY]))


def second_reading(text: str, known: Vocabulary, synonyms: Synonyms) -> Reading | None:
    """What was likely meant, given the words that products have; None when nothing comes near."""
    words = words_of(text[:LONGEST_QUERY])[:MOST_WORDS]
    groups: list[tuple[str, ...]] = []
    place = 0
    while place < len(words):
        pair = "".join(words[place : place + 2])
        if words[place] != pair and known.count_of(pair) and not all(map(known.count_of, words[place : place + 2])):
            groups.append((pair,))
            place += 2
            continue
        groups += _meant(words[place], known, is_last=place == len(words) - 1)
        place += 1
    return Reading(_joined(groups, synonyms), is_loose=True) if groups else None


def _joined(groups: Sequence[tuple[str, ...]], synonyms: Synonyms) -> tuple[tuple[str, ...], ...]:
    """The groups with the other names of what they spell; a name is put together only where nothing is doubtful."""
    widened = synonyms.widened([group[0] for group in groups])
    joined: list[tuple[str, ...]] = []
    place = 0
    for name, *others in widened:
        size = name.count(" ") + 1
        near = groups[place][1:] if size == 1 else ()
        joined.append((name, *others, *(each for each in near if each not in others)))
        place += size
    return tuple(joined)


def _meant(word: str, known: Vocabulary, *, is_last: bool) -> list[tuple[str, ...]]:
    """The groups that stand for one typed word; none when nothing comes near."""
    if known.count_of(word):
        return [(word, *_near(word, known))]
    decoded = _decoded(word)
    if decoded and known.count_of(decoded):
        return [(decoded,)]
    if parts := _split(word, known):
        return [(part,) for part in parts]
    if is_last and known.begins(word):
        return [(f"{word}*", *_near(word, known))]
    near = _near(word, known)
    return [tuple(near)] if near else []


def _near(word: str, known: Vocabulary) -> list[str]:
    if len(word) < SHORTEST_TO_MEND:
        return []
    by_sound = sorted(known.sounding_like(word), key=lambda each: (-known.count_of(each), each))
    slips = {each for each in slips_of(word) if each not in by_sound and known.count_of(each)}
    by_hand = sorted(slips, key=lambda each: (-known.count_of(each), each))
    return [*by_sound, *by_hand][:MOST_NEAR]


@lru_cache(maxsize=500)
def slips_of(word: str) -> frozenset[str]:
    """Every word that one letter added, dropped, changed, or swapped with its neighbour makes of this one."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    dropped = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    changed = {left + letter + right[1:] for left, right in cuts if right for letter in ascii_lowercase}
    added = {left + letter + right for left, right in cuts for letter in ascii_lowercase}
    return frozenset(each for each in dropped | swapped | changed | added if len(each) > 1 and each != word)


def sound_of(word: str) -> str:
    """The word with the sounds that fall together written alike."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def _decoded(word: str) -> str:
    decoded = words_of(decode_telex(word))
    return decoded[0] if decoded and decoded[0] != word else ""


def _split(word: str, known: Vocabulary) -> list[str]:
    """The fewest known words that make up a joined one, as `nuocmam`."""
    best: dict[int, list[str]] = {0: []}
    for end in range(2, len(word) + 1):
        ways = [
            [*best[start], word[start:end]]
            for start in range(max(0, end - LONGEST_SYLLABLE), end - 1)
            if start in best and known.count_of(word[start:end])
        ]
        if ways:
            best[end] = min(ways, key=len)
    return best.get(len(word), [])
