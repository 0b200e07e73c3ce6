"""Telephone numbers in running text: spaced, dotted, with +84, with a letter o for a nought."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.core.phones import BadPhone, is_mobile, normalize_phone

_BETWEEN = " .-–_()/"
_MOST_BETWEEN = 3


@dataclass(frozen=True)
class HeardPhone:
    """A number with where it stands in the text; `number` is None where the digits are no telephone number."""

    begin: int
    end: int
    number: str | None


def phones_in(text: str) -> list[HeardPhone]:
    """Every telephone number of the text, and every run of digits that was meant to be one."""
    found: list[HeardPhone] = []
    at = 0
    while at < len(text):
        heard = _phone_at(text, at) if _may_begin(text, at) else None
        if heard is None:
            at += 1
            continue
        found.append(heard)
        at = heard.end
    return found


def _may_begin(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    return not before.isalnum() and (text[at] in "+08oO")


def _phone_at(text: str, at: int) -> HeardPhone | None:
    digits, between, end = "", 0, at
    best: HeardPhone | None = None
    for index in range(at, min(len(text), at + 40)):
        letter = text[index]
        if letter == "+" and index == at:
            continue
        if letter.isascii() and (letter.isdigit() or (letter in "oO" and _is_nought(text, index))):
            digits, between, end = digits + (letter if letter.isdigit() else "0"), 0, index + 1
            whole = _ends_number(text, end)
            if whole and 9 <= len(digits) <= 12 and (number := _number(text[at] == "+", digits)):
                best = HeardPhone(at, end, number)
                break
        elif letter in _BETWEEN and between < _MOST_BETWEEN:
            between += 1
        else:
            break
    if best is None and len(_run(text, at)) in (8, 9, 11, 12):
        return HeardPhone(at, at + len(_run(text, at)), None)
    return best


def _run(text: str, at: int) -> str:
    end = at
    while end < len(text) and text[end].isdigit():
        end += 1
    return text[at:end]


def _ends_number(text: str, end: int) -> bool:
    return end >= len(text) or not text[end].isalnum()


def _is_nought(text: str, index: int) -> bool:
    after = text[index + 1] if index + 1 < len(text) else " "
    before = text[index - 1] if index else " "
    return (
        after.isdigit()
        or (before.isdigit() and not after.isalnum())
        or (after in "oO" and text[index + 2 : index + 3].isdigit())
    )


def _number(has_plus: bool, digits: str) -> str | None:
    try:
        number = normalize_phone(("+" if has_plus else "") + digits)
    except BadPhone:
        return None
    return number if is_mobile(number) or digits.startswith("02") else None
