"""News about money."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.core.outbox import Event


@dataclass(frozen=True)
class RefundSucceeded(Event):
    """The money has gone back."""

    refund_id: int
