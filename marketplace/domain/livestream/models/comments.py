"""What was heard in comments and over the telephone, before and after it became an order."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Id, Json, Model, table_args
from marketplace.core.places.models import Commune
from marketplace.domain.accounts.models import Person
from marketplace.domain.livestream.models.programme import Broadcast
from marketplace.domain.orders.models import Purchase


class HeardOrder(Model):
    """An order proposed from a comment or a call, or the wish to cancel one.

    `heard_key` is the fingerprint of who wrote what, so that the same comment pasted again proposes nothing twice.
    `items` are pairs of variant and quantity, `doubts` what a person must look at. Whoever waits for sold-out goods is
    asked in the order of `waiting_since`; an offer stands until `answer_until`.
    """

    __tablename__ = "heard_orders"
    __table_args__ = table_args(
        UniqueConstraint("broadcast_id", "heard_key"),
        CheckConstraint("source IN ('comment', 'phone')", name="source"),
        CheckConstraint("kind IN ('order', 'cancel')", name="kind"),
        CheckConstraint("state IN ('proposed', 'confirmed', 'dropped', 'waiting', 'offered', 'lapsed')", name="state"),
        CheckConstraint("(state = 'confirmed') = (purchase_id IS NOT NULL)", name="confirmed"),
        CheckConstraint("(state = 'offered') = (answer_until IS NOT NULL)", name="offered"),
        CheckConstraint("state NOT IN ('waiting', 'offered', 'lapsed') OR waiting_since IS NOT NULL", name="waited"),
        CheckConstraint("kind = 'order' OR state IN ('proposed', 'dropped')", name="cancel"),
        Index("ix_heard_orders_state", "broadcast_id", "state", "id"),
    )

    id: Mapped[Id]
    broadcast_id: Mapped[int] = mapped_column(ForeignKey(Broadcast.id))
    heard_key: Mapped[str]
    source: Mapped[str]
    kind: Mapped[str]
    author: Mapped[str] = mapped_column(default="", server_default="")
    words: Mapped[str]
    items: Mapped[list[Any]] = mapped_column(Json)
    phone: Mapped[str | None]
    recipient: Mapped[str] = mapped_column(default="", server_default="")
    address_line: Mapped[str] = mapped_column(default="", server_default="")
    commune_code: Mapped[str | None] = mapped_column(ForeignKey(Commune.code))
    doubts: Mapped[list[Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(default="proposed", server_default="proposed")
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey(Purchase.id), unique=True)
    waiting_since: Mapped[datetime | None]
    answer_until: Mapped[datetime | None]
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    decided_at: Mapped[datetime | None]

    broadcast: Mapped[Broadcast] = relationship()
    commune: Mapped[Commune | None] = relationship()
    purchase: Mapped[Purchase | None] = relationship()
