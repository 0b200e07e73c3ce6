"""Certificates with number, issuer and dates. A star is shown only while a checked paper is in date."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Id, Model, table_args
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product


class Paper(Model):
    """One certificate of a product or of a whole booth.

    OCOP recognitions carry a star from 3 to 5 and end 36 months after the decision (QĐ 148/QĐ-TTg, amended by
    QĐ 1489/QĐ-TTg). Stars come from here and are never typed by a seller.
    """

    __tablename__ = "papers"
    __table_args__ = table_args(
        CheckConstraint("kind IN ('ocop', 'food_safety', 'self_declaration', 'organic', 'other')", name="kind"),
        CheckConstraint("state IN ('waiting', 'checked', 'refused')", name="state"),
        CheckConstraint("(kind = 'ocop') = (star IS NOT NULL)", name="star_of_ocop"),
        CheckConstraint("star IS NULL OR star BETWEEN 3 AND 5", name="star"),
        CheckConstraint("expires_on > issued_on", name="dates"),
        CheckConstraint("(state = 'checked') = (checked_at IS NOT NULL)", name="checked"),
        Index("ix_papers_product_id", "product_id", "kind", "state", "expires_on"),
    )

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey(Product.id))
    kind: Mapped[str]
    star: Mapped[int | None]
    number: Mapped[str]
    issuer: Mapped[str]
    issued_on: Mapped[date]
    expires_on: Mapped[date]
    scan_key: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="waiting", server_default="waiting")
    reason: Mapped[str] = mapped_column(default="", server_default="")
    brought_at: Mapped[datetime]
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    checked_at: Mapped[datetime | None]

    product: Mapped[Product | None] = relationship()
