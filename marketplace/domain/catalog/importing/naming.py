"""Which row of a list a photo belongs to, by the name of its file."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from marketplace.core.text import clean, fold

_ENDING = re.compile(r"\.(?:jpe?g|png|webp)$")
# `TIEU-250-2.jpg`, `TIEU-250 (2).jpg`, `TIEU-250_2.jpg`: the second photo of TIEU-250.
_NUMBER = re.compile(r"(?:[-_ ]\d{1,2}|\s*\(\d{1,2}\))$")
_BETWEEN = re.compile(r"[;,|\n]")


def match_photos(names: Collection[str], rows: Sequence[Mapping[str, str]]) -> tuple[dict[str, int], list[str]]:
    """The place of the row for each photo, in the order in which they are hung, and the names that no row claims.

    A row claims what stands in its cell for photos, with or without the ending, then what is named by its code.
    """
    told: dict[str, tuple[int, int]] = {}
    coded: dict[str, int] = {}
    for place, row in enumerate(rows):
        for number, name in enumerate(_BETWEEN.split(row.get("photos", ""))):
            if stem(name):
                told.setdefault(stem(name), (place, number))
        if code := stem(row.get("sku", "")):
            coded.setdefault(code, place)
    found: dict[str, tuple[int, int, str]] = {}
    for name in names:
        key = stem(name)
        if key in told:
            found[name] = (*told[key], key)
        elif (place := coded.get(key, coded.get(_NUMBER.sub("", key), -1))) >= 0:
            # After those that the cell names, in the order of their numbers.
            found[name] = (place, 1000 + _number_of(key, coded), key)
    matched = sorted(found, key=lambda name: found[name])
    return {name: found[name][0] for name in matched}, sorted(set(names) - set(found))


def stem(name: str) -> str:
    """A file's name as it is compared: folded, without its ending."""
    return _ENDING.sub("", fold(clean(name)))


def _number_of(key: str, coded: Mapping[str, int]) -> int:
    ending = "" if key in coded else "".join(_NUMBER.findall(key))
    digits = re.sub(r"\D", "", ending)
    return int(digits) if digits else 0
