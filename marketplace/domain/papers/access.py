"""Who may bring and who may check papers."""

from __future__ import annotations

from marketplace.domain.booths.access import can_review
from marketplace.domain.booths.access import can_run_booth as can_bring_papers

__all__ = ["can_bring_papers", "can_review"]
