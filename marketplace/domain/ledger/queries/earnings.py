"""What a booth has earned: on one order, at this moment, and month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, select, true

from marketplace.core.clock import day_start
from marketplace.core.db import db
from marketplace.core.money import Dong
from marketplace.domain.booths.models import Booth
from marketplace.domain.ledger.models import Charge, Entry, Line, MonthTotal, Rate, SaleTerms, Withholding
from marketplace.domain.ledger.queries.terms import BACK, charged_by_rate, figures_of, in_turn
from marketplace.domain.ledger.rules import Charged, Earned, earned_on, still_earned
from marketplace.domain.orders.models import Order
from marketplace.domain.payments.models import Refund


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
    """The breakdown of an order by its frozen terms, read in one statement."""
    rows = db.session.execute(_terms_and_refunds(order)).all()
    rates = {rate.id: rate for rate, _amount, _withholding, _refund in rows if rate is not None}
    taken = {rate.id: int(amount) for rate, amount, _withholding, _refund in rows if rate is not None}
    refunds = dict.fromkeys(refund for _rate, _amount, _withholding, refund in rows if refund is not None)
    charges = in_turn(Charged(rate_id, rates[rate_id].kind, amount) for rate_id, amount in taken.items())
    earned = earned_on(figures_of(order, charges))
    back = [(each.amount - each.shipping_amount, each.shipping_amount) for each in refunds]
    undone = order.state == "returned" and not earned.goods_paid
    is_delivered = order.delivered_at is not None
    return OrderMoney(
        earned, still_earned(earned, back if is_delivered else [], undone=undone), rates,
        rows[0][2], order.fell_through, is_delivered,
    )  # fmt: skip


def _terms_and_refunds(order: Order) -> Select[Rate, int, Withholding, Refund]:
    """Each rate with what it takes, beside by what tax is kept back, beside each refund for goods that came back."""
    taken = charged_by_rate(order).subquery()
    return (
        select(Rate, taken.c.amount, Withholding, Refund)
        .select_from(Order)
        .outerjoin(taken, true())
        .outerjoin(Rate, Rate.id == taken.c.rate_id)
        .outerjoin(SaleTerms, (SaleTerms.order_id == Order.id) & (SaleTerms.booth_id == Order.booth_id))
        .outerjoin(
            Withholding, (Withholding.id == SaleTerms.withholding_id) & (Withholding.booth_id == SaleTerms.booth_id)
        )
        .outerjoin(Refund, (Refund.order_id == Order.id) & Refund.reason.in_(BACK))
        .where(Order.id == order.id, Order.booth_id == order.booth_id)
        .order_by(Refund.id)
    )


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
    """Summed from the months of the book."""
    mine = select(MonthTotal.account, func.sum(MonthTotal.amount)).where(MonthTotal.booth_id == booth.id)
    sums = mine.group_by(MonthTotal.account)
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
        select(MonthTotal.account, MonthTotal.part, Rate, MonthTotal.amount)
        .outerjoin(Rate, Rate.id == MonthTotal.rate_id)
        .where(MonthTotal.booth_id == booth.id, MonthTotal.month == month.replace(day=1))
        .order_by(MonthTotal.account, MonthTotal.part, MonthTotal.rate_id)
    )
    return [Total(account, part, rate, -amount) for account, part, rate, amount in db.session.execute(sums)]


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
    # Asked for each line: grouped, the charges of every order that the booth ever had would be read.
    base = (
        select(func.sum(Charge.base))
        .where(Charge.booth_id == booth.id, Charge.order_id == Entry.order_id, Charge.rate_id == Line.rate_id)
        .scalar_subquery()
    )
    mine = select(Line.id).where(Line.entry_key == Entry.key, Line.booth_id == booth.id)
    keys = select(Entry.key).where(mine.exists(), *_in_month(booth, month))
    page = keys.order_by(Entry.at.desc(), Entry.key).limit(limit).offset(offset).subquery()
    wanted = (
        select(
            Entry.key, Entry.at, Entry.kind, Order.code, Line.account, Line.part, Rate, base, Line.amount
        )
        .join(Entry, Entry.key == Line.entry_key)
        .join(page, page.c.key == Entry.key)
        .join(Order, Order.id == Entry.order_id)
        .outerjoin(Rate, Rate.id == Line.rate_id)
        .where(Line.booth_id == booth.id, Order.booth_id == booth.id, Entry.booth_id == booth.id)
        .order_by(Entry.at.desc(), Entry.key, Line.id)
    )  # fmt: skip
    return [
        Posted(key, at, kind, code, account, part, rate, None if base_of is None else int(base_of), -amount)
        for key, at, kind, code, account, part, rate, base_of, amount in db.session.execute(wanted)
    ]


def first_month(booth: Booth) -> datetime | None:
    """When the book first told of this booth."""
    return db.session.scalar(select(func.min(Entry.at)).where(Entry.booth_id == booth.id))


def _in_month(booth: Booth, month: date) -> list[ColumnElement[bool]]:
    first = month.replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return [Entry.booth_id == booth.id, Entry.at >= day_start(first), Entry.at < day_start(following)]
