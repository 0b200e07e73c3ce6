"""What a booth's people are told in the page, what they switched off, and what organizers announce."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Id, Model, table_args
from marketplace.core.places.models import Commune
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Category
from marketplace.domain.livestream.models import Campaign
from marketplace.domain.notices.rules import KINDS

_KINDS = ", ".join(f"'{name}'" for name in KINDS)


class Announcement(Model):
    """What organizers tell booths: all of them, those with goods on a shelf, of a commune, or in a campaign."""

    __tablename__ = "announcements"
    __table_args__ = table_args(
        CheckConstraint("audience IN ('all', 'category', 'commune', 'campaign')", name="audience"),
        CheckConstraint("(audience = 'category') = (category_id IS NOT NULL)", name="category"),
        CheckConstraint("(audience = 'commune') = (commune_code IS NOT NULL)", name="commune"),
        CheckConstraint("(audience = 'campaign') = (campaign_id IS NOT NULL)", name="campaign"),
        CheckConstraint("title <> '' AND text <> ''", name="said"),
        CheckConstraint("until_at IS NULL OR until_at > from_at", name="window"),
        Index("ix_announcements_from_at", "from_at"),
    )

    id: Mapped[Id]
    title: Mapped[str]
    title_en: Mapped[str] = mapped_column(default="", server_default="")
    text: Mapped[str]
    text_en: Mapped[str] = mapped_column(default="", server_default="")
    audience: Mapped[str]
    category_id: Mapped[int | None] = mapped_column(ForeignKey(Category.id))
    commune_code: Mapped[str | None] = mapped_column(ForeignKey(Commune.code))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey(Campaign.id))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime | None]
    is_important: Mapped[bool] = mapped_column(default=False, server_default="0")
    by_letter: Mapped[bool] = mapped_column(default=False, server_default="0")
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    category: Mapped[Category | None] = relationship(lazy="joined")
    commune: Mapped[Commune | None] = relationship(lazy="joined")
    campaign: Mapped[Campaign | None] = relationship(lazy="joined")

    @property
    def kind(self) -> str:
        """What kind of notice it is to those who get it."""
        return "important" if self.is_important else "announcement"

    def title_in(self, language: str) -> str:
        """The title in a language; Vietnamese where no other was written."""
        return (self.title_en if language == "en" else "") or self.title

    def text_in(self, language: str) -> str:
        """The text in a language."""
        return (self.text_en if language == "en" else "") or self.text

    def is_shown_at(self, moment: datetime) -> bool:
        """Whether booths see it at this moment."""
        return (
            self.withdrawn_at is None and self.from_at <= moment and (self.until_at is None or moment < self.until_at)
        )


class PageNotice(Model):
    """One piece of news for one person in one booth; `key` names the news, so that told twice is told once.

    `topic` and `about` say what became of what; no shopper is named here.
    """

    __tablename__ = "page_notices"
    __table_args__ = table_args(
        UniqueConstraint("person_id", "key"),
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
        CheckConstraint("(kind IN ('announcement', 'important')) = (announcement_id IS NOT NULL)", name="announcement"),
        Index("ix_page_notices_booth_id", "booth_id", "person_id", "id"),
        Index("ix_page_notices_announcement_id", "announcement_id"),
        Index(
            "ix_page_notices_unread",
            "person_id",
            "booth_id",
            "kind",
            sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    kind: Mapped[str]
    key: Mapped[str]
    topic: Mapped[str] = mapped_column(default="", server_default="")
    about: Mapped[str] = mapped_column(default="", server_default="")
    path: Mapped[str] = mapped_column(default="", server_default="")
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey(Announcement.id))
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]

    announcement: Mapped[Announcement | None] = relationship()


class NoticeChoice(Model):
    """What one member of a booth wants of one kind: in the page, and by letter."""

    __tablename__ = "notice_choices"
    __table_args__ = table_args(CheckConstraint(f"kind IN ({_KINDS})", name="kind"))

    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), primary_key=True, autoincrement=False)
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id), primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(primary_key=True)
    in_page: Mapped[bool]
    by_letter: Mapped[bool]


class LetterRefusal(Model):
    """A guest who wants to be asked for no more reviews: a keyed hash of the address, never the address."""

    __tablename__ = "letter_refusals"

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
