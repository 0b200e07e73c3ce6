"""Booths, who runs them, and how they came to be open."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Id, Model, table_args
from marketplace.core.places.models import Commune
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.rules import HOLIDAY_TOLD_DAYS, LEAVING


class Booth(Model):
    """A maker's place in the market.

    The legal facts are those a marketplace must verify and publish of each seller (Decree 248/2026/NĐ-CP,
    art. 18; Consumer Protection Law 19/2023/QH15, art. 37): legal name, address, tax or registration code,
    representative, contact.
    """

    __tablename__ = "booths"
    __table_args__ = table_args(
        CheckConstraint(
            "state IN ('draft', 'submitted', 'open', 'suspended', 'rejected', 'closing', 'closed')", name="state"
        ),
        CheckConstraint(
            "subject_kind IN ('company', 'cooperative', 'group', 'household', 'individual')",
            name="subject_kind",
        ),
        CheckConstraint("state <> 'open' OR opened_at IS NOT NULL", name="opened"),
        Index("ix_booths_state", "state", "sort_key"),
    )

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    sort_key: Mapped[str]
    state: Mapped[str] = mapped_column(default="draft", server_default="draft")
    subject_kind: Mapped[str]
    legal_name: Mapped[str]
    legal_address: Mapped[str]
    tax_code: Mapped[str]
    registration_number: Mapped[str] = mapped_column(default="", server_default="")
    representative: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    commune_code: Mapped[str] = mapped_column(ForeignKey(Commune.code), index=True)
    story: Mapped[str] = mapped_column(default="", server_default="")
    story_en: Mapped[str] = mapped_column(default="", server_default="")
    cover_key: Mapped[str | None]
    portrait_key: Mapped[str | None]
    is_youth_startup: Mapped[bool] = mapped_column(default=False, server_default="0")
    is_sample: Mapped[bool] = mapped_column(default=False, server_default="0")
    reason: Mapped[str] = mapped_column(default="", server_default="")
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]

    commune: Mapped[Commune] = relationship(lazy="joined", innerjoin=True)
    holiday: Mapped[Holiday | None] = relationship(viewonly=True, uselist=False)
    makers: Mapped[list[Maker]] = relationship(viewonly=True, order_by="Maker.id")

    @property
    def is_open(self) -> bool:
        """Whether shoppers see this booth."""
        return self.state == "open"

    @property
    def is_leaving(self) -> bool:
        """Whether it takes no new order any more and never will."""
        return self.state in LEAVING


class Holiday(Model):
    """Days on which a booth sends nothing; orders still come in and wait until it is back."""

    __tablename__ = "holidays"
    __table_args__ = table_args(CheckConstraint("last_day >= first_day", name="days"))

    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id), primary_key=True, autoincrement=False)
    first_day: Mapped[date]
    last_day: Mapped[date]
    note: Mapped[str] = mapped_column(default="", server_default="")

    @property
    def back_on(self) -> date:
        """The day from which the booth sends again."""
        return self.last_day + timedelta(days=1)

    def is_told_on(self, day: date) -> bool:
        """Whether shoppers are told of it: from some days ahead until it is over."""
        return self.first_day - timedelta(days=HOLIDAY_TOLD_DAYS) <= day <= self.last_day


class Maker(Model):
    """Somebody behind the booth, as its owner shows them to shoppers.

    Taken from no account and from no grant: nobody is shown because they work or help here, only because an owner wrote
    them down and vouched for their consent, on `agreed_on`.
    """

    __tablename__ = "makers"
    __table_args__ = table_args(
        CheckConstraint("length(name) BETWEEN 1 AND 80", name="name"),
        CheckConstraint("length(part) <= 80 AND length(part_en) <= 80", name="part"),
        CheckConstraint("length(words) <= 400 AND length(words_en) <= 400", name="words"),
        Index("ix_makers_booth_id", "booth_id", "id"),
    )

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    name: Mapped[str]
    part: Mapped[str] = mapped_column(default="", server_default="")
    part_en: Mapped[str] = mapped_column(default="", server_default="")
    words: Mapped[str] = mapped_column(default="", server_default="")
    words_en: Mapped[str] = mapped_column(default="", server_default="")
    picture_key: Mapped[str | None]
    agreed_on: Mapped[date]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))


class Membership(Model):
    """A person's part in a booth: owner, manager or packer."""

    __tablename__ = "memberships"
    __table_args__ = table_args(
        UniqueConstraint("booth_id", "person_id"),
        CheckConstraint("role IN ('owner', 'manager', 'packer')", name="role"),
    )

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    role: Mapped[str]
    since: Mapped[datetime]

    booth: Mapped[Booth] = relationship(lazy="joined", innerjoin=True)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class HelperGrant(Model):
    """What an owner lets a volunteer do in the booth, for so many hours from when the one-time code was taken.

    Only the hash of the code is kept. A grant is offered, taken by one person, and over when its time is or when it
    is ended; money, people and papers are in no grant (THREATS T03).
    """

    __tablename__ = "helper_grants"
    __table_args__ = table_args(
        CheckConstraint("may_edit_products OR may_handle_orders", name="something"),
        CheckConstraint("hours BETWEEN 1 AND 168", name="hours"),
        CheckConstraint("(person_id IS NULL) = (from_at IS NULL)", name="taken"),
        CheckConstraint("(from_at IS NULL) = (until_at IS NULL)", name="window"),
        CheckConstraint("until_at > from_at", name="order"),
        Index("ix_helper_grants_person_id", "person_id", "until_at"),
        Index("ix_helper_grants_booth_id", "booth_id", "offered_at"),
    )

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    code_hash: Mapped[str] = mapped_column(unique=True)
    code_until: Mapped[datetime]
    may_edit_products: Mapped[bool]
    may_handle_orders: Mapped[bool]
    hours: Mapped[int]
    offered_by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    offered_at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    from_at: Mapped[datetime | None]
    until_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    booth: Mapped[Booth] = relationship(lazy="joined", innerjoin=True)
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])

    def is_in_force(self, at: datetime) -> bool:
        """Whether somebody may act by it at this moment."""
        if self.from_at is None or self.until_at is None or self.ended_at is not None:
            return False
        return self.from_at <= at < self.until_at

    def is_on_offer(self, at: datetime) -> bool:
        """Whether its code still waits to be taken."""
        return self.person_id is None and self.ended_at is None and at < self.code_until


class HelperAct(Model):
    """One thing a helper set out to do, under their own name. Append-only."""

    __tablename__ = "helper_acts"
    __table_args__ = table_args(
        CheckConstraint("permission IN ('products', 'orders')", name="permission"),
        Index("ix_helper_acts_grant_id", "grant_id", "id"),
        Index("ix_helper_acts_booth_id", "booth_id", "id"),
    )

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    grant_id: Mapped[int] = mapped_column(ForeignKey(HelperGrant.id))
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    permission: Mapped[str]
    what: Mapped[str]
    at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


Part = Membership | HelperGrant
"""What makes somebody part of a booth: a role for good, or a grant for some hours."""


class BoothStep(Model):
    """One change of a booth's state: who, when, why."""

    __tablename__ = "booth_steps"
    __table_args__ = table_args(UniqueConstraint("booth_id", "seq"))

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    seq: Mapped[int]
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="", server_default="")

    by: Mapped[Person] = relationship()
