"""Complaints about an order, a booth or a listing, and what was said about them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Id, Model, table_args
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product
from marketplace.domain.orders.models import Order


class Complaint(Model):
    """What somebody holds against an order, a booth or a listing, and by when it must be answered.

    `code` is public and without sequence; `form_key` makes pressing the button twice one complaint. The booth is the
    one complained about: its people never see who complained.
    """

    __tablename__ = "complaints"
    __table_args__ = table_args(
        CheckConstraint("subject IN ('order', 'booth', 'product')", name="subject"),
        CheckConstraint("(subject = 'order') = (order_id IS NOT NULL)", name="order"),
        CheckConstraint("(subject = 'product') = (product_id IS NOT NULL)", name="product"),
        CheckConstraint("state IN ('open', 'closed')", name="state"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        CheckConstraint("(state = 'closed') = (closed_by_id IS NOT NULL)", name="closed_by"),
        CheckConstraint("(state = 'closed') = (outcome IS NOT NULL)", name="outcome_at_the_end"),
        CheckConstraint("outcome IN ('upheld', 'settled', 'unfounded', 'repeated')", name="outcome"),
        CheckConstraint("due_at > received_at", name="due"),
        CheckConstraint("person_id IS NOT NULL OR email IS NOT NULL OR phone IS NOT NULL", name="reachable"),
        Index("ix_complaints_open", "state", "due_at"),
    )  # fmt: skip

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    form_key: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey(Product.id), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey(Order.id), index=True)
    reason: Mapped[str]
    text: Mapped[str]
    authority: Mapped[str] = mapped_column(default="", server_default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    email: Mapped[str | None]
    phone: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="vi", server_default="vi")
    state: Mapped[str] = mapped_column(default="open", server_default="open")
    received_at: Mapped[datetime]
    due_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    outcome: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))

    booth: Mapped[Booth] = relationship()
    product: Mapped[Product | None] = relationship()
    order: Mapped[Order | None] = relationship()
    steps: Mapped[list[ComplaintStep]] = relationship(order_by="ComplaintStep.seq", viewonly=True)


class ComplaintStep(Model):
    """One thing said about a complaint. A note stays among organizers; all else is for the complainant too."""

    __tablename__ = "complaint_steps"
    __table_args__ = table_args(
        UniqueConstraint("complaint_id", "seq"),
        CheckConstraint("kind IN ('reply', 'note', 'answer', 'closing')", name="kind"),
        CheckConstraint("kind = 'reply' OR by_id IS NOT NULL", name="by"),
    )

    id: Mapped[Id]
    complaint_id: Mapped[int] = mapped_column(ForeignKey(Complaint.id))
    seq: Mapped[int]
    kind: Mapped[str]
    text: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]

    by: Mapped[Person | None] = relationship()
