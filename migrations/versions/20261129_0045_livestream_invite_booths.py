"""Campaigns have goals, invite booths, hear what they propose, and know who is on duty."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "livestream_invite"
down_revision = "promotions_limits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "goals",
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("key IN ('views', 'orders_secured', 'value_secured', 'booths')", name=op.f("ck_goals_key")),
        sa.CheckConstraint("target > 0", name=op.f("ck_goals_target")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_goals_campaign_id")),
        sa.PrimaryKeyConstraint("campaign_id", "key", name=op.f("pk_goals")),
        sqlite_strict=True,
    )
    _invitations()
    _proposals()
    _duties()


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), server_default="invited", nullable=False),
        sa.Column("message", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("invited_by_id", sa.BigInteger(), nullable=False),
        sa.Column("invited_at", db.Moment(), nullable=False),
        sa.Column("answered_by_id", sa.BigInteger(), nullable=True),
        sa.Column("answered_at", db.Moment(), nullable=True),
        sa.CheckConstraint("state IN ('invited', 'accepted', 'declined')", name=op.f("ck_invitations_state")),
        sa.CheckConstraint(
            "(state = 'invited') = (answered_at IS NULL) AND (answered_at IS NULL) = (answered_by_id IS NULL)",
            name=op.f("ck_invitations_answered"),
        ),
        sa.CheckConstraint("(state = 'declined') = (reason <> '')", name=op.f("ck_invitations_reason")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_invitations_campaign_id")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_invitations_booth_id")),
        sa.ForeignKeyConstraint(["invited_by_id"], ["people.id"], name=op.f("fk_invitations_invited_by_id")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["people.id"], name=op.f("fk_invitations_answered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("campaign_id", "booth_id", name=op.f("uq_invitations_campaign_id_booth_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_invitations_booth_id", "invitations", ["booth_id", "state"])


def _proposals() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("invitation_id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("variant_id", sa.BigInteger(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("per_buyer", sa.BigInteger(), nullable=True),
        sa.Column("talking_points", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="proposed", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("broadcast_id", sa.BigInteger(), nullable=True),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", db.Moment(), nullable=True),
        sa.CheckConstraint("state IN ('proposed', 'taken', 'returned', 'withdrawn')", name=op.f("ck_proposals_state")),
        sa.CheckConstraint("(state = 'taken') = (broadcast_id IS NOT NULL)", name=op.f("ck_proposals_taken")),
        sa.CheckConstraint("(state = 'returned') = (reason <> '')", name=op.f("ck_proposals_returned")),
        sa.CheckConstraint(
            "(state IN ('taken', 'returned')) = (decided_at IS NOT NULL)", name=op.f("ck_proposals_decided")
        ),
        sa.CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name=op.f("ck_proposals_decider")),
        sa.CheckConstraint("price >= 0 AND quantity > 0 AND per_buyer > 0", name=op.f("ck_proposals_terms")),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitations.id"], name=op.f("fk_proposals_invitation_id")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_proposals_booth_id")),
        sa.ForeignKeyConstraint(["variant_id"], ["variants.id"], name=op.f("fk_proposals_variant_id")),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcasts.id"], name=op.f("fk_proposals_broadcast_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_proposals_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["people.id"], name=op.f("fk_proposals_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sqlite_strict=True,
    )
    open_ones = sa.text("state = 'proposed'")
    op.create_index(
        "uq_proposals_one_open", "proposals", ["invitation_id", "variant_id"], unique=True,
        sqlite_where=open_ones, postgresql_where=open_ones,
    )  # fmt: skip
    op.create_index("ix_proposals_booth_id", "proposals", ["booth_id"])


def _duties() -> None:
    op.create_table(
        "duties",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("broadcast_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.CheckConstraint("role IN ('host', 'moderator', 'order_taker')", name=op.f("ck_duties_role")),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcasts.id"], name=op.f("fk_duties_broadcast_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_duties_person_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_duties_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duties")),
        sa.UniqueConstraint("broadcast_id", "person_id", name=op.f("uq_duties_broadcast_id_person_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_duties_person_id", "duties", ["person_id"])


def downgrade() -> None:
    op.drop_table("duties")
    op.drop_table("proposals")
    op.drop_table("invitations")
    op.drop_table("goals")
