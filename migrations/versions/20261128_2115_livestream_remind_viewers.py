"""Remind viewers of a broadcast."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "livestream_remind_viewers"
down_revision = "booths_02"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("broadcast_id", sa.BigInteger(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_key", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.CheckConstraint("language IN ('vi', 'en')", name=op.f("ck_reminders_language")),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcasts.id"], name=op.f("fk_reminders_broadcast_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("broadcast_id", "email_key", name=op.f("uq_reminders_broadcast_id_email_key")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("reminders")
