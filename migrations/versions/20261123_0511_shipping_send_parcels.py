"""Send parcels."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "shipping_11"
down_revision = "orders_10"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shipping_policies",
        sa.Column("booth_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("free_from", sa.BigInteger(), nullable=True),
        sa.Column("days_to_send", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("days_to_send BETWEEN 0 AND 30", name=op.f("ck_shipping_policies_days_to_send")),
        sa.CheckConstraint("free_from IS NULL OR free_from >= 0", name=op.f("ck_shipping_policies_free_from")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_shipping_policies_booth_id")),
        sa.PrimaryKeyConstraint("booth_id", name=op.f("pk_shipping_policies")),
        sqlite_strict=True,
    )
    op.create_table(
        "shipping_rates",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("first_g", sa.BigInteger(), nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=False),
        sa.Column("step_g", sa.BigInteger(), nullable=False),
        sa.Column("step_fee", sa.BigInteger(), nullable=False),
        sa.Column("days_min", sa.BigInteger(), nullable=False),
        sa.Column("days_max", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("zone IN ('commune', 'province', 'near', 'country')", name=op.f("ck_shipping_rates_zone")),
        sa.CheckConstraint("days_min >= 0 AND days_max >= days_min", name=op.f("ck_shipping_rates_days")),
        sa.CheckConstraint(
            "fee >= 0 AND step_fee >= 0 AND first_g > 0 AND step_g > 0", name=op.f("ck_shipping_rates_amounts")
        ),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_shipping_rates_booth_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipping_rates")),
        sa.UniqueConstraint("booth_id", "zone", name=op.f("uq_shipping_rates_booth_id_zone")),
        sqlite_strict=True,
    )
    op.create_table(
        "parcels",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("tracking_code", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="picked", nullable=False),
        sa.Column("sent_at", db.Moment(), nullable=False),
        sa.Column("changed_at", db.Moment(), nullable=False),
        sa.CheckConstraint(
            "state IN ('picked', 'moving', 'delivering', 'failed_attempt', 'delivered', 'returning', 'returned', 'lost')",
            name=op.f("ck_parcels_state"),
        ),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_parcels_booth_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_parcels_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcels")),
        sqlite_strict=True,
    )
    op.create_index("ix_parcels_order_id", "parcels", ["order_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_parcels_order_id", table_name="parcels")
    op.drop_table("parcels")
    op.drop_table("shipping_rates")
    op.drop_table("shipping_policies")
