"""What is known about money: attempts, refunds, bank lines, and what waits at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from marketplace.core.db import db
from marketplace.core.errors import NotThere
from marketplace.domain.accounts.models import Person
from marketplace.domain.orders.models import Purchase
from marketplace.domain.payments.models import BankLine, PaymentAttempt, PaymentIssue, Refund
from marketplace.domain.payments.rules import OPEN, PROVIDER_OF, TAKES_BACK, way_back

Row = TypeVar("Row", BankLine, Refund, PaymentIssue)

# What an organizer must decide about; a short one may still be completed by the next transfer.
WAITING_LINES = ("short", "over", "late", "double", "nameless")


@dataclass(frozen=True)
class AttemptFacts:
    """What a provider needs to know of an attempt, free of the database so that no transaction waits for it."""

    id: int
    key: str
    provider: str
    state: str
    amount: int
    currency: str
    livemode: bool
    ref: str | None
    payment_ref: str | None
    redirect_url: str | None
    created_at: datetime
    expires_at: datetime | None
    purchase_id: int
    purchase_code: str
    language: str
    email: str | None


@dataclass(frozen=True)
class RefundFacts:
    """What a provider needs to know of a refund."""

    id: int
    key: str
    amount: int
    state: str
    ref: str | None
    provider: str
    payment_ref: str | None
    purchase_code: str
    requested_at: datetime


def attempt_facts(attempt_id: int) -> AttemptFacts:
    """The facts of one attempt, with the reading transaction ended; raises NotThere."""
    row = db.session.execute(
        select(PaymentAttempt, Purchase)
        .join(Purchase, Purchase.id == PaymentAttempt.purchase_id)
        .where(PaymentAttempt.id == attempt_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotThere
    facts = _facts(*row)
    db.session.rollback()
    return facts


def refund_facts(refund_id: int) -> RefundFacts:
    """The facts of one refund, with the reading transaction ended; raises NotThere."""
    row = db.session.execute(
        select(Refund, PaymentAttempt, Purchase.code)
        .join(PaymentAttempt, PaymentAttempt.id == Refund.attempt_id)
        .join(Purchase, Purchase.id == PaymentAttempt.purchase_id)
        .where(Refund.id == refund_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotThere
    refund, attempt, code = row
    facts = RefundFacts(
        id=refund.id, key=refund.key, amount=refund.amount, state=refund.state, ref=refund.provider_ref,
        provider=attempt.provider, payment_ref=attempt.payment_ref, purchase_code=code,
        requested_at=refund.requested_at,
    )  # fmt: skip
    db.session.rollback()
    return facts


def attempts_of(purchase_id: int) -> Sequence[PaymentAttempt]:
    """Every attempt to pay a purchase, oldest first."""
    wanted = select(PaymentAttempt).where(PaymentAttempt.purchase_id == purchase_id)
    return db.session.scalars(wanted.order_by(PaymentAttempt.id)).all()


def latest_attempt_of(purchase_id: int) -> PaymentAttempt | None:
    """The attempt that matters now: the paid one, else the newest."""
    attempts = attempts_of(purchase_id)
    for attempt in attempts:
        if attempt.state == "paid":
            return attempt
    return attempts[-1] if attempts else None


def open_attempt_of(purchase_id: int) -> PaymentAttempt | None:
    """The one attempt of a purchase that may still be paid, cash apart."""
    return db.session.scalar(
        select(PaymentAttempt).where(
            PaymentAttempt.purchase_id == purchase_id,
            PaymentAttempt.provider != "cod",
            PaymentAttempt.state.in_(OPEN),
        )
    )


def attempt_by_ref(provider: str, ref: str) -> PaymentAttempt | None:
    """The attempt that a provider knows by this name."""
    return db.session.scalar(select(PaymentAttempt).filter_by(provider=provider, provider_ref=ref))


def attempt_by_key(key: str) -> PaymentAttempt | None:
    """The attempt of our own key."""
    return db.session.scalar(select(PaymentAttempt).filter_by(key=key))


def attempt_by_payment(payment_ref: str) -> PaymentAttempt | None:
    """The attempt whose money moved under this name of the provider's."""
    return db.session.scalar(select(PaymentAttempt).filter_by(payment_ref=payment_ref))


def refunded_of(attempt_id: int) -> int:
    """Đồng that have gone or are to go back out of an attempt; refunds that failed do not count."""
    total = select(func.coalesce(func.sum(Refund.amount), 0)).where(
        Refund.attempt_id == attempt_id, Refund.state != "failed"
    )
    return int(db.session.scalar(total) or 0)


def way_back_of(purchase: Purchase) -> str:
    """Which way the money of a purchase would go back, before any of it does."""
    return way_back(PROVIDER_OF[purchase.payment_method])


