"""Where to go on after signing in: only ever a page of this market."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

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
