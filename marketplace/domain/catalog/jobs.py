"""What the catalogue does beside the requests."""

from __future__ import annotations

from marketplace.domain.catalog import actions


def keep_to_schedules() -> None:
    """Put on sale and hide what sellers scheduled."""
    actions.follow_schedules()


def take_in_lists() -> None:
    """Take in the product lists that somebody asked for, and go on with those that a crash left half done."""
    actions.take_in_asked_imports()


def hang_photos_of_lists() -> None:
    """Hang the photos that came beside lists."""
    actions.hang_brought_photos()
