"""Texts as words: folded for finding, spoken (with their marks) for the exact match; other names for the same thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from marketplace.core.text import clean, fold

MOST_WORDS = 8
LONGEST_QUERY = 100
LONGEST_NAME = 4
BAR = "|"

# What people in Quảng Trị call the same thing (DOMAIN 8); staff add to it.
FIRST_SYNONYMS: tuple[str, ...] = (
    "chè vằng, lá vằng",
    "ném, nén, củ nén, hành tăm",
    "khoai deo, khoai gieo, khoai dẻo",
    "ruốc, mắm ruốc, shrimp paste",
    "tiêu, hồ tiêu, hạt tiêu, pepper",
    "cà phê, cafe, cà fê, coffee",
    "lạc, đậu phộng, đậu phụng, peanut",
    "nón lá, nón bài thơ, conical hat",
    "thổ cẩm, zèng, brocade",
    "nước mắm, fish sauce",
    "mật ong, honey",
    "trà, chè, tea",
    "ớt, chilli, chili",
    "bún, noodle",
    "gạo, rice",
    "nghệ, turmeric",
    "rượu, spirits, wine",
)

_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The folded words of a text."""
    return _WORD.findall(fold(text))


def spoken(text: str) -> str:
    """The words of a text with their marks, in small letters, one space between them."""
    return " ".join(_WORD.findall(clean(text).casefold()))


def fields_of(texts: Iterable[str | None]) -> str:
    """The folded words of several texts, bars between them."""
    return f" {BAR} ".join(" ".join(words_of(text)) for text in texts if text)


def words_and_pairs(fields: str) -> tuple[set[str], set[str]]:
    """The words of folded fields, and the pairs of words that stand side by side in one."""
    words = fields.split()
    pairs = {f"{one} {other}" for one, other in pairwise(words) if BAR not in (one, other)}
    return {word for word in words if word != BAR}, pairs


def names_in(group: str) -> list[str]:
    """The names of a group of synonyms as they were typed, commas between them; each one once."""
    names = {" ".join(words_of(name)): clean(name) for name in reversed(group.split(","))}
    return [name for folded, name in reversed(names.items()) if folded]


class Synonyms:
    """Names that mean the same, looked up by any of them. They widen what is asked, so a new one counts at once."""

    def __init__(self, groups: Iterable[str] = ()) -> None:
        self._others: dict[str, list[str]] = defaultdict(list)
        for group in groups:
            names = [" ".join(words_of(name)) for name in names_in(group)]
            for name in names:
                self._others[name] += [each for each in names if each not in (name, *self._others[name])]

    def others(self, name: str) -> Sequence[str]:
        """The other names of a folded one."""
        return self._others.get(name, ())

    def widened(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """The words in groups: each name of several words together and with its other names, the longest first."""
        groups: list[tuple[str, ...]] = []
        place = 0
        while place < len(words):
            size = next(
                (size for size in range(LONGEST_NAME, 1, -1) if " ".join(words[place : place + size]) in self._others),
                1,
            )
            name = " ".join(words[place : place + size])
            groups.append((name, *self.others(name)))
            place += size
        return groups
