"""Questions about notices, one file per subject."""

from __future__ import annotations

from marketplace.domain.notices.queries.announcements import (
    Announced,
    announcement_by_id,
    announcements,
    announcements_in_force,
    people_to_tell,
)
from marketplace.domain.notices.queries.bells import MOST_COUNTED, Bell, bell_of, choices_of, notices_of
from marketplace.domain.notices.queries.letters import (
    Reader,
    buyer_of,
    complainant_of,
    is_written,
    link_to,
    members_to_tell,
    order_by_id,
    purchase_by_id,
    readers_of,
    refuses_letters,
)

__all__ = [
    "MOST_COUNTED",
    "Announced",
    "Bell",
    "Reader",
    "announcement_by_id",
    "announcements",
    "announcements_in_force",
    "bell_of",
    "buyer_of",
    "choices_of",
    "complainant_of",
    "is_written",
    "link_to",
    "members_to_tell",
    "notices_of",
    "order_by_id",
    "people_to_tell",
    "purchase_by_id",
    "readers_of",
    "refuses_letters",
]
