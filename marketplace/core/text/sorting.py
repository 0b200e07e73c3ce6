"""The order of Vietnamese names as a stored key of digits, which every database sorts alike.

Three levels, as the Unicode collation algorithm with ICU's `vi` rules: letters, then tones, then capitals.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from marketplace.core.text.cleaning import TONES, clean

_PUNCTUATION = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$₫"
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_TONES = dict(zip(TONES, "23456", strict=True))
_OTHER_MARK = "7"

_OTHER_SYMBOL, _FIRST_DIGIT, _FIRST_LETTER, _OTHER_LETTER = 50, 51, 61, 99
_PLACES = (
    {sign: place for place, sign in enumerate(_PUNCTUATION, start=1)}
    | {str(digit): _FIRST_DIGIT + digit for digit in range(10)}
    | {letter: place for place, letter in enumerate(_LETTERS, start=_FIRST_LETTER)}
)


def sort_key(text: str) -> str:
    """A key of ASCII digits: sorting by it puts names in Vietnamese order (đ after d; hà hả hã há hạ)."""
    letters, tones, capitals = [], [], []
    for base, marks in _letters_with_marks(clean(text)):
        small = base.casefold()
        letter, marks = _whole_letter(small, marks)
        letters.append(_place(letter))
        tones.append("1" + "".join(_TONES.get(mark, _OTHER_MARK) for mark in marks))
        capitals.append("1" if small == base else "2")
    # Equal letters mean equal length, so trailing "nothing special" says nothing and is left out.
    return "".join(letters) + "00" + "".join(tones).rstrip("1") + "0" + "".join(capitals).rstrip("1")


def _letters_with_marks(text: str) -> Iterator[tuple[str, str]]:
    base, marks = "", ""
    for letter in unicodedata.normalize("NFKD", text):
        if base and unicodedata.combining(letter):
            marks += letter
            continue
        if base:
            yield base, marks
        base, marks = letter, ""
    if base:
        yield base, marks


def _whole_letter(base: str, marks: str) -> tuple[str, str]:
    """Join the marks that make another letter (ă, â, ê, ô, ơ, ư); give back the rest, which are tones."""
    for mark in (_BREVE, _CIRCUMFLEX, _HORN):
        whole = unicodedata.normalize("NFC", base + mark)
        if mark in marks and whole in _PLACES:
            return whole, marks.replace(mark, "", 1)
    return base, marks


def _place(letter: str) -> str:
    digit = unicodedata.digit(letter, None) if len(letter) == 1 else None
    known = letter if digit is None else str(digit)
    if known in _PLACES:
        return f"{_PLACES[known]:02d}"
    if len(letter) > 1:
        return "".join(map(_place, letter))
    kind = _OTHER_LETTER if letter.isalpha() else _OTHER_SYMBOL
    return f"{kind:02d}{ord(letter):07d}"
