"""What a campaign hopes for, and who takes part: invited booths with what they propose, and people on duty."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Id, Model, table_args
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Variant
from marketplace.domain.livestream.models.programme import Broadcast, Campaign


class Invitation(Model):
    """A booth asked to take part in a campaign, and its answer. One that declined may be asked again: a new letter."""

    __tablename__ = "invitations"
    __table_args__ = table_args(
        UniqueConstraint("campaign_id", "booth_id"),
        CheckConstraint("state IN ('invited', 'accepted', 'declined')", name="state"),
        CheckConstraint(
            "(state = 'invited') = (answered_at IS NULL) AND (answered_at IS NULL) = (answered_by_id IS NULL)",
            name="answered",
        ),
        CheckConstraint("(state = 'declined') = (reason <> '')", name="reason"),
        Index("ix_invitations_booth_id", "booth_id", "state"),
    )

    id: Mapped[Id]
    campaign_id: Mapped[int] = mapped_column(ForeignKey(Campaign.id))
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    state: Mapped[str] = mapped_column(default="invited", server_default="invited")
    message: Mapped[str] = mapped_column(default="", server_default="")
    reason: Mapped[str] = mapped_column(default="", server_default="")
    invited_by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    invited_at: Mapped[datetime]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    answered_at: Mapped[datetime | None]

    campaign: Mapped[Campaign] = relationship()
    booth: Mapped[Booth] = relationship()


class Proposal(Model):
    """A variant that an invited booth offers to the campaign: its live price and how much of it is set aside.

    Taken, it has a place in the line-up of `broadcast_id`; returned, a reason. One proposal of a variant at a time.
    """

    __tablename__ = "proposals"
    __table_args__ = table_args(
        CheckConstraint("state IN ('proposed', 'taken', 'returned', 'withdrawn')", name="state"),
        CheckConstraint("(state = 'taken') = (broadcast_id IS NOT NULL)", name="taken"),
        CheckConstraint("(state = 'returned') = (reason <> '')", name="returned"),
        CheckConstraint("(state IN ('taken', 'returned')) = (decided_at IS NOT NULL)", name="decided"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="decider"),
        CheckConstraint("price >= 0 AND quantity > 0 AND per_buyer > 0", name="terms"),
        Index(
            "uq_proposals_one_open",
            "invitation_id",
            "variant_id",
            unique=True,
            sqlite_where=text("state = 'proposed'"),
            postgresql_where=text("state = 'proposed'"),
        ),
        Index("ix_proposals_booth_id", "booth_id"),
    )

    id: Mapped[Id]
    invitation_id: Mapped[int] = mapped_column(ForeignKey(Invitation.id))
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    variant_id: Mapped[int] = mapped_column(ForeignKey(Variant.id))
    price: Mapped[int | None]
    quantity: Mapped[int | None]
    per_buyer: Mapped[int | None]
    talking_points: Mapped[str] = mapped_column(default="", server_default="")
    state: Mapped[str] = mapped_column(default="proposed", server_default="proposed")
    reason: Mapped[str] = mapped_column(default="", server_default="")
    broadcast_id: Mapped[int | None] = mapped_column(ForeignKey(Broadcast.id))
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    decided_at: Mapped[datetime | None]

    invitation: Mapped[Invitation] = relationship()
    variant: Mapped[Variant] = relationship()
    broadcast: Mapped[Broadcast | None] = relationship()


class Goal(Model):
    """What a campaign hopes to reach of one figure; shown against the result, whatever that is."""

    __tablename__ = "goals"
    __table_args__ = table_args(
        CheckConstraint("key IN ('views', 'orders_secured', 'value_secured', 'booths')", name="key"),
        CheckConstraint("target > 0", name="target"),
    )

    campaign_id: Mapped[int] = mapped_column(ForeignKey(Campaign.id), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    target: Mapped[int]


class Duty(Model):
    """What one person does in one broadcast: host, moderator or order taker. It opens that much of its desk."""

    __tablename__ = "duties"
    __table_args__ = table_args(
        UniqueConstraint("broadcast_id", "person_id"),
        CheckConstraint("role IN ('host', 'moderator', 'order_taker')", name="role"),
        Index("ix_duties_person_id", "person_id"),
    )

    id: Mapped[Id]
    broadcast_id: Mapped[int] = mapped_column(ForeignKey(Broadcast.id))
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    role: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]

    broadcast: Mapped[Broadcast] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
