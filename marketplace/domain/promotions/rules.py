"""Prices for a time and codes that lower: the arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from marketplace.core.money import percent_of, shares

MOST_PRICE = 1_000_000_000
WHOLE_IN_BASIS_POINTS = 10_000


@dataclass(frozen=True, slots=True)
class OfferTerms:
    """A running offer as a price sees it; `left` and `per_buyer` are None where there is no limit."""

    id: int
    price: int
    ends_at: datetime
    left: int | None = None
    per_buyer: int | None = None
    kind: str = "booth"


@dataclass(frozen=True, slots=True)
class Price:
    """What one unit costs now: the list price, and the price with the offer that makes it lower, if any."""

    list_price: int
    price: int
    offer_id: int | None = None
    ends_at: datetime | None = None
    left: int | None = None
    per_buyer: int | None = None
    kind: str | None = None

    @property
    def is_lowered(self) -> bool:
        """Whether an offer is at work."""
        return self.offer_id is not None


@dataclass(frozen=True, slots=True)
class OfferTaken:
    """So many units at an offer's price for one order line."""

    offer_id: int
    order_line_id: int
    quantity: int


class VoucherTerms(Protocol):
    """What a voucher's discount depends on; the row has it."""

    @property
    def booth_id(self) -> int | None:
        """The one booth it counts for, or None."""

    @property
    def kind(self) -> str:
        """`mark`, `amount` or `percent`."""

    @property
    def value(self) -> int:
        """Đồng, or basis points."""

    @property
    def most(self) -> int | None:
        """The most that a percentage may lower."""

    @property
    def min_goods(self) -> int:
        """The goods it takes for the voucher to count."""


def best_price(
    list_price: int, offers: Iterable[OfferTerms], *, quantity: int = 1, taken: Mapping[int, int] | None = None
) -> Price:
    """The lowest price at which all `quantity` units can be had; `taken` is what this buyer had of each offer.

    An offer that covers only part of the units does not count: one line has one price.
    """
    had = taken or {}
    fitting = [offer for offer in offers if offer.price < list_price and covers(offer, quantity, had.get(offer.id, 0))]
    if not fitting:
        return Price(list_price, list_price)
    best = min(fitting, key=lambda offer: (offer.price, offer.id))
    return Price(list_price, best.price, best.id, best.ends_at, best.left, best.per_buyer, best.kind)


def covers(offer: OfferTerms, quantity: int, taken: int = 0) -> bool:
    """Whether `quantity` more units go at this offer for a buyer who had `taken`."""
    enough_left = offer.left is None or quantity <= offer.left
    return enough_left and (offer.per_buyer is None or taken + quantity <= offer.per_buyer)


def ended_window(starts_at: datetime, ends_at: datetime, now: datetime) -> tuple[datetime, datetime]:
    """From when until when something counts that is ended now: never an empty time, as the tables ask for one.

    What has not begun is moved wholly into the past.
    """
    return (now - (ends_at - starts_at) if starts_at >= now else starts_at), now


def goods_counted(voucher: VoucherTerms, goods_by_booth: Mapping[int, int]) -> dict[int, int]:
    """The goods that the voucher looks at: all, or those of its booth."""
    return {
        booth_id: goods
        for booth_id, goods in goods_by_booth.items()
        if voucher.booth_id is None or voucher.booth_id == booth_id
    }


def missing_goods(voucher: VoucherTerms, goods_by_booth: Mapping[int, int]) -> int:
    """Đồng of goods still needed for the voucher to count; 0 when there is enough."""
    return max(0, voucher.min_goods - sum(goods_counted(voucher, goods_by_booth).values()))


def discount_of(voucher: VoucherTerms, goods_by_booth: Mapping[int, int]) -> dict[int, int]:
    """Đồng off per booth, by its share of the goods, exact to the đồng; never more than the goods."""
    counted = goods_counted(voucher, goods_by_booth)
    goods = sum(counted.values())
    if not goods or missing_goods(voucher, goods_by_booth):
        return dict.fromkeys(goods_by_booth, 0)
    off = dict(zip(counted, shares(_off(voucher, goods), list(counted.values())), strict=True))
    return {booth_id: off.get(booth_id, 0) for booth_id in goods_by_booth}


def _off(voucher: VoucherTerms, goods: int) -> int:
    if voucher.kind == "amount":
        return min(voucher.value, goods)
    if voucher.kind == "percent":
        off = percent_of(goods, voucher.value)
        return off if voucher.most is None else min(off, voucher.most)
    return 0
