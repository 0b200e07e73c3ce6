"""Where visitors come from, how visits are told apart, and which rates may be shown. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from urllib.parse import urlsplit

SOURCES = ("search", "booth", "market", "live", "qr", "fair", "elsewhere", "direct")
"""The search, the booth's own page, other pages of ours, a broadcast, a printed code, one of a fair, others, none."""

SMALLEST_DENOMINATOR = 30
LONGEST = timedelta(days=366)
CODE_LETTERS = 8
MOST_FAIR_LETTERS = 60
MOST_COPIES = 100
MOST_LABELS = 600
VIA = "via"
"""The parameter of an address by which a printed code says that it led there."""


@dataclass(frozen=True)
class Period:
    """Days of Viet Nam, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many there are."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Period:
        """As many days just before it."""
        return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1))


def source_of(referrer: str, hosts: frozenset[str], *, carries_cart: bool) -> str:
    """What a request that names this page as where it comes from came by.

    A tracked link hands the key of a cart on in the address: who arrives with one and from no page of ours followed
    such a link.
    """
    came_from = urlsplit(referrer) if referrer else None
    if came_from is not None and came_from.hostname in hosts:
        return _page_of_ours(came_from.path.removeprefix("/en"))
    if carries_cart:
        return "live"
    return "elsewhere" if came_from is not None else "direct"


def _page_of_ours(path: str) -> str:
    for source, beginning in (("search", "/search"), ("booth", "/booths/"), ("live", "/live")):
        if path.startswith(beginning):
            return source
    return "market"


def rate(part: int, whole: int) -> float | None:
    """Per cent of `whole`, hidden where too few are in it to mean anything."""
    return round(part / whole * 100, 1) if whole >= SMALLEST_DENOMINATOR else None


def change(now: int, before: int) -> float | None:
    """By how many per cent a figure grew; None where there was nothing to compare with."""
    return round((now - before) / before * 100, 1) if before else None


@dataclass(frozen=True, slots=True)
class PageHit:
    """Somebody looked at a product, a booth, or came by a printed code.

    `name` is a slug or, of a scan, a code; `via` the code in the address of a page, if any. `person_id` is who is
    signed in: a booth's own people are not its visitors.
    """

    kind: Literal["product", "booth", "scan"]
    name: str
    day: date
    visitor: str
    source: str = "direct"
    via: str = ""
    person_id: int | None = None
