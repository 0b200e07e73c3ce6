"""Platforms, figures and states of livestream programmes, and their pure arithmetic."""

from __future__ import annotations

from marketplace.domain.livestream.rules.benchmarks import BENCHMARKS
from marketplace.domain.livestream.rules.hits import (
    REPEAT_WINDOW,
    SEEN_WINDOW,
    Look,
    looks_like_a_program,
    looks_like_prefetch,
    why_ignored,
)
from marketplace.domain.livestream.rules.rates import (
    GUARD_GPM_FACTOR,
    SMALLEST_DENOMINATOR,
    SUSPICIOUS_SHARE,
    Rate,
    rate_of,
)
from marketplace.domain.livestream.rules.readings import METRICS, PLATFORMS, Taken, combined
from marketplace.domain.livestream.rules.states import (
    GOAL_KEYS,
    LONGEST_WARNING,
    RETURN_WINDOW,
    ROLES,
    may_move_broadcast,
    may_move_campaign,
)

__all__ = [
    "BENCHMARKS",
    "GOAL_KEYS",
    "GUARD_GPM_FACTOR",
    "LONGEST_WARNING",
    "METRICS",
    "PLATFORMS",
    "REPEAT_WINDOW",
    "RETURN_WINDOW",
    "ROLES",
    "SEEN_WINDOW",
    "SMALLEST_DENOMINATOR",
    "SUSPICIOUS_SHARE",
    "Look",
    "Rate",
    "Taken",
    "combined",
    "looks_like_a_program",
    "looks_like_prefetch",
    "may_move_broadcast",
    "may_move_campaign",
    "rate_of",
    "why_ignored",
]
