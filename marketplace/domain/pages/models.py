"""Versions of the pages that the law asks for. What was in force once is never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Id, Model, table_args
from marketplace.domain.accounts.models import Person


class PageVersion(Model):
    """One version of one page in both languages, in force from a moment on until the next one is."""

    __tablename__ = "page_versions"
    __table_args__ = table_args(
        UniqueConstraint("slug", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("text_vi <> '' AND text_en <> ''", name="texts"),
        CheckConstraint("effective_at >= written_at", name="never_backdated"),
        CheckConstraint("withdrawn_at IS NULL OR withdrawn_at < effective_at", name="withdrawn_in_time"),
    )

    id: Mapped[Id]
    slug: Mapped[str]
    number: Mapped[int]
    text_vi: Mapped[str]
    text_en: Mapped[str]
    is_minor: Mapped[bool] = mapped_column(default=False, server_default="0")
    written_at: Mapped[datetime]
    written_by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    effective_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    written_by: Mapped[Person] = relationship()

    def text(self, language: str) -> str:
        """The text in a language."""
        return self.text_en if language == "en" else self.text_vi
