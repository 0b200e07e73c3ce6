"""Which items of the line-up a comment names: by code, by number, by words of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from marketplace.core.text import fold, within_one_edit
from marketplace.domain.livestream.rules.comments.tokens import Word, count_in, taken
from marketplace.domain.livestream.rules.comments.words import EXPANDED, NUMBER_MARKS, NUMBER_WORDS, POLITE, UNITS

SHORTEST_NAME = 3


@dataclass(frozen=True)
class KnownItem:
    """An item of the line-up as people may call it: by its number, its code or words of its name."""

    variant_id: int
    number: int
    code: str
    name: str
    variant: str = ""


def by_code(words: list[Word], known: Sequence[KnownItem]) -> list[Word]:
    """Mark the codes of items, also spaced, dashed, or wrong by one letter."""
    codes = {_letters(item.code): item for item in known if item.code}
    at = 0
    while at < len(words):
        for span in (3, 2, 1):
            part = words[at : at + span]
            if len(part) < span or any(word.kind != "text" for word in part):
                continue
            item = codes.get(_letters("".join(word.raw for word in part)))
            if item is None and span == 1:
                item = _nearly(part[0], codes)
            if item is not None:
                doubt = "" if _letters("".join(word.raw for word in part)) == _letters(item.code) else "code_nearly"
                words = taken(words, at, span, "item", item.variant_id, doubt)
                break
        at += 1
    return words


def _nearly(word: Word, codes: dict[str, KnownItem]) -> KnownItem | None:
    """The one code that differs by a letter; short codes differ too little from each other to guess."""
    letters = _letters(word.raw)
    if len(letters) < 4 or not any(letter.isdigit() for letter in letters) or letters.isdigit():
        return None
    near = [item for code, item in codes.items() if within_one_edit(code, letters)]
    return near[0] if len(near) == 1 else None


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text))


def by_number(words: list[Word], known: Sequence[KnownItem]) -> list[Word]:
    """Mark the numbers in the line-up: `số 3`, `sp3`, `#3`."""
    numbers = {item.number: item for item in known}
    at = 0
    while at < len(words):
        word = words[at]
        mark = word.folded == "#" or (word.folded in NUMBER_MARKS and word.kind == "text")
        glued = (
            re.fullmatch(r"(?:#|so|mon|sp|ms|ma|stt|no|s)\.?(\d{1,2})", word.folded) if word.kind == "text" else None
        )
        if glued and int(glued[1]) in numbers:
            words = taken(words, at, 1, "item", numbers[int(glued[1])].variant_id)
        elif mark:
            ahead = at + 1
            while ahead < len(words) and words[ahead].folded in NUMBER_MARKS | {",", "#"}:
                ahead += 1
            number = count_in(words[ahead]) if ahead < len(words) and words[ahead].kind == "text" else None
            if number in numbers:
                words = taken(words, at, ahead - at + 1, "item", numbers[number].variant_id)
        at += 1
    return words


def by_name(words: list[Word], known: Sequence[KnownItem]) -> list[Word]:
    """Mark words of the names of items, the longest runs first."""
    names = {item.variant_id: _name_words(item) for item in known}
    found = True
    while found:
        found = False
        for begin, end in _longest_first(words):
            said = [word.folded for word in words[begin:end]]
            fitting = [item for item in known if _contains(names[item.variant_id], said)]
            if not fitting or not _says_enough(said, fitting):
                continue
            chosen = _told_apart(fitting, words, said)
            doubt = "" if len(chosen) == 1 else "which_item"
            words = taken(words, begin, end - begin, "item", chosen[0].variant_id, doubt)
            words = _without_variant(words, fold(chosen[0].variant).split())
            found = True
            break
    return words


def _name_words(item: KnownItem) -> list[str]:
    return [each for word in fold(f"{item.name} {item.variant}").split() for each in EXPANDED.get(word, word).split()]


def _longest_first(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    runs = [(begin, end) for begin in range(len(words)) for end in range(begin + 1, min(len(words), begin + 8) + 1)]
    free = [(begin, end) for begin, end in runs if all(word.kind == "text" for word in words[begin:end])]
    return iter(sorted(free, key=lambda run: (run[0] - run[1], run[0])))


def _contains(name: Sequence[str], said: Sequence[str]) -> bool:
    return any(list(name[at : at + len(said)]) == list(said) for at in range(len(name) - len(said) + 1))


def _says_enough(said: Sequence[str], fitting: Sequence[KnownItem]) -> bool:
    telling = [word for word in said if word not in POLITE and word not in UNITS and not word.isdigit()]
    if len(telling) >= 2:
        return True
    if not telling or telling[0] in NUMBER_WORDS:
        return False
    products = {item.name for item in fitting}
    return len(products) == 1 and len(telling[0]) >= SHORTEST_NAME


def _told_apart(fitting: Sequence[KnownItem], words: Sequence[Word], said: Sequence[str]) -> list[KnownItem]:
    """Of several that fit: those whose variant is said, else those whose whole name is."""
    if len(fitting) == 1:
        return list(fitting)
    all_said = [word.folded for word in words]
    by_variant = [item for item in fitting if item.variant and _contains(all_said, fold(item.variant).split())]
    if by_variant:
        return by_variant
    whole = [item for item in fitting if fold(item.name).split() == list(said)]
    return whole if len(whole) == 1 else list(fitting)


def _without_variant(words: list[Word], variant: Sequence[str]) -> list[Word]:
    for at in range(len(words) - len(variant) + 1 if variant else 0):
        part = words[at : at + len(variant)]
        if [word.folded for word in part] == list(variant):
            return [*words[:at], *(replace(word, kind="unit") for word in part), *words[at + len(variant) :]]
    return words
