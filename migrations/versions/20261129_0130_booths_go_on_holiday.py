"""A booth says when it is on holiday."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "booths_holidays"
down_revision = "livestream_platforms"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "holidays",
        sa.Column("booth_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_holidays_days")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_holidays_booth_id")),
        sa.PrimaryKeyConstraint("booth_id", name=op.f("pk_holidays")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("holidays")
