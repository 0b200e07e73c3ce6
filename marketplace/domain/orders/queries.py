"""Reads about purchases and orders."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, func, literal, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from marketplace.core import clock
from marketplace.core.codes import clean_code
from marketplace.core.db import db
from marketplace.core.errors import NotThere
from marketplace.core.phones import BadPhone, normalize_phone
from marketplace.core.prepared import Later, Prepared
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.orders.errors import PurchaseNotFound
from marketplace.domain.orders.models import Order, OrderLine, OrderNote, Purchase, Shortfall
from marketplace.domain.orders.rules import DAYS_TO_COMPLETION, FINAL

PER_PAGE = 30
# More waiting orders than this are "and more".
MOST_COUNTED = 500


def purchase_by_code(code: str) -> Purchase | None:
    """The purchase with this public code, with its orders and their lines."""
    cleaned = clean_code(code)
    return db.session.scalar(_whole().where(Purchase.code == cleaned)) if cleaned else None


def purchase_for_guest(code: str, phone: str) -> Purchase:
    """The purchase with this code *and* phone; raise PurchaseNotFound, alike for either being wrong (T18)."""
    try:
        number = normalize_phone(phone)
    except BadPhone:
        number = ""
    found = db.session.scalar(_whole().where(Purchase.code == clean_code(code), Purchase.phone == number))
    if found is None:
        raise PurchaseNotFound
    return found


def purchases_of(person: Person, *, limit: int = PER_PAGE, offset: int = 0) -> Sequence[Purchase]:
    """A person's purchases with their orders, newest first."""
    found = _whole().where(Purchase.person_id == person.id)
    ordered = found.order_by(Purchase.placed_at.desc(), Purchase.id.desc())
    return db.session.scalars(ordered.limit(limit).offset(offset)).all()


def ownerless_purchases(codes: Collection[str]) -> Sequence[Purchase]:
    """Which of these purchases were placed by a guest and are nobody's yet, newest first."""
    if not codes:
        return []
    found = _whole().where(Purchase.code.in_(codes), Purchase.person_id.is_(None))
    return db.session.scalars(found.order_by(Purchase.placed_at.desc(), Purchase.id.desc())).all()


def orders_of(person: Person, *, limit: int = PER_PAGE, offset: int = 0) -> Sequence[Order]:
    """A person's orders, newest first."""
    found = _with_story().where(Purchase.person_id == person.id).order_by(Order.id.desc())
    return db.session.scalars(found.limit(limit).offset(offset)).all()


def order_for(booth: Booth, code: str) -> Order:
    """The booth's order with this code; raise NotThere, also for another booth's."""
    order = db.session.scalar(_with_story().where(Order.booth_id == booth.id, Order.code == order_code(code)))
    if order is None:
        raise NotThere
    return order


def told_order_for(booth: Booth, code: str) -> Order:
    """`order_for` with its steps and what stands behind its lines, in two statements: for the page that tells it all.

    An order takes few steps and falls short seldom, so that the rows of both multiply to a handful.
    """
    goods = selectinload(Order.lines).joinedload(OrderLine.variant).joinedload(Variant.product)
    whole = (
        select(Order)
        .join(Order.purchase)
        .options(
            contains_eager(Order.purchase), joinedload(Order.booth), joinedload(Order.steps),
            joinedload(Order.shortfalls).joinedload(Shortfall.lines),
            goods.load_only(Product.slug, Product.state), goods.joinedload(Product.photos),
        )
    )  # fmt: skip
    order = db.session.scalars(whole.where(Order.booth_id == booth.id, Order.code == order_code(code))).unique().first()
    if order is None:
        raise NotThere
    return order


@dataclass(frozen=True, slots=True)
class Filters:
    """Which orders a board shows. `payment` is cash, prepaid or empty; `changed_before` finds those that wait long."""

    state: str | None = None
    sought: str = ""
    payment: str = ""
    changed_before: datetime | None = None


