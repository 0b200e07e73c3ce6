"""Which column of a file of orders is which of our fields: told by its name, or by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marketplace.core.sheets import Cell, column_key
from marketplace.domain.livestream.rules.shop_orders import COLUMNS, FIELD_OF, NEEDED

SAMPLES = 3
LONGEST_SAMPLE = 40
_ROWS_LOOKED_AT = 50


def fields_of(names: Sequence[str], told: Mapping[str, str]) -> list[str]:
    """What each column is, empty for none: as a person told before, else as its name says; each field once."""
    found: list[str] = []
    for name in names:
        key = column_key(name)
        field = told.get(key, FIELD_OF.get(key, ""))
        found.append("" if field in found else field)
    return found


def lacking(fields: Sequence[str]) -> list[str]:
    """The fields that are needed and that no column is; the value of an order may stand on its lines instead."""
    known = {*fields, "value"} if "line_value" in fields else {*fields}
    return [each for each in NEEDED if each not in known]


def samples_of(rows: Sequence[Sequence[Cell]], place: int) -> str:
    """The first few things that stand in a column."""
    texts = dict.fromkeys(str(cells[place]).strip() for cells in rows[:_ROWS_LOOKED_AT] if cells[place] is not None)
    shown = [text if len(text) <= LONGEST_SAMPLE else f"{text[:LONGEST_SAMPLE]}…" for text in texts if text]
    return " · ".join(shown[:SAMPLES])


def known_fields(fields: Sequence[str], count: int) -> list[str]:
    """What was chosen for so many columns, where it is a field of ours."""
    known = [field if field in COLUMNS else "" for field in fields][:count]
    return known + [""] * (count - len(known))
