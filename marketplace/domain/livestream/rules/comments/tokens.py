"""A comment as words: as written and folded, marked with what each was taken for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marketplace.core.text import fold
from marketplace.domain.livestream.rules.comments.words import EXPANDED, NUMBER_WORDS, WITH_MARKS

_GLUED_UNIT = re.compile(
    r"(?<!\w)(\d{1,2})(?=(?:hu|hũ|hủ|hộp|hop|gói|goi|bịch|bich|chai|lọ|lo|cái|cai|túi|tui|kg|ký|ky|kí|lít|lit|x)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Word:
    """One word: as written, and folded. `kind` says what it was taken for: text, quantity, unit, item, or gap."""

    raw: str
    folded: str
    kind: str = "text"
    value: int = 0
    doubt: str = ""


def words_of(text: str) -> list[Word]:
    """The words of a text; numbers stand apart from the units glued to them, joined names are taken apart."""
    spaced = _GLUED_UNIT.sub(r"\1 ", text)
    spaced = re.sub(r"([,;&+/|])", r" \1 ", spaced)
    return list(_words(spaced.split()))


def _words(parts: Sequence[str]) -> Iterator[Word]:
    for part in parts:
        raw = part.strip(".:!?()[]\"'“”-–…*~")
        if not raw:
            yield Word(part, part, "gap")
            continue
        folded = fold(raw)
        expanded = EXPANDED.get(folded, folded).split() or [folded]
        for index, each in enumerate(expanded):
            yield Word(raw if not index else "", each, "gap" if each in ",;&+/|" else "text")
        if part[-1] in ".,;:!":
            yield Word("", part[-1], "gap")


def taken(words: list[Word], at: int, span: int, kind: str, value: int, doubt: str = "") -> list[Word]:
    """The words with a span of them as one, taken for something."""
    raw = " ".join(word.raw for word in words[at : at + span] if word.raw)
    folded = " ".join(word.folded for word in words[at : at + span])
    return [*words[:at], Word(raw, folded, kind, value, doubt), *words[at + span :]]


def count_in(word: Word) -> int | None:
    """The number that a word may say: digits, or a word for one that no other marks contradict."""
    digits = re.fullmatch(r"[x+]?0?(\d{1,2})x?", word.folded)
    if digits:
        return int(digits[1]) or None
    plain = word.raw.casefold()
    if plain in WITH_MARKS or (plain == word.folded and word.folded in NUMBER_WORDS):
        return NUMBER_WORDS.get(word.folded)
    return None
