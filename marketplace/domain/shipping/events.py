"""What happened to parcels."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.core.outbox import Event


@dataclass(frozen=True)
class CarrierIssueOpened(Event):
    """What a carrier says of a booking does not fit; the booth's people should look."""

    issue_id: int


@dataclass(frozen=True)
class ParcelLost(Event):
    """A carrier lost or spoiled the goods of an order: its buyer gets nothing of them."""

    order_id: int