def refunds_of(purchase_id: int) -> Sequence[Refund]:
    """Every refund of a purchase, oldest first."""
    wanted = select(Refund).join(Refund.attempt).options(contains_eager(Refund.attempt))
    return db.session.scalars(wanted.where(PaymentAttempt.purchase_id == purchase_id).order_by(Refund.id)).all()


def purchases_named(codes: Sequence[str]) -> Sequence[int]:
    """The purchases that carry one of these codes."""
    if not codes:
        return []
    return db.session.scalars(select(Purchase.id).where(Purchase.code.in_(codes)).order_by(Purchase.id)).all()


def received_short(purchase_id: int) -> int:
    """Đồng of a purchase that came in too small parts and wait for the rest."""
    total = select(func.coalesce(func.sum(BankLine.amount), 0)).where(
        BankLine.purchase_id == purchase_id, BankLine.state == "short"
    )
    return int(db.session.scalar(total) or 0)


def waiting_lines(*, state: str = "", most: int = 200) -> Sequence[BankLine]:
    """Bank lines that wait for a decision, oldest first."""
    states = (state,) if state in WAITING_LINES else WAITING_LINES
    return db.session.scalars(
        select(BankLine).where(BankLine.state.in_(states)).order_by(BankLine.at, BankLine.id).limit(most)
    ).all()


def refunds_by_hand(most: int = 200) -> Sequence[Refund]:
    """Refunds that nobody but us can pay back: of cash and transfers, and of cards that refused; oldest first."""
    by_hand = PaymentAttempt.provider.not_in(TAKES_BACK) & Refund.state.in_(("requested", "sent"))
    refused = PaymentAttempt.provider.in_(TAKES_BACK) & (Refund.state == "failed")
    return db.session.scalars(
        select(Refund)
        .join(PaymentAttempt, PaymentAttempt.id == Refund.attempt_id)
        .where(by_hand | refused)
        .options(joinedload(Refund.attempt).joinedload(PaymentAttempt.purchase))
        .order_by(Refund.id)
        .limit(most)
    ).all()


def open_issues(most: int = 200) -> Sequence[PaymentIssue]:
    """What does not fit and nobody has decided about, oldest first."""
    return db.session.scalars(
        select(PaymentIssue).where(PaymentIssue.closed_at.is_(None)).order_by(PaymentIssue.id).limit(most)
    ).all()


def codes_of(purchase_ids: Sequence[int | None]) -> dict[int, str]:
    """The codes of these purchases by id."""
    wanted = {purchase_id for purchase_id in purchase_ids if purchase_id is not None}
    if not wanted:
        return {}
    rows = db.session.execute(select(Purchase.id, Purchase.code).where(Purchase.id.in_(wanted)))
    return {row.id: row.code for row in rows}


def line_by_id(line_id: int) -> BankLine:
    """One bank line; raises NotThere."""
    return _found(BankLine, line_id)


def refund_by_id(refund_id: int) -> Refund:
    """One refund; raises NotThere."""
    return _found(Refund, refund_id)


def issue_by_id(issue_id: int) -> PaymentIssue:
    """One issue; raises NotThere."""
    return _found(PaymentIssue, issue_id)


def _found(table: type[Row], row_id: int) -> Row:
    row = db.session.get(table, row_id)
    if row is None:
        raise NotThere
    return row


def _facts(attempt: PaymentAttempt, purchase: Purchase) -> AttemptFacts:
    return AttemptFacts(
        id=attempt.id, key=attempt.key, provider=attempt.provider, state=attempt.state, amount=attempt.amount,
        currency=attempt.currency, livemode=attempt.livemode, ref=attempt.provider_ref,
        payment_ref=attempt.payment_ref, redirect_url=attempt.redirect_url, created_at=attempt.created_at,
        expires_at=attempt.expires_at, purchase_id=purchase.id, purchase_code=purchase.code,
        language=purchase.language, email=purchase.email,
    )  # fmt: skip


def is_money_open(person: Person) -> bool:
    """Whether money of this person's purchases is on its way back, or a question about it is open."""
    mine = select(Purchase.id).where(Purchase.person_id == person.id)
    refunds = select(Refund.id).join(PaymentAttempt, PaymentAttempt.id == Refund.attempt_id)
    refunds = refunds.where(PaymentAttempt.purchase_id.in_(mine), Refund.state != "succeeded")
    issues = select(PaymentIssue.id).where(PaymentIssue.purchase_id.in_(mine), PaymentIssue.closed_at.is_(None))
    return any(db.session.scalar(rows.limit(1)) is not None for rows in (refunds, issues))
