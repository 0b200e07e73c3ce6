"""What a booth has earned on an order: when it is delivered, and after goods of it came back.

In the book what the market has or is owed is positive, what it owes is negative; every entry sums to zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from marketplace.core.money import Dong, shares
from marketplace.domain.ledger.rules.rates import COMMISSION, PAYMENT_FEE, Sold

ACCOUNTS = (
    "bank",  # transfers that came in, less what was paid back by hand
    "card",  # with the card provider
    "cash",  # paid at the door and in the hands of a booth
    "shopper",  # held for shoppers: paid and not yet earned, or earned back and not yet returned
    "booth",  # owed to a booth
    "commission", "payment_fee",  # the market's own
    "vat", "pit",  # kept back for the tax office
    "voucher",  # what the market's own vouchers cost it
)  # fmt: skip
OF_BOOTHS = frozenset({"booth", "cash"})
PARTS = ("money", "goods", "shipping", "voucher", "commission", "payment_fee", "vat", "pit", "back")
"""What a line of the book is about: money that moved, the price, what goes off it, and goods that came back."""


@dataclass(frozen=True, slots=True)
class Charged:
    """What one rate takes of a whole order."""

    rate_id: int
    kind: str
    amount: Dong


@dataclass(frozen=True, slots=True)
class OrderFigures:
    """An order as far as the book cares.

    `short_face` is what missing goods were priced at, `short_paid` what the shopper does not pay for them, which is
    less where a voucher lowered the price. `bearer` says whose cost the voucher is.
    """

    goods: Dong
    discount: Dong
    bearer: str
    shipping: Dong
    charges: tuple[Charged, ...] = ()
    short_face: Dong = 0
    short_paid: Dong = 0

    @property
    def paid(self) -> Dong:
        """What the shopper pays for all of it."""
        return self.goods - self.discount + self.shipping

    @property
    def collected(self) -> Dong:
        """What is collected for the booth: a voucher of the market costs the booth nothing."""
        return self.goods + self.shipping - (0 if self.bearer == "market" else self.discount)


@dataclass(frozen=True, slots=True)
class Earned:
    """What a booth has earned: the price of the goods, what it or the market gave off, and what rates take."""

    face: Dong
    own_off: Dong
    market_off: Dong
    shipping: Dong
    charges: tuple[Charged, ...]

    @property
    def goods_paid(self) -> Dong:
        """What the shopper pays for the goods."""
        return self.face - self.own_off - self.market_off

    @property
    def paid(self) -> Dong:
        """What the shopper pays."""
        return self.goods_paid + self.shipping

    @property
    def gross(self) -> Dong:
        """What is the booth's before any rate."""
        return self.face - self.own_off + self.shipping

    @property
    def net(self) -> Dong:
        """What stays with the booth."""
        return self.gross - sum(each.amount for each in self.charges)


@dataclass(frozen=True, slots=True)
class Leg:
    """One side of an entry."""

    account: str
    part: str
    amount: Dong
    rate_id: int | None = None


def sold_of(figures: OrderFigures, lines: Mapping[int, Dong]) -> Sold:
    """An order as the rates see it; what the booth itself gives off is shared among its lines."""
    own = 0 if figures.bearer == "market" else figures.discount
    parts = shares(own, list(lines.values()))
    bases = [(line_id, total - off) for (line_id, total), off in zip(lines.items(), parts, strict=True)]
    return Sold(bases, paid=figures.paid, collected=figures.collected)


def earned_on(figures: OrderFigures) -> Earned:
    """What is earned once the order is delivered: nothing for goods that were missing."""
    off = figures.discount - (figures.short_face - figures.short_paid)
    by_market = figures.bearer == "market"
    sold = Earned(
        figures.goods - figures.short_face, 0 if by_market else off, off if by_market else 0, figures.shipping, ()
    )
    scales = {COMMISSION: (sold.face, figures.goods), PAYMENT_FEE: (sold.paid, figures.paid)}
    return _charged(sold, figures.charges, scales, (sold.gross, figures.collected))


def still_earned(earned: Earned, back: Sequence[tuple[Dong, Dong]], *, undone: bool = False) -> Earned:
    """What is left of it after money went back, in pairs of goods and sending; nothing of an order that is `undone`.

    It is reckoned from all that went back so far, so that many parts end at the same as the whole in one. More for
    goods than they cost counts as sending.
    """
    goods = min(sum(each for each, _sending in back), earned.goods_paid)
    sending = min(sum(map(sum, back)) - goods, earned.shipping)
    goods_left = 0 if undone else earned.goods_paid - goods
    share = (goods_left, earned.goods_paid)
    if not earned.goods_paid:
        share = (0, 1) if undone else (1, 1)
    market_off = kept_of(earned.market_off, *share)
    own_off = kept_of(earned.own_off, *share)
    left = Earned(goods_left + market_off + own_off, own_off, market_off, earned.shipping - sending, ())
    scales = {COMMISSION: share, PAYMENT_FEE: (left.paid, earned.paid)}
    return _charged(left, earned.charges, scales, (left.gross, earned.gross))


def sale_legs(earned: Earned) -> list[Leg]:
    """How the book says that an order is earned."""
    legs = [
        Leg("shopper", "goods", earned.paid),
        Leg("voucher", "voucher", earned.market_off),
        Leg("booth", "goods", -earned.face),
        Leg("booth", "voucher", earned.own_off),
        Leg("booth", "shipping", -earned.shipping),
    ]
    return [leg for leg in legs if leg.amount] + _charge_legs(earned.charges)


def back_legs(before: Earned, after: Earned) -> list[Leg]:
    """How the book says that less is earned than was."""
    legs = [
        Leg("shopper", "back", after.paid - before.paid),
        Leg("voucher", "voucher", after.market_off - before.market_off),
        Leg("booth", "back", before.gross - after.gross),
    ]
    less = [
        replace(was, amount=now.amount - was.amount) for was, now in zip(before.charges, after.charges, strict=True)
    ]
    return [leg for leg in legs if leg.amount] + _charge_legs(less)


def kept_of(amount: Dong, part: int, whole: int) -> Dong:
    """The share of an amount that `part` of `whole` keeps, half up; nothing of nothing."""
    return (2 * amount * part + whole) // (2 * whole) if whole else 0


def _charged(
    left: Earned, charges: Sequence[Charged], scales: Mapping[str, tuple[int, int]], of_gross: tuple[int, int]
) -> Earned:
    """The same with what is kept of each charge, and never more than there is."""
    room, kept = left.gross, []
    for each in charges:
        amount = min(kept_of(each.amount, *scales.get(each.kind, of_gross)), room)
        room -= amount
        kept.append(replace(each, amount=amount))
    return replace(left, charges=tuple(kept))


def _charge_legs(charges: Sequence[Charged]) -> list[Leg]:
    legs = []
    for each in charges:
        if each.amount:
            legs.append(Leg("booth", each.kind, each.amount, each.rate_id))
            legs.append(Leg(each.kind, each.kind, -each.amount, each.rate_id))
    return legs
