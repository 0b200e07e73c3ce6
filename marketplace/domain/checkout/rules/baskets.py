"""What a basket comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from marketplace.core.errors import Refusal
from marketplace.domain.carts.errors import NotForSale
from marketplace.domain.promotions.rules import OfferTerms, Price, best_price
from marketplace.domain.shipping.rules import Quote
from marketplace.domain.stock.errors import SoldOut


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the goods go."""

    code: str
    province_code: str
    name: str
    province: str

    def printed(self, address_line: str) -> str:
        """The whole address as it is printed on the parcel."""
        return f"{address_line}, {self.name}, {self.province}"


@dataclass(frozen=True, slots=True)
class Item:
    """A variant as it stands in the market now."""

    variant_id: int
    booth_id: int
    product_id: int
    product_name: str
    product_name_en: str
    product_slug: str
    variant_name: str
    sku: str
    unit: str
    list_price: int
    weight_g: int
    left: int
    is_on_sale: bool
    booth_name: str
    booth_slug: str
    offers: tuple[OfferTerms, ...] = ()


@dataclass(frozen=True, slots=True)
class BasketLine:
    """So many of one thing at today's price. What has a `problem` cannot be bought and is not counted.

    `seen_price` is what one cost when the shopper chose how many, None where that is not known.
    """

    item: Item
    quantity: int
    price: Price
    problem: Refusal | None = None
    seen_price: int | None = None

    @property
    def price_has_changed(self) -> bool:
        """Whether one costs something else than when it was chosen."""
        return self.seen_price is not None and self.seen_price != self.price.price

    @property
    def variant_id(self) -> int:
        """The variant."""
        return self.item.variant_id

    @property
    def line_total(self) -> int:
        """Đồng for all units."""
        return self.quantity * self.price.price

    @property
    def saved(self) -> int:
        """Đồng less than at the list price."""
        return self.quantity * self.price.list_price - self.line_total


@dataclass(frozen=True)
class BasketBooth:
    """One booth's part of a basket. `quote` is None until it is known where the goods go."""

    booth_id: int
    name: str
    slug: str
    lines: tuple[BasketLine, ...]
    discount: int = 0
    quote: Quote | None = None

    @cached_property
    def goods(self) -> int:
        """Đồng for what can be bought, before the voucher."""
        return goods_of(self.lines)

    @property
    def weight_g(self) -> int:
        """What the carrier weighs."""
        return weight_of(self.lines)

    @property
    def fee(self) -> int:
        """Đồng for sending, 0 while unknown."""
        return self.quote.fee if self.quote else 0

    @property
    def is_fetched(self) -> bool:
        """Whether the shopper comes for it."""
        return self.quote is not None and self.quote.is_fetched

    @property
    def pickup_place(self) -> str | None:
        """Where the shopper comes for it, None where it is sent."""
        return self.quote.pickup.printed if self.quote and self.quote.pickup and self.quote.is_fetched else None

    @property
    def total(self) -> int:
        """What this booth's order comes to."""
        return self.goods - self.discount + self.fee


@dataclass(frozen=True)
class Basket:
    """All that a shopper means to buy, with what it costs now."""

    booths: tuple[BasketBooth, ...]
    voucher_code: str | None = None
    voucher_problem: Refusal | None = None

    @cached_property
    def lines(self) -> list[BasketLine]:
        """All lines, booth by booth."""
        return [line for booth in self.booths for line in booth.lines]

    @property
    def problems(self) -> list[Refusal]:
        """What keeps lines from being bought."""
        return [line.problem for line in self.lines if line.problem is not None]

    @property
    def is_buyable(self) -> bool:
        """Whether there is something to buy and nothing in the way."""
        return bool(self.booths) and not self.problems and self.voucher_problem is None

    @property
    def has_fees(self) -> bool:
        """Whether sending is counted in."""
        return any(booth.quote for booth in self.booths)

    @cached_property
    def goods_total(self) -> int:
        """Đồng for goods, before the voucher."""
        return sum(booth.goods for booth in self.booths)

    @cached_property
    def discount_total(self) -> int:
        """Đồng off by the voucher."""
        return sum(booth.discount for booth in self.booths)

    @cached_property
    def shipping_total(self) -> int:
        """Đồng for sending, as far as known."""
        return sum(booth.fee for booth in self.booths)

    @cached_property
    def grand_total(self) -> int:
        """What is to be paid."""
        return self.goods_total - self.discount_total + self.shipping_total

    @property
    def units(self) -> int:
        """How many units of anything."""
        return sum(line.quantity for line in self.lines)


def line_of(item: Item, quantity: int, taken: Mapping[int, int], seen_price: int | None = None) -> BasketLine:
    """A line at the best price; `taken` is what this buyer had of each offer before."""
    price = best_price(item.list_price, item.offers, quantity=quantity, taken=taken)
    return BasketLine(item, quantity, price, _problem_of(item, quantity), seen_price)


def goods_of(lines: Iterable[BasketLine]) -> int:
    """Đồng for the lines that can be bought."""
    return sum(line.line_total for line in lines if line.problem is None)


def weight_of(lines: Iterable[BasketLine]) -> int:
    """Grams of the lines that can be bought."""
    return sum(line.quantity * line.item.weight_g for line in lines if line.problem is None)


def lines_by_booth(lines: Sequence[BasketLine]) -> dict[int, tuple[BasketLine, ...]]:
    """Lines grouped by booth, booths ascending."""
    ordered = sorted(lines, key=lambda line: (line.item.booth_id, line.variant_id))
    return {booth_id: tuple(group) for booth_id, group in groupby(ordered, key=lambda line: line.item.booth_id)}


def assemble(
    by_booth: Mapping[int, tuple[BasketLine, ...]], discounts: Mapping[int, int], quotes: Mapping[int, Quote]
) -> tuple[BasketBooth, ...]:
    """The booths' parts of a basket."""
    return tuple(
        BasketBooth(
            booth_id, lines[0].item.booth_name, lines[0].item.booth_slug, lines,
            discounts.get(booth_id, 0), quotes.get(booth_id),
        )
        for booth_id, lines in by_booth.items()
    )  # fmt: skip


def _problem_of(item: Item, quantity: int) -> Refusal | None:
    if not item.is_on_sale:
        return NotForSale(item.variant_id)
    if quantity > item.left:
        return SoldOut(item.variant_id, item.left)
    return None
