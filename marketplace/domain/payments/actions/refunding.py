"""Money going back: asked for under a lock, sent outside of any transaction, booked by what the provider says."""

from __future__ import annotations

from sqlalchemy import select, update

from marketplace.core import audit, clock
from marketplace.core.db import db, insert_once
from marketplace.core.errors import NotThere
from marketplace.core.jobs import run_soon
from marketplace.core.money import format_dong
from marketplace.core.outbox import record
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.orders.models import Order, Shortfall
from marketplace.domain.payments.actions.cash import lower_cash
from marketplace.domain.payments.actions.issues import checked_decision, open_issue
from marketplace.domain.payments.errors import (
    AlreadySettled,
    MoreThanWasPaid,
    NotByHand,
    NotPaidYet,
    ProviderAway,
    ProviderRefused,
)
from marketplace.domain.payments.events import RefundFailed, RefundFoundOutside, RefundRequested, RefundSucceeded
from marketplace.domain.payments.gateways import GATEWAYS, RefundTruth
from marketplace.domain.payments.models import PaymentAttempt, Refund
from marketplace.domain.payments.queries import refund_by_id, refund_facts, refunded_of
from marketplace.domain.payments.rules import TAKES_BACK, TO_CARD

# The reason of refunds for goods that came back; checked by invariant P1 and by those of returns.
PART = "return"


@transactional
def request_refund(
    attempt_id: int, amount: int, *, key: str, reason: str, by: Person | None = None, order_id: int | None = None,
    shipping: int = 0,
) -> Refund:  # fmt: skip
    """Ask for `amount` đồng of a paid attempt to go back, `shipping` of them for sending; the same key asks once.

    Raises NotPaidYet, MoreThanWasPaid, NotThere.
    """
    attempt = _locked_attempt(attempt_id)
    known = db.session.scalar(select(Refund).filter_by(key=key))
    if known is not None:
        return known
    if attempt.state != "paid":
        raise NotPaidYet
    left = attempt.amount - refunded_of(attempt_id)
    if not 0 < amount <= left:
        raise MoreThanWasPaid(left=format_dong(left))
    refund = Refund(
        attempt_id=attempt_id, order_id=order_id, amount=amount, shipping_amount=shipping, key=key, reason=reason,
        requested_at=clock.now(), requested_by_id=by.id if by else None,
    )  # fmt: skip
    db.session.add(refund)
    db.session.flush()
    if refund.way == TO_CARD:
        run_soon("send_refunds")
    record(RefundRequested(refund.id, order_id))
    return refund


@transactional
def refund_order(order_id: int, *, reason: str) -> Refund | None:
    """Give back what was paid for one order and did not go back for missing goods, exactly once."""
    order = db.session.get_one(Order, order_id)
    attempt = _paid_attempt_of(order)
    if attempt is None or not order.amount_due or _has_part_refunded(order_id):
        return None
    return request_refund(
        attempt.id, order.amount_due, key=f"order-{order.id}", reason=reason, order_id=order.id,
        shipping=order.shipping_fee,
    )  # fmt: skip


@transactional
def settle_shortfall(shortfall_id: int) -> Refund | None:
    """The buyer does not pay for goods that are missing: paid money goes back once, cash is asked for the rest."""
    shortfall = db.session.get_one(Shortfall, shortfall_id)
    order = db.session.get_one(Order, shortfall.order_id)
    lower_cash(order.id, order.amount_due)
    attempt = _paid_attempt_of(order)
    if attempt is None or not shortfall.amount:
        return None
    key = f"shortfall-{shortfall.id}"
    return request_refund(attempt.id, shortfall.amount, key=key, reason="short", order_id=order.id)


@transactional
def refund_part(order_id: int, amount: int, *, shipping: int, key: str, by: Person | None) -> Refund | None:
    """Give back a part of what was paid for an order, `shipping` of it for sending, once per key.

    Nothing if nothing was paid.

    From then on what is still due of the order goes back in such parts alone. Raises MoreThanWasPaid.
    """
    attempt = _paid_attempt_of(db.session.get_one(Order, order_id))
    if attempt is None or not amount:
        return None
    return request_refund(attempt.id, amount, key=key, reason=PART, by=by, order_id=order_id, shipping=shipping)


def send_refunds(most: int = 50) -> int:
    """Send every card refund that waits, and ask about those under way; says how many were looked at."""
    waiting = (
        select(Refund.id)
        .join(PaymentAttempt, PaymentAttempt.id == Refund.attempt_id)
        .where(Refund.state.in_(("requested", "sent")), PaymentAttempt.provider.in_(TAKES_BACK))
    )
    ids = db.session.scalars(waiting.order_by(Refund.id).limit(most)).all()
    db.session.rollback()
    for refund_id in ids:
        settle_refund(refund_id)
    return len(ids)


