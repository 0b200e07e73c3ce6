"""A booth is told when a shelf runs low, and reads all that went in and out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "stock_watches"
down_revision = "livestream_click_tallies"
branch_labels = None
depends_on = None

BEFORE = (
    "kind IN ('order', 'order_cancelled', 'return', 'complaint', 'booth', 'important', 'announcement', 'question', "
    "'review', 'product', 'paper', 'paper_ends', 'campaign')"
)
AFTER = BEFORE.replace("'campaign')", "'campaign', 'stock_low')")


def upgrade() -> None:
    _change_kinds(AFTER)
    op.create_table(
        "stock_watches",
        sa.Column("variant_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("threshold", sa.BigInteger(), server_default="5", nullable=False),
        sa.Column("low_since", db.Moment(), nullable=True),
        sa.Column("falls", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("threshold >= 0", name=op.f("ck_stock_watches_threshold")),
        sa.CheckConstraint("falls >= 0", name=op.f("ck_stock_watches_falls")),
        sa.ForeignKeyConstraint(["variant_id"], ["variants.id"], name=op.f("fk_stock_watches_variant_id")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_stock_watches_booth_id")),
        sa.PrimaryKeyConstraint("variant_id", name=op.f("pk_stock_watches")),
        sqlite_strict=True,
    )
    op.create_index("ix_stock_watches_booth_id", "stock_watches", ["booth_id"])
    op.create_index("ix_stock_movements_booth_id", "stock_movements", ["booth_id", "id"])


def downgrade() -> None:
    for table in ("page_notices", "notice_choices"):
        op.execute(f"DELETE FROM {table} WHERE kind = 'stock_low'")  # noqa: S608 - our own names
    _change_kinds(BEFORE)
    op.drop_index("ix_stock_movements_booth_id", "stock_movements")
    op.drop_table("stock_watches")


def _change_kinds(rule: str) -> None:
    for table in ("page_notices", "notice_choices"):
        with op.batch_alter_table(table) as changed:
            changed.drop_constraint(op.f(f"ck_{table}_kind"), type_="check")
            changed.create_check_constraint(op.f(f"ck_{table}_kind"), rule)
