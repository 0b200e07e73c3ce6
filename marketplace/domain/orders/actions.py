"""Moving orders along, one step at a time, each step kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update

from marketplace.core import clock
from marketplace.core.codes import order_code_in
from marketplace.core.db import db
from marketplace.core.errors import NotThere, Refusal
from marketplace.core.letters import forget_letters_to
from marketplace.core.outbox import record
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.core.tries import count_try, forget_tries
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.orders.errors import BadOrderCode, MoveRefused, NoteMissing, OrderNotThere, TooLateToCancel
from marketplace.domain.orders.events import OrderMoved, PurchasePaid
from marketplace.domain.orders.models import Order, OrderNote, OrderStep, Purchase
from marketplace.domain.orders.queries import (
    line_ids_of,
    order_code,
    orders_called,
    orders_to_complete,
    purchase_for_guest,
)
from marketplace.domain.orders.rules import BOOTH, NOBODY, SYSTEM, Outcome, is_too_late_to_cancel, may_move
from marketplace.domain.promotions.actions import forget_buyer as forget_promotions_user

LONGEST_REASON = 500


@transactional
def move_order(order_id: int, to_state: str, *, who: str, by: Person | None, reason: str = "") -> Order:
    """Move an order to a state in the capacity `who`; an order that is there already stays as it is.

    Raises NotThere, MoveRefused (TooLateToCancel for a cancellation). When cancelling or taking goods back, go
    through checkout, which also gives stock and promotions back.
    """
    from_state = _state_of(order_id)
    if from_state != to_state:
        _check_move(from_state, to_state, who)
        _change_state(order_id, from_state, to_state)
        _write_step(order_id, from_state, to_state, who=who, by=by, reason=reason)
        record(OrderMoved(order_id, from_state, to_state))
    return db.session.get_one(Order, order_id, populate_existing=True)


def for_each_order(booth: Booth, codes: Sequence[str], act: Callable[[Order], object]) -> list[Outcome]:
    """Do the same with each of a booth's orders, each in its own transaction; what became of each."""
    ids = {order.code: order.id for order in orders_called(booth, codes)}
    known = [Outcome(code, _refusal_of(ids[code], act)) for code in ids]
    asked = {order_code(code) for code in codes}
    return known + [Outcome(code, OrderNotThere()) for code in sorted(asked - ids.keys())]


def move_orders_of(booth: Booth, codes: Sequence[str], to_state: str, *, by: Person) -> list[Outcome]:
    """Move each of a booth's orders that may go there; what became of each."""
    return for_each_order(booth, codes, lambda order: move_order(order.id, to_state, who=BOOTH, by=by))


@transactional
def mark_purchase_paid(purchase_id: int, at: datetime) -> bool:
    """All the money is there: its orders go to their booths. True for the call that made it so.

    False when it was paid before (`paid_at` is set) or is no longer held (lapsed or cancelled): then nothing changes
    and the money is for the desk; late money never takes goods that others may have bought.
    """
    paid = (
        update(Purchase)
        .where(Purchase.id == purchase_id, Purchase.paid_at.is_(None), Purchase.held_until.is_not(None))
        .values(paid_at=at, held_until=None)
    )
    if not db.session.connection().execute(paid).rowcount:
        return False
    for order_id in awaiting_orders(purchase_id):
        move_order(order_id, "placed", who=SYSTEM, by=None)
    secured = update(Order).where(Order.purchase_id == purchase_id, Order.state == "placed")
    db.session.execute(secured.values(secured_at=at))
    record(PurchasePaid(purchase_id))
    return True


def find_for_guest(code: str, phone: str, *, address: str) -> Purchase:
    """The purchase with this code and phone, for whoever knows both; `address` is where the request came from.

    Raises PurchaseNotFound, alike for either being wrong; TooManyTries after 5 tries of a code or 20 from an address
    within an hour (THREATS T18). What could be no order's code is BadOrderCode and no try: it tells nobody anything.
    """
    cleaned = order_code_in(code)
    if cleaned is None:
        raise BadOrderCode
    count_try("guest order, address", address, most=20, within=timedelta(hours=1))
    count_try("guest order, code", cleaned, most=5, within=timedelta(hours=1))
    purchase = purchase_for_guest(cleaned, phone)
    forget_tries("guest order, code", cleaned)
    return purchase


