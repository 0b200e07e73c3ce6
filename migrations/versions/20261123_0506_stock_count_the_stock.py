"""Count the stock."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "stock_06"
down_revision = "papers_05"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stock_levels",
        sa.Column("variant_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("available", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("available >= 0", name=op.f("ck_stock_levels_never_oversold")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_stock_levels_booth_id")),
        sa.ForeignKeyConstraint(["variant_id"], ["variants.id"], name=op.f("fk_stock_levels_variant_id")),
        sa.PrimaryKeyConstraint("variant_id", name=op.f("pk_stock_levels")),
        postgresql_with={
            "fillfactor": "50",
            "autovacuum_vacuum_scale_factor": "0",
            "autovacuum_vacuum_threshold": "1000",
        },
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_stock_levels_booth_id"), "stock_levels", ["booth_id"], unique=False)
    op.create_table(
        "stock_movements",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("variant_id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("delta", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("order_line_id", sa.BigInteger(), nullable=True),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "(kind IN ('receive', 'count')) = (order_line_id IS NULL)", name=op.f("ck_stock_movements_order_line")
        ),
        sa.CheckConstraint(
            "kind IN ('receive', 'count', 'sale', 'cancel', 'lapse', 'return', 'retake')",
            name=op.f("ck_stock_movements_kind"),
        ),
        sa.CheckConstraint("delta <> 0", name=op.f("ck_stock_movements_delta")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_stock_movements_booth_id")),
        sa.ForeignKeyConstraint(["variant_id"], ["variants.id"], name=op.f("fk_stock_movements_variant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_movements")),
        sqlite_strict=True,
    )
    op.create_index("ix_stock_movements_order_line_id", "stock_movements", ["order_line_id"], unique=False)
    op.create_index("ix_stock_movements_variant_id", "stock_movements", ["variant_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_stock_movements_variant_id", table_name="stock_movements")
    op.drop_index("ix_stock_movements_order_line_id", table_name="stock_movements")
    op.drop_table("stock_movements")
    op.drop_index(op.f("ix_stock_levels_booth_id"), table_name="stock_levels")
    op.drop_table("stock_levels")
