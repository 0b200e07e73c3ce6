"""What is asked of carriers by itself, never inside a transaction."""

from __future__ import annotations

from marketplace.domain.shipping import actions


def send_bookings() -> None:
    """Every minute, and soon after one was made: ask for what was booked, call off what was called off."""
    actions.send_bookings()


def work_carrier_notices() -> None:
    """Every minute, and soon after one came: ask back what carriers told us of."""
    actions.work_carrier_notices()


def follow_bookings() -> None:
    """Every five minutes: ask after parcels of which no carrier has told us for a while."""
    actions.follow_bookings()
