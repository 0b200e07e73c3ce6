"""Bank lines: each is kept once, matched by code, amount, account and direction, or left at the desk."""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app
from sqlalchemy import select, update

from marketplace.core import audit, clock
from marketplace.core.codes import clean_code
from marketplace.core.db import db, insert_once
from marketplace.core.errors import NotThere
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.orders.models import Purchase
from marketplace.domain.payments.actions.capturing import capture, lapsed_orders, locked_orders
from marketplace.domain.payments.actions.issues import checked_decision, open_issue
from marketplace.domain.payments.errors import AlreadySettled, NoSuchPurchase
from marketplace.domain.payments.gateways import TRANSFER, StatementLine
from marketplace.domain.payments.gateways.vietqr import FEED, statement_line
from marketplace.domain.payments.models import BankLine, PaymentAttempt, PaymentIssue
from marketplace.domain.payments.queries import WAITING_LINES, purchases_named, received_short
from marketplace.domain.payments.rules import codes_in, fit_of
from marketplace.domain.stock.errors import SoldOut

# A line that paid its purchase, and more, stays with it: only the rest goes back.
ATTACHABLE = ("short", "late", "double", "nameless")


def take_in_bank_feed(raw: bytes, headers: Mapping[str, str]) -> str:
    """Check a message of the bank's feed and take its line in; what became of it.

    Raises BadFeedToken, UnreadableLine.
    """
    return take_in_bank_line(FEED, statement_line(TRANSFER.verify(raw, headers)))


def take_in_bank_line(feed: str, line: StatementLine) -> str:
    """Keep one line of the bank's feed and match it; what became of it. The same line again changes nothing."""
    try:
        return _take_in(feed, line, retake=True)
    except SoldOut:
        return _take_in(feed, line, retake=False)


def attach_bank_line(line_id: int, code: str, *, by: Person, decision: str) -> str:
    """Say which purchase a line belongs to; it is then matched as if its text had named it.

    Raises NotForYou, ReasonNeeded, NoSuchPurchase, AlreadySettled, NotThere.
    """
    try:
        return _attach(line_id, code, by=by, decision=decision, retake=True)
    except SoldOut:
        return _attach(line_id, code, by=by, decision=decision, retake=False)


@transactional
def dismiss_bank_line(line_id: int, *, by: Person, decision: str) -> BankLine:
    """Say that a line was dealt with outside (paid back, not ours) and how; closes what was asked about it.

    Raises NotForYou, ReasonNeeded, AlreadySettled, NotThere.
    """
    reason = checked_decision(by, decision)
    line = _locked_line(line_id)
    if line.state not in WAITING_LINES:
        raise AlreadySettled
    _note_decision(line, "bank_line.dismissed", by, reason)
    line.state = "settled"
    about = update(PaymentIssue).where(PaymentIssue.subject == f"bank_line:{line_id}", PaymentIssue.closed_at.is_(None))
    db.session.execute(about.values(closed_at=clock.now(), closed_by_id=by.id, decision=reason))
    return line


@transactional
def _take_in(feed: str, line: StatementLine, *, retake: bool) -> str:
    fresh = insert_once(
        BankLine, feed=feed, feed_id=line.feed_id, account=line.account, direction=line.direction,
        amount=line.amount, content=line.content, reference=line.reference, at=line.at,
        received_at=clock.now(), state="nameless",
    )  # fmt: skip
    row = db.session.scalars(select(BankLine).filter_by(feed=feed, feed_id=line.feed_id)).one()
    if fresh:
        _match(row, retake)
    return row.state


def _match(line: BankLine, retake: bool) -> None:
    if line.direction == "out":
        line.state = "outgoing"
        return
    if line.account != current_app.config["MARKET"].BANK_ACCOUNT:
        return
    named = purchases_named(codes_in(line.content))
    if len(named) == 1:
        _credit(line, named[0], retake)


@transactional
def _attach(line_id: int, code: str, *, by: Person, decision: str, retake: bool) -> str:
    reason = checked_decision(by, decision)
    line = _locked_line(line_id)
    if line.state not in ATTACHABLE:
        raise AlreadySettled
    named = purchases_named([clean_code(code)])
    if not named:
        raise NoSuchPurchase
    _note_decision(line, "bank_line.attached", by, reason)
    line.state = "nameless"
    db.session.flush()
    _credit(line, named[0], retake)
    return line.state


def _credit(line: BankLine, purchase_id: int, retake: bool) -> None:
    orders = locked_orders(purchase_id)
    purchase = db.session.get_one(Purchase, purchase_id, populate_existing=True)
    line.purchase_id = purchase_id
    attempt = _attempt_to_pay(purchase_id)
    if purchase.paid_at is not None:
        line.state = "double"
    elif attempt is None:
        line.state = "nameless"
    elif all(order.state == "cancelled" for order in orders):
        fits = bool(lapsed_orders(orders)) and retake and line.amount == attempt.amount
        line.state = "late"
        if fits:
            _pay(line, attempt, retake=True)
    else:
        _add_up(line, attempt)
    db.session.flush()


def _add_up(line: BankLine, attempt: PaymentAttempt) -> None:
    together = received_short(attempt.purchase_id) + line.amount
    fit = fit_of(attempt.amount, together)
    if fit == "short":
        line.state = "short"
        return
    _pay(line, attempt, retake=False)
    if fit == "over":
        line.state = "over"
        open_issue(
            "paid_too_much", f"bank_line:{line.id}", purchase_id=line.purchase_id, amount=line.amount,
            too_much=together - attempt.amount,
        )  # fmt: skip


def _pay(line: BankLine, attempt: PaymentAttempt, *, retake: bool) -> None:
    parts = update(BankLine).where(BankLine.purchase_id == attempt.purchase_id, BankLine.state == "short")
    db.session.execute(parts.values(state="matched", attempt_id=attempt.id))
    line.state, line.attempt_id = "matched", attempt.id
    orders = locked_orders(attempt.purchase_id)
    capture(attempt, orders, at=clock.now(), payment_ref=f"bank_line:{line.id}", retake=retake)


def _attempt_to_pay(purchase_id: int) -> PaymentAttempt | None:
    """The transfer that is asked for, or was asked for last."""
    asked = select(PaymentAttempt).where(
        PaymentAttempt.purchase_id == purchase_id,
        PaymentAttempt.provider == "vietqr",
        PaymentAttempt.state != "paid",
    )
    newest = asked.order_by(PaymentAttempt.id.desc()).limit(1).with_for_update()
    return db.session.scalar(newest.execution_options(populate_existing=True))


def _note_decision(line: BankLine, action: str, by: Person, reason: str) -> None:
    line.decision, line.settled_by_id, line.settled_at = reason, by.id, clock.now()
    audit.note(
        action, by=by.id, subject=f"bank_line:{line.id}",
        details={"amount": line.amount, "was": line.state, "decision": reason},
    )  # fmt: skip


def _locked_line(line_id: int) -> BankLine:
    wanted = select(BankLine).where(BankLine.id == line_id).with_for_update()
    line = db.session.scalar(wanted.execution_options(populate_existing=True))
    if line is None:
        raise NotThere
    return line
