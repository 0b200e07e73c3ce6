"""Kinds of papers and how long they last. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

KINDS = ("ocop", "food_safety", "self_declaration", "organic", "other")
STARS = (3, 4, 5)
OCOP_MONTHS = 36
REMINDED_DAYS = (30, 60, 90)
"""So many days before a paper ends its booth hears of it, once each."""


@dataclass(frozen=True)
class PaperFacts:
    """What a certificate says. `expires_on` may be left out for OCOP, which ends 36 months after the decision."""

    kind: str
    number: str
    issuer: str
    issued_on: date
    expires_on: date | None = None
    star: int | None = None


@dataclass(frozen=True)
class Star:
    """A star that may be shown, and the paper behind it."""

    star: int
    number: str
    issuer: str
    expires_on: date


def months_after(day: date, months: int) -> date:
    """The same day that many months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    for back in range(4):
        try:
            return date(day.year + years, month + 1, day.day - back)
        except ValueError:
            continue
    raise ValueError(f"no such day: {day} and {months} months")


def expiry_of(facts: PaperFacts) -> date | None:
    """The day a paper ends: as written, or 36 months after an OCOP decision (QĐ 148/QĐ-TTg)."""
    if facts.expires_on is None and facts.kind == "ocop":
        return months_after(facts.issued_on, OCOP_MONTHS)
    return facts.expires_on


def reminder_due(days_left: int) -> int | None:
    """The nearest of the reminders whose time has come; None while there is time, and once the paper has ended."""
    return next((days for days in REMINDED_DAYS if 0 <= days_left <= days), None)
