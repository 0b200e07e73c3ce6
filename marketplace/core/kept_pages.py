"""A public page as it is kept: the same for everyone, with marks where something of one visitor is put in.

A mark begins with a bare `<`, which nothing that people typed can hold on a page: it is escaped there. Two things go in
on the way out and are never kept: the personal part of the header, and the key of a cart that travels in addresses.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property

import brotli

from marketplace.core import clock

CART = "cart"
PERSONAL_MARK = "<!--personal-->"
COUNT_MARK = "<!--count-->"
CART_FIELD_MARK = "<!--cart-->"
CART_QUERY_MARKS = {"?": "<!--?cart-->", "&": "<!--&cart-->"}
MOST_PAGES = 2000

Key = tuple[str, str, str]

# A key, and since its browser typed a delivery the proof of that.
CARRIED = r"[A-Za-z0-9_-]{20,64}(?:\.[A-Za-z0-9_-]{20,64})?"
_CART_KEY = re.compile(rf"(?:^|&){CART}=({CARRIED})(?:&|$)")


def cart_key_in(query: str) -> str:
    """The key of a cart in a query string, empty where there is none or it cannot be one of ours."""
    found = _CART_KEY.search(query) if query else None
    return found[1] if found else ""


def cart_field(key: str) -> str:
    """The form field that carries a key."""
    return f'<input type="hidden" name="{CART}" value="{key}">' if key else ""


def cart_query(key: str, first: str) -> str:
    """The part of an address that carries a key; `first` is the `?` or `&` before it."""
    return f"{first}{CART}={key}" if key else ""


def filled(template: bytes, personal: bytes, key: str) -> bytes:
    """A page for one visitor: the marks give way to the personal part and to the key, which `cart_key_in` has read."""
    body = template.replace(PERSONAL_MARK.encode(), personal)
    return with_cart(body.decode(), key).encode() if b"cart-->" in body else body


def with_cart(page: str, key: str) -> str:
    """A page, or a part of one, with the key where its marks stand."""
    for first, mark in CART_QUERY_MARKS.items():
        page = page.replace(mark, cart_query(key, first))
    return page.replace(CART_FIELD_MARK, cart_field(key))


def tag_of(body: bytes) -> str:
    """The weak ETag of these bytes."""
    return f'W/"{hashlib.sha256(body).hexdigest()[:24]}"'


@dataclass(frozen=True)
class Content:
    """What a page says to everyone, its headers, and the template for those who are somebody."""

    template: bytes
    body: bytes
    headers: tuple[tuple[str, str], ...]

    @cached_property
    def etag(self) -> str:
        """Changes with the body."""
        return tag_of(self.body)

    @cached_property
    def is_personal(self) -> bool:
        """Whether the page has a part that is different for each visitor."""
        return PERSONAL_MARK.encode() in self.template

    @cached_property
    def has_cart(self) -> bool:
        """Whether forms or links of the page carry the key of a cart."""
        return b"cart-->" in self.template

    @cached_property
    def brotli(self) -> bytes:
        """The body as brotli, packed when first asked for."""
        packed: bytes = brotli.compress(self.body, quality=5)
        return packed

    @cached_property
    def gzip(self) -> bytes:
        """The body as gzip, packed when first asked for."""
        return gzip.compress(self.body, 6, mtime=0)

    def encoded_for(self, accepted: str) -> tuple[bytes, str | None]:
        """The body and its encoding for an Accept-Encoding header."""
        if accepts(accepted, "br"):
            return self.brotli, "br"
        if accepts(accepted, "gzip"):
            return self.gzip, "gzip"
        return self.body, None

    def is_meant_by(self, if_none_match: str | None) -> bool:
        """Whether a browser that sends this If-None-Match has this very page."""
        return if_none_match is not None and is_meant(self.etag, if_none_match)


@dataclass(frozen=True)
class KeptPage:
    """A page, the version of the catalogue it shows, and until when (on the monotonic clock) it may be shown."""

    content: Content
    version: int
    until: float


def is_meant(etag: str, if_none_match: str) -> bool:
    """Whether an If-None-Match header names this tag."""
    return if_none_match == etag or etag in [tag.strip() for tag in if_none_match.split(",")]


def accepts(accepted: str, encoding: str) -> bool:
    """Whether an Accept-Encoding header takes an encoding; `br;q=0` does not."""
    for part in accepted.split(","):
        name, _, weight = part.partition(";")
        if name.strip() == encoding:
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


class KeptPages:
    """The pages this process has made, the oldest leaving first."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Key, KeptPage] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Key, version: int | None) -> KeptPage | None:
        """A page that still shows the truth."""
        page = self._pages.get(key)
        if page is None or version is None or page.version != version or page.until <= clock.ticks():
            return None
        return page

    def keep(self, key: Key, page: KeptPage) -> None:
        """Keep a page just made."""
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            while len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)

    def clear(self) -> None:
        """Forget every page."""
        with self._lock:
            self._pages.clear()

    def __len__(self) -> int:
        return len(self._pages)
