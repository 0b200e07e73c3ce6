"""The states of campaigns and broadcasts."""

from __future__ import annotations

from datetime import timedelta

CAMPAIGN_MOVES = frozenset(
    {("draft", "scheduled"), ("scheduled", "draft"), ("scheduled", "live"), ("live", "ended"), ("ended", "reviewed")}
)
BROADCAST_MOVES = frozenset({("planned", "live"), ("live", "ended"), ("planned", "cancelled")})

RETURN_WINDOW = timedelta(days=7)
"""How long a shopper may send goods back; a delivered order counts as kept only after it."""


GOAL_KEYS = ("views", "orders_secured", "value_secured", "booths")
"""The figures for which a campaign may hope."""

LONGEST_WARNING = 300
"""In letters: who watches a broadcast reads no more beside it."""

ROLES = ("host", "moderator", "order_taker")
"""What a person who is no organizer may do in a broadcast."""


def may_move_campaign(from_state: str, to_state: str) -> bool:
    """Whether a campaign may go from one state to another."""
    return (from_state, to_state) in CAMPAIGN_MOVES


def may_move_broadcast(from_state: str, to_state: str) -> bool:
    """Whether a broadcast may go from one state to another."""
    return (from_state, to_state) in BROADCAST_MOVES