def locked_order(order: Order) -> Order:
    """The order as it is now; whoever else changes it waits for this transaction."""
    found = select(Order).where(Order.id == order.id, Order.booth_id == order.booth_id)
    locked = found.with_for_update(key_share=True).execution_options(populate_existing=True)
    return db.session.scalars(locked).one()


def orders_of_booth(
    booth: Booth, filters: Filters = Filters(), *, limit: int = PER_PAGE, offset: int = 0, oldest_first: bool = False
) -> Sequence[Order]:
    """A booth's orders, those first that moved last unless told otherwise; unpaid ones are not its business yet."""
    found = _with_goods().where(Order.booth_id == booth.id, Order.state != "awaiting_payment", *_criteria(filters))
    order = (Order.changed_at, Order.id) if oldest_first else (Order.changed_at.desc(), Order.id.desc())
    return db.session.scalars(found.order_by(*order).limit(limit).offset(offset)).all()


def _criteria(filters: Filters) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if filters.state:
        wanted.append(Order.state == filters.state)
    if filters.sought:
        wanted.append(_sought(filters.sought))
    if filters.payment:
        wanted.append((Purchase.payment_method == "cod") == (filters.payment == "cash"))
    if filters.changed_before:
        wanted.append(Order.changed_at < filters.changed_before)
    return wanted


def _sought(text: str) -> ColumnElement[bool]:
    """An order's or purchase's code, or a whole telephone number, however they were typed."""
    try:
        return Purchase.phone == normalize_phone(text)
    except BadPhone:
        return or_(Order.code == order_code(text), Purchase.code == clean_code(text))


def orders_called(booth: Booth, codes: Sequence[str]) -> Sequence[Order]:
    """The booth's orders with these codes, another booth's left out."""
    cleaned = [order_code(code) for code in codes]
    found = _with_goods().where(Order.booth_id == booth.id, Order.code.in_(cleaned), Order.state != "awaiting_payment")
    return db.session.scalars(found.order_by(Order.id)).all()


def codes_of_lines(booth: Booth, line_ids: Collection[int]) -> dict[int, str]:
    """The code of the order that each of these lines of the booth stands in."""
    if not line_ids:
        return {}
    found = select(OrderLine.id, Order.code).join(
        Order, (Order.id == OrderLine.order_id) & (Order.booth_id == OrderLine.booth_id)
    )
    ours = found.where(OrderLine.booth_id == booth.id, OrderLine.id.in_(line_ids))
    return dict(iter(db.session.execute(ours)))


@dataclass(frozen=True, slots=True)
class BoothTotal:
    """What one booth's orders in one state come to; no buyer is in it."""

    booth_name: str
    booth_slug: str
    state: str
    orders: int
    amount: int


def totals_by_booth() -> Sequence[BoothTotal]:
    """How many orders each booth has in each state, and what they come to, for organizers."""
    counted = (
        select(Booth.name, Booth.slug, Order.state, func.count(), func.coalesce(func.sum(Order.grand_total), 0))
        .join_from(Order, Booth, Booth.id == Order.booth_id)
        .group_by(Booth.id, Booth.name, Booth.slug, Booth.sort_key, Order.state)
        .order_by(Booth.sort_key, Booth.id)
    )
    return [
        BoothTotal(name, slug, state, n, int(amount)) for name, slug, state, n, amount in db.session.execute(counted)
    ]


def counts_by_state(booth: Booth) -> dict[str, int]:
    """How many orders of the booth are in each state."""
    counted = select(Order.state, func.count().label("orders")).where(Order.booth_id == booth.id)
    return {row.state: row.orders for row in db.session.execute(counted.group_by(Order.state))}


def newest_of(booth: Booth) -> tuple[int, str]:
    """How many orders wait to be taken on, and the code of the newest: what a page at the desk asks about."""
    waiting = select(Order.code).where(Order.booth_id == booth.id, Order.state == "placed").order_by(Order.id.desc())
    codes = db.session.scalars(waiting.limit(MOST_COUNTED)).all()
    return len(codes), codes[0] if codes else ""


