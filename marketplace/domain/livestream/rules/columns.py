"""Which column of a brought file is which of our fields: told by its name, or by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marketplace.core.sheets import Cell, column_key
from marketplace.domain.livestream.rules import METRICS, exports, shop_orders

SAMPLES = 3
LONGEST_SAMPLE = 40
_ROWS_LOOKED_AT = 50


@dataclass(frozen=True)
class Meanings:
    """What the columns of one kind of file may be: `field_of` by the key of each name that is known.

    Each of `needed` is there when one of its fields is.
    """

    field_of: Mapping[str, str]
    needed: Mapping[str, tuple[str, ...]]

    def fields_of(self, names: Sequence[str], told: Mapping[str, str]) -> list[str]:
        """What each column is, empty for none: as a person told before, else as its name says; each field once."""
        found: list[str] = []
        for name in names:
            key = column_key(name)
            field = told.get(key, self.field_of.get(key, ""))
            found.append("" if field in found else field)
        return found

    def lacking(self, fields: Sequence[str]) -> list[str]:
        """What is needed and no column is."""
        return [each for each, ways in self.needed.items() if not set(ways) & set(fields)]

    def known(self, fields: Sequence[str], count: int) -> list[str]:
        """What was chosen for so many columns, where it is a field of this kind of file."""
        ours = set(self.field_of.values())
        chosen = [field if field in ours else "" for field in fields][:count]
        return chosen + [""] * (count - len(chosen))


# The value of an order may stand on its lines instead.
ORDERS = Meanings(
    shop_orders.FIELD_OF,
    {
        "external_id": ("external_id",), "state": ("state",), "placed_at": ("placed_at",),
        "value": ("value", "line_value"),
    },
)  # fmt: skip
FIGURES = Meanings(exports.FIELD_OF, {"starts_at": ("starts_at", "external_id"), "figure": METRICS})


def described(names: Sequence[str], fields: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[dict[str, str]]:
    """The columns of a table as a preview keeps them: name, field, and the first few things that stand in each."""
    return [
        {"name": name, "field": field, "samples": _samples_of(rows, place), "said": ""}
        for place, (name, field) in enumerate(zip(names, fields, strict=True))
    ]


def _samples_of(rows: Sequence[Sequence[Cell]], place: int) -> str:
    texts = dict.fromkeys(str(cells[place]).strip() for cells in rows[:_ROWS_LOOKED_AT] if cells[place] is not None)
    shown = [text if len(text) <= LONGEST_SAMPLE else f"{text[:LONGEST_SAMPLE]}…" for text in texts if text]
    return " · ".join(shown[:SAMPLES])
