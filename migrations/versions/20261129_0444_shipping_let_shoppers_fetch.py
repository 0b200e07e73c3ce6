"""A booth may let shoppers fetch their goods; an order keeps where."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "shipping_pickup_points"
down_revision = "leaving_01"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pickup_points",
        sa.Column("booth_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("address_line", sa.Text(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.CheckConstraint("length(address_line) BETWEEN 1 AND 200", name=op.f("ck_pickup_points_address_line")),
        sa.CheckConstraint("length(hours) BETWEEN 1 AND 100", name=op.f("ck_pickup_points_hours")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_pickup_points_booth_id")),
        sa.PrimaryKeyConstraint("booth_id", name=op.f("pk_pickup_points")),
        sqlite_strict=True,
    )
    # With the column, so that SQLite need not copy the table of all orders.
    op.execute(
        "ALTER TABLE orders ADD COLUMN pickup_place TEXT "
        "CONSTRAINT ck_orders_pickup_place CHECK (pickup_place IS NULL OR shipping_fee = 0)"
    )


def downgrade() -> None:
    op.drop_column("orders", "pickup_place")
    op.drop_table("pickup_points")
