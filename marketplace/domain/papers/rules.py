"""Kinds of papers and how long they last. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marketplace.core.errors import Refusal
from marketplace.core.text import clean
from marketplace.domain.papers.errors import (
    BadDates,
    OcopNeedsProduct,
    PaperFactMissing,
    ScanMissing,
    StarMissing,
    UnknownKindOfPaper,
)

LONGEST_FACT = 200
KINDS = ("ocop", "food_safety", "self_declaration", "organic", "other")
STARS = (3, 4, 5)
OCOP_MONTHS = 36
REMINDED_DAYS = (30, 60, 90)
"""So many days before a paper ends its booth hears of it, once each."""


@dataclass(frozen=True)
class PaperFacts:
    """What a certificate says. `expires_on` may be left out for OCOP, which ends 36 months after the decision.

    `issued_on` is None only while it is not told yet.
    """

    kind: str
    number: str
    issuer: str
    issued_on: date | None
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
    if facts.expires_on is None and facts.kind == "ocop" and facts.issued_on is not None:
        return months_after(facts.issued_on, OCOP_MONTHS)
    return facts.expires_on


def days_of(facts: PaperFacts) -> tuple[date, date]:
    """The first and the last day of a paper that lacks nothing."""
    expires_on = expiry_of(facts)
    if facts.issued_on is None or expires_on is None:
        raise ValueError("a paper without its days")
    return facts.issued_on, expires_on


def lacks_of_paper(facts: PaperFacts, *, has_product: bool, has_scan: bool, today: date) -> list[Refusal]:
    """Everything that keeps a paper from being brought: a phone has to choose the picture anew after every refusal."""
    is_ocop = facts.kind == "ocop"
    untold = [name for name in ("number", "issuer") if not 1 <= len(clean(getattr(facts, name))) <= LONGEST_FACT]
    untold += ["issued_on"] if facts.issued_on is None else []
    untold += ["expires_on"] if not is_ocop and facts.expires_on is None else []
    found: list[tuple[bool, Refusal]] = [
        (facts.kind not in KINDS, UnknownKindOfPaper()),
        (is_ocop and not has_product, OcopNeedsProduct()),
        (is_ocop and facts.star not in STARS, StarMissing()),
        *((True, PaperFactMissing(field=name)) for name in untold),
        (not _fit(facts, today), BadDates()),
        (not has_scan, ScanMissing()),
    ]
    return [refusal for is_so, refusal in found if is_so]


def _fit(facts: PaperFacts, today: date) -> bool:
    """Whether the days, as far as they are told, can be those of a paper."""
    if facts.issued_on is None:
        return True
    expires_on = expiry_of(facts)
    return facts.issued_on <= today and (expires_on is None or facts.issued_on < expires_on)


def reminder_due(days_left: int) -> int | None:
    """The nearest of the reminders whose time has come; None while there is time, and once the paper has ended."""
    return next((days for days in REMINDED_DAYS if 0 <= days_left <= days), None)
