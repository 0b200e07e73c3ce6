"""News of long rounds of letters: it goes on where it stopped, a portion to a transaction."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.core.outbox import Event


@dataclass(frozen=True)
class FollowersLeft(Event):
    """Followers beyond this person have yet to hear that a broadcast began."""

    broadcast_id: int
    after_person_id: int


@dataclass(frozen=True)
class AnnouncementDue(Event):
    """Those of an announcement's audience beyond this person have yet to hear of it."""

    announcement_id: int
    after_person_id: int
