"""Until when goods may be sent back, who answers by when, what is refunded, and the states of a return."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from marketplace.domain.orders.rules import BOOTH, ORGANIZER, SHOPPER, SYSTEM

REASONS = ("damaged", "wrong_goods", "missing", "expired", "wrong_information", "changed_mind")

# The booth's doing: the way there is refunded too once all of the order comes back.
FAULTS = frozenset(REASONS) - {"changed_mind"}

# Wrong or missing information about the goods lets the buyer end the contract within 30 days (Law 19/2023/QH15,
# art. 38); for the rest the market's own page on returns promises 7 days from delivery.
USUAL = timedelta(days=7)
WINDOWS: Mapping[str, timedelta] = {"wrong_information": timedelta(days=30)}

# The booth has this long to answer; after it the organizers decide.
ANSWER_WITHIN = timedelta(days=3)
# An accepted return whose goods never come ends by itself.
SENT_WITHIN = timedelta(days=14)

STATES = ("asked", "declined", "escalated", "accepted", "received", "rejected", "withdrawn", "lapsed")

# from → to: who may.
MOVES: dict[tuple[str, str], frozenset[str]] = {
    ("asked", "accepted"): frozenset({BOOTH, ORGANIZER}),
    ("asked", "declined"): frozenset({BOOTH}),
    ("asked", "escalated"): frozenset({SYSTEM}),
    ("asked", "withdrawn"): frozenset({SHOPPER}),
    ("declined", "escalated"): frozenset({SHOPPER}),
    ("escalated", "accepted"): frozenset({BOOTH, ORGANIZER}),
    ("escalated", "rejected"): frozenset({ORGANIZER}),
    ("escalated", "withdrawn"): frozenset({SHOPPER}),
    ("accepted", "received"): frozenset({BOOTH, ORGANIZER}),
    ("accepted", "withdrawn"): frozenset({SHOPPER}),
    ("accepted", "lapsed"): frozenset({SYSTEM}),
}

# One of these at most stands for an order: nothing else is asked before it is over.
UNDER_WAY = ("asked", "escalated", "accepted")

SHORTEST_TEXT = 10
LONGEST_TEXT = 2000
MOST_PICTURES = 5


def may_move(from_state: str, to_state: str, who: str) -> bool:
    """Whether `who` may move a return from one state to another."""
    return who in MOVES.get((from_state, to_state), frozenset())


def may_appeal(state: str, reason: str) -> bool:
    """Whether a shopper may turn to the organizers: a no to a change of mind is for the booth alone to say."""
    return reason in FAULTS and may_move(state, "escalated", SHOPPER)


def may_refund(state: str) -> bool:
    """Whether money goes back, has gone back, or may still be decided to, once a return has come to this state."""
    return state in (*UNDER_WAY, "received")


def last_day_to_ask(reason: str, delivered_at: datetime) -> datetime:
    """Until when a return for this reason may be asked for."""
    return delivered_at + WINDOWS.get(reason, USUAL)


def refund_of_goods(value: int, before: int, *, goods_total: int, discount: int) -> int:
    """What goods worth `value` đồng are refunded, less their discount, after others worth `before` came back.

    Counted from the sum, so that all parts together come to exactly what was paid for the goods.
    """
    return _less_discount(before + value, goods_total, discount) - _less_discount(before, goods_total, discount)


def refund_of_shipping(reason: str, fee: int, *, is_all: bool) -> int:
    """The way there is given back when all of an order comes back through the booth's doing."""
    return fee if is_all and reason in FAULTS else 0


def _less_discount(value: int, goods_total: int, discount: int) -> int:
    return value - (2 * discount * value + goods_total) // (2 * goods_total) if goods_total else value
