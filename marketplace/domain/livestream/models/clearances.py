"""What the law wants on file before a broadcast goes on air, and its recording afterwards."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Model, table_args
from marketplace.domain.accounts.models import Person
from marketplace.domain.livestream.models.programme import Broadcast


class Clearance(Model):
    """Who the host is and who checked it, that the rules were accepted, where the recording is.

    E-commerce Law 122/2025/QH15, articles 23 and 24. No number of an identity paper is kept: only that somebody has
    seen it, and when. An override says why a broadcast went on air with something missing, and who answers for it.
    """

    __tablename__ = "clearances"
    __table_args__ = table_args(
        CheckConstraint("identity_seen IN ('', 'vneid', 'card')", name="identity_seen"),
        CheckConstraint(
            "(host_legal_name = '') = (identity_seen = '') AND (identity_seen = '') = (host_checked_at IS NULL)"
            " AND (host_checked_at IS NULL) = (host_checked_by_id IS NULL)",
            name="host",
        ),
        CheckConstraint("(rules_accepted_at IS NULL) = (rules_by_id IS NULL)", name="rules"),
        CheckConstraint(
            "(override_reason = '') = (override_at IS NULL) AND (override_at IS NULL) = (override_by_id IS NULL)",
            name="override",
        ),
        CheckConstraint("(recording_url = '') = (recording_kept_until IS NULL)", name="recording"),
    )

    broadcast_id: Mapped[int] = mapped_column(ForeignKey(Broadcast.id), primary_key=True)
    host_legal_name: Mapped[str] = mapped_column(default="", server_default="")
    identity_seen: Mapped[str] = mapped_column(default="", server_default="")
    host_checked_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    host_checked_at: Mapped[datetime | None]
    rules_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    rules_accepted_at: Mapped[datetime | None]
    override_reason: Mapped[str] = mapped_column(default="", server_default="")
    override_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    override_at: Mapped[datetime | None]
    recording_url: Mapped[str] = mapped_column(default="", server_default="")
    recording_kept_until: Mapped[date | None]

    override_by: Mapped[Person | None] = relationship(foreign_keys=[override_by_id])
    host_checked_by: Mapped[Person | None] = relationship(foreign_keys=[host_checked_by_id])
