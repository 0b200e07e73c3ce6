"""A booth goes, and takes its data with it."""

from __future__ import annotations

from marketplace.domain.leaving.actions.closing import close_booth, close_booth_for, finish_closings
from marketplace.domain.leaving.actions.downloading import ask_for_download, build_downloads, fetch_download

__all__ = [
    "ask_for_download",
    "build_downloads",
    "close_booth",
    "close_booth_for",
    "fetch_download",
    "finish_closings",
]
