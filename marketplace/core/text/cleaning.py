"""One spelling of what people type: to keep (`clean`), to find (`fold`), to link (`slugify`)."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

# Controls, format characters (bidi controls, zero-width, soft hyphen) and halves of surrogate pairs.
_UNSEEN = ("Cc", "Cf", "Cs")
_MARKS = ("Mn", "Me")
TONES = "\u0300\u0309\u0303\u0301\u0323"
"""The marks of the five written tones, in dictionary order: huyền, hỏi, ngã, sắc, nặng."""


def clean(text: str) -> str:
    """One line in NFC: trimmed, runs of spaces (no-break ones too) made one, unseen characters dropped."""
    seen = text if text.isprintable() else "".join(filter(_is_seen_or_space, text))
    return " ".join(unicodedata.normalize("NFC", seen).split())


def clean_lines(text: str) -> str:
    """Several lines, each cleaned; at most one empty line in a row, none at either end."""
    lines = [clean(line) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def fold(text: str) -> str:
    """The form for finding: case and marks gone, đ as d, so that `dakrong` meets `Đakrông`."""
    decomposed = unicodedata.normalize("NFD", clean(text).casefold())
    bare = "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")
    return clean(bare.replace("đ", "d"))


def toned(text: str) -> str:
    """The form for telling names apart by their marks: case does not count, nor where a tone stands (`Hoà`, `Hòa`)."""
    return " ".join(map(_with_tone_last, clean(text).casefold().split()))


def _with_tone_last(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    bare = "".join(letter for letter in letters if letter not in TONES)
    return unicodedata.normalize("NFC", bare) + "".join(letter for letter in letters if letter in TONES)


def slugify(text: str, longest: int = 80) -> str:
    """The form for web addresses, only `[a-z0-9-]`; empty when no Latin letter or digit is left."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    return slug[:longest].rstrip("-")


def fits_a_name(text: str, longest: int = 100, most_marks: int = 4) -> bool:
    """Whether `text` is at most `longest` letters, none of them under a pile of marks (THREATS T35)."""
    marks = [unicodedata.category(letter) in _MARKS for letter in unicodedata.normalize("NFD", text)]
    letters = marks.count(False)
    pile = max((len(list(run)) for is_mark, run in groupby(marks) if is_mark), default=0)
    return letters <= longest and pile <= most_marks


def _is_seen_or_space(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) not in _UNSEEN
