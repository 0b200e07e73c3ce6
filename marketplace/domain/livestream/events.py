"""What happens on air."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.core.outbox import Event


@dataclass(frozen=True)
class BroadcastBegan(Event):
    """A broadcast went on air."""

    broadcast_id: int


@dataclass(frozen=True)
class BoothInvited(Event):
    """A booth was asked to take part in a campaign."""

    invitation_id: int
