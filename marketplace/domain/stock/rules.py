"""Quantities: what is taken, and the bounds of one change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from marketplace.core.errors import Refusal
from marketplace.core.text import clean
from marketplace.domain.stock.errors import CountReasonNeeded

MOST_AT_ONCE = 1_000_000
BATCH_CODE_LETTERS = 10
LOW_STOCK = 5
"""Units from which on a booth is told, where it has set no threshold of its own."""

MOST_EXPORTED = 20_000
"""Rows of a file of movements; who needs more takes a shorter time."""

KINDS = ("receive", "count", "sale", "cancel", "lapse", "return", "retake")

# Kinds of movement that take goods for an order line, and those that bring them back.
TAKING = frozenset({"sale", "retake"})
GIVING_BACK = frozenset({"cancel", "lapse", "return"})


@dataclass(frozen=True, slots=True)
class Taken:
    """So many units of a variant for one order line."""

    variant_id: int
    booth_id: int
    quantity: int
    order_line_id: int


@dataclass(frozen=True)
class BatchFacts:
    """What a maker tells of goods made together."""

    quantity: int
    made_on: date
    best_before: date | None = None
    note: str = ""
    note_en: str = ""


def units_by_variant(wanted: Iterable[Taken]) -> dict[int, int]:
    """Units per variant, variants ascending: the one order in which stock rows are locked."""
    units: dict[int, int] = {}
    for each in sorted(wanted, key=lambda one: one.variant_id):
        units[each.variant_id] = units.get(each.variant_id, 0) + each.quantity
    return units


def lacks_of_count(reason: str) -> list[Refusal]:
    """What a count does not tell."""
    return [] if clean(reason) else [CountReasonNeeded()]
