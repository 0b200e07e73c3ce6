"""Facts about booths; what waits is told by its queue. `seq` is the number of the step in the booth's history."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.core.outbox import Event


@dataclass(frozen=True)
class BoothOpened(Event):
    """Shoppers see the booth: for the first time or again."""

    booth_id: int
    seq: int


@dataclass(frozen=True)
class BoothRejected(Event):
    """The application came back with a reason."""

    booth_id: int
    seq: int


@dataclass(frozen=True)
class BoothSuspended(Event):
    """The booth is hidden for a reason."""

    booth_id: int
    seq: int


@dataclass(frozen=True)
class BoothClosing(Event):
    """The booth takes no new orders and is gone once the last one is finished."""

    booth_id: int
    seq: int


@dataclass(frozen=True)
class BoothClosed(Event):
    """The booth is gone for good."""

    booth_id: int
    seq: int


@dataclass(frozen=True)
class BoothChanged(Event):
    """The booth's page tells something new."""

    booth_id: int


@dataclass(frozen=True)
class HelperReadTooMuch(Event):
    """A helper wanted to open more lists of buyers than one may in a day."""

    grant_id: int
    day: str


STEP_EVENTS: dict[str, type[Event]] = {
    "open": BoothOpened,
    "rejected": BoothRejected,
    "suspended": BoothSuspended,
    "closing": BoothClosing,
    "closed": BoothClosed,
}
