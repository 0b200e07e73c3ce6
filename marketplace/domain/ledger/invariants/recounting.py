"""Counting anew, from orders and refunds, what the ledger says: nothing here reads what it checks before the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.ledger.models import Charge, Entry, Line, MonthTotal, Rate, SaleTerms, Withholding
from marketplace.domain.ledger.rules import (
    KINDS,
    Charged,
    Earned,
    OrderFigures,
    charges_on,
    earned_on,
    in_force,
    sold_of,
    still_earned,
)
from marketplace.domain.orders.models import Order, OrderLine, Purchase, Shortfall, ShortLine
from marketplace.domain.payments.models import PaymentAttempt, Refund

# News is delivered within this time, or somebody must look.
GRACE = timedelta(hours=1)


def overdue() -> datetime:
    """What happened before this moment must be in the ledger by now."""
    return clock.now() - GRACE


def sales_on_other_terms() -> Sequence[Any]:
    """Orders whose frozen rates are not those of their moment, and delivered ones that have none."""
    rates = [rate.facts() for rate in db.session.scalars(select(Rate))]
    said = db.session.execute(
        select(Withholding.booth_id, Withholding.id, Withholding.at, Withholding.is_on).order_by(
            Withholding.at, Withholding.id
        )
    ).all()
    lines = _grouped(select(OrderLine.order_id, OrderLine.id, OrderLine.line_total).order_by(OrderLine.id))
    frozen = _grouped(select(Charge.order_id, Charge.line_id, Charge.rate_id, Charge.base, Charge.amount))
    terms = db.session.execute(select(SaleTerms.order_id, SaleTerms.withholding_id))
    known = {row.order_id: row.withholding_id for row in terms}
    wrong = []
    for order in _orders():
        if order.id not in known:
            if order.delivered_at is not None and order.delivered_at < overdue():
                wrong.append((order.id, "not frozen"))
            continue
        last = next((s for s in reversed(said) if s.booth_id == order.booth_id and s.at <= order.placed_at), None)
        withholding_id = last.id if last is not None and last.is_on else None
        chosen = in_force(rates, order.placed_at, method=order.payment_method, withholds=withholding_id is not None)
        sold = sold_of(_figures(order), {line.id: line.line_total for line in lines[order.id]})
        wanted = sorted((str(t.line_id), t.rate.id, t.base, t.amount) for t in charges_on(sold, chosen))
        found = sorted((str(c.line_id), c.rate_id, c.base, c.amount) for c in frozen[order.id])
        if (wanted, withholding_id) != (found, known[order.id]):
            wrong.append((order.id, "other terms"))
    return wrong


def wrong_balances() -> Sequence[Any]:
    """Booths whose account or cash is not what their orders come to: booth, account, counted, in the book."""
    told = set(db.session.scalars(select(Entry.key)))
    counted: dict[tuple[int, str], int] = defaultdict(int)
    _count_cash(counted, told)
    pending = _count_sales(counted, told)
    in_book = (
        select(Line.booth_id, Line.account, Entry.order_id, func.sum(Line.amount))
        .join(Entry, Entry.key == Line.entry_key)
        .where(Line.booth_id.is_not(None))
        .group_by(Line.booth_id, Line.account, Entry.order_id)
    )
    booked: dict[tuple[int, str], int] = defaultdict(int)
    for booth_id, account, order_id, amount in db.session.execute(in_book):
        if account == "cash" or order_id not in pending:
            booked[booth_id or 0, account] += int(amount)
    return [(*key, counted[key], booked[key]) for key in {*counted, *booked} if counted[key] != booked[key]]


def wrong_totals() -> Sequence[Any]:
    """Months of booths for which the total that is kept, by account, part and rate, is not that of the lines."""
    counted: dict[tuple[Any, ...], int] = defaultdict(int)
    lines = (
        select(Entry.at, Line.booth_id, Line.account, Line.part, func.coalesce(Line.rate_id, 0), Line.amount)
        .join(Entry, Entry.key == Line.entry_key)
        .where(Line.booth_id.is_not(None))
    )
    for at, *about, amount in db.session.execute(lines.execution_options(yield_per=1000)):
        counted[clock.local_day(at).replace(day=1), *about] += amount
    totals = select(
        MonthTotal.month, MonthTotal.booth_id, MonthTotal.account, MonthTotal.part, MonthTotal.rate_id,
        MonthTotal.amount,
    )  # fmt: skip
    kept = {tuple(about): amount for *about, amount in db.session.execute(totals)}
    return [
        (*key, counted.get(key), kept.get(key))
        for key in {*counted, *kept}
        if counted.get(key) != kept.get(key)
    ]  # fmt: skip


def _count_sales(counted: dict[tuple[int, str], int], told: set[str]) -> set[int]:
    """Add up what delivered orders earned; give those of which the news may still be on its way."""
    charges = _grouped(
        select(Charge.order_id, Charge.rate_id, Rate.kind, func.sum(Charge.amount).label("amount"))
        .join(Rate, Rate.id == Charge.rate_id)
        .group_by(Charge.order_id, Charge.rate_id, Rate.kind)
    )
    back = _grouped(
        select(Refund.order_id, Refund.id, Refund.amount, Refund.shipping_amount, Refund.requested_at)
        .where(Refund.reason.in_(("return", "returned")))
        .order_by(Refund.id)
    )
    pending = set()
    for order in _orders(Order.delivered_at.is_not(None)):
        news = {f"sale-{order.id}": order.delivered_at, **{f"return-{r.id}": r.requested_at for r in back[order.id]}}
        earned = earned_on(_figures(order, charges[order.id]))
        if earned.face and any(key not in told and at >= overdue() for key, at in news.items()):
            pending.add(order.id)
            continue
        counted[order.booth_id, "booth"] -= _left(order, earned, back[order.id]).net
    return pending


def _count_cash(counted: dict[tuple[int, str], int], told: set[str]) -> None:
    """Add up what booths took at the door, unless the news of it may still be on its way."""
    paid = (
        select(PaymentAttempt.id, PaymentAttempt.amount, PaymentAttempt.paid_at, Order.booth_id)
        .join(Order, Order.id == PaymentAttempt.order_id)
        .where(PaymentAttempt.state == "paid", PaymentAttempt.provider == "cod")
    )
    for each in db.session.execute(paid):
        if f"payment-{each.id}" in told or each.paid_at < overdue():
            counted[each.booth_id, "cash"] += each.amount


def _left(order: Any, earned: Earned, back: Iterable[Row[Any]]) -> Earned:
    gone = [(each.amount - each.shipping_amount, each.shipping_amount) for each in back]
    return still_earned(earned, gone, undone=order.state == "returned" and not earned.goods_paid)


def _orders(*conditions: Any) -> Sequence[Any]:
    missing = (
        select(ShortLine.line_id, func.sum(ShortLine.quantity).label("units")).group_by(ShortLine.line_id).subquery()
    )
    face = (
        select(OrderLine.order_id, func.sum(OrderLine.line_total * missing.c.units // OrderLine.quantity).label("face"))
        .join(missing, missing.c.line_id == OrderLine.id)
        .group_by(OrderLine.order_id)
        .subquery()
    )
    short = select(Shortfall.order_id, func.sum(Shortfall.amount).label("paid")).group_by(Shortfall.order_id).subquery()
    wanted = (
        select(
            Order.id, Order.booth_id, Order.state, Order.goods_total, Order.discount, Order.shipping_fee,
            Order.delivered_at, Purchase.placed_at, Purchase.payment_method, Purchase.voucher_bearer,
            func.coalesce(face.c.face, 0).label("short_face"), func.coalesce(short.c.paid, 0).label("short_paid"),
        )
        .join(Purchase, Purchase.id == Order.purchase_id)
        .outerjoin(face, face.c.order_id == Order.id)
        .outerjoin(short, short.c.order_id == Order.id)
    )  # fmt: skip
    return db.session.execute(wanted.where(*conditions).order_by(Order.id)).all()


def _figures(order: Any, charges: Iterable[Row[Any]] = ()) -> OrderFigures:
    taken = [Charged(each.rate_id, each.kind, int(each.amount)) for each in charges]
    return OrderFigures(
        order.goods_total, order.discount, order.voucher_bearer or "booth", order.shipping_fee,
        tuple(sorted(taken, key=lambda each: KINDS.index(each.kind))),
        short_face=int(order.short_face), short_paid=int(order.short_paid),
    )  # fmt: skip


def _grouped(wanted: Any) -> dict[int, list[Row[Any]]]:
    """Rows by their first column."""
    groups: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in db.session.execute(wanted):
        groups[row[0]].append(row)
    return groups
