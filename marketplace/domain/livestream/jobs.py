"""What the livestream area does by the clock."""

from __future__ import annotations

from marketplace.domain.livestream.actions import (
    forget_heard,
    lapse_offered_turns,
    mark_progress,
    sync_platform_figures,
    work_notices,
)


def mark_clicks_that_carted() -> None:
    """Let the figures of a running campaign know how far its visitors came."""
    mark_progress()


def lapse_unanswered_turns() -> None:
    """Let the next in turn be asked when whoever was offered sold-out goods has not answered."""
    lapse_offered_turns()


def forget_old_comments() -> None:
    """Keep names and telephones of comments that came to nothing no longer than a month."""
    forget_heard()


def ask_platforms_for_figures() -> None:
    """Take in what platforms say of the LIVEs of the last week; nothing without keys."""
    sync_platform_figures()


def work_platform_notices() -> None:
    """Ask for the orders that platforms told us of."""
    work_notices()
