"""Counts of orders laid out as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from marketplace.domain.orders.queries import BoothTotal


@dataclass
class BoothRow:
    """One booth: how many orders in each state, and what they come to in all."""

    name: str
    slug: str
    orders: dict[str, int] = field(default_factory=dict)
    amount: int = 0


@dataclass
class Summary:
    """All booths, and the counts and amounts (đồng) of each state over all of them."""

    rows: list[BoothRow] = field(default_factory=list)
    by_state: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    amounts: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def summed(totals: Sequence[BoothTotal]) -> Summary:
    """The totals as rows; cancelled orders are counted and add no money."""
    summary, rows = Summary(), dict[str, BoothRow]()
    for total in totals:
        row = rows.setdefault(total.booth_slug, BoothRow(total.booth_name, total.booth_slug))
        row.orders[total.state] = total.orders
        row.amount += total.amount if total.state not in ("cancelled", "returned") else 0
        summary.by_state[total.state] += total.orders
        summary.amounts[total.state] += total.amount
    summary.rows = list(rows.values())
    return summary
