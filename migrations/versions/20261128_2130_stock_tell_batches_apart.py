"""Tell batches apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "stock_02"
down_revision = "livestream_remind_viewers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("variant_id", sa.BigInteger(), nullable=False),
        sa.Column("movement_id", sa.BigInteger(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("best_before", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("note_en", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", db.Moment(), nullable=False),
        sa.Column("created_by_id", sa.BigInteger(), nullable=False),
        sa.Column("recalled_at", db.Moment(), nullable=True),
        sa.Column("recall_reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("best_before > made_on", name=op.f("ck_batches_best_before")),
        sa.CheckConstraint("(recalled_at IS NULL) = (recall_reason = '')", name=op.f("ck_batches_recalled")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_batches_booth_id")),
        sa.ForeignKeyConstraint(["movement_id"], ["stock_movements.id"], name=op.f("fk_batches_movement_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_batches_product_id")),
        sa.ForeignKeyConstraint(["variant_id"], ["variants.id"], name=op.f("fk_batches_variant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
        sa.UniqueConstraint("code", name=op.f("uq_batches_code")),
        sa.UniqueConstraint("movement_id", name=op.f("uq_batches_movement_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_batches_booth_id", "batches", ["booth_id", "id"], unique=False)
    op.create_index("ix_batches_product_id", "batches", ["product_id", "made_on"], unique=False)


def downgrade() -> None:
    op.drop_table("batches")
