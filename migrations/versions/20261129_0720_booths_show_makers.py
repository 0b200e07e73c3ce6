"""Booths show the people behind them, each with their consent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "booths_makers"
down_revision = "figures_01"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "makers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), server_default="", nullable=False),
        sa.Column("part_en", sa.Text(), server_default="", nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("words_en", sa.Text(), server_default="", nullable=False),
        sa.Column("picture_key", sa.Text(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("noted_by_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 80", name=op.f("ck_makers_name")),
        sa.CheckConstraint("length(part) <= 80 AND length(part_en) <= 80", name=op.f("ck_makers_part")),
        sa.CheckConstraint("length(words) <= 400 AND length(words_en) <= 400", name=op.f("ck_makers_words")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_makers_booth_id")),
        sa.ForeignKeyConstraint(["noted_by_id"], ["people.id"], name=op.f("fk_makers_noted_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_makers")),
        sqlite_strict=True,
    )
    op.create_index("ix_makers_booth_id", "makers", ["booth_id", "id"])


def downgrade() -> None:
    op.drop_table("makers")
