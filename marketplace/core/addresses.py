"""Addresses without what changes nothing on a page, so that one page is one page."""

from __future__ import annotations

import re

# fbclid, gclid, ttclid, msclkid, zarsrc (Zalo), utm_…, _gl and the like: for scripts that this market does not run.
# `cart` is the key of one visitor's cart, which is put into a page on its way out; `via` a printed code that led here.
_HUNG_ON = re.compile(
    r"(?:^|(?<=&))(?:[a-z]{1,3}clk?id|utm_\w+|zarsrc|zaloid|_gl|mibextid|igshid|si|cart|via)=[^&]*(?:&|$)"
)


def plain_query(query: str) -> str:
    """The query string without parameters that change nothing on the page."""
    return _HUNG_ON.sub("", query).rstrip("&") if query else query
