"""Who wants a letter before a broadcast begins."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.core.db import Id, Model, table_args
from marketplace.domain.livestream.models.programme import Broadcast


class Reminder(Model):
    """One letter to one address before one broadcast; the row goes once the letter is written or the show is over."""

    __tablename__ = "reminders"
    __table_args__ = table_args(
        UniqueConstraint("broadcast_id", "email_key"),
        CheckConstraint("language IN ('vi', 'en')", name="language"),
    )

    id: Mapped[Id]
    broadcast_id: Mapped[int] = mapped_column(ForeignKey(Broadcast.id))
    email: Mapped[str]
    email_key: Mapped[str]
    language: Mapped[str]
    at: Mapped[datetime]