def notes_of(order: Order) -> Sequence[OrderNote]:
    """What the booth's people wrote about an order, newest first."""
    found = select(OrderNote).where(OrderNote.order_id == order.id, OrderNote.booth_id == order.booth_id)
    return db.session.scalars(found.options(joinedload(OrderNote.by)).order_by(OrderNote.id.desc())).all()


CashPromised = tuple[int, int]


def cash_promised(phone: str, states: Sequence[str]) -> Later[CashPromised]:
    """How many cash orders of this phone are in these states, and what they come to."""
    asked = _promised(tuple(states)).ahead(phone=phone)

    def promised() -> CashPromised:
        ((orders, total),) = asked()
        return orders, int(total)

    return promised


@cache
def _promised(states: tuple[str, ...]) -> Prepared:
    """The checkout asks it of every guest, always about the same states."""
    orders, total = func.count().label("orders"), func.coalesce(func.sum(Order.grand_total), 0).label("total")
    return Prepared(
        lambda _database: (
            select(orders, total)
            .join_from(Purchase, Order, Order.purchase_id == Purchase.id)
            .where(Purchase.phone == bindparam("phone"), Purchase.payment_method == "cod")
            .where(Order.state.in_([literal(state) for state in states]))
        )
    )


def purchases_past_their_hold(at: datetime, *, limit: int = 500) -> Sequence[int]:
    """Unpaid purchases whose goods are held no longer, the longest overdue first."""
    found = select(Purchase.id).where(Purchase.held_until.is_not(None), Purchase.held_until <= at)
    return db.session.scalars(found.order_by(Purchase.held_until, Purchase.id).limit(limit)).all()


def orders_to_complete(*, limit: int = 500) -> Sequence[int]:
    """Delivered orders about which nobody complained in time."""
    last = clock.now() - timedelta(days=DAYS_TO_COMPLETION)
    found = select(Order.id).where(Order.state == "delivered", Order.changed_at <= last)
    return db.session.scalars(found.order_by(Order.id).limit(limit)).all()


def _whole() -> Select[Purchase]:
    orders = selectinload(Purchase.orders)
    return select(Purchase).options(
        orders.joinedload(Order.booth), orders.selectinload(Order.lines), orders.selectinload(Order.steps),
        orders.selectinload(Order.shortfalls).joinedload(Shortfall.lines),
    )  # fmt: skip


def _with_goods() -> Select[Order]:
    """Orders with what is in them and what is missing: a board, a slip."""
    return (
        select(Order)
        .join(Order.purchase)
        .options(
            contains_eager(Order.purchase), selectinload(Order.lines),
            selectinload(Order.shortfalls).joinedload(Shortfall.lines),
        )
    )  # fmt: skip


def _with_story() -> Select[Order]:
    return _with_goods().options(joinedload(Order.booth), selectinload(Order.steps))


def order_code(code: str) -> str:
    """`qt 7k3m9xq2pd-1` as it is kept: `QT-7K3M9XQ2PD-1`."""
    purchase, dash, number = code.strip().rpartition("-")
    return f"{clean_code(purchase)}{dash}{clean_code(number)}"


def line_ids_of(purchase_id: int) -> Sequence[int]:
    """The lines of a purchase, by number."""
    found = select(OrderLine.id).join(Order, Order.id == OrderLine.order_id).where(Order.purchase_id == purchase_id)
    return db.session.scalars(found).all()


def orders_under_way(person: Person) -> Sequence[Order]:
    """What this person bought and is not settled yet, newest first."""
    found = select(Order).join(Purchase, Purchase.id == Order.purchase_id).options(contains_eager(Order.purchase))
    found = found.where(Purchase.person_id == person.id, Order.state.not_in(FINAL))
    return db.session.scalars(found.order_by(Order.id.desc())).all()
