"""Letters and notices written by the clock."""

from __future__ import annotations

from marketplace.domain.notices import actions


def remind_viewers() -> None:
    """Write to whoever asked to be reminded of a broadcast that is about to begin."""
    actions.remind_of_broadcasts()


def ask_for_reviews() -> None:
    """Daily: buyers whose goods came some days ago are asked how they were."""
    actions.ask_for_reviews()


def remind_of_ending_papers() -> None:
    """Daily: booths hear 90, 60 and 30 days before a paper ends."""
    actions.remind_of_ending_papers()


def carry_announcements() -> None:
    """Announcements that begin now, and those in force for members who came since."""
    actions.carry_announcements()


def tell_of_low_shelves() -> None:
    """Tell booths of goods that have run low, each time once."""
    actions.tell_of_low_shelves()
