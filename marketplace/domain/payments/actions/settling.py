"""One way to find out whether an attempt is paid, for webhook, return page and reconciler alike.

The provider is asked first, outside of any transaction; what it says is then booked under a lock.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import in_transaction, transactional
from marketplace.domain.orders.models import Purchase
from marketplace.domain.payments.actions.capturing import capture, locked_orders
from marketplace.domain.payments.actions.issues import open_issue
from marketplace.domain.payments.errors import ProviderAway, ProviderRefused
from marketplace.domain.payments.gateways import GATEWAYS, Truth
from marketplace.domain.payments.models import BankLine, PaymentAttempt
from marketplace.domain.payments.queries import attempt_facts
from marketplace.domain.payments.rules import OPEN, may_become
from marketplace.domain.stock.errors import SoldOut

# How long goods stay held before it is asked again whether they may go.
HOLD_LONGER = timedelta(minutes=15)


def settle(attempt_id: int) -> str:
    """Ask the provider and book what it says; the state of the attempt afterwards.

    Raises ProviderAway, ProviderRefused, NotThere.
    """
    _outside_of_transactions()
    facts = attempt_facts(attempt_id)
    return book(attempt_id, GATEWAYS[facts.provider].truth(facts))


def close_attempt(attempt_id: int) -> bool:
    """Make it impossible to pay; False when it turned out paid, or when the provider cannot say."""
    _outside_of_transactions()
    facts = attempt_facts(attempt_id)
    try:
        truth = GATEWAYS[facts.provider].cancel(facts)
    except (ProviderAway, ProviderRefused):
        return False
    return book(attempt_id, truth) in ("expired", "failed", "cancelled")


def ask_before_lapse(purchase_id: int) -> bool:
    """Whether an unpaid purchase may lapse: nobody can pay it any more, and no money of it waits at the desk.

    An open page of the card provider is closed first. False when it turned out paid; also when a person must decide
    or the provider cannot be asked: then the goods stay held a while longer.
    """
    _outside_of_transactions()
    undecided = select(BankLine.id).where(BankLine.purchase_id == purchase_id, BankLine.state == "short")
    in_doubt = select(PaymentAttempt.id).filter_by(purchase_id=purchase_id, state="review")
    open_ones = select(PaymentAttempt.id).where(
        PaymentAttempt.purchase_id == purchase_id,
        PaymentAttempt.provider != "cod",
        PaymentAttempt.state.in_(OPEN),
    )
    waits = db.session.scalar(undecided.limit(1)) or db.session.scalar(in_doubt.limit(1))
    paid = db.session.scalar(select(Purchase.paid_at).where(Purchase.id == purchase_id))
    attempts = db.session.scalars(open_ones).all()
    db.session.rollback()
    if not paid and not waits and all(close_attempt(attempt_id) for attempt_id in attempts):
        return True
    _hold_longer(purchase_id)
    return False


def book(attempt_id: int, truth: Truth) -> str:
    """Write down what the provider says; the state of the attempt afterwards. Doing it twice is doing it once."""
    try:
        return _book(attempt_id, truth, retake=True)
    except SoldOut:
        return _book(attempt_id, truth, retake=False)


@transactional
def _book(attempt_id: int, truth: Truth, *, retake: bool) -> str:
    purchase_id = db.session.scalars(select(PaymentAttempt.purchase_id).filter_by(id=attempt_id)).one()
    orders = locked_orders(purchase_id)
    attempt = db.session.get_one(PaymentAttempt, attempt_id, populate_existing=True, with_for_update=True)
    attempt.checked_at = clock.now()
    if attempt.state == "paid" or truth.state == "unknown":
        return attempt.state
    if truth.state != "paid":
        return _book_unpaid(attempt, truth)
    faults = _faults(attempt, truth)
    if faults:
        return _put_to_review(attempt, truth, faults)
    db.session.flush()
    at = truth.paid_at or clock.now()
    capture(attempt, orders, at=at, payment_ref=truth.payment_ref, retake=retake)
    return "paid"


def _book_unpaid(attempt: PaymentAttempt, truth: Truth) -> str:
    wanted = truth.state if truth.state in ("expired", "failed") else "pending"
    if may_become(attempt.state, wanted):
        attempt.state = wanted
    return attempt.state


def _faults(attempt: PaymentAttempt, truth: Truth) -> list[str]:
    expected = {
        "amount": attempt.amount,
        "currency": attempt.currency,
        "livemode": attempt.livemode,
        "subject": f"{attempt.purchase.code}/{attempt.key}" if attempt.provider == "stripe" else attempt.key,
    }
    return [name for name, value in expected.items() if getattr(truth, name) != value]


def _put_to_review(attempt: PaymentAttempt, truth: Truth, faults: list[str]) -> str:
    if may_become(attempt.state, "review"):
        attempt.state = "review"
    open_issue(
        "payment_does_not_fit", f"attempt:{attempt.id}", purchase_id=attempt.purchase_id, faults=faults,
        expected=attempt.amount, amount=truth.amount, currency=truth.currency, livemode=truth.livemode,
    )  # fmt: skip
    return attempt.state


@transactional
def _hold_longer(purchase_id: int) -> None:
    waiting = update(Purchase).where(Purchase.id == purchase_id, Purchase.held_until.is_not(None))
    db.session.execute(waiting.values(held_until=clock.now() + HOLD_LONGER))


def _outside_of_transactions() -> None:
    if in_transaction():
        raise RuntimeError("a provider is never asked inside a transaction")
