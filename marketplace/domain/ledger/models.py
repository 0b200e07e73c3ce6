"""Rates, the terms that each sale was frozen at, and the double-entry book. Rows are only ever added."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Dong, Id, Model, table_args
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.ledger.rules import ACCOUNTS, KINDS, MOST_POINTS, PARTS, PAYMENT_FEE, RateFacts
from marketplace.domain.orders.models import Order, OrderLine, Purchase
from marketplace.domain.payments.models import PaymentAttempt, Refund

_kinds = ", ".join(f"'{kind}'" for kind in KINDS)
_accounts = ", ".join(f"'{account}'" for account in ACCOUNTS)
_parts = ", ".join(f"'{part}'" for part in PARTS)


class Rate(Model):
    """So many hundredths of a percent from a day on, until a later rate of the same kind (and way of paying) begins.

    A trigger forbids changing or taking out a row: a slip is put right by another row.
    """

    __tablename__ = "ledger_rates"
    __table_args__ = table_args(
        CheckConstraint(f"kind IN ({_kinds})", name="kind"),
        CheckConstraint("method IN ('', 'cod', 'vietqr', 'card')", name="method"),
        CheckConstraint(f"(kind = '{PAYMENT_FEE}') = (method <> '')", name="method_of_fee"),
        CheckConstraint(f"basis_points BETWEEN 0 AND {max(MOST_POINTS.values())}", name="basis_points"),
        CheckConstraint("starts_on >= recorded_on", name="never_backdated"),
        CheckConstraint("name <> '' AND reason <> ''", name="told"),
    )

    id: Mapped[Id]
    kind: Mapped[str]
    method: Mapped[str] = mapped_column(default="", server_default="")
    name: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="", server_default="")
    basis_points: Mapped[int]
    starts_on: Mapped[date]
    reason: Mapped[str]
    recorded_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))

    recorded_by: Mapped[Person] = relationship()

    def facts(self) -> RateFacts:
        """The rate apart from its row."""
        return RateFacts(
            self.id, self.kind, self.method, self.name, self.name_en, self.basis_points, self.starts_on,
            self.recorded_at, self.reason,
        )  # fmt: skip


class Withholding(Model):
    """From a moment on tax is kept back for a booth, or no longer, and why. The last row of a booth holds."""

    __tablename__ = "ledger_withholdings"
    __table_args__ = table_args(
        CheckConstraint("reason <> ''", name="reason"),
        Index("ix_ledger_withholdings_booth_id", "booth_id", "at"),
    )

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    is_on: Mapped[bool]
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))

    booth: Mapped[Booth] = relationship()
    by: Mapped[Person] = relationship()


class SaleTerms(Model):
    """That the rates of an order are frozen, and whether tax is kept back of it (`withholding_id`)."""

    __tablename__ = "ledger_terms"
    __table_args__ = table_args(Index("ix_ledger_terms_booth_id", "booth_id"))

    order_id: Mapped[int] = mapped_column(ForeignKey(Order.id), primary_key=True, autoincrement=False)
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    withholding_id: Mapped[int | None] = mapped_column(ForeignKey(Withholding.id))
    at: Mapped[datetime]

    withholding: Mapped[Withholding | None] = relationship()


class Charge(Model):
    """What a rate takes of an order, or of one line of it, as it was at the sale. No later rate changes it."""

    __tablename__ = "ledger_charges"
    __table_args__ = table_args(
        UniqueConstraint("order_id", "rate_id", "line_id"),
        Index(
            "uq_ledger_charges_whole_order",
            "order_id",
            "rate_id",
            unique=True,
            sqlite_where=text("line_id IS NULL"),
            postgresql_where=text("line_id IS NULL"),
        ),
        CheckConstraint("base >= 0 AND amount BETWEEN 0 AND base", name="amount"),
        Index("ix_ledger_charges_booth_id", "booth_id"),
    )

    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey(SaleTerms.order_id))
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    line_id: Mapped[int | None] = mapped_column(ForeignKey(OrderLine.id))
    rate_id: Mapped[int] = mapped_column(ForeignKey(Rate.id))
    base: Mapped[Dong]
    amount: Mapped[Dong]

    rate: Mapped[Rate] = relationship()


class Entry(Model):
    """One thing that happened to money, told once: `key` names it (`sale-17`), its lines sum to zero.

    The lines are written first and the entry closes them: a trigger refuses an entry whose lines do not sum to zero,
    and a line for an entry that is closed. Nothing is ever changed; a mistake is put right by another entry.
    """

    __tablename__ = "ledger_entries"
    __table_args__ = table_args(
        CheckConstraint("kind IN ('payment', 'refund', 'sale', 'return')", name="kind"),
        CheckConstraint("(kind = 'payment') = (attempt_id IS NOT NULL)", name="attempt_of_payment"),
        CheckConstraint("kind <> 'refund' OR refund_id IS NOT NULL", name="refund_of_refund"),
        Index("ix_ledger_entries_order_id", "order_id"),
        Index("ix_ledger_entries_attempt_id", "attempt_id"),
        Index("ix_ledger_entries_refund_id", "refund_id"),
        Index("ix_ledger_entries_booth_id", "booth_id", "at"),
    )

    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    purchase_id: Mapped[int] = mapped_column(ForeignKey(Purchase.id))
    order_id: Mapped[int | None] = mapped_column(ForeignKey(Order.id))
    booth_id: Mapped[int | None] = mapped_column(ForeignKey(Booth.id))
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey(PaymentAttempt.id))
    refund_id: Mapped[int | None] = mapped_column(ForeignKey(Refund.id))
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]


class Line(Model):
    """One side of an entry. What the market has or is owed is positive, what it owes negative."""

    __tablename__ = "ledger_lines"
    __table_args__ = table_args(
        CheckConstraint(f"account IN ({_accounts})", name="account"),
        CheckConstraint(f"part IN ({_parts})", name="part"),
        CheckConstraint("(account IN ('booth', 'cash')) = (booth_id IS NOT NULL)", name="booth_of_account"),
        CheckConstraint("amount <> 0", name="amount"),
        # What an entry adds to the totals of its booth is read from this alone.
        Index("ix_ledger_lines_entry_key", "entry_key", "booth_id", "account", "part", "rate_id", "amount"),
        Index("ix_ledger_lines_booth_id", "booth_id"),
    )

    id: Mapped[Id]
    entry_key: Mapped[str] = mapped_column(ForeignKey(Entry.key, deferrable=True, initially="DEFERRED"))
    account: Mapped[str]
    booth_id: Mapped[int | None] = mapped_column(ForeignKey(Booth.id))
    part: Mapped[str]
    rate_id: Mapped[int | None] = mapped_column(ForeignKey(Rate.id))
    amount: Mapped[Dong]

    entry: Mapped[Entry] = relationship()
    rate: Mapped[Rate | None] = relationship()


class MonthTotal(Model):
    """What the lines of a booth come to in a month of Viet Nam, by account, part and rate; `rate_id` 0 is no rate.

    A trigger adds the lines of an entry when the entry closes them; nothing else writes here.
    """

    __tablename__ = "ledger_totals"

    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id), primary_key=True, autoincrement=False)
    month: Mapped[date] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    rate_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    amount: Mapped[Dong]
