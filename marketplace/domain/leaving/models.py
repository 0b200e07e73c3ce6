"""What a booth's owner asked to take away."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Id, Model, table_args
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth


class BoothDownload(Model):
    """Everything of a booth as one file: asked for, made by a worker, fetched by its owner for a day, then dropped."""

    __tablename__ = "booth_downloads"
    __table_args__ = table_args(
        CheckConstraint("state IN ('asked', 'ready', 'dropped')", name="state"),
        CheckConstraint("(state = 'ready') = (file_key IS NOT NULL)", name="file"),
        CheckConstraint("(state = 'asked') = (until_at IS NULL)", name="until"),
        Index("ix_booth_downloads_booth_id", "booth_id", "id"),
        Index(
            "uq_booth_downloads_one_asked",
            "booth_id",
            unique=True,
            sqlite_where=text("state = 'asked'"),
            postgresql_where=text("state = 'asked'"),
        ),
    )

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    state: Mapped[str] = mapped_column(default="asked", server_default="asked")
    asked_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    file_key: Mapped[str | None]
    size: Mapped[int] = mapped_column(default=0, server_default="0")
    until_at: Mapped[datetime | None]

    by: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
