"""What happens to purchases and orders."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.core.outbox import Event


@dataclass(frozen=True)
class PurchasePlaced(Event):
    """A shopper pressed the button; cash orders are with their booths, others wait for the money."""

    purchase_id: int


@dataclass(frozen=True)
class PurchasePaid(Event):
    """All the money of a purchase is there."""

    purchase_id: int


@dataclass(frozen=True)
class PurchaseLapsed(Event):
    """Nobody paid in time: the goods are back on the shelf."""

    purchase_id: int


@dataclass(frozen=True)
class OrderMoved(Event):
    """An order went from one state to another."""

    order_id: int
    from_state: str
    to_state: str


@dataclass(frozen=True)
class OrderFellShort(Event):
    """The booth cannot deliver some of an order's goods."""

    shortfall_id: int
