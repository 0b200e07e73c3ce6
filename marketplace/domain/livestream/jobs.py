"""What the livestream area does by the clock."""

from __future__ import annotations

from marketplace.domain.livestream.actions import (
    forget_authorizations,
    forget_heard,
    lapse_offered_turns,
    mark_progress,
    sync_new_shops,
    sync_platform_figures,
    thin_sale_changes,
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


def put_marks_together() -> None:
    """Keep what says that figures changed from growing with every order there ever was."""
    thin_sale_changes()


def ask_platforms_for_figures() -> None:
    """Take in what platforms say of the LIVEs of the last week; nothing without keys."""
    sync_platform_figures()


def ask_new_shops() -> None:
    """Ask shops that were just connected."""
    sync_new_shops()


def work_platform_notices() -> None:
    """Ask for the orders that platforms told us of."""
    work_notices()


def forget_unended_authorizations() -> None:
    """Keep what a platform answered no longer than an hour when nobody chose from it."""
    forget_authorizations()
