"""Which hits on a tracking link are people who came, and which are programs, previews and our own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

REPEAT_WINDOW = timedelta(minutes=30)
"""A second hit of one visitor on one link within this time is the same visit."""

SEEN_WINDOW = timedelta(days=7)
"""Who opens the page of a product so long after a click is still somebody whom the link led to it."""

# In-app browsers of people (musical_ly, trill, BytedanceWebview, FBAN, Zalo) must not match.
_PROGRAMS = re.compile(
    r"(?<!cu)bot(?:\b|[_-])|crawl|spider|slurp|facebookexternalhit|facebookcatalog|meta-external|whatsapp|telegram"
    r"|skypeuripreview|embedly|preview|curl/|wget/|python|java/|okhttp|go-http|libwww|httpclient|axios|node-fetch"
    r"|headless|lighthouse|phantomjs|selenium|playwright|puppeteer|monitor|uptime|scan|fetch",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody who may have followed a link opened the page of a product. `visitor` is who their clicks are kept by."""

    visitor: str
    product: str
    at: datetime


def looks_like_a_program(agent: str) -> bool:
    """Whether this User-Agent is a known program, or none at all."""
    return not agent.strip() or _PROGRAMS.search(agent) is not None


def looks_like_prefetch(method: str, *purposes: str) -> bool:
    """Whether nobody looked: a HEAD request, or one whose purpose headers say prefetch, prerender or preview."""
    said = " ".join(purposes).lower()
    return method == "HEAD" or any(word in said for word in ("prefetch", "prerender", "preview"))


def why_ignored(*, prefetch: bool, program: bool, own: bool) -> str:
    """The first reason for which a hit does not count; empty for a person who came. Repeats are found when written."""
    if prefetch:
        return "prefetch"
    if program:
        return "bot"
    return "own" if own else ""
