"""Money in: attempts to pay, what providers told us, bank lines, refunds, and what does not fit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Dong, Id, Json, Model, table_args
from marketplace.domain.accounts.models import Person
from marketplace.domain.orders.models import Order, Purchase
from marketplace.domain.payments.rules import way_back

_PENDING = "state IN ('created', 'pending')"


class PaymentAttempt(Model):
    """One attempt to pay a purchase with one provider.

    `key` goes to the provider as idempotency key. Paid is never undone: refunds are rows of their own. For cash on
    delivery there is one attempt per order, captured when that order is delivered; otherwise `order_id` is empty.
    """

    __tablename__ = "payment_attempts"
    __table_args__ = table_args(
        CheckConstraint("provider IN ('cod', 'vietqr', 'stripe')", name="provider"),
        CheckConstraint(
            "state IN ('created', 'pending', 'paid', 'expired', 'failed', 'cancelled', 'review')", name="state"
        ),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("currency = 'VND'", name="currency"),
        CheckConstraint("(state = 'paid') = (paid_at IS NOT NULL)", name="paid_at"),
        CheckConstraint("(provider = 'cod') = (order_id IS NOT NULL)", name="order_of_cod"),
        UniqueConstraint("provider", "provider_ref"),
        UniqueConstraint("order_id"),
        Index(
            "uq_payment_attempts_one_pending",
            "purchase_id",
            unique=True,
            sqlite_where=text(f"{_PENDING} AND provider <> 'cod'"),
            postgresql_where=text(f"{_PENDING} AND provider <> 'cod'"),
        ),
        Index("ix_payment_attempts_purchase_id", "purchase_id"),
        Index("ix_payment_attempts_state", "provider", "state", "expires_at"),
    )

    id: Mapped[Id]
    purchase_id: Mapped[int] = mapped_column(ForeignKey(Purchase.id))
    order_id: Mapped[int | None] = mapped_column(ForeignKey(Order.id))
    provider: Mapped[str]
    state: Mapped[str] = mapped_column(default="created", server_default="created")
    amount: Mapped[Dong]
    currency: Mapped[str] = mapped_column(default="VND", server_default="VND")
    key: Mapped[str] = mapped_column(unique=True)
    provider_ref: Mapped[str | None]
    payment_ref: Mapped[str | None]
    redirect_url: Mapped[str | None]
    livemode: Mapped[bool] = mapped_column(default=False, server_default="0")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    paid_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]

    purchase: Mapped[Purchase] = relationship()


class Refund(Model):
    """Money going back out of one paid attempt. The sum that has not failed never exceeds what was captured.

    `shipping_amount` is the part of it that pays the sending back.

    Providers without refunds (bank transfer, cash) are refunded by hand: the row waits at the desk until an organizer
    says it is done.
    """

    __tablename__ = "refunds"
    __table_args__ = table_args(
        CheckConstraint("state IN ('requested', 'sent', 'succeeded', 'failed')", name="state"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("shipping_amount BETWEEN 0 AND amount", name="shipping_amount"),
        Index("ix_refunds_attempt_id", "attempt_id"),
        Index("ix_refunds_state", "state"),
    )

    id: Mapped[Id]
    attempt_id: Mapped[int] = mapped_column(ForeignKey(PaymentAttempt.id))
    order_id: Mapped[int | None] = mapped_column(ForeignKey(Order.id), index=True)
    amount: Mapped[Dong]
    shipping_amount: Mapped[Dong] = mapped_column(default=0, server_default="0")
    state: Mapped[str] = mapped_column(default="requested", server_default="requested")
    key: Mapped[str] = mapped_column(unique=True)
    provider_ref: Mapped[str | None] = mapped_column(unique=True)
    reason: Mapped[str]
    requested_at: Mapped[datetime]
    requested_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    fault: Mapped[str] = mapped_column(default="", server_default="")

    attempt: Mapped[PaymentAttempt] = relationship()

    @property
    def way(self) -> str:
        """Which way it goes back, or went."""
        return way_back(self.attempt.provider, by_hand=self.state == "failed" or self.settled_by_id is not None)


class WebhookEvent(Model):
    """One event that a provider told us of, stored before anything is done about it."""

    __tablename__ = "webhook_events"

    provider: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    body: Mapped[dict[str, Any]] = mapped_column(Json)
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    fault: Mapped[str] = mapped_column(default="", server_default="")


class BankLine(Model):
    """One line of the bank's feed, matched to a purchase or left at the desk with what is the matter with it."""

    __tablename__ = "bank_lines"
    __table_args__ = table_args(
        UniqueConstraint("feed", "feed_id"),
        CheckConstraint(
            "state IN ('matched', 'short', 'over', 'late', 'double', 'nameless', 'outgoing', 'settled')",
            name="state",
        ),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("direction IN ('in', 'out')", name="direction"),
        Index("ix_bank_lines_state", "state", "at"),
    )

    id: Mapped[Id]
    feed: Mapped[str]
    feed_id: Mapped[str]
    account: Mapped[str]
    direction: Mapped[str]
    amount: Mapped[Dong]
    content: Mapped[str]
    reference: Mapped[str] = mapped_column(default="", server_default="")
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    state: Mapped[str]
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey(Purchase.id), index=True)
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey(PaymentAttempt.id))
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    settled_at: Mapped[datetime | None]
    decision: Mapped[str] = mapped_column(default="", server_default="")


class PaymentIssue(Model):
    """Something about money that does not fit and that a person must look at; never mended silently."""

    __tablename__ = "payment_issues"
    __table_args__ = table_args(
        UniqueConstraint("kind", "subject"),
        Index("ix_payment_issues_open", "closed_at"),
    )

    id: Mapped[Id]
    kind: Mapped[str]
    subject: Mapped[str]
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey(Purchase.id), index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(Json)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    decision: Mapped[str] = mapped_column(default="", server_default="")
