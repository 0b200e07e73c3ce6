"""The pages that the law asks for (Decree 248/2026/NĐ-CP, arts. 4 to 15), and how long before a change is announced."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

SLUGS = (
    "operator", "regulations", "terms", "privacy", "delivery", "payment", "returns", "complaints", "ranking",
)  # fmt: skip

# Changes of terms and fees are announced at least 20 days before (Decree 248/2026/NĐ-CP).
NOTICE: Mapping[str, timedelta] = {"regulations": timedelta(days=20), "terms": timedelta(days=20)}

LONGEST_TEXT = 40_000
SHORTEST_TEXT = 100

_BLANK = re.compile(r"\[\[(.+?)\]\]")


def blanks_in(text: str) -> list[str]:
    """What the operator must still fill in: the words between double brackets."""
    return _BLANK.findall(text)
