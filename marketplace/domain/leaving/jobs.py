"""What is done beside the requests for booths that close or take their data with them."""

from __future__ import annotations

from marketplace.domain.leaving import actions


def finish_closings() -> None:
    """Every few minutes: booths whose last order is finished are closed."""
    actions.finish_closings()


def build_downloads() -> None:
    """Make the downloads that were asked for, and drop those whose time is over."""
    actions.build_downloads()
