"""Take everything of a booth away as one file."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "leaving_01"
down_revision = "catalog_schedules"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "booth_downloads",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), server_default="asked", nullable=False),
        sa.Column("asked_at", db.Moment(), nullable=False),
        sa.Column("begun_at", db.Moment(), nullable=True),
        sa.Column("file_key", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("until_at", db.Moment(), nullable=True),
        sa.CheckConstraint("state IN ('asked', 'ready', 'dropped')", name=op.f("ck_booth_downloads_state")),
        sa.CheckConstraint("(state = 'ready') = (file_key IS NOT NULL)", name=op.f("ck_booth_downloads_file")),
        sa.CheckConstraint("(state = 'asked') = (until_at IS NULL)", name=op.f("ck_booth_downloads_until")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_booth_downloads_booth_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_booth_downloads_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booth_downloads")),
        sqlite_strict=True,
    )
    op.create_index("ix_booth_downloads_booth_id", "booth_downloads", ["booth_id", "id"], unique=False)
    op.create_index(
        "uq_booth_downloads_one_asked", "booth_downloads", ["booth_id"], unique=True,
        sqlite_where=sa.text("state = 'asked'"), postgresql_where=sa.text("state = 'asked'"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("booth_downloads")
