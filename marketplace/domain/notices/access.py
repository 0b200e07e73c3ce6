"""Who announces something to booths."""

from marketplace.domain.booths.access import can_review as can_announce

__all__ = ["can_announce"]
