"""Which items of the line-up a comment names, and how many of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from marketplace.core.text import decode_telex, fold
from marketplace.domain.livestream.rules.comments.naming import KnownItem, by_code, by_name, by_number
from marketplace.domain.livestream.rules.comments.tokens import Word, count_in, taken
from marketplace.domain.livestream.rules.comments.words import ADDRESS_MARKS, POLITE, UNITS, WEIGHTS

MOST_OF_ONE = 99
_SOFT = (":", "-", "–", "=")
_BETWEEN = frozenset({"x", "sl", "so luong", "luong", "loai", "cho", "minh", "em", "e", "m", "lay", ":"})
_TELLING = frozenset({"chot", "lay", "mua", "dat", "them", "gui", "cho", "x"})


@dataclass(frozen=True)
class HeardItem:
    """So many of one item; `doubts` say what was guessed."""

    variant_id: int
    quantity: int
    doubts: tuple[str, ...] = ()


def read_goods(
    words: Sequence[Word], known: Sequence[KnownItem], pinned: int | None = None
) -> tuple[list[HeardItem], list[Word]]:
    """The items a comment names with their quantities, and its words marked with what they were taken for.

    A comment that names none but says how many means what is pinned while it was written.
    """
    marked = by_code(list(words), known)
    marked = by_number(marked, known)
    if not any(word.kind == "item" for word in marked):
        marked = by_name(marked, known)
    if not any(word.kind == "item" for word in marked):
        told = [replace(word, folded=fold(decode_telex(word.folded))) for word in marked]
        marked = by_name(told, known)
    marked = _quantities(marked)
    if not any(word.kind == "item" for word in marked):
        return _of_pinned(marked, known, pinned)
    return _counted(marked), marked


def _quantities(words: list[Word]) -> list[Word]:
    """Mark the numbers that say how many: digits; words only beside a unit, an item or a word of ordering."""
    marked = list(words)
    for at, word in enumerate(words):
        number = count_in(word) if word.kind == "text" else None
        if number is None or number > MOST_OF_ONE or _is_of_an_address(words, at):
            continue
        after = words[at + 1] if at + 1 < len(words) else None
        before = words[at - 1] if at else None
        is_digit = any(letter.isdigit() for letter in word.folded)
        has_unit = after is not None and (after.folded in UNITS or after.folded == "x")
        beside = any(each is not None and each.kind == "item" for each in (before, after))
        told = before is not None and before.folded in _TELLING
        if is_digit or has_unit or beside or told:
            weight = after is not None and after.folded in WEIGHTS
            marked[at] = replace(word, kind="quantity", value=number, doubt="weight" if weight else "")
            if has_unit and after is not None and after.kind == "text":
                marked[at + 1] = replace(after, kind="unit")
    return marked


def _is_of_an_address(words: Sequence[Word], at: int) -> bool:
    before = words[at - 1].folded if at else ""
    return before in ADDRESS_MARKS


def _of_pinned(words: list[Word], known: Sequence[KnownItem], pinned: int | None) -> tuple[list[HeardItem], list[Word]]:
    counts = [word for word in words if word.kind == "quantity"]
    for at, word in enumerate(words):
        times = _times(word, known)
        if times:
            return [times], taken(words, at, 1, "item", times.variant_id)
    if pinned is None:
        return [], words
    quantity = counts[0].value if counts else 1
    doubts = ("pinned",) if counts else ("pinned", "quantity")
    if len(counts) > 1:
        doubts = ("pinned", "quantity")
    return [HeardItem(pinned, quantity, doubts)], words


def _times(word: Word, known: Sequence[KnownItem]) -> HeardItem | None:
    """`3x2`: two of number three."""
    both = re.fullmatch(r"(\d{1,2})[x*](\d{1,2})", word.folded)
    item = next((each for each in known if both and each.number == int(both[1])), None)
    if both is None or item is None or not int(both[2]):
        return None
    return HeardItem(item.variant_id, int(both[2]), ("number_guessed",))


def _counted(words: Sequence[Word]) -> list[HeardItem]:
    """Each item with the number before it, else the one after it, else one."""
    marks = [index for index, word in enumerate(words) if word.kind == "item"]
    after_style = _counts_stand_after(words, marks)
    alone = [index for index, word in enumerate(words) if word.kind == "quantity"]
    used: set[int] = set()
    heard: dict[int, HeardItem] = {}
    for index in marks:
        word = words[index]
        sides = (1, -1) if after_style else (-1, 1)
        at = next((found for step in sides if (found := _beside(words, index, step, used)) is not None), None)
        if at is None and len(marks) == len(alone) == 1:
            at = alone[0]
        doubts = [word.doubt] if word.doubt else []
        if at is None:
            doubts.append("quantity")
        else:
            used.add(at)
            doubts += [words[at].doubt] if words[at].doubt else []
        quantity = words[at].value if at is not None else 1
        earlier = heard.get(word.value)
        if earlier is None or (at is not None and earlier.doubts == ("quantity",)):
            heard[word.value] = HeardItem(word.value, quantity, tuple(doubts))
    return list(heard.values())


def _counts_stand_after(words: Sequence[Word], marks: Sequence[int]) -> bool:
    """Whether this comment says the item first: nothing countable before the first item, something after the last."""
    counts = [index for index, word in enumerate(words) if word.kind == "quantity"]
    if not counts or not marks:
        return False
    between = all(any(one < count < other for count in counts) for one, other in pairwise(marks))
    return counts[0] > marks[0] and between and _beside(words, marks[-1], 1, set()) is not None


def _beside(words: Sequence[Word], index: int, step: int, used: set[int]) -> int | None:
    at = index + step
    while 0 <= at < len(words):
        word = words[at]
        if word.kind == "quantity":
            return at if at not in used else None
        passes = word.folded in UNITS or word.folded in _BETWEEN
        if word.kind == "gap" and word.folded in _SOFT:
            at += step
            continue
        if word.kind in ("item", "gap") or not (passes or word.kind == "unit" or word.folded in POLITE):
            return None
        at += step
    return None
