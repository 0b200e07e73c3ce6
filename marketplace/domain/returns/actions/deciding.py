"""What the booth, the organizers and the shopper decide about a return, and what time decides."""

from __future__ import annotations

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.text import clean_lines
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.rules import BOOTH, ORGANIZER, SHOPPER, SYSTEM
from marketplace.domain.returns.actions.moving import move_return
from marketplace.domain.returns.errors import AnswerMissing, ReturnMoved
from marketplace.domain.returns.models import OrderReturn
from marketplace.domain.returns.queries import unanswered_returns, unsent_returns
from marketplace.domain.returns.rules import SHORTEST_TEXT, may_appeal


@transactional
def accept_return(row: OrderReturn, *, by: Person, who: str = BOOTH, answer: str = "") -> None:
    """Have the goods sent back: the order is returning from now on. Raises ReturnMoved, MoveRefused."""
    if move_return(row, "accepted", who=who, by=by, note=clean_lines(answer)):
        move_order(row.order_id, "returning", who=who, by=by)


@transactional
def decline_return(row: OrderReturn, *, by: Person, answer: str) -> None:
    """Say no, with a reason; the shopper may turn to the organizers. Raises AnswerMissing, ReturnMoved."""
    move_return(row, "declined", who=BOOTH, by=by, note=_reasoned(answer))


@transactional
def escalate_return(row: OrderReturn, *, by: Person | None) -> None:
    """Turn to the organizers after the booth said no. Raises ReturnMoved."""
    if row.state == "declined" and not may_appeal(row.state, row.reason):
        raise ReturnMoved
    move_return(row, "escalated", who=SHOPPER, by=by)


@transactional
def reject_return(row: OrderReturn, *, by: Person, answer: str) -> None:
    """The organizers' no, which is the last word. Raises AnswerMissing, ReturnMoved."""
    move_return(row, "rejected", who=ORGANIZER, by=by, note=_reasoned(answer))


@transactional
def withdraw_return(row: OrderReturn, *, by: Person | None) -> None:
    """The shopper keeps the goods after all. Raises ReturnMoved."""
    was_accepted = row.state == "accepted"
    if move_return(row, "withdrawn", who=SHOPPER, by=by) and was_accepted:
        move_order(row.order_id, "delivered", who=SYSTEM, by=by)


def escalate_unanswered_returns() -> int:
    """Hand every return that its booth did not answer in time to the organizers; how many there were."""
    return_ids = unanswered_returns(clock.now())
    db.session.rollback()
    for return_id in return_ids:
        _move_by_time(return_id, "escalated")
    return len(return_ids)


def lapse_unsent_returns() -> int:
    """End every accepted return whose goods never came; how many there were."""
    return_ids = unsent_returns(clock.now())
    db.session.rollback()
    for return_id in return_ids:
        _move_by_time(return_id, "lapsed")
    return len(return_ids)


@transactional
def _move_by_time(return_id: int, to_state: str) -> None:
    row = db.session.get_one(OrderReturn, return_id)
    if move_return(row, to_state, who=SYSTEM, by=None) and to_state == "lapsed":
        move_order(row.order_id, "delivered", who=SYSTEM, by=None)


def _reasoned(answer: str) -> str:
    reason = clean_lines(answer)
    if len(reason) < SHORTEST_TEXT:
        raise AnswerMissing(least=SHORTEST_TEXT)
    return reason
