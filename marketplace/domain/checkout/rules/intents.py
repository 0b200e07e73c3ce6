"""What an intent to buy is, and the limits it is held to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from marketplace.domain.carts.rules import CartTouch

# Above the first, carriers collect no cash (DOMAIN.md section 7: goods worth 30 million at most); above the second,
# Stripe takes no payment in đồng (eight digits).
CASH_MOST = 30_000_000
CARD_MOST = 99_999_999
# A guest's phone may have so many cash orders under way, or as many as it likes while all of them come to little
# (THREATS T16: the sixth open order on one phone asks for payment ahead).
CASH_ORDERS_MOST = 5
CASH_TOTAL_FREE = 2_000_000
CASH_UNDER_WAY = ("placed", "accepted", "packed", "shipped")


@dataclass(frozen=True, slots=True)
class Wish:
    """So many of one variant; `seen_price` is what one cost when it was put in the cart, to tell of a change."""

    variant_id: int
    quantity: int
    seen_price: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Delivery:
    """To whom and where, as typed or, once cleaned, as kept; from the booths of these slugs the shopper fetches."""

    recipient: str
    phone: str
    address_line: str
    commune_code: str
    email: str | None = None
    note: str = ""
    fetched_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandEntry:
    """An order written down by hand during a broadcast; `entered_by` is the person's id."""

    broadcast_id: int
    entered_by: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A purchase as its buyer is told; `repeated` when the same button had been pressed before."""

    purchase_id: int
    code: str
    payment_method: str
    grand_total: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Intent:
    """One press of the button: everything that was asked for, cleaned."""

    wishes: tuple[Wish, ...]
    delivery: Delivery
    payment_method: str
    expected_total: int | None
    scope: str
    key: str
    person_id: int | None
    language: str
    voucher_code: str | None = None
    touch: CartTouch | None = None
    hand: HandEntry | None = None
    cart_id: int | None = None
    sources: Callable[[], Mapping[int, tuple[str, str]]] = dict
    """By booth, known when it is asked; 0 stands for every booth that is not named."""

    def source_for(self, booth_id: int) -> tuple[str, str]:
        """How the buyer came to this booth, with the name of the fair; empty where nobody saw."""
        if self.hand:
            return "hand", ""
        sources = self.sources()
        return sources.get(booth_id) or sources.get(0, ("", ""))

    @property
    def is_prepaid(self) -> bool:
        """Whether the goods are held until the money is there."""
        return self.payment_method != "cod"

    @property
    def request_hash(self) -> str:
        """What tells the same request from another one under the same key.

        The wishes of a cart are the market's own memory, not part of what the page sends: they are gone once bought,
        and the second press of the button must still be the same request.
        """
        wanted: object = self.cart_id or [[wish.variant_id, wish.quantity] for wish in self.wishes]
        delivery = {name: getattr(self.delivery, name) for name in Delivery.__slots__}
        facts = [wanted, delivery, self.payment_method, self.expected_total, self.voucher_code]
        return hashlib.sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def merged(wishes: Iterable[Wish]) -> tuple[Wish, ...]:
    """Wishes with each variant once, variants ascending."""
    units: dict[int, int] = {}
    for wish in wishes:
        units[wish.variant_id] = units.get(wish.variant_id, 0) + wish.quantity
    return tuple(Wish(variant_id, units[variant_id]) for variant_id in sorted(units))


def asks_to_pay_ahead(orders: int, total: int, more: int) -> bool:
    """Whether a guest with `orders` cash orders under way, worth `total`, must pay the next ones ahead."""
    return orders >= CASH_ORDERS_MOST and total + more > CASH_TOTAL_FREE