def settle_refund(refund_id: int) -> str:
    """Send a refund, or ask how it went, and book the answer; its state afterwards.

    A time-out leaves it `sent`: the next run looks it up before it sends the same key again.
    """
    facts = refund_facts(refund_id)
    _mark_sent(refund_id)
    try:
        truth = GATEWAYS[facts.provider].refund(facts)
    except ProviderAway:
        return "sent"
    except ProviderRefused:
        truth = RefundTruth("failed", ref=facts.ref, fault="refused")
    return book_refund(refund_id, truth)


@transactional
def book_refund(refund_id: int, truth: RefundTruth) -> str:
    """Write down what the provider says of a refund; what a person settled stays settled."""
    refund = _locked_refund(refund_id)
    if truth.state not in ("sent", "succeeded", "failed") or refund.settled_by_id is not None:
        return refund.state
    refund.provider_ref = truth.ref or refund.provider_ref
    if truth.state == refund.state or refund.state == "failed":
        return refund.state
    refund.state = truth.state
    refund.fault = truth.fault
    refund.settled_at = clock.now() if truth.state == "succeeded" else None
    db.session.flush()
    if truth.state == "succeeded":
        record(RefundSucceeded(refund_id=refund_id))
    if truth.state == "failed":
        _tell_of_failure(refund)
        record(RefundFailed(refund_id=refund_id))
    return refund.state


@transactional
def note_outside_refund(attempt_id: int, amount: int, truth: RefundTruth) -> None:
    """Record a refund that somebody made at the provider's own desk; told to a person, never guessed away."""
    attempt = _locked_attempt(attempt_id)
    fresh = insert_once(
        Refund, attempt_id=attempt_id, amount=amount, state=truth.state, key=f"outside-{truth.ref}",
        provider_ref=truth.ref, reason="outside", requested_at=clock.now(), fault=truth.fault,
        settled_at=clock.now() if truth.state == "succeeded" else None,
    )  # fmt: skip
    if fresh:
        open_issue(
            "refund_outside", f"refund:{truth.ref}", purchase_id=attempt.purchase_id, amount=amount,
            refunded=refunded_of(attempt_id), paid=attempt.amount,
        )  # fmt: skip
        record(RefundFoundOutside(db.session.scalars(select(Refund.id).filter_by(provider_ref=truth.ref)).one()))


@transactional
def settle_refund_by_hand(refund_id: int, *, by: Person, decision: str) -> Refund:
    """Say that an organizer has paid the money back, and how.

    Raises NotForYou, ReasonNeeded, AlreadySettled, NotByHand, MoreThanWasPaid, NotThere.
    """
    reason = checked_decision(by, decision)
    refund = _locked_refund(refund_id)
    if refund.state == "succeeded":
        raise AlreadySettled
    attempt = _locked_attempt(refund.attempt_id)
    if refund.way == TO_CARD:
        raise NotByHand
    left = attempt.amount - refunded_of(attempt.id)
    if refund.state == "failed" and refund.amount > left:
        raise MoreThanWasPaid(left=format_dong(left))
    refund.state, refund.settled_at, refund.settled_by_id = "succeeded", clock.now(), by.id
    audit.note(
        "refund.paid_by_hand", by=by.id, subject=f"refund:{refund_id}",
        details={"amount": refund.amount, "decision": reason},
    )  # fmt: skip
    record(RefundSucceeded(refund_id=refund_id))
    return refund


@transactional
def _mark_sent(refund_id: int) -> None:
    requested = update(Refund).where(Refund.id == refund_id, Refund.state == "requested")
    db.session.execute(requested.values(state="sent"))


def _tell_of_failure(refund: Refund) -> None:
    attempt = db.session.get_one(PaymentAttempt, refund.attempt_id)
    open_issue(
        "refund_failed", f"refund:{refund.id}", purchase_id=attempt.purchase_id, amount=refund.amount,
        fault=refund.fault,
    )  # fmt: skip


def _has_part_refunded(order_id: int) -> bool:
    part = select(Refund.id).where(Refund.order_id == order_id, Refund.reason == PART)
    return db.session.scalar(part.limit(1)) is not None


def _paid_attempt_of(order: Order) -> PaymentAttempt | None:
    paid = select(PaymentAttempt).where(PaymentAttempt.purchase_id == order.purchase_id, PaymentAttempt.state == "paid")
    mine = paid.where((PaymentAttempt.order_id.is_(None)) | (PaymentAttempt.order_id == order.id))
    return db.session.scalars(mine.order_by(PaymentAttempt.paid_at, PaymentAttempt.id).limit(1)).one_or_none()


def _locked_attempt(attempt_id: int) -> PaymentAttempt:
    wanted = select(PaymentAttempt).where(PaymentAttempt.id == attempt_id)
    found = db.session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
    if found is None:
        raise NotThere
    return found


def _locked_refund(refund_id: int) -> Refund:
    attempt_id = refund_by_id(refund_id).attempt_id
    _locked_attempt(attempt_id)
    wanted = select(Refund).where(Refund.id == refund_id).with_for_update()
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()
