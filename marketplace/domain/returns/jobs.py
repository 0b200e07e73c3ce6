"""What time decides about returns."""

from __future__ import annotations

from marketplace.domain.returns import actions


def escalate_unanswered_returns() -> None:
    """Hand what booths did not answer to the organizers."""
    actions.escalate_unanswered_returns()


def lapse_unsent_returns() -> None:
    """End what was accepted and never sent."""
    actions.lapse_unsent_returns()
