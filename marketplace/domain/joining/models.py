"""The checklist that organizers keep, and what was said about its items in each booth."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Id, Model, table_args
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth


class ChecklistItem(Model):
    """One thing a booth should have: seen by the market itself, said by the owner, or found true by an organizer.

    Kind and check never change once written, so that a mark always means what it meant when it was made.
    """

    __tablename__ = "checklist_items"
    __table_args__ = table_args(
        CheckConstraint("kind IN ('computed', 'attested', 'verified')", name="kind"),
        CheckConstraint("(kind = 'computed') = (check_name IS NOT NULL)", name="check_name"),
        CheckConstraint("title <> ''", name="title"),
    )

    id: Mapped[Id]
    kind: Mapped[str]
    check_name: Mapped[str | None] = mapped_column(unique=True)
    title: Mapped[str]
    title_en: Mapped[str] = mapped_column(default="", server_default="")
    hint: Mapped[str] = mapped_column(default="", server_default="")
    hint_en: Mapped[str] = mapped_column(default="", server_default="")
    is_required: Mapped[bool] = mapped_column(default=True, server_default="1")
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    is_active: Mapped[bool] = mapped_column(default=True, server_default="1")
    created_at: Mapped[datetime]

    def title_in(self, language: str) -> str:
        """The sentence in a language; Vietnamese where no other was written."""
        return (self.title_en if language == "en" else "") or self.title

    def hint_in(self, language: str) -> str:
        """The explanation in a language."""
        return (self.hint_en if language == "en" else "") or self.hint


class ChecklistMark(Model):
    """What somebody said of an item in a booth. Append-only: the last one counts."""

    __tablename__ = "checklist_marks"
    __table_args__ = table_args(
        CheckConstraint("kind IN ('attested', 'verified', 'waived', 'taken_back')", name="kind"),
        CheckConstraint("kind <> 'waived' OR note <> ''", name="waived_with_a_reason"),
        Index("ix_checklist_marks_booth_id", "booth_id", "item_id", "id"),
        Index("ix_checklist_marks_item_id", "item_id"),
    )

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    item_id: Mapped[int] = mapped_column(ForeignKey(ChecklistItem.id))
    kind: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="", server_default="")

    by: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
