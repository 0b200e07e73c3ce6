"""Where visitors come from, how visits are told apart, and which days figures are about. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from urllib.parse import urlsplit

SOURCES = ("search", "booth", "market", "live", "qr", "fair", "elsewhere", "direct")
"""The search, the booth's own page, other pages of ours, a broadcast, a printed code, one of a fair, others, none."""

CODE_LETTERS = 8
MOST_FAIR_LETTERS = 60
MOST_COPIES = 100
MOST_LABELS = 600
VIA = "via"
"""The parameter of an address by which a printed code says that it led there."""

EARLIEST = date(2020, 1, 1)
MOST_DAYS = 366
USUAL_DAYS = 7


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included, and as many days just before them."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> date:
        """The first day of the time before, which ends the day before `first`."""
        return self.first - timedelta(days=self.length)

    def pairs(self) -> Iterator[tuple[date, date]]:
        """Each day, and the one that stands in its place in the time before."""
        return ((self.first + timedelta(n), self.before + timedelta(n)) for n in range(self.length))


def last_days(count: int, today: date) -> Period:
    """So many days, today the last of them."""
    return Period(today - timedelta(days=count - 1), today)


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
