"""Bounds of a cart, and what a browser's cart holds."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from marketplace.core.codes import hash_token

MOST_OF_ONE = 999
MOST_LINES = 60
# Carts nobody came back to are forgotten after this long.
DAYS_KEPT = 60
# Among what was typed at the checkout: the hash of the proof that shows it again.
LOCK = "locked_by"


@dataclass(frozen=True, slots=True)
class CartTouch:
    """The last tracking link that led a shopper here: its code, the click, and when."""

    link_code: str
    click_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class HeldLine:
    """So many of one variant; `seen_price` is what one cost when the shopper last chose how many."""

    variant_id: int
    quantity: int
    seen_price: int | None


@dataclass(frozen=True, slots=True)
class HeldCart:
    """A cart as it was when it was read, with its lines in the order they were put in.

    `proof` is what the browser carries beside the key since it typed a delivery.
    """

    id: int
    key: str
    voucher_code: str | None = None
    delivery: Mapping[str, Any] = field(default_factory=dict)
    touch: CartTouch | None = None
    lines: tuple[HeldLine, ...] = ()
    proof: str = ""

    @property
    def carried(self) -> str:
        """What cookies, addresses and forms carry."""
        return f"{self.key}.{self.proof}" if self.proof else self.key

    def seen_with(self, proof: str) -> HeldCart:
        """The cart as a browser with this proof may see it: what others typed at the checkout is not there."""
        lock = str(self.delivery.get(LOCK, ""))
        fits = not lock or hmac.compare_digest(hash_token(proof), lock)
        typed = {name: value for name, value in self.delivery.items() if name != LOCK} if fits else {}
        return replace(self, delivery=typed, proof=proof if fits else "")

    @property
    def units(self) -> int:
        """How many units of anything it holds."""
        return sum(line.quantity for line in self.lines)
