"""Rates with a name and a day, and for which booths tax is kept back. Rows are only ever added."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Id, Model, table_args
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.ledger.rules import KINDS, MOST_POINTS, PAYMENT_FEE, RateFacts

_kinds = ", ".join(f"'{kind}'" for kind in KINDS)


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
