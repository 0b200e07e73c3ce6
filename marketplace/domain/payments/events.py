"""News about money."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.core.outbox import Event


@dataclass(frozen=True)
class RefundSucceeded(Event):
    """The money has gone back."""

    refund_id: int


@dataclass(frozen=True)
class MoneyCame(Event):
    """An attempt to pay was paid: the money is with the market, or with the booth that took cash."""

    attempt_id: int


@dataclass(frozen=True)
class RefundRequested(Event):
    """Money is to go back, for one order or for a payment that fitted none."""

    refund_id: int
    order_id: int | None


@dataclass(frozen=True)
class RefundFailed(Event):
    """The provider says that money has not gone back, perhaps after it had said that it had."""

    refund_id: int


@dataclass(frozen=True)
class RefundFoundOutside(Event):
    """Somebody gave money back at the provider's own desk."""

    refund_id: int