@transactional
def complete_order(order_id: int) -> Order:
    """Close a delivered order about which nobody complained in time."""
    return move_order(order_id, "completed", who=SYSTEM, by=None)


@transactional
def adopt_purchase(purchase: Purchase, *, by: Person) -> None:
    """Put a guest's purchase among a person's own; raise NotThere when it is somebody else's.

    Whoever calls this has seen the proof: the link of the letter, or the browser that placed it (THREATS T19).
    """
    ownerless = update(Purchase).where(Purchase.id == purchase.id, Purchase.person_id.is_(None))
    db.session.execute(ownerless.values(person_id=by.id))
    if purchase.person_id != by.id:
        raise NotThere


def complete_delivered_orders() -> int:
    """Complete every order whose time has come, each in its own transaction; how many there were."""
    order_ids = orders_to_complete()
    db.session.rollback()
    for order_id in order_ids:
        complete_order(order_id)
    return len(order_ids)


def awaiting_orders(purchase_id: int) -> list[int]:
    """The orders of a purchase that wait for its payment, in the order in which they are locked."""
    found = select(Order.id).where(Order.purchase_id == purchase_id, Order.state == "awaiting_payment")
    return list(db.session.scalars(found.order_by(Order.id)))


@transactional
def write_note(order: Order, text: str, *, by: Person) -> OrderNote:
    """Keep what one person of the booth tells the others about an order; raise NoteMissing."""
    text = clean(text)
    if not 1 <= len(text) <= LONGEST_REASON:
        raise NoteMissing
    note = OrderNote(order_id=order.id, booth_id=order.booth_id, text=text, by_id=by.id, at=clock.now())
    db.session.add(note)
    db.session.flush()
    return note


def _refusal_of(order_id: int, act: Callable[[Order], object]) -> Refusal | None:
    try:
        act(db.session.get_one(Order, order_id))
    except Refusal as refusal:
        return refusal
    return None


def _state_of(order_id: int) -> str:
    found = select(Order.state).where(Order.id == order_id).with_for_update(key_share=True)
    state = db.session.connection().execute(found).scalar_one_or_none()
    if state is None:
        raise NotThere
    return state


def _check_move(from_state: str, to_state: str, who: str) -> None:
    if may_move(from_state, to_state, who):
        return
    if to_state == "cancelled" and (is_too_late_to_cancel(from_state) or from_state == "packed"):
        raise TooLateToCancel(from_state, to_state)
    raise MoveRefused(from_state, to_state)


def _change_state(order_id: int, from_state: str, to_state: str) -> None:
    now = clock.now()
    changes: dict[str, Any] = {"state": to_state, "changed_at": now}
    if to_state == "accepted":
        changes["secured_at"] = func.coalesce(Order.secured_at, now)
    if to_state == "delivered":
        changes["delivered_at"] = func.coalesce(Order.delivered_at, now)
    moved = update(Order).where(Order.id == order_id, Order.state == from_state).values(**changes)
    if not db.session.connection().execute(moved).rowcount:
        raise MoveRefused(from_state, to_state)


def _write_step(order_id: int, from_state: str, to_state: str, *, who: str, by: Person | None, reason: str) -> None:
    last = select(func.max(OrderStep.seq)).where(OrderStep.order_id == order_id)
    seq = (db.session.connection().execute(last).scalar_one() or 0) + 1
    step = {
        "order_id": order_id, "seq": seq, "from_state": from_state, "to_state": to_state, "by_kind": who,
        "by_id": by.id if by else None, "at": clock.now(), "reason": clean(reason)[:LONGEST_REASON],
    }  # fmt: skip
    db.session.connection().execute(insert(OrderStep), step)


@transactional
def forget_buyer(person_id: int) -> None:
    """An account is erased: what was bought, when and for how much stays; who had it sent where does not."""
    mine = db.session.scalars(select(Purchase).where(Purchase.person_id == person_id)).all()
    forget_letters_to([purchase.email for purchase in mine if purchase.email])
    for purchase in mine:
        purchase.address_text = purchase.address_text.removeprefix(f"{purchase.address_line}, ")
        purchase.recipient, purchase.phone, purchase.email = NOBODY, "", None
        purchase.address_line, purchase.note, purchase.request_hash = "", "", ""
        forget_promotions_user(purchase.id, line_ids_of(purchase.id))
