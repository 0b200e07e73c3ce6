"""Where to go on after signing in: only ever a page of this market."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

# Printable ASCII without the backslash, which browsers read as a slash.
_PATH = re.compile(r"/[!-\[\]-~]{0,1000}")


def local_path(text: str | None) -> str | None:
    """The path if it leads to a page of this very site, else None (THREATS T28)."""
    if not text or not _PATH.fullmatch(text) or text.startswith("//"):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else text


def way_on(path: str, onward: str | None) -> str:
    """A path of ours that remembers where to go on, if that leads to a page of this site."""
    known = local_path(onward)
    return f"{path}?next={quote(known)}" if known else path
