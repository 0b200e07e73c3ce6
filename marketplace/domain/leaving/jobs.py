"""What the clock does for booths that close."""

from __future__ import annotations

from marketplace.domain.leaving import actions


def finish_closings() -> None:
    """Every few minutes: booths whose last order is finished are closed."""
    actions.finish_closings()
