"""The states of an order, and who may move what where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from marketplace.core.errors import Refusal
from marketplace.core.money import shares

PAYMENT_METHODS = ("cod", "vietqr", "card")

STATES = (
    "awaiting_payment", "placed", "accepted", "packed", "shipped", "delivered", "completed",
    "cancelled", "refused", "returning", "returned",
)  # fmt: skip

SHOPPER, BOOTH, ORGANIZER, SYSTEM = "shopper", "booth", "organizer", "system"

# from → to: who may.
MOVES: dict[tuple[str, str], frozenset[str]] = {
    ("awaiting_payment", "placed"): frozenset({SYSTEM}),
    ("placed", "accepted"): frozenset({BOOTH, ORGANIZER}),
    ("accepted", "packed"): frozenset({BOOTH}),
    ("packed", "shipped"): frozenset({BOOTH, SYSTEM}),
    ("shipped", "delivered"): frozenset({BOOTH, SYSTEM}),
    ("delivered", "completed"): frozenset({SYSTEM, SHOPPER}),
    ("awaiting_payment", "cancelled"): frozenset({SHOPPER, BOOTH, ORGANIZER, SYSTEM}),
    ("placed", "cancelled"): frozenset({SHOPPER, BOOTH, ORGANIZER, SYSTEM}),
    ("accepted", "cancelled"): frozenset({SHOPPER, BOOTH, ORGANIZER}),
    ("packed", "cancelled"): frozenset({BOOTH, ORGANIZER}),
    ("shipped", "refused"): frozenset({BOOTH, SYSTEM}),
    ("refused", "returned"): frozenset({BOOTH}),
    ("delivered", "returning"): frozenset({SHOPPER, BOOTH, ORGANIZER}),
    ("returning", "returned"): frozenset({BOOTH, ORGANIZER}),
    # Not sent back after all, or only a part of it was.
    ("returning", "delivered"): frozenset({BOOTH, ORGANIZER, SYSTEM}),
    # Wrong information about the goods may be found out weeks later (returns/rules.py).
    ("completed", "returning"): frozenset({BOOTH, ORGANIZER}),
    # Money that came in after the time to pay had run out, while the goods were still there.
    ("cancelled", "awaiting_payment"): frozenset({SYSTEM}),
}

# Whoever wants the same again now would most likely press by mistake: nothing of it has left yet.
NOT_YET_SENT = frozenset({"awaiting_payment", "placed", "accepted", "packed"})
# The goods are back on the shelf, or never left it.
UNDONE = frozenset({"cancelled", "returned"})
# The goods never came to the buyer, or went back whole.
COME_TO_NOTHING = frozenset({"cancelled", "refused", "returned"})
# Nothing more is expected to happen by itself.
FINAL = frozenset({"completed", "cancelled", "returned"})
# Paid, or a cash order that the booth has taken on.
SECURED = frozenset({"accepted", "packed", "shipped", "delivered", "completed"})
OPEN_FOR_BOOTH = ("placed", "accepted", "packed", "shipped")
# As long as goods may still turn out not to be there; before it the whole order is cancelled, after it returned.
MAY_FALL_SHORT = frozenset({"placed", "accepted", "packed", "shipped"})
# What stands where the buyer's name stood, once their account is erased.
NOBODY = "—"
# How long after delivery an order waits for a complaint before it counts as completed.
DAYS_TO_COMPLETION = 7


def may_move(from_state: str, to_state: str, who: str) -> bool:
    """Whether `who` may move an order from one state to another."""
    return who in MOVES.get((from_state, to_state), frozenset())


def next_states(from_state: str, who: str) -> list[str]:
    """Where `who` may move an order next, in the order of an order's life."""
    return [state for state in STATES if may_move(from_state, state, who)]


def is_too_late_to_cancel(state: str) -> bool:
    """Whether an order in this state can no longer be cancelled by anybody."""
    return (state, "cancelled") not in MOVES


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one order of several that were chosen: done, or refused and why."""

    code: str
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Bought:
    """A line as far as money cares: how many units, for how much, and how many of them fell short before."""

    quantity: int
    line_total: int
    short: int = 0


def worth_of(lines: Mapping[int, Bought], discount: int, units: Mapping[int, int]) -> int:
    """Đồng that the buyer paid for these units of these lines, the order's discount shared among its lines.

    All units of a line are worth exactly what the line cost, however many reports they come in.
    """
    off = dict(zip(lines, shares(discount, [line.line_total for line in lines.values()]), strict=True))
    return sum(_worth(lines[key], lines[key].line_total - off[key], wanted) for key, wanted in units.items())


def _worth(line: Bought, paid: int, units: int) -> int:
    before, after = line.short, line.short + units
    return paid * after // line.quantity - paid * before // line.quantity
