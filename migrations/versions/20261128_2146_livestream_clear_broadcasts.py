"""Clear broadcasts before they go on air."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "livestream_clear_broadcasts"
down_revision = "orders_fall_short"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clearances",
        sa.Column("broadcast_id", sa.BigInteger(), nullable=False),
        sa.Column("host_legal_name", sa.Text(), server_default="", nullable=False),
        sa.Column("identity_seen", sa.Text(), server_default="", nullable=False),
        sa.Column("host_checked_by_id", sa.BigInteger(), nullable=True),
        sa.Column("host_checked_at", db.Moment(), nullable=True),
        sa.Column("rules_by_id", sa.BigInteger(), nullable=True),
        sa.Column("rules_accepted_at", db.Moment(), nullable=True),
        sa.Column("override_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("override_by_id", sa.BigInteger(), nullable=True),
        sa.Column("override_at", db.Moment(), nullable=True),
        sa.Column("recording_url", sa.Text(), server_default="", nullable=False),
        sa.Column("recording_kept_until", sa.Date(), nullable=True),
        sa.CheckConstraint("identity_seen IN ('', 'vneid', 'card')", name=op.f("ck_clearances_identity_seen")),
        sa.CheckConstraint(
            "(host_legal_name = '') = (identity_seen = '') AND (identity_seen = '') = (host_checked_at IS NULL)"
            " AND (host_checked_at IS NULL) = (host_checked_by_id IS NULL)",
            name=op.f("ck_clearances_host"),
        ),
        sa.CheckConstraint("(rules_accepted_at IS NULL) = (rules_by_id IS NULL)", name=op.f("ck_clearances_rules")),
        sa.CheckConstraint(
            "(override_reason = '') = (override_at IS NULL) AND (override_at IS NULL) = (override_by_id IS NULL)",
            name=op.f("ck_clearances_override"),
        ),
        sa.CheckConstraint(
            "(recording_url = '') = (recording_kept_until IS NULL)", name=op.f("ck_clearances_recording")
        ),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcasts.id"], name=op.f("fk_clearances_broadcast_id")),
        sa.ForeignKeyConstraint(["host_checked_by_id"], ["people.id"], name=op.f("fk_clearances_host_checked_by_id")),
        sa.ForeignKeyConstraint(["rules_by_id"], ["people.id"], name=op.f("fk_clearances_rules_by_id")),
        sa.ForeignKeyConstraint(["override_by_id"], ["people.id"], name=op.f("fk_clearances_override_by_id")),
        sa.PrimaryKeyConstraint("broadcast_id", name=op.f("pk_clearances")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("clearances")
