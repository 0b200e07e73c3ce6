"""A booth goes, and takes its data with it."""

from __future__ import annotations

from marketplace.domain.leaving.actions.closing import close_booth, close_booth_for, finish_closings

__all__ = ["close_booth", "close_booth_for", "finish_closings"]
