"""Reads about returns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload, selectinload

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.booths.models import Booth
from marketplace.domain.orders.models import Order
from marketplace.domain.returns.errors import ReturnNotThere
from marketplace.domain.returns.models import OrderReturn, ReturnLine
from marketplace.domain.returns.rules import REASONS, SENT_WITHIN, UNDER_WAY, last_day_to_ask


def returned_units(order_ids: Collection[int]) -> dict[int, int]:
    """Units of each order line that have come back through returns."""
    found = (
        select(ReturnLine.order_line_id, func.sum(ReturnLine.quantity))
        .join(OrderReturn, OrderReturn.id == ReturnLine.return_id)
        .where(OrderReturn.order_id.in_(order_ids), OrderReturn.state == "received")
        .group_by(ReturnLine.order_line_id)
    )
    return {line_id: int(units) for line_id, units in db.session.execute(found)}


def units_with_buyer(order: Order) -> dict[int, int]:
    """Units of each line that reached the buyer and have not come back."""
    back = returned_units([order.id])
    short: dict[int, int] = {}
    for each in (line for shortfall in order.shortfalls for line in shortfall.lines):
        short[each.line_id] = short.get(each.line_id, 0) + each.quantity
    return {line.id: line.quantity - short.get(line.id, 0) - back.get(line.id, 0) for line in order.lines}


def refunded_for_goods(order: Order) -> int:
    """Đồng that went back for goods of this order that came back."""
    total = select(func.coalesce(func.sum(OrderReturn.goods_refund), 0))
    return int(db.session.scalar(total.where(OrderReturn.order_id == order.id, OrderReturn.state == "received")) or 0)


def reasons_open_for(order: Order, at: datetime | None = None) -> list[str]:
    """The reasons for which a return of this order may still be asked for now; none before it is delivered."""
    now = at or clock.now()
    if order.state not in ("delivered", "completed") or order.delivered_at is None:
        return []
    return [reason for reason in REASONS if now <= last_day_to_ask(reason, order.delivered_at)]


def return_under_way(order_id: int) -> int | None:
    """The number of the return of this order that is not over, if there is one."""
    found = select(OrderReturn.id).where(OrderReturn.order_id == order_id, OrderReturn.state.in_(UNDER_WAY))
    return db.session.scalar(found.limit(1))


def has_return_under_way(order_id: int) -> bool:
    """Whether a return of this order is not over."""
    return return_under_way(order_id) is not None


def returns_of(orders: Collection[Order]) -> dict[int, list[OrderReturn]]:
    """The returns of these orders, newest first, by order."""
    found = _whole().where(OrderReturn.order_id.in_([order.id for order in orders])).order_by(OrderReturn.id.desc())
    by_order: dict[int, list[OrderReturn]] = {}
    for each in db.session.scalars(found):
        by_order.setdefault(each.order_id, []).append(each)
    return by_order


def return_in(orders: Collection[Order], return_id: int) -> OrderReturn:
    """The return with this number if it is of one of these orders; raise ReturnNotThere."""
    return _the_return(
        _whole().where(OrderReturn.id == return_id, OrderReturn.order_id.in_([order.id for order in orders]))
    )


def return_for(booth: Booth, return_id: int) -> OrderReturn:
    """The booth's return with this number; raise ReturnNotThere, also for another booth's."""
    return _the_return(_whole().where(OrderReturn.id == return_id, OrderReturn.booth_id == booth.id))


def return_by_id(return_id: int) -> OrderReturn:
    """The return with this number, for organizers and letters; raise ReturnNotThere."""
    return _the_return(_whole().where(OrderReturn.id == return_id).execution_options(populate_existing=True))


def returns_of_booth(booth: Booth, *, limit: int = 100) -> Sequence[OrderReturn]:
    """A booth's returns: what waits for its answer by deadline, then what waits for goods, then the last changed."""
    turn = case({"asked": 0, "accepted": 1, "escalated": 2}, value=OrderReturn.state, else_=3)
    deadline = case((OrderReturn.state == "asked", OrderReturn.due_at))
    found = _whole().where(OrderReturn.booth_id == booth.id)
    ordered = found.order_by(turn, deadline, OrderReturn.changed_at.desc(), OrderReturn.id.desc())
    return db.session.scalars(ordered.limit(limit)).all()


def escalated_returns() -> Sequence[OrderReturn]:
    """The returns that organizers decide, the longest wait first."""
    found = _whole().where(OrderReturn.state == "escalated").order_by(OrderReturn.changed_at, OrderReturn.id)
    return db.session.scalars(found).all()


def unanswered_returns(at: datetime, *, limit: int = 500) -> Sequence[int]:
    """Returns whose booth has let its time to answer pass."""
    found = select(OrderReturn.id).where(OrderReturn.state == "asked", OrderReturn.due_at <= at)
    return db.session.scalars(found.order_by(OrderReturn.id).limit(limit)).all()


def unsent_returns(at: datetime, *, limit: int = 500) -> Sequence[int]:
    """Accepted returns whose goods have not come in time."""
    late = select(OrderReturn.id).where(OrderReturn.state == "accepted", OrderReturn.changed_at <= at - SENT_WITHIN)
    return db.session.scalars(late.order_by(OrderReturn.id).limit(limit)).all()


def _the_return(found: Select[OrderReturn]) -> OrderReturn:
    row = db.session.scalar(found)
    if row is None:
        raise ReturnNotThere
    return row


def _whole() -> Select[OrderReturn]:
    return select(OrderReturn).options(
        joinedload(OrderReturn.order).joinedload(Order.purchase), joinedload(OrderReturn.booth),
        selectinload(OrderReturn.lines).joinedload(ReturnLine.line), selectinload(OrderReturn.pictures),
        selectinload(OrderReturn.steps),
    )  # fmt: skip
