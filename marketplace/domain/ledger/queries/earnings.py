"""What a booth has earned: on one order, at this moment, and month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select

from marketplace.core.clock import day_start
from marketplace.core.db import db
from marketplace.core.money import Dong
from marketplace.domain.booths.models import Booth
from marketplace.domain.ledger.models import Charge, Entry, Line, Rate, SaleTerms, Withholding
from marketplace.domain.ledger.queries.terms import charged_on, figures_of, refunds_back
from marketplace.domain.ledger.rules import Charged, Earned, earned_on, still_earned
from marketplace.domain.orders.models import Order

# An order in these states, never delivered, earns nothing.
NEVER_EARNED = frozenset({"cancelled", "refused", "returned"})


@dataclass(frozen=True, slots=True)
class OrderMoney:
    """What an order earns its booth: `earned` at delivery, `left` after what came back."""

    earned: Earned
    left: Earned
    rates: dict[int, Rate]
    withholding: Withholding | None
    is_void: bool
    is_delivered: bool

    @property
    def back(self) -> Dong:
        """How much less is the booth's because goods came back, before rates."""
        return self.earned.gross - self.left.gross


def money_of(order: Order) -> OrderMoney:
    """The breakdown of an order by its frozen terms."""
    charges = charged_on(order)
    earned = earned_on(figures_of(order, charges))
    back = [(each.amount - each.shipping_amount, each.shipping_amount) for each in refunds_back(order)]
    undone = order.state == "returned" and not earned.goods_paid
    is_delivered = order.delivered_at is not None
    return OrderMoney(
        earned, still_earned(earned, back if is_delivered else [], undone=undone), _rates_of(charges),
        _withholding_of(order), order.state in NEVER_EARNED and not is_delivered, is_delivered,
    )  # fmt: skip


def _rates_of(charges: Sequence[Charged]) -> dict[int, Rate]:
    ids = [each.rate_id for each in charges]
    return {rate.id: rate for rate in db.session.scalars(select(Rate).where(Rate.id.in_(ids)))} if ids else {}


def _withholding_of(order: Order) -> Withholding | None:
    found = select(Withholding).join(SaleTerms, SaleTerms.withholding_id == Withholding.id)
    mine = found.where(SaleTerms.order_id == order.id, SaleTerms.booth_id == order.booth_id)
    return db.session.scalar(mine.where(Withholding.booth_id == order.booth_id))


@dataclass(frozen=True, slots=True)
class Standing:
    """What the market owes a booth for what it sold, and the cash that the booth took at the door."""

    owed: Dong
    cash: Dong

    @property
    def together(self) -> Dong:
        """Above zero the market owes the booth, below it the booth owes the market."""
        return self.owed - self.cash


def standing_of(booth: Booth) -> Standing:
    """Summed from the book."""
    sums = select(Line.account, func.sum(Line.amount)).where(Line.booth_id == booth.id).group_by(Line.account)
    found = {account: int(amount) for account, amount in db.session.execute(sums)}
    return Standing(-found.get("booth", 0), found.get("cash", 0))


@dataclass(frozen=True, slots=True)
class Total:
    """What lines of one part, by one rate, come to in a month, as the booth sees it: what it gets is positive."""

    account: str
    part: str
    rate: Rate | None
    amount: Dong


def totals_of(booth: Booth, month: date) -> list[Total]:
    """A month's lines added up by what they are about and by rate."""
    sums = (
        select(Line.account, Line.part, Rate, func.sum(Line.amount))
        .join(Entry, Entry.key == Line.entry_key)
        .outerjoin(Rate, Rate.id == Line.rate_id)
        .where(Line.booth_id == booth.id, *_in_month(booth, month))
        .group_by(Line.account, Line.part, Rate.id)
    )
    return [Total(account, part, rate, -int(amount)) for account, part, rate, amount in db.session.execute(sums)]


@dataclass(frozen=True, slots=True)
class Posted:
    """One line of the book as the booth sees it."""

    key: str
    at: datetime
    kind: str
    order_code: str
    account: str
    part: str
    rate: Rate | None
    base: Dong | None
    amount: Dong


def lines_of(booth: Booth, month: date, *, limit: int | None = None, offset: int = 0) -> list[Posted]:
    """A month's lines, newest entry first; `limit` and `offset` count entries, so that none is cut in two.

    `base` is what a rate was taken of at the sale.
    """
    base = (
        select(Charge.order_id, Charge.rate_id, func.sum(Charge.base).label("base"))
        .where(Charge.booth_id == booth.id)
        .group_by(Charge.order_id, Charge.rate_id)
        .subquery()
    )
    mine = select(Line.entry_key).where(Line.booth_id == booth.id)
    keys = select(Entry.key).where(Entry.key.in_(mine), *_in_month(booth, month))
    page = keys.order_by(Entry.at.desc(), Entry.key).limit(limit).offset(offset).subquery()
    wanted = (
        select(
            Entry.key, Entry.at, Entry.kind, Order.code, Line.account, Line.part, Rate, base.c.base, Line.amount
        )
        .join(Entry, Entry.key == Line.entry_key)
        .join(page, page.c.key == Entry.key)
        .join(Order, Order.id == Entry.order_id)
        .outerjoin(Rate, Rate.id == Line.rate_id)
        .outerjoin(base, (base.c.order_id == Entry.order_id) & (base.c.rate_id == Line.rate_id))
        .where(Line.booth_id == booth.id, Order.booth_id == booth.id, Entry.booth_id == booth.id)
        .order_by(Entry.at.desc(), Entry.key, Line.id)
    )  # fmt: skip
    return [
        Posted(key, at, kind, code, account, part, rate, None if base is None else int(base), -amount)
        for key, at, kind, code, account, part, rate, base, amount in db.session.execute(wanted)
    ]


def first_month(booth: Booth) -> datetime | None:
    """When the book first told of this booth."""
    return db.session.scalar(select(func.min(Entry.at)).where(Entry.booth_id == booth.id))


def _in_month(booth: Booth, month: date) -> list[ColumnElement[bool]]:
    first = month.replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return [Entry.booth_id == booth.id, Entry.at >= day_start(first), Entry.at < day_start(following)]
