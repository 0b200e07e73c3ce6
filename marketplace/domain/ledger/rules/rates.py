"""What a sale costs its booth: price → commission → fee → tax → net, in whole đồng, half up. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from marketplace.core.clock import local_day
from marketplace.core.money import Dong, percent_of
from marketplace.domain.orders.rules import PAYMENT_METHODS
from marketplace.domain.pages.rules import NOTICE

COMMISSION, PAYMENT_FEE, VAT, PIT = "commission", "payment_fee", "vat", "pit"
KINDS = (COMMISSION, PAYMENT_FEE, VAT, PIT)
WITHHELD = frozenset({VAT, PIT})
"""What is kept for the tax office, only for booths for which withholding was switched on."""

MOST_POINTS: Mapping[str, int] = {COMMISSION: 5_000, PAYMENT_FEE: 1_000, VAT: 1_000, PIT: 1_000}
"""The highest rate that may be written down, in hundredths of a percent: a guard against slips of the pen."""

# A market announces a higher fee this long before (Decree 248/2026/NĐ-CP, as for its terms).
FEE_NOTICE = NOTICE["terms"]
ANNOUNCED = frozenset({COMMISSION, PAYMENT_FEE})


@dataclass(frozen=True, slots=True)
class RateFacts:
    """One rate: `basis_points` hundredths of a percent from a day on. `method` is of payment fees alone."""

    id: int
    kind: str
    method: str
    name: str
    name_en: str
    basis_points: int
    starts_on: date
    recorded_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one rate takes of a base; `line_id` where it is counted line by line."""

    rate: RateFacts
    base: Dong
    amount: Dong
    line_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sold:
    """What an order sells, as far as rates care.

    `lines` are pairs of a line and what the booth gets for it before any rate: its price less what the booth itself
    gives off. `paid` is what the shopper pays, `collected` what is collected for the booth, sending included.
    """

    lines: Sequence[tuple[int | None, Dong]]
    paid: Dong
    collected: Dong


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A price and all that goes off it."""

    price: Dong
    taken: tuple[Taken, ...]

    @property
    def net(self) -> Dong:
        """What stays with the booth."""
        return self.price - sum(each.amount for each in self.taken)

    def of(self, *kinds: str) -> Dong:
        """What rates of these kinds take together."""
        return sum(each.amount for each in self.taken if each.rate.kind in kinds)

    @property
    def withheld(self) -> Dong:
        """What is kept for the tax office."""
        return self.of(*WITHHELD)


def in_force(rates: Iterable[RateFacts], at: datetime, *, method: str, withholds: bool) -> dict[str, RateFacts]:
    """The rate of each kind that applies to a sale at a moment; a kind without one is left out.

    Only what had been written down by then counts, so that the same question about a past sale has the same answer
    for ever. Of several that have begun, the one that began last; of one day, the one written down last.
    """
    day, chosen = local_day(at), dict[str, RateFacts]()
    for rate in sorted(rates, key=lambda each: (each.starts_on, each.id)):
        if rate.recorded_at <= at and rate.starts_on <= day and rate.method in ("", method):
            chosen[rate.kind] = rate
    return {kind: chosen[kind] for kind in KINDS if kind in chosen and (withholds or kind not in WITHHELD)}


def coming(rates: Iterable[RateFacts], at: datetime) -> list[RateFacts]:
    """Rates that are written down and have not begun, the next first."""
    day = local_day(at)
    return sorted((each for each in rates if each.starts_on > day), key=lambda each: (each.starts_on, each.id))


def charges_on(sold: Sold, rates: Mapping[str, RateFacts]) -> tuple[Taken, ...]:
    """What each rate takes of a sale. Nothing takes more than is left, so that a booth never pays to sell."""
    left = sold.collected
    taken = []
    for kind, rate in rates.items():
        for line_id, base in _bases(sold, kind):
            amount = min(percent_of(base, rate.basis_points), left)
            left -= amount
            taken.append(Taken(rate, base, amount, line_id))
    return tuple(taken)


def what_i_get(price: Dong, rates: Mapping[str, RateFacts]) -> Breakdown:
    """What stays of a price of which the shopper pays all, sending apart."""
    return Breakdown(price, charges_on(Sold([(None, price)], paid=price, collected=price), rates))


def by_method(price: Dong, rates: Sequence[RateFacts], at: datetime, *, withholds: bool) -> dict[str, Breakdown]:
    """What stays of a price for each way of paying it."""
    return {
        method: what_i_get(price, in_force(rates, at, method=method, withholds=withholds)) for method in PAYMENT_METHODS
    }


def alike(gets: Mapping[str, Breakdown]) -> list[tuple[tuple[str, ...], Breakdown]]:
    """Ways of paying that leave the same, together, each with what it leaves."""
    groups: dict[tuple[Dong, ...], list[str]] = {}
    for method, each in gets.items():
        groups.setdefault((each.of(COMMISSION), each.of(PAYMENT_FEE), each.withheld), []).append(method)
    return [(tuple(methods), gets[methods[0]]) for methods in groups.values()]


def must_be_announced(kind: str, basis_points: int, before: int, *, is_trading: bool) -> bool:
    """Whether sellers must hear of a rate beforehand: it takes more than before, and somebody sells already."""
    return is_trading and kind in ANNOUNCED and basis_points > before


def _bases(sold: Sold, kind: str) -> Sequence[tuple[int | None, Dong]]:
    if kind == COMMISSION:
        return sold.lines
    return [(None, sold.paid if kind == PAYMENT_FEE else sold.collected)]
