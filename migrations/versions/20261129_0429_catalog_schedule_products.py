"""Products go on sale and off it at a moment that the seller chose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "catalog_schedules"
down_revision = "booths_closing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "product_schedules",
        sa.Column("product_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("shows_at", db.Moment(), nullable=True),
        sa.Column("hides_at", db.Moment(), nullable=True),
        sa.Column("missed_at", db.Moment(), nullable=True),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "shows_at IS NULL OR hides_at IS NULL OR hides_at > shows_at", name=op.f("ck_product_schedules_order")
        ),
        sa.CheckConstraint(
            "shows_at IS NOT NULL OR hides_at IS NOT NULL OR missed_at IS NOT NULL",
            name=op.f("ck_product_schedules_something"),
        ),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_product_schedules_booth_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_product_schedules_by_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_product_schedules_product_id")),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_product_schedules")),
        sqlite_strict=True,
    )
    for name in ("booth_id", "shows_at", "hides_at"):
        op.create_index(op.f(f"ix_product_schedules_{name}"), "product_schedules", [name])


def downgrade() -> None:
    op.drop_table("product_schedules")
