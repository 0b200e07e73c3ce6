"""A comment read: an order with what and how many, to whom and where; a cancellation; a question; or only talk."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marketplace.core.text import clean, fold
from marketplace.domain.livestream.rules.comments.goods import HeardItem, read_goods
from marketplace.domain.livestream.rules.comments.naming import KnownItem
from marketplace.domain.livestream.rules.comments.phones import phones_in
from marketplace.domain.livestream.rules.comments.splitting import Comment
from marketplace.domain.livestream.rules.comments.tokens import Word, words_of
from marketplace.domain.livestream.rules.comments.words import CANCEL, ORDER_WORDS, POLITE, QUESTION, WITH_MARKS_POLITE

Places = Mapping[str, frozenset[str]]
"""Folded names of communes, old wards and old districts, each with the codes of the communes it may mean."""

MANY = 10


@dataclass(frozen=True)
class Heard:
    """What a comment says. `kind` is order, cancel, question or talk; `doubts` are what a person must look at."""

    kind: str
    author: str = ""
    words: str = ""
    items: tuple[HeardItem, ...] = ()
    phone: str | None = None
    recipient: str = ""
    address_line: str = ""
    commune_code: str | None = None
    doubts: tuple[str, ...] = ()


def read_comment(comment: Comment, known: Sequence[KnownItem], places: Places, *, pinned: int | None = None) -> Heard:
    """Read one comment against the line-up and the places near; nothing in it is ever taken for certain twice.

    Doubts: no_phone, bad_phone, many_phones, no_item, which_item, code_nearly, number_guessed, pinned, quantity,
    many, weight, no_place, which_place, no_name, question.
    """
    text = clean(comment.words)
    phones = phones_in(text)
    body, tail = _around(text, phones)
    folded = fold(text)
    if CANCEL.search(folded):
        return Heard("cancel", comment.author, text, phone=next((each.number for each in phones if each.number), None))
    words = words_of(body)
    tail_words = words_of(tail)
    if phones and not any(word.kind == "text" and word.folded not in POLITE for word in words):
        words, tail_words = tail_words, []
    items, marked = read_goods(words, known, None)
    if not items and tail_words:
        items, tail_marked = read_goods(tail_words, known, None)
        if items:
            tail_words = tail_marked
    asks = bool(QUESTION.search(folded))
    orders = _orders(marked, tail_words, folded)
    has_phone = any(each.number for each in phones)
    if not items and (orders or has_phone) and not (asks and not has_phone):
        items, marked = read_goods(words, known, pinned)
    if not _is_order(items, orders=orders, has_phone=has_phone, asks=asks, marked=marked):
        return Heard("question" if asks else "talk", comment.author, text)
    return _order(comment, text, items, phones, [*marked, Word("", ",", "gap"), *tail_words], places, asks=asks)


def _around(text: str, phones: Sequence[object]) -> tuple[str, str]:
    """The text before the first telephone number, and what stands after it without the others."""
    if not phones:
        return text, ""
    pieces, at = [], 0
    for phone in phones:
        pieces.append(text[at : phone.begin])  # type: ignore[attr-defined]
        at = phone.end  # type: ignore[attr-defined]
    pieces.append(text[at:])
    return pieces[0], " , ".join(pieces[1:])


def _orders(words: Sequence[Word], tail: Sequence[Word], folded: str) -> bool:
    said = {word.folded for word in (*words, *tail)}
    return bool(said & ORDER_WORDS) or bool(re.search(r"\bcho (?:\w+ )?(?:x?\d|mot|hai|ba|bon|nam)\b|^\+\s?\d", folded))


def _is_order(items: Sequence[HeardItem], *, orders: bool, has_phone: bool, asks: bool, marked: Sequence[Word]) -> bool:
    counted = any(word.kind == "quantity" for word in marked)
    if asks and not (has_phone and items):
        return False
    return has_phone or (bool(items) and (orders or counted)) or (orders and counted)


def _order(
    comment: Comment, text: str, items: Sequence[HeardItem], phones: Sequence[object], words: Sequence[Word],
    places: Places, *, asks: bool,
) -> Heard:  # fmt: skip
    numbers = list(dict.fromkeys(each.number for each in phones if each.number))  # type: ignore[attr-defined]
    doubts = ["question"] if asks else []
    if not numbers:
        doubts.append("bad_phone" if phones else "no_phone")
    elif len(numbers) > 1:
        doubts.append("many_phones")
    doubts += ["no_item"] if not items else []
    doubts += [doubt for item in items for doubt in item.doubts]
    doubts += ["many"] if any(item.quantity >= MANY for item in items) else []
    name, line, code, place_doubt = _who_and_where(words, places)
    doubts += [place_doubt] if place_doubt else []
    recipient = name or comment.author
    doubts += ["no_name"] if not recipient else []
    return Heard(
        "order", comment.author, text, tuple(items), numbers[0] if numbers else None, recipient, line, code,
        tuple(dict.fromkeys(doubts)),
    )  # fmt: skip


def _who_and_where(words: Sequence[Word], places: Places) -> tuple[str, str, str | None, str]:
    """Name, address line, commune and the doubt about it, from the words that are neither goods nor politeness."""
    left = _left_over(words)
    begin, end, codes = _longest_place(left, places)
    if not codes:
        name, line = _name_and_line(left)
        return name, line, None, "no_place"
    name, line = _name_and_line(left[:begin])
    if not name and not line:
        name, line = _name_and_line(left[end:])
    where = " ".join(word.raw for word in left[begin:end])
    return name, line or where, min(codes), "" if len(codes) == 1 else "which_place"


def _left_over(words: Sequence[Word]) -> list[Word]:
    """The words that may be a name or a place: what follows the goods, or where nothing does, what goes before."""
    last = max((index for index, word in enumerate(words) if word.kind in ("item", "quantity", "unit")), default=-1)
    tail = _texts(words[last + 1 :])
    return tail if any(not _is_courtesy(word) for word in tail) else _texts(words)


def _texts(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if word.raw and word.kind == "text"]


def _is_courtesy(word: Word) -> bool:
    """Whether a word is only manners or a verb; a capital in the middle of small letters makes it a name."""
    plain = word.raw == word.raw.lower() or (word.raw.isupper() and len(word.raw) > 1)
    small = word.raw.casefold()
    without_marks = small == word.folded and word.folded in (POLITE | ORDER_WORDS)
    return plain and (without_marks or small in WITH_MARKS_POLITE)


def _longest_place(words: Sequence[Word], places: Places) -> tuple[int, int, frozenset[str]]:
    """The longest run that is the name of a place; of equally long ones the last, narrowed by the place after it."""
    found: list[tuple[int, int, frozenset[str]]] = []
    for begin in range(len(words)):
        for end in range(min(len(words), begin + 5), begin, -1):
            said = " ".join(word.folded for word in words[begin:end])
            bare = _KIND_OF_PLACE.sub("", said)
            codes = places.get(bare)
            if codes and not (said == bare and bare.isdigit()):
                found.append((begin, end, codes))
                break
    if not found:
        return 0, 0, frozenset()
    first = found[0]
    for other in found[1:]:
        if other[0] < first[1]:
            continue
        both = first[2] & other[2]
        if both:
            return first[0], other[1], both
        first = other if other[1] - other[0] >= first[1] - first[0] else first
    return first


_KIND_OF_PLACE = re.compile(r"^(?:xa|phuong|p|thi tran|tt|thi xa|tx|huyen|h|thanh pho|tp|dac khu) ")
_STREET = re.compile(
    r"\d|^(?:thon|xom|to|khom|kiet|ngo|hem|duong|khu|ap|ban|doi|cho|truong|so|nha|kdc|benh|ubnd|cong|quan)$"
)


def _name_and_line(words: Sequence[Word]) -> tuple[str, str]:
    """The name is what stands before the first word of a street or village; the line is the rest."""
    for index, word in enumerate(words):
        if _STREET.search(word.folded) and not _is_courtesy(word):
            return _as_name(words[:index]), " ".join(each.raw for each in words[index:])
    return _as_name(words), ""


def _as_name(words: Sequence[Word]) -> str:
    return " ".join(word.raw for word in words if not _is_courtesy(word))[:60]


def read_comments(
    comments: Sequence[Comment], known: Sequence[KnownItem], places: Places, *, pinned: int | None = None
) -> list[Heard]:
    """Read comments in their order. Who says what in one comment and where to in the next has said one order."""
    heard: list[Heard] = []
    for comment in comments:
        said = read_comment(comment, known, places, pinned=pinned)
        earlier = _half_of(heard, said)
        if earlier is None:
            heard.append(said)
        else:
            heard[earlier] = _joined(heard[earlier], said)
    return heard


def _half_of(heard: Sequence[Heard], said: Heard) -> int | None:
    """The order of the same author that lacks the telephone which this comment brings without naming goods."""
    if said.kind != "order" or not said.author or not said.phone or not {"pinned", "no_item"} & set(said.doubts):
        return None
    for index in range(len(heard) - 1, -1, -1):
        if fold(heard[index].author) == fold(said.author):
            is_half = heard[index].kind == "order" and heard[index].phone is None and bool(heard[index].items)
            return index if is_half else None
    return None


def _joined(first: Heard, second: Heard) -> Heard:
    of_goods = {"no_item", "which_item", "code_nearly", "number_guessed", "pinned", "quantity", "many", "weight"}
    doubts = [doubt for doubt in first.doubts if doubt in of_goods]
    doubts += [doubt for doubt in second.doubts if doubt not in of_goods]
    return Heard(
        "order", first.author, f"{first.words} / {second.words}", first.items, second.phone, second.recipient,
        second.address_line, second.commune_code, tuple(doubts),
    )  # fmt: skip


def goods_in(text: str, known: Sequence[KnownItem]) -> tuple[HeardItem, ...]:
    """The items that a line such as `2 CF01, 1 TC02` names."""
    return tuple(read_goods(words_of(clean(text)), known)[0])
