"""What may be complained about, by when it must be answered, and how it may end."""

from __future__ import annotations

from datetime import date, datetime, timedelta

SUBJECTS = ("order", "booth", "product")

# What is the matter, by what it is about; the first is chosen most often.
REASONS: dict[str, tuple[str, ...]] = {
    "order": ("not_delivered", "not_as_described", "damaged", "money", "conduct", "other"),
    "booth": ("conduct", "wrong_information", "counterfeit", "unsafe", "other"),
    "product": ("wrong_information", "counterfeit", "unsafe", "forbidden", "rights", "other"),
}
ALL_REASONS = tuple(dict.fromkeys(reason for reasons in REASONS.values() for reason in reasons))

OUTCOMES = ("upheld", "settled", "unfounded", "repeated")

# The market answers people within three working days, as its own page on complaints says.
WORKING_DAYS = 3
# An authority's request is carried out within 24 hours (Decree 248/2026/NĐ-CP, arts. 17 and 18).
AUTHORITY = timedelta(hours=24)

SHORTEST_TEXT = 10
LONGEST_TEXT = 3000


def due_of(received_at: datetime, received_on: date, *, from_authority: bool) -> datetime:
    """By when a complaint must be answered; `received_on` is the day it is in Viet Nam at `received_at`.

    Saturdays and Sundays do not count as working days; public holidays are not known here and count.
    """
    if from_authority:
        return received_at + AUTHORITY
    days, left = 0, WORKING_DAYS
    while left:
        days += 1
        left -= (received_on + timedelta(days=days)).weekday() < 5
    return received_at + timedelta(days=days)
